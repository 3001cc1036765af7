"""What a file is that is no table of text: known by its first bytes, said with what to do about it."""

from __future__ import annotations

SAVE_AS = "save it as CSV (UTF-8), .xlsx or Parquet and give the file that name"
_UNPACK = "unpack it and give the files that lie in it"
_ASK = "no list can be read from it: ask whoever made it for the same list as CSV or .xlsx"
_OLD = "open it in Excel, take its password off if it has one, and save it as an Excel workbook (.xlsx)"
_WEB = (
    "it may have a spreadsheet's name: open it in the spreadsheet program and save it as .xlsx or CSV (UTF-8)"
)
_ENDING = "give its name the ending of what it is, .xlsx for a workbook; unpack an archive first"
# What a file begins with when it is something else than text. Archives may hold anything, the old binary
# spreadsheets hold programs, and neither can be checked before it is unpacked.
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook", _ENDING),
    (b"PK\x05\x06", "an empty zip archive", _UNPACK),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Excel workbook (.xls), or a file locked with a password",
        _OLD,
    ),
    (b"\x09\x08\x10\x00", "an old Excel workbook (.xls)", _OLD),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"PAR1", "a Parquet file", "give its name the ending .parquet"),
    (b"PARE", "an encrypted Parquet file", "write it without encryption"),
    (b"%PDF-", "a PDF document", _ASK),
    (b"SQLite format 3\x00", "a database file", SAVE_AS),
    (b"\x89PNG", "a picture", _ASK),
    (b"\xff\xd8\xff", "a picture", _ASK),
    (b"GIF8", "a picture", _ASK),
    (b"II*\x00", "a picture", _ASK),
    (b"MM\x00*", "a picture", _ASK),
    (b"<?xml", "an XML document", _WEB),
    (b"{\\rtf", "a rich-text document", _ASK),
)
_LONGEST = 600  # bytes that tell the kind of a file


def kind_of(head: bytes) -> tuple[str, str] | None:
    """What a file that is no text seems to be by its first bytes, and what to do; None where it may be text."""
    begins = head[:_LONGEST]
    for magic, name, remedy in MAGIC:
        if begins.startswith(magic):
            return name, remedy
    if begins.lower().startswith((b"<html", b"<!doctype")):
        return "a web page", _WEB
    if begins[257:262] == b"ustar":
        return "a tar archive", _UNPACK
    if begins[4:8] == b"ftyp":
        return "a picture or a film", _ASK
    return None
