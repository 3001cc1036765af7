"""Where the words of a drawing stand: a box for every line of text, by an upper estimate of its width."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from waylight.drawings.words import width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    words: str
    left: float
    right: float
    top: float
    bottom: float

    def covers(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def root(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)


def boxes(drawing: str) -> list[Box]:
    """A line is taken as high as its capitals and figures, from a little below the baseline."""
    return [_box(text) for text in root(drawing).iter(f"{SVG}text")]


def _box(text: ET.Element) -> Box:
    size = float(text.get("font-size", 0))
    parts = [(text.text or "", size, text.get("font-weight") == "bold")]
    for span in text:
        own = float(span.get("font-size", size))
        parts.append((span.text or "", own, span.get("font-weight") == "bold"))
        size = max(size, own)
    long = sum(width(words, own, bold) for words, own, bold in parts)
    long += sum(float(span.get("dx", 0)) for span in text)
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    left = {"end": x - long, "middle": x - long / 2}.get(text.get("text-anchor", "start"), x)
    return Box("".join(words for words, _, _ in parts), left, left + long, y - size * 0.74, y + size * 0.2)


def overlapping(drawing: str) -> list[tuple[str, str]]:
    found = boxes(drawing)
    return [(a.words, b.words) for i, a in enumerate(found) for b in found[i + 1 :] if a.covers(b)]


def outside(drawing: str) -> list[str]:
    """Words that stand outside the paper."""
    _, _, wide, high = (float(n) for n in root(drawing).get("viewBox", "").split())
    return [
        b.words
        for b in boxes(drawing)
        if b.left < -1 or b.right > wide + 1 or b.top < 0 or b.bottom > high + 4
    ]


def rising(values: list[float]) -> bool:
    return all(a <= b for a, b in pairwise(values))
