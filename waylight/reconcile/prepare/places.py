"""Postcodes in one form, whole or in part."""

from __future__ import annotations

import polars as pl

from waylight.reconcile.prepare.spelt import Spelt

# Outward part, then the inward part where it was given. Letters and digits that scanners confuse are mended
# by position: the inward part is always digit, letter, letter.
_WHOLE = r"^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$"
_OUTWARD = r"^[A-Z]{1,2}[0-9][0-9A-Z]?$"
_SECTOR = r"^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9]$"
_INWARD_DIGIT = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8"}
_INWARD_LETTER = {"0": "O", "1": "I", "5": "S", "2": "Z", "8": "B"}


def postcode(raw: pl.Expr) -> pl.Expr:
    """ "ab1 2cd" -> "AB12CD"; "AB1" stays as a part; what is no postcode gives null."""
    tight = raw.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    mended = _mend(tight)
    return (
        pl.when(tight.str.contains(_WHOLE))
        .then(tight)
        .when(mended.str.contains(_WHOLE) & (tight.str.len_chars() >= 5))
        .then(mended)
        .when(tight.str.contains(_OUTWARD) | tight.str.contains(_SECTOR))
        .then(tight)
        .otherwise(None)
    )


def _mend(tight: pl.Expr) -> pl.Expr:
    outward, digit, letters = tight.str.head(-3), tight.str.slice(-3, 1), tight.str.slice(-2)
    return (
        outward
        + digit.str.replace_many(list(_INWARD_DIGIT), list(_INWARD_DIGIT.values()))
        + letters.str.replace_many(list(_INWARD_LETTER), list(_INWARD_LETTER.values()))
    )


def is_whole(code: pl.Expr) -> pl.Expr:
    """True for a full unit postcode in the form of `postcode`."""
    return code.str.contains(_WHOLE).fill_null(False)


def outward(code: pl.Expr) -> pl.Expr:
    """The outward part ("AB1") of a whole or partial postcode."""
    return (
        pl.when(code.str.contains(_WHOLE))
        .then(code.str.head(-3))
        .when(code.str.contains(_OUTWARD))
        .then(code)
        .when(code.str.contains(_SECTOR))
        .then(code.str.head(-1))
        .otherwise(None)
    )


def tidy(raw: pl.Series) -> pl.Series:
    """A column of postcodes as typed, in the form of `postcode`; each spelling is read once."""
    typed = Spelt.of(raw)
    tight = typed.texts.str.replace_all(" ", "", literal=True)
    # Most are written as they should be, and need no mending.
    odd = (~tight.str.contains(_WHOLE)).arg_true()
    mended = typed.texts.gather(odd).to_frame("t").select(postcode(pl.col("t")))["t"]
    read = tight.scatter(odd, mended) if len(odd) else tight
    return read.extend_constant(None, 1).gather(typed.which)
