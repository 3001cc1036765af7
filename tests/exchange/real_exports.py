"""More named ways to damage an extract: what spreadsheets, databases, old machines and hurried hands really send."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from tests.exchange.damage import DAMAGES, Damaged, Outcome, lines_of, put
from tests.exchange.making import Made

Lines = list[str]


def text(name: str, outcome: Outcome, change: Callable[[Lines], Lines | bytes], line: int | None = None,
         table: str = "police") -> None:  # fmt: skip
    """The whole file written in another way: lines, ended by LF in UTF-8, or bytes as they are."""

    def damage(extracts: Made, dice: random.Random) -> Damaged:
        changed = change(lines_of(extracts, table))
        if isinstance(changed, bytes):
            extracts.table(table).write_bytes(changed)
        else:
            put(extracts, table, changed)
        return Damaged(table, outcome, line)

    DAMAGES[name] = damage


def cell(name: str, outcome: Outcome, said: str | Callable[[str], str], column: str = "last_seen_at",
         table: str = "police") -> None:  # fmt: skip
    """One cell of any row says something else."""

    def damage(extracts: Made, dice: random.Random) -> Damaged:
        lines = lines_of(extracts, table)
        at, place = dice.randrange(1, len(lines)), lines[0].split(",").index(column)
        cells = lines[at].split(",")
        cells[place] = said if isinstance(said, str) else said(cells[place])
        lines[at] = ",".join(cells)
        put(extracts, table, lines)
        return Damaged(table, outcome, at + 1 if outcome in ("refused", "set aside") else None)

    DAMAGES[name] = damage


def joined(lines: Lines, end: str = "\n") -> str:
    return "".join(line + end for line in lines)


def with_line(lines: Lines, at: int, line: str) -> Lines:
    return [*lines[:at], line, *lines[at:]]


def each_cell(lines: Lines, before: str, after: str, between: str = ",") -> Lines:
    return [between.join(f"{before}{cell}{after}" for cell in line.split(",")) for line in lines]


def as_records(lines: Lines) -> list[dict[str, str]]:
    names = lines[0].split(",")
    return [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]


# How spreadsheets and databases write text.
text("Excel's line that names the delimiter", "taken", lambda t: ["sep=,", *t])
text("Excel with semicolons", "taken", lambda t: joined(t, "\r\n").replace(",", ";").encode())
text("Excel's Unicode text", "taken", lambda t: joined(t, "\r\n").replace(",", "\t").encode("utf-16"))
text("UTF-16 the other way round", "taken", lambda t: b"\xfe\xff" + joined(t).encode("utf-16-be"))
text("UTF-16 with a byte left over", "refused", lambda t: joined(t).encode("utf-16") + b"\n")
text("UTF-32", "refused", lambda t: joined(t).encode("utf-32"))
text(
    "half of the file in UTF-16",
    "refused",
    lambda t: joined(t[:9]).encode() + joined(t[9:]).encode("utf-16-le"),
)
text("marks at the head of every line", "refused", lambda t: [f"\ufeff{line}" for line in t])
text("the letters of an old Macintosh", "taken", lambda t: joined(t).encode("mac_roman"))
text("UTF-8 taken for Windows-1252", "taken", lambda t: joined(t).encode().decode("cp1252").encode())
text(
    "letters that no code page has", "refused", lambda t: joined(t).encode().replace("ë".encode(), b"\x81"), 2
)
text("zeros up to the end of the block", "refused", lambda t: joined(t).encode() + bytes(512), 62)
text("a DOS end of file", "refused", lambda t: joined(t).encode() + b"\x1a", 62)
text("lines ended by CR alone", "taken", lambda t: joined(t, "\r").encode())
text("lines ended twice", "taken", lambda t: joined(t, "\r\r\n").encode())
text("lines ended the wrong way round", "refused", lambda t: joined(t, "\n\r").encode(), 2)
text(
    "lines of three systems",
    "refused",
    lambda t: (joined(t[:9]) + joined(t[9:20], "\r") + joined(t[20:])).encode(),
)
text("typographic ends of lines", "refused", lambda t: joined(t, "\u2028").encode())
text("quotation marks escaped by backslashes", "refused",
     lambda t: [t[0], *(line.replace("Zoë", '"Z\\"oë"') for line in t[1:])], 2)  # fmt: skip
text("quotation marks after a space", "refused", lambda t: each_cell(t, '"', '"', ", "))
text("single quotation marks around cells", "refused", lambda t: each_cell(t, "'", "'"))
text("typographic quotation marks around cells", "refused", lambda t: each_cell(t, "“", "”"))
text("every line one cell", "refused", lambda t: [f'"{line}"' for line in t])
text("a quotation mark open to the end", "refused", lambda t: [*t[:-1], t[-1].replace("Z", '"Z', 1)], 61)
text(
    "a header with an open quotation mark", "refused", lambda t: [t[0].replace("force", '"force'), *t[1:]], 1
)
text("bars between the cells", "refused", lambda t: [line.replace(",", "|") for line in t])
text(
    "columns of fixed width",
    "refused",
    lambda t: ["".join(f"{c:<24}" for c in line.split(",")) for line in t],
)
text(
    "a name with its comma", "refused", lambda t: [*t[:8], t[8].replace("O'Neil", "O'Neil, A", 1), *t[9:]], 9
)
text("a comma more here, one fewer there", "refused",
     lambda t: [*t[:8], t[8].replace("O'Neil", "O'Neil, A", 1), t[9].replace(",", "", 1), *t[10:]], 10)  # fmt: skip
text("commas at the end of the rows alone", "refused", lambda t: [t[0], *(f"{line}," for line in t[1:])], 2)
text("commas at the end of every line", "taken", lambda t: [f"{line},,," for line in t])
text("thousands of rows of commas", "taken", lambda t: [*t, *[10 * ","] * 3_000])
text("blank lines between the rows", "taken", lambda t: joined(t, "\n\n").encode())
# Headers and lines that are no rows.
text("a header in capitals, quoted, after a mark", "taken",
     lambda t: joined(["\ufeff" + ",".join(f'" {c.upper()} "' for c in t[0].split(",")), *t[1:]]).encode())  # fmt: skip
text("the columns backwards", "taken", lambda t: [",".join(reversed(line.split(","))) for line in t])
text("a title above the header", "refused", lambda t: ["Report for Zoë O'Neil", "", *t])
text("headings of groups above the header", "refused", lambda t: ["Incident,,Person,,,,,,Times,,", *t])
text("spaces in the names of columns", "refused", lambda t: [t[0].replace("_", " "), *t[1:]], 1)
text("the header again in the middle", "set aside", lambda t: with_line(t, 30, t[0]), 31)
text(
    "dashes under the header",
    "set aside",
    lambda t: with_line(t, 1, ",".join("---" for _ in t[0].split(","))),
    2,
)
text("the number of rows at the end", "refused", lambda t: [*t, "", "(60 rows affected)"], 63)
text("a total at the end", "set aside", lambda t: [*t, "Total: 40,,,,"], 42, "missing")
text(
    "two columns of the contract alike",
    "refused",
    lambda t: [f"{line},{line.split(',')[5]}" for line in t],
    1,
)
text("two thousand columns more", "refused", lambda t: [line + 2_000 * "," for line in t], 1)
text("a list of children without rows", "refused", lambda t: t[:1], None, "children")
text("records of a program", "refused", lambda t: json.dumps(as_records(t)).encode())
text("a record of a program a line", "refused", lambda t: [json.dumps(row) for row in as_records(t)])
text("a page of the web", "refused", lambda t: ["", "<HTML><TABLE>", *(f"<TR><TD>{line}" for line in t)])
text(
    "a message with the table below",
    "refused",
    lambda t: ["From: a@example.org", "Subject: Zoë, again", "", *t],
)
# Ids.
text(
    "ids that a spreadsheet rounded",
    "refused",
    lambda t: [t[0], *("1.23E+11" + line[7:] for line in t[1:])],
    3,
)
text(
    "ids that lost their zeros",
    "refused",
    lambda t: [line.replace(",C0", ",", 1) for line in t],
    2,
    "missing",
)
text(
    "ids in the other case", "refused", lambda t: [line.replace(",C0", ",c0", 1) for line in t], 2, "missing"
)
text("the id of a child left out", "refused", lambda t: [*t[:4], t[4][4:], *t[5:]], 5, "children")
cell("an id with a sign of no width", "set aside", lambda id: f"{id}\u200b", "incident_id")
cell("an id that turns the writing round", "set aside", lambda id: f"\u202e{id}", "missing_id", "missing")
cell("an id with a space that does not break", "taken", lambda id: f"{id}\u00a0", "incident_id")
cell("an id of another program", "taken", "NULL", "incident_id")
cell("an id like a path", "taken", "../../etc/passwd", "incident_id")
# Dates and times.
for said in (
    "01/31/2025 21:00", "1900-01-01T00:00", "2099-12-31T23:59", "0001-01-01T00:00", "9999-12-31",
    "-2025-01-01T10:00", "99999-12-31", "2025-03-05T24:00", "2025-03-05T25:61", "05/03/25 21:00",
    "05/03/2025 9:05 PM", "00/00/0000", "00/01/1900", "45721.875", "1741208700", "05-Mar-25", "5 March 2025",
    "05.03.2025", "2025/03/05", "2025-02-29T10:00", "31/09/2025", "21:05", "2025-W10-3", "2025-064",
    "c. 2025-03-05", "2025-03-??", "=TODAY()", "#N/A", "NULL", "N/K",
    "\uff12\uff10\uff12\uff15-\uff10\uff13-\uff10\uff15", "\u0662\u0660\u0662\u0665-\u0660\u0663-\u0660\u0665",
    "2025\u201303\u201305", "2025-03-05T21:00 / 2025-03-06T01:00",
):  # fmt: skip
    cell(f"a time that says {said}", "set aside", said)
for said in ("2025-03-30T01:30", "2025-10-26T01:30", "2024-02-29T10:00", "2025-03-05 21:00:00.1234567"):
    cell(f"a time that exists: {said}", "taken", said)
cell("an end before its start", "taken", "2024-01-01T10:00", "found_at")
cell("a birth in years to come", "set aside", "2030-12-25", "date_of_birth", "children")
cell("a birth of another century", "set aside", "1899-12-31", "date_of_birth", "children")
cell("a placement that begins nowhere", "set aside", "", "started", "placements")
cell("a category in another alphabet", "set aside", "\u041c", "category", "missing")
cell("a category with a space", "taken", "M ", "category", "missing")
cell("a sex that is two", "set aside", "M/F", "sex")
cell("a name of a formula", "taken", "=HYPERLINK('http://x')", "forename")
cell("a force with markup", "taken", "<img src=x onerror=alert(1)>", "force")
