"""Names as they are typed, made comparable: one clean spelling, other names found inside, a sound key.

All work is done once for each distinct spelling. A clean name is lower case, a-z, words parted by one space;
titles, notes and fillers are gone; what stood in brackets or after "aka" is kept apart as another name.
"""

from __future__ import annotations

import polars as pl

_BRACKETED = r"[\(\[\{\"“]([^\)\]\}\"”]*)[\)\]\}\"”]?"
_KNOWN_AS = (
    r"(?:\ba\.?k\.?a\b\.?|\balias\b|\bknown as\b|\bformerly\b|\bn[eé]e\b|\bprefers\b|\bgoes by\b)[:\s]*(.+)$"
)
_ALL_STARRED = r"^\s*\*+\s*([^*]+?)\s*\*+\s*$"
_STARRED = r"\*[^*]*\*?"
# What is written beside a name: notes, and marks of records that are not to be used.
_ASIDE = (
    r"\b(?:see|check|ref|per)\b.*$|\s[-–/;]\s.*$|\s\?.*$|\bd\.?o\.?b\b.*$|^zz+|"
    r"\s(?:lac|cla|uasc|dnu|do not use)\s*$"
)
_INTRODUCED = r"(?:a\.?k\.?a\b\.?|k/a|alias|known as|n[eé]e)[:\s]*"
_AROUND = " ?!."
_TITLE = r"\b(?:mr|mrs|miss|ms|mstr|master|dr|mx|rev|jnr|jr|snr)\b\.?"
_NOTE = (
    r"^(?:twin.*|triplet.*|uasc|lac|cla|cin|looked after.*|in care|care leaver|child|unconfirmed|confirmed|"
    r"duplicate.*|unsure|spelling.*|sp|deceased|missing|male|female|no .*|not .*|see .*|check .*)$"
)
_FILLER = (
    r"^(?:unknown|unk|not known|not given|not stated|n/?k|n/?a|none|nil|tbc|tba|no name|blank|missing|"
    r"baby|child|male|female|juvenile|refused|x+|\?+|-+)$"
)
# A letter misread as a digit, in scanned or retyped names.
_DIGITS = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "6": "b", "8": "b", "9": "g"}
_LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
_NO_GAP = "['’`´?\ufffd]"  # signs within a word, and those that stand for a letter that was lost
# Words that belong to the word after them, and are written together as often as apart.
_PARTICLE = r"\b(mac|mc|o|fitz|de|di|da|du|le|la|van|von|der|den|st|abd|abu|bin|ben|ould|ibn) (\w)"
_ARTICLE = r"\b(?:al|el|ul|ur)\b"


# A word that only letters make is a clean name already, unless it is one of the words that are taken out.
_PLAIN = "^[a-z]+$"
_TAKEN_OUT = "|".join((_ASIDE, _TITLE, _ARTICLE, _FILLER))


def clean(raw: pl.Series) -> pl.DataFrame:
    """For each text: `clean` and `other` (a further name found inside it, or an empty text). Nulls give ""."""
    text = repair(raw.fill_null("").cast(pl.String)).str.to_lowercase()
    odd = (~text.str.contains(_PLAIN) | text.str.contains(_TAKEN_OUT)).arg_true()
    found = {"clean": text, "other": pl.Series([""]).new_from_index(0, len(text))}
    if len(odd):
        mended = _cleaned(text.gather(odd))
        found = {name: column.scatter(odd, mended[name]) for name, column in found.items()}
    return pl.DataFrame(found)


def _cleaned(text: pl.Series) -> pl.DataFrame:
    """The same for text in lower case, by every rule."""
    frame = pl.DataFrame({"raw": text}).with_columns(
        pl.coalesce(
            pl.col("raw").str.extract(_BRACKETED), pl.col("raw").str.extract(_KNOWN_AS), pl.lit("")
        ).alias("other"),
        pl.col("raw")
        .str.replace_all(_BRACKETED, " ")
        .str.replace(_KNOWN_AS, " ")
        .str.replace(_ALL_STARRED, "$1")
        .str.replace_all(_STARRED, " ")
        .str.replace_all(_ASIDE, " ")
        .alias("raw"),
    )
    inside = frame["other"].str.replace(_INTRODUCED, "").str.strip_chars(_AROUND).str.replace(_NOTE, "")
    other = _letters(inside)
    return pl.DataFrame({"clean": _letters(frame["raw"]), "other": other})


def repair(text: pl.Series) -> pl.Series:
    """Undo UTF-8 that was once read as Windows-1252 ("JosÃ©"), where undoing it gives valid text."""
    broken = text.str.contains(r"[À-ô][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]")
    if not broken.any():
        return text
    mended = text.filter(broken).map_elements(_undo, return_dtype=pl.String)
    return text.scatter(broken.arg_true(), mended)


def _undo(text: str) -> str:
    for typed in (text, text.lower()):  # what was broken may since have been put in capitals
        try:
            return typed.encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text  # not that fault: leave what was typed


def _letters(text: pl.Series) -> pl.Series:
    """Lower-case text to plain words: accents off, misread digits mended, titles and fillers out."""
    c = pl.col("t")
    frame = text.alias("t").to_frame()
    if (text.str.len_bytes() != text.str.len_chars()).any():
        frame = frame.with_columns(
            c.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
            .str.normalize("NFKD")
            .str.replace_all(r"\p{M}", "")
        )
    if text.str.contains(r"\d").any():
        frame = frame.with_columns(
            pl.when(c.str.contains("[a-z]"))
            .then(c.str.replace_many(list(_DIGITS), list(_DIGITS.values())))
            .otherwise(pl.lit(""))
        )
    frame = frame.with_columns(c.str.strip_chars().str.replace_all(_FILLER, ""))
    frame = frame.with_columns(
        c.str.replace_all(_NO_GAP, "")
        .str.replace_all(r"[^a-z]+", " ")
        .str.replace_all(_TITLE, " ")
        .str.replace_all(_ARTICLE, " ")
        .str.replace_all(_PARTICLE, "$1$2")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    return frame["t"]


# How letters sound, coarsely, across the spellings that clerks use for names from other alphabets.
_SOUNDS: tuple[tuple[str, str], ...] = (
    (r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^wh", "w"),
    (r"sch|tch|sh|ch|cz|sz", "x"), (r"ph|gh$|ff", "f"), (r"ck|kh|gh|q|c[^eiyh]|c$", "k"),
    (r"c|z", "s"), (r"dj|dzh|zh|g(?:[eiy])", "j"), (r"th", "t"), (r"dh", "d"),
    (r"v|w", "v"),
    (r"^[aeiou]+", "a"), (r"^y", "j"),
)  # fmt: skip

_CONSONANTS = "bdfgjklmnprstvx"
_DOUBLED = "|".join(letter + letter for letter in _CONSONANTS)


def sound(clean_words: pl.Series) -> pl.Series:
    """The sound key of clean names: consonants of all words, so that Mohammed and Muhammad agree."""
    frame = clean_words.str.replace_all(" ", "").alias("t").to_frame()
    c = pl.col("t")
    for pattern, by in _SOUNDS:
        frame = frame.with_columns(c.str.replace_all(pattern, by))
    first = c.str.slice(0, 1)
    rest = c.str.slice(1).str.replace_all(r"[aeiouyh]", "")
    frame = frame.select((first + rest).alias("t"))
    doubled = frame["t"].str.contains(_DOUBLED).arg_true()
    if not len(doubled):
        return frame["t"]
    single = c
    for letter in _CONSONANTS:
        single = single.str.replace_all(letter + letter + "+", letter)
    return frame["t"].scatter(doubled, frame[doubled].select(single)["t"])
