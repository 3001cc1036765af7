"""Columns of place as text (street, suburb, postcode): levels of likeness and their learned weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from waylight.reconcile.draws import Draws
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.prepare.words import Words, head_of, letters_of
from waylight.reconcile.settings import Name

MOVED = len(Name)  # not in its own column but in another: street and house name change places
LEVELS = MOVED + 1
# Where learning starts: how often true pairs show each level of Name, and MOVED.
START = np.array((0.05, 0.64, 0.001, 0.15, 0.02, 0.05, 0.07, 0.02))
_LEAN = 20.0
_HEAD = 4  # letters that rough keys take of a text


class Texts:
    """The place columns of two lists in one vocabulary. Blanks between words are left out: they come and go."""

    def __init__(self, left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        raw = [_squashed(t[c]) for t in (left, right) for c in self.columns]
        words = pl.concat([pl.Series([""]), *raw]).unique(maintain_order=True) if raw else pl.Series([""])
        code = {word: i for i, word in enumerate(words.to_list())}
        coded = [np.array([code[w] for w in column.to_list()], dtype=np.uint32) for column in raw]
        self.left, self.right = coded[: len(self.columns)], coded[len(self.columns) :]
        self.likeness = NameLevels(_words(words))
        heads = words.str.slice(0, _HEAD).cast(pl.Categorical).to_physical().cast(pl.UInt32).to_numpy()
        self.heads = np.where(words == "", 0, heads + 1)
        self.share = [self._shares(i, len(words)) for i in range(len(self.columns))]

    def _shares(self, column: int, size: int) -> np.ndarray:
        """Share of the records that have each value in that column."""
        both = np.concatenate([self.left[column], self.right[column]])
        seen = np.bincount(both[both > 0], minlength=size)
        return (seen + 1.0) / (seen.sum() + 2.0)

    def levels(self, left: np.ndarray, right: np.ndarray) -> list[np.ndarray]:
        """A level for each pair of rows, column by column."""
        found = []
        for i, (ours, theirs) in enumerate(zip(self.left, self.right, strict=True)):
            level = self.likeness.compare(ours[left], theirs[right])
            for j, others in enumerate(self.right):
                at = np.flatnonzero((level == Name.OTHER) & (j != i))
                if len(at) and self._wordy(i) and self._wordy(j):
                    crossed = self.likeness.compare(ours[left[at]], others[right[at]])
                    level[at[(crossed > 0) & (crossed <= Name.TYPING)]] = MOVED
            found.append(level)
        return found

    def _wordy(self, column: int) -> bool:
        """Whether the column holds words rather than numbers or short codes."""
        codes = self.left[column]
        length = self.likeness.words.length[codes[codes > 0]]
        return bool(len(length)) and float(length.mean()) >= 6


def _squashed(column: pl.Series) -> pl.Series:
    return column.fill_null("").cast(pl.String).str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")


def _words(words: pl.Series) -> Words:
    """As words for comparison; places have no sounds and no short forms."""
    nothing = np.zeros(len(words), dtype=np.uint32)
    text, size = np.array(words.to_list(), dtype=object), words.str.len_bytes().to_numpy().astype(np.int64)
    first = words.str.slice(0, 1).str.to_integer(base=36, strict=False).fill_null(0)
    described = {
        "text": text,
        "length": size,
        "size": size,
        "letters": letters_of("".join(text), size),
        "head": head_of(text),
        "many": nothing.astype(bool),
        "initial": first.to_numpy().astype(np.uint32),
    }
    return Words(**(dict.fromkeys(Words.__dataclass_fields__, nothing) | described))


class TextWeights:
    """log(m / u) of the levels; for equal values u is the share of that very value."""

    def __init__(self, texts: Texts, rows: tuple[int, int], seed: int = 13, count: int = 60_000) -> None:
        draws = Draws(seed)
        left, right = (draws.below(n, count if min(rows) else 0) for n in rows)
        seen = [np.bincount(level, minlength=LEVELS) for level in texts.levels(left, right)]
        self.u = [(s + 0.5) / (s.sum() + 0.5 * LEVELS) for s in seen]
        self.m = [START.copy() for _ in self.u]
        self.texts = texts

    def learn(self, levels: list[np.ndarray], share: np.ndarray) -> None:
        """Take `share` as labels of the pairs."""
        for i, level in enumerate(levels):
            seen = np.bincount(level, weights=share, minlength=LEVELS)
            self.m[i] = (seen + _LEAN * START) / (seen.sum() + _LEAN)

    def score(self, levels: list[np.ndarray], right: np.ndarray) -> np.ndarray:
        """Log odds of each pair from all columns of place."""
        total = np.zeros(len(right))
        for level, m, u, share, theirs in zip(
            levels, self.m, self.u, self.texts.share, self.texts.right, strict=True
        ):
            table = np.log(m / u)
            table[Name.BLANK] = 0.0
            same = level == Name.SAME
            total += table[level]
            total[same] += np.log(u[Name.SAME] / share[theirs[right[same]]])
        return total
