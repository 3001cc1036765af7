"""Two colours that stay apart in grey, and hatchings that stay apart in black and white.

Night blue (very dark) is what both sides hold; clay (middle grey) what only one side holds; pale slate what
could never have been on the other side. Lamp yellow is kept for "a child is away now" and never used here.
Measured relative luminance: 0.013, 0.165, 0.62; so neighbours keep at least 3:1 on paper and on screen.
"""

from __future__ import annotations

from waylight.drawings.markup import Markup, el

NIGHT = "#14213d"
DUSK = "#4a5a80"
HAZE = "#dfe5f0"
CLAY = "#b4532a"
SLATE = "#c3cbd8"
INK = "#0b0c0c"
QUIET = "#4b5563"
RULE = "#8a94a6"
PAPER = "#ffffff"

SANS = "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"


def hatch(
    ident: str, ground: str, stroke: str, *, angle: int = 45, gap: float = 6, width: float = 1.6
) -> Markup:
    """A pattern of parallel lines on a ground; fill with `url(#ident)`."""
    return el(
        "pattern",
        el("rect", width=gap, height=gap, fill=ground),
        el("line", x1=0, y1=0, x2=0, y2=gap, stroke=stroke, stroke_width=width),
        id=ident,
        width=gap,
        height=gap,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({angle})",
    )
