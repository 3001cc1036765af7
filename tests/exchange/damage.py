"""Named ways to damage an extract. Each says what must become of the file and which line must be named."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from tests.exchange.making import Made, workbook

# "either": without a control line nobody can know (a letter changed within a name, a cut between two rows).
Outcome = Literal["refused", "set aside", "taken", "either"]
TABLES = ("police", "children", "placements", "missing")


@dataclass(frozen=True)
class Damaged:
    """A file after the damage. `line` must be named by a fault or by the row set aside, where it is known."""

    table: str
    outcome: Outcome
    line: int | None = None
    police: Path | None = None  # where the police file has another name now


Damage = Callable[[Made, random.Random], Damaged]
DAMAGES: dict[str, Damage] = {}


def named(name: str) -> Callable[[Damage], Damage]:
    def register(damage: Damage) -> Damage:
        DAMAGES[name] = damage
        return damage

    return register


def lines_of(extracts: Made, table: str) -> list[str]:
    return extracts.table(table).read_text("utf-8").splitlines()


def put(extracts: Made, table: str, lines: list[str]) -> None:
    extracts.table(table).write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


def one_row(
    change: Callable[[str, random.Random], str], outcome: Outcome, tables: tuple[str, ...] = TABLES
) -> Damage:
    """Damage to a single row, whose line must be named."""

    def damage(extracts: Made, dice: random.Random) -> Damaged:
        table = dice.choice(tables)
        lines = lines_of(extracts, table)
        at = dice.randrange(1, len(lines))
        lines[at] = change(lines[at], dice)
        put(extracts, table, lines)
        return Damaged(table, outcome, at + 1)

    return damage


def cell(row: str, place: int, text: str) -> str:
    cells = row.split(",")
    cells[place] = text
    return ",".join(cells)


def whole_file(change: Callable[[bytes, random.Random], bytes], outcome: Outcome) -> Damage:
    def damage(extracts: Made, dice: random.Random) -> Damaged:
        table = dice.choice(TABLES)
        path = extracts.table(table)
        path.write_bytes(change(path.read_bytes(), dice))
        return Damaged(table, outcome)

    return damage


def _at(data: bytes, dice: random.Random, put_in: bytes, instead: int = 0) -> bytes:
    place = dice.randrange(len(data))
    return data[:place] + put_in + data[place + instead :]


DAMAGES["a delimiter too many"] = one_row(lambda row, dice: row + "," * dice.randint(1, 3), "refused")
DAMAGES["a delimiter too few"] = one_row(lambda row, dice: row.replace(",", " ", 1), "refused")
DAMAGES["half a row"] = one_row(lambda row, dice: row[: row.index(",", 3) - 1], "refused")
DAMAGES["a quotation mark never closed"] = one_row(lambda row, dice: '"' + row, "refused")
DAMAGES["text after a closing mark"] = one_row(lambda row, dice: '"' + row.replace(",", '"x,', 1), "refused")
DAMAGES["a null byte in a cell"] = one_row(lambda row, dice: _spliced(row, dice, "\0"), "refused")
DAMAGES["a control byte in a cell"] = one_row(lambda row, dice: _spliced(row, dice, "\x1b"), "refused")
DAMAGES["a row broken in two"] = one_row(lambda row, dice: row.replace(",", "\n", 1), "refused")
DAMAGES["a cell of a megabyte"] = one_row(
    lambda row, dice: cell(row, 2, "x" * 1_000_000), "refused", ("police", "children")
)
DAMAGES["the 31st of February"] = one_row(
    lambda row, dice: cell(row, 4, dice.choice(["2011-02-31", "31/02/2011"])),
    "set aside",
    ("police", "children"),
)
DAMAGES["a time in the future"] = one_row(
    lambda row, dice: cell(row, 8, dice.choice(["2126-01-01T10:00", "01/01/2126"])), "set aside", ("police",)
)
DAMAGES["a nonsense date"] = one_row(
    lambda row, dice: cell(row, 3, dice.choice(["?", "last night", "2025", "20250101", "45000"])),
    "set aside",
    ("placements", "missing"),
)
DAMAGES["a category that is none"] = one_row(
    lambda row, dice: cell(row, 2, dice.choice("XQ9?")), "set aside", ("missing",)
)
DAMAGES["a force left out"] = one_row(lambda row, dice: cell(row, 1, ""), "set aside", ("police",))
DAMAGES["a child that is not listed"] = one_row(
    lambda row, dice: row.replace("C0", "D0", 1), "refused", ("placements", "missing")
)
DAMAGES["cut anywhere"] = whole_file(lambda data, dice: data[: dice.randrange(len(data))], "either")
DAMAGES["a byte changed"] = whole_file(
    lambda data, dice: _at(data, dice, bytes([dice.randrange(256)]), 1), "either"
)
DAMAGES["ten bytes changed"] = whole_file(
    lambda data, dice: _at(data, dice, dice.randbytes(10), 10), "either"
)
DAMAGES["random bytes"] = whole_file(lambda data, dice: dice.randbytes(2_000), "refused")
DAMAGES["nothing in it"] = whole_file(lambda data, dice: dice.choice([b"", b"\n", b" \r\n"]), "refused")
DAMAGES["the header gone"] = whole_file(lambda data, dice: data.split(b"\n", 1)[1], "refused")
DAMAGES["a column gone from the header"] = whole_file(
    lambda data, dice: data.replace(b"_id", b"_no", 1), "refused"
)
DAMAGES["UTF-16 without its mark"] = whole_file(
    lambda data, dice: data.decode().encode(dice.choice(["utf-16-le", "utf-16-be"])), "refused"
)
DAMAGES["UTF-16 cut in half a character"] = whole_file(
    lambda data, dice: data.decode().encode("utf-16")[: -1 - 2 * dice.randrange(20)], "refused"
)
DAMAGES["a mainframe's code page"] = whole_file(
    lambda data, dice: data.decode().encode("cp500", "replace"), "refused"
)
DAMAGES["Windows-1252"] = whole_file(lambda data, dice: data.decode().encode("cp1252"), "taken")
DAMAGES["packed by gzip"] = whole_file(lambda data, dice: gzip.compress(data), "refused")
DAMAGES["other delimiters than the header's"] = whole_file(
    lambda data, dice: data.split(b"\n", 1)[0] + b"\n" + data.split(b"\n", 1)[1].replace(b",", b"|"),
    "refused",
)


def _spliced(row: str, dice: random.Random, sign: str) -> str:
    place = dice.randrange(len(row))
    return row[:place] + sign + row[place:]


@named("a line twice")
def _line_twice(extracts: Made, dice: random.Random) -> Damaged:
    table = dice.choice(("police", "children", "missing"))
    lines = lines_of(extracts, table)
    at = dice.randrange(1, len(lines))
    lines.insert(dice.randrange(at + 1, len(lines) + 1), lines[at])
    put(extracts, table, lines)
    return Damaged(table, "refused", len(lines) - lines[::-1].index(lines[at]))


@named("two files in one")
def _twice(extracts: Made, dice: random.Random) -> Damaged:
    table = dice.choice(("police", "children", "missing"))
    lines = lines_of(extracts, table)
    put(extracts, table, lines + lines)
    return Damaged(table, "refused", len(lines) + 2)


@named("two rows run together")
def _joined(extracts: Made, dice: random.Random) -> Damaged:
    table = dice.choice(TABLES)
    lines = lines_of(extracts, table)
    at = dice.randrange(1, len(lines) - 1)
    put(extracts, table, [*lines[:at], lines[at] + lines[at + 1], *lines[at + 2 :]])
    return Damaged(table, "refused", at + 1)


@named("two columns swapped")
def _swapped(extracts: Made, dice: random.Random) -> Damaged:
    """The header says one order, the rows hold another: names where dates should be."""
    table, one, other = dice.choice(
        [("police", 2, 4), ("children", 2, 4), ("placements", 1, 3), ("missing", 2, 3)]
    )
    lines = lines_of(extracts, table)
    names = lines[0].split(",")
    names[one], names[other] = names[other], names[one]
    put(extracts, table, [",".join(names), *lines[1:]])
    return Damaged(table, "refused")


@named("a Parquet file damaged")
def _parquet(extracts: Made, dice: random.Random) -> Damaged:
    packed = io.BytesIO()
    pl.read_csv(extracts.police, infer_schema=False).write_parquet(packed)
    path = extracts.root / "police.parquet"
    data = packed.getvalue()
    if dice.random() < 0.5:
        path.write_bytes(data[: dice.randrange(len(data))])
        return Damaged("police", "refused", police=path)
    path.write_bytes(_at(data, dice, dice.randbytes(8), 8))
    return Damaged("police", "either", police=path)


@named("a workbook damaged")
def _workbook(extracts: Made, dice: random.Random) -> Damaged:
    data = workbook([list(line.split(",")) for line in lines_of(extracts, "police")])
    path = extracts.root / "police.xlsx"
    if dice.random() < 0.5:
        path.write_bytes(data[: dice.randrange(len(data))])
        return Damaged("police", "refused", police=path)
    path.write_bytes(_at(data, dice, dice.randbytes(8), 8))
    return Damaged("police", "either", police=path)


@named("a workbook that unpacks without end")
def _bomb(extracts: Made, dice: random.Random) -> Damaged:
    packed = io.BytesIO(workbook([list(line.split(",")) for line in lines_of(extracts, "police")]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(dice.randint(2_001, 2_100)):
            archive.writestr(f"xl/{number}", b"")
    path = extracts.root / "police.xlsx"
    path.write_bytes(packed.getvalue())
    return Damaged("police", "refused", police=path)
