"""Cleaning before linkage, as a careful user of the peers would write it."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

NOTES = re.compile(r"\(.*?\)|\[.*?\]|\".*?\"|\b(?:aka|alias|known as|nee)\b.*$")
TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mstr|master)\b\.?\s*")
UNKNOWN = {"unknown", "nk", "not known", "unk", "none", "na", "tbc", "no name", "not given", "xxx", "x"}
LETTERS = re.compile(r"[^a-z ]")
SHORT = {
    "alex": "alexander", "abi": "abigail", "abby": "abigail", "andy": "andrew", "ben": "benjamin",
    "beth": "elizabeth", "liz": "elizabeth", "lizzie": "elizabeth", "eliza": "elizabeth",
    "charlie": "charles", "chris": "christopher", "dan": "daniel", "danny": "daniel", "dave": "david",
    "ed": "edward", "eddie": "edward", "ellie": "eleanor", "fred": "frederick", "freddie": "frederick",
    "gabe": "gabriel", "harry": "henry", "izzy": "isabella", "bella": "isabella", "jack": "john",
    "jake": "jacob", "jamie": "james", "jim": "james", "jess": "jessica", "joe": "joseph", "josh": "joshua",
    "kate": "katherine", "katie": "katherine", "leo": "leonard", "lottie": "charlotte",
    "maddie": "madeleine", "matt": "matthew", "max": "maximilian", "meg": "megan", "mike": "michael",
    "millie": "amelia", "nat": "nathan", "nate": "nathan", "nick": "nicholas", "ollie": "oliver",
    "rob": "robert", "bob": "robert", "sam": "samuel", "sammy": "samuel", "soph": "sophie",
    "steve": "stephen", "steven": "stephen", "theo": "theodore", "tom": "thomas", "tommy": "thomas",
    "tony": "anthony", "vicky": "victoria", "will": "william", "billy": "william", "zac": "zachary",
    "zack": "zachary", "mo": "mohammed", "gracie": "grace", "evie": "eve", "archie": "archibald",
    "alfie": "alfred", "becky": "rebecca", "becca": "rebecca", "cass": "cassandra", "connie": "constance",
}  # fmt: skip
SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("x", "ks"), ("j", "g"), ("w", "v"))


def light_names(frame: pl.DataFrame) -> pl.DataFrame:
    """Lower case, no blanks around: what the documented example's data looks like."""
    light = [
        pl.col(c).str.strip_chars().str.to_lowercase().replace("", None) for c in ("forename", "surname")
    ]
    return frame.with_columns(light)


def names(frame: pl.DataFrame) -> pl.DataFrame:
    """Lower-case names without accents, notes, titles and hyphens; `fore_key` and `sur_key` by sound."""
    frame = frame.with_columns(_each("forename", _plain), _each("surname", _plain))
    fore, sur = pl.col("forename"), pl.col("surname")
    whole = pl.when(fore.is_null()).then(sur).when(sur.is_null()).then(fore)  # both names in one box
    words, several = whole.str.splitn(" ", 2), whole.str.contains(" ").fill_null(False)
    frame = frame.with_columns(
        forename=pl.when(several).then(words.struct[0]).otherwise(fore),
        surname=pl.when(several).then(words.struct[1]).otherwise(sur),
    )
    return frame.with_columns(
        _each("forename", _full).alias("fore_key"), _each("surname", _sound).alias("sur_key")
    )


def _each(column: str, change: object) -> pl.Expr:
    """Apply to each distinct value once: names repeat a lot."""

    def mapped(values: pl.Series) -> pl.Series:
        distinct = values.unique().drop_nulls()
        new = [change(v) or None for v in distinct]  # type: ignore[operator]
        return values.replace_strict(distinct, pl.Series(new, dtype=pl.String), default=None)

    return pl.col(column).map_batches(mapped, return_dtype=pl.String)


def _plain(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().strip()
    flat = TITLES.sub("", NOTES.sub("", flat)).replace("-", " ").replace("'", "")
    last, comma, first = flat.partition(",")
    flat = f"{first} {last}" if comma else flat
    plain = " ".join(LETTERS.sub("", flat).split())
    return "" if plain in UNKNOWN else plain


def _full(forename: str) -> str:
    first = forename.split(" ")[0]
    return _sound(SHORT.get(first, first))


def _sound(name: str) -> str:
    """Consonants as they sound: mohammed and muhammad are one."""
    for written, heard in SOUNDS:
        name = name.replace(written, heard)
    rest = re.sub(r"[aeiouyh ]", "", name[1:])
    return re.sub(r"(.)\1+", r"\1", name[:1] + rest)


def date(column: str) -> pl.Expr:
    """YYYY-MM-DD, from that or DD/MM/YYYY; anything else is null."""
    text = pl.col(column).str.slice(0, 10)
    day = pl.coalesce(text.str.to_date("%Y-%m-%d", strict=False), text.str.to_date("%d/%m/%Y", strict=False))
    return day.dt.to_string("%Y-%m-%d")


def sex() -> pl.Expr:
    letter = pl.col("sex").str.strip_chars().str.to_uppercase().str.slice(0, 1)
    return pl.when(letter.is_in(["M", "F"])).then(letter)


def ethnicity() -> pl.Expr:
    """Broad group from a self-defined police code (W1), an officer's (IC1) or an SSDA903 code (WBRI)."""
    code = pl.col("ethnicity").str.strip_chars().str.to_uppercase()
    officer = code.str.extract(r"^(?:IC)?([1-6])$").replace_strict(
        {"1": "W", "2": "W", "3": "B", "4": "A", "5": "O", "6": "O"}, default=None
    )
    letter = code.str.slice(0, 1).replace("C", "O")
    unknown = code.is_in(["NOBT", "REFU", "NS", ""]) | ~letter.is_in(["W", "M", "A", "B", "O"])
    return pl.coalesce(officer, pl.when(~unknown).then(letter))


def postcode(column: str) -> pl.Expr:
    """AB1 2CD with one blank; part of a postcode stays as it is."""
    squashed = pl.col(column).str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    spaced = squashed.str.replace(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$", "$1 $2")
    return pl.when(squashed.str.len_chars() > 0).then(spaced)


def minutes(text: pl.Expr) -> pl.Expr:
    """Minutes since 1970 on the wall clock, of a date or of a date and time in either order."""
    tidy = text.str.replace("T", " ").str.slice(0, 16)
    forms = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M")
    times = [tidy.str.to_datetime(f, strict=False) for f in forms]
    days = [tidy.str.to_date(f, strict=False).cast(pl.Datetime("us")) for f in ("%Y-%m-%d", "%d/%m/%Y")]
    return (pl.coalesce(*times, *days).dt.epoch("s") // 60).cast(pl.Int64)


def is_day(text: pl.Expr) -> pl.Expr:
    """Whether only the date is given."""
    return (text.str.len_chars() <= 10).fill_null(False)
