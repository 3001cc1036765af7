"""Files of text read and proved whole before their cells are read.

That needs the standard library and NumPy alone: it is done while Polars is loaded. Whatever is not plainly sound is
left to the reader, who says what is wrong with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from waylight.exchange.files.faults import Faults
from waylight.exchange.files.limits import Limits

if TYPE_CHECKING:
    from waylight.exchange.files.decode import Text
    from waylight.exchange.files.layout import Layout


@dataclass(frozen=True)
class Proved:
    """A sound file of text: how its records lie, and the hash of its bytes in hexadecimal."""

    text: Text
    layout: Layout
    sha256: str


class Begun:
    """Files that are being proved in a thread of its own, one after the other."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self.hashes: dict[Path, str] = {}  # of the files taken
        pool = ThreadPoolExecutor(1)
        self._files = {path: pool.submit(proved, path) for path in paths if path.suffix.lower() == ".csv"}
        pool.shutdown(wait=False)

    def taken(self, path: Path) -> Proved | None:
        """A file that is sound; None where it is not, or where its turn has not come. It is handed out once, so
        that its text is not kept."""
        job: Future[Proved | None] | None = self._files.pop(path, None)
        if job is None or job.cancel():
            return None
        found = job.result()
        if found is not None:
            self.hashes[path] = found.sha256
        return found


def files_of(police: Path, authority: Path) -> list[Path]:
    """What may be read of both sides, the police's first: it is by far the longest."""
    try:
        return [police, *authority.glob("*"), *authority.glob("*/*")]
    except (OSError, ValueError):  # no place that a folder can have
        return [police]


def proved(path: Path) -> Proved | None:
    """The file, where it is sound text of a size that is read."""
    try:
        if path.stat().st_size > Limits.file:
            return None
        data = path.read_bytes()
    except (OSError, ValueError):
        return None
    digest = hashlib.sha256(data).hexdigest()
    from waylight.exchange.files.decode import decode  # waits for NumPy, which the hash does not
    from waylight.exchange.files.header import read_header
    from waylight.exchange.files.layout import laid_out

    unheard = Faults()  # the reader finds them again
    text = decode(path.name, data, unheard)
    header = read_header(path.name, text.data, unheard) if text else None
    layout = laid_out(text.data, header) if text and header else None
    return Proved(text, layout, digest) if text and layout else None
