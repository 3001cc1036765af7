"""Bytes of a text file to UTF-8: which encoding it is in, or why it is no text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.exchange.files.faults import Faults
from waylight.exchange.files.kinds import SAVE_AS, kind_of
from waylight.exchange.files.layout import PIECE

# Tab, line feed, vertical tab, form feed and carriage return do occur in extracts.
_NO_TEXT = np.ones(32, np.bool_)
_NO_TEXT[list(b"\n\r\t\v\f")] = False


@dataclass(frozen=True)
class Text:
    """The file as UTF-8 without a byte-order mark, lines ended by LF or CR LF."""

    data: bytes
    encoding: str
    notes: tuple[str, ...] = ()


def decode(file: str, data: bytes, faults: Faults) -> Text | None:
    """The text of a file in UTF-8, UTF-16 with a byte-order mark or Windows-1252; None after a fault."""
    kind = kind_of(data)
    if kind is not None:
        faults.add(file, None, None, f"this is {kind[0]}, not text", kind[1])
        return None
    text = (
        _utf16(file, data, faults)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff")
        else _one_byte(file, data, faults)
    )
    if text is None:
        return None
    place = _first_control(text.data)
    if place is not None:
        what = f"byte {text.data[place]:#04x} does not occur in text: the file is binary or damaged"
        faults.add(file, text.data.count(b"\n", 0, place) + 1, None, what, SAVE_AS)
        return None
    if b"\r" in text.data and b"\n" not in text.data:
        # An old Macintosh ends lines with CR alone; in other files a lone CR is part of a cell.
        return Text(text.data.replace(b"\r", b"\n"), text.encoding, text.notes)
    return text


def _first_control(data: bytes) -> int | None:
    """Where the first byte stands that no text holds, or None."""
    signs, found = np.frombuffer(data, np.uint8), data.find(b"\x7f")
    for at in range(0, len(data), PIECE):
        piece = signs[at : at + PIECE]
        low = np.flatnonzero(piece < 32)
        wrong = low[_NO_TEXT[piece[low]]]
        if len(wrong):
            place = at + int(wrong[0])
            return min(place, found) if found >= 0 else place
    return found if found >= 0 else None


def _utf16(file: str, data: bytes, faults: Faults) -> Text | None:
    try:
        return Text(data.decode("utf-16").encode("utf-8"), "UTF-16")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-16", errors="replace")
        what = "the file says it is UTF-16, but it is cut or damaged here"
        faults.add(file, before.count("\n") + 1, None, what, "export the file again, best as CSV (UTF-8)")
    except UnicodeEncodeError:
        what = "the file says it is UTF-16, but holds half of a character"
        faults.add(file, None, None, what, "export the file again, best as CSV (UTF-8)")
    return None


def _one_byte(file: str, data: bytes, faults: Faults) -> Text | None:
    body = data[3:] if data.startswith(b"\xef\xbb\xbf") else data
    if body.isascii() or _is_utf8(body):
        return Text(body, "UTF-8")
    return _windows(file, body, faults)


def _is_utf8(body: bytes) -> bool:
    """Whether letters outside ASCII are UTF-8. They are few: only they are decoded, each run of them with the sign
    that follows it, so that no two runs become one. Pieces are cut after a line."""
    begin = 0
    while begin < len(body):
        end = body.find(b"\n", begin + PIECE) + 1 or len(body)
        piece = np.frombuffer(body, np.uint8, end - begin, begin)
        letters = np.flatnonzero(piece >= 128)
        kept = np.union1d(letters, letters + 1)
        try:
            piece[kept[kept < len(piece)]].tobytes().decode("utf-8")
        except UnicodeDecodeError:
            return False
        begin = end
    return True


def _windows(file: str, body: bytes, faults: Faults) -> Text | None:
    """Lines that are no UTF-8 are read as Windows-1252, the others as they are: files are often put together
    from the systems of several agencies."""
    lines, others, wrong = body.split(b"\n"), 0, []
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            others += 1
        except UnicodeDecodeError:
            try:
                lines[number] = line.decode("cp1252").encode("utf-8")
            except UnicodeDecodeError as error:
                wrong.append((number + 1, line[error.start]))
    if wrong:
        for number, byte in wrong[:20]:
            what = f"byte {byte:#04x} is a letter neither in UTF-8 nor in Windows-1252: binary or damaged"
            faults.add(file, number, None, what, SAVE_AS)
        return None
    encoding = "UTF-8 and Windows-1252 mixed" if others else "Windows-1252"
    return Text(b"\n".join(lines), encoding, (f"read as {encoding}",))
