"""The footer of a Parquet file: how many rows and unpacked bytes it says it has, nothing being unpacked.

A footer is one structure in Thrift's compact protocol (parquet.apache.org, "File Format" and "Metadata").
Only what a size check needs is taken from it; everything is bounded by the footer's own length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MARK = b"PAR1"
LARGEST_FOOTER = 16 << 20  # bytes; a footer of ours has some kilobytes
_DEEPEST = 24
# Types of the compact protocol.
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)


class BadFooter(ValueError):
    """The file's end is no footer of a Parquet file."""


@dataclass(frozen=True)
class Footer:
    """What the file says of itself. `unpacked` is bytes over all columns; `columns` the names at the top."""

    rows: int
    unpacked: int
    columns: tuple[str, ...]


def read_footer(data: bytes) -> Footer:
    """The footer of a whole Parquet file. Raises `BadFooter`."""
    if len(data) < 12 or data[:4] != MARK or data[-4:] != MARK:
        raise BadFooter("the file does not begin and end as a Parquet file does")
    length = int.from_bytes(data[-8:-4], "little")
    if length > min(len(data) - 12, LARGEST_FOOTER):
        raise BadFooter("the footer is longer than the file")
    try:
        meta = _Reader(data[len(data) - 8 - length : -8]).struct(0)
        groups = meta.get(4, [])
        said = [column[3] for group in groups for column in group[1]]
        rows = max(int(meta[3]), sum(int(group[3]) for group in groups))
        unpacked = sum(max(int(column[6]), int(column[7])) for column in said)
        return Footer(rows, unpacked, _top_columns(meta[2]))
    except (KeyError, IndexError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise BadFooter("the footer is damaged") from error


def _top_columns(schema: list[dict[int, Any]]) -> tuple[str, ...]:
    """The names directly under the root; the schema is a tree, written depth first."""
    names, place = [], 1
    for _ in range(int(schema[0].get(5, 0))):
        names.append(bytes(schema[place][4]).decode("utf-8"))
        open_children = int(schema[place].get(5, 0))
        place += 1
        while open_children:
            open_children += int(schema[place].get(5, 0)) - 1
            place += 1
    return tuple(names)


class _Reader:
    """Walks one buffer. Running over its end raises IndexError, which the caller takes as damage."""

    def __init__(self, data: bytes) -> None:
        self._data, self._place = data, 0

    def _byte(self) -> int:
        self._place += 1
        return self._data[self._place - 1]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
            if shift > 63:
                raise BadFooter("a number in the footer is too long")

    def _integer(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _bytes(self, length: int) -> bytes:
        end = self._place + length
        if end > len(self._data):
            raise IndexError
        self._place, found = end, self._data[self._place : end]
        return found

    def struct(self, depth: int) -> dict[int, Any]:
        """A structure as {field number: value}."""
        fields: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._integer()
            kind = head & 0x0F
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth + 1)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if depth > _DEEPEST:
            raise BadFooter("the footer is nested too deeply")
        if kind in (_I16, _I32, _I64):
            return self._integer()
        if kind == _BINARY:
            return self._bytes(self._varint())
        if kind == _STRUCT:
            return self.struct(depth)
        if kind in (_LIST, _SET):
            head = self._byte()
            size = head >> 4 if head >> 4 < 15 else self._varint()
            return [self._value(head & 0x0F, depth + 1) for _ in range(size)]
        if kind == _MAP:
            return self._map(depth)
        if kind in (_BYTE, _TRUE, _FALSE):
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        raise BadFooter("the footer holds a type that does not exist")

    def _map(self, depth: int) -> list[tuple[Any, Any]]:
        size = self._varint()
        kinds = self._byte() if size else 0
        return [
            (self._value(kinds >> 4, depth + 1), self._value(kinds & 0x0F, depth + 1)) for _ in range(size)
        ]
