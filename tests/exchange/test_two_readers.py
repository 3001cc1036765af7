"""The quick reader and the careful one give the same rows, or the quick one leaves it to the careful."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cases import cases
from waylight.exchange.files import layout
from waylight.exchange.files.careful import read_carefully
from waylight.exchange.files.csvtext import read_quickly
from waylight.exchange.files.decode import Text
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.header import read_header

CELL = st.text(alphabet='ab ,;"\n\té\u00a0', max_size=5)
TABLE = st.lists(st.tuples(CELL, CELL, CELL), max_size=6)


def both(
    data: bytes, piece: int = 1 << 22
) -> tuple[list[tuple[object, ...]] | None, list[tuple[object, ...]] | None]:
    """Rows (line, then cells) of each reader, blanks alike; None where a reader would not take the file."""
    faults = Faults()
    header = read_header("x.csv", data, faults)
    assert header is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "PIECE", piece)
        quick = read_quickly(data, header, None)
    rows, whole = read_carefully("x.csv", data, header, faults)
    careful = rows if whole else None
    found = []
    for frame in (quick[0] if quick else None, careful):
        if frame is None:
            found.append(None)
            continue
        rows = frame.select("line", "one", "two", "three").rows()
        found.append([row for row in rows if any(row[1:])])
    plain = [[(line, *(cell or "" for cell in cells)) for line, *cells in rows] if rows is not None else None
             for rows in found]  # fmt: skip
    return plain[0], plain[1]


@settings(max_examples=cases(120), deadline=None)
@given(
    TABLE,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from([8, 30, 1 << 22]),
)
def test_what_a_proper_writer_wrote_is_read_the_same(
    table: list[tuple[str, str, str]], ending: str, quoting: int, piece: int
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=ending, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([("one", "two", "three"), *table])
    quick, careful = both(file.getvalue().encode("utf-8"), piece)
    written = [row for row in table if any(row)]
    assert careful is not None
    assert [row[1:] for row in careful] == written
    assert quick is None or quick == careful


@settings(max_examples=cases(250), deadline=None)
@given(st.text(alphabet='ab,,,\n\n"\r', max_size=40), st.sampled_from([4, 7, 1 << 22]))
def test_whatever_stands_in_a_file_the_quick_reader_never_takes_what_the_careful_one_refuses(
    body: str, piece: int
) -> None:
    quick, careful = both(b"one,two,three\n" + body.encode(), piece)
    if quick is not None:
        assert quick == careful


def test_clean_columns_are_told_from_padded_ones() -> None:
    data = Text(b"one,two,three,four\na,b,c ,d\r\na, b,c,d\r\na,b,c,d ", "UTF-8").data
    faults = Faults()
    header = read_header("x.csv", data, faults)
    assert header is not None
    quick = read_quickly(data, header, None)
    assert quick is not None
    assert quick[1] == {"one"}
    data = b'one,two,three,four\n"a","b","c ","d"\n"a"," b",c,"d"\n"","","","d "'
    quick = read_quickly(data, header, None)
    assert quick is not None
    assert quick[1] == {"one"}
    assert quick[0].row(2) == (None, None, None, "d ", 4)


def test_pieces_of_a_large_file_are_put_together_at_the_lines() -> None:
    rows = [f"{n},b{'x' * (n % 9)},{'c ' if n == 150 else 'c'}" for n in range(200)]
    quick, careful = both(("one,two,three\n" + "\n".join(rows) + "\n").encode(), piece=40)
    assert quick is not None
    assert quick == careful
    assert quick[150] == (152, "150", "bxxxxxx", "c ")
