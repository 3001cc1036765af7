"""How alike two names are, as one of a few levels; each distinct pair of names is compared once."""

from __future__ import annotations

import numpy as np
from rapidfuzz import distance, process

from waylight.reconcile import sorting
from waylight.reconcile.link.lookup import positions
from waylight.reconcile.parts import in_parts
from waylight.reconcile.prepare.words import Words, nickname_codes
from waylight.reconcile.settings import Name

CHUNK = 1 << 18  # pairs compared at a time
_SHIFT = np.uint64(32)
_WORDS = 4  # of a name that are compared one by one
# Masks for so many leading letters of eight.
_LEADING = np.array([2**64 - 2 ** (64 - 8 * letters) for letters in range(9)], dtype=np.uint64)
_FAR = 5  # slips beyond this are not counted: another name
_ALIKE = 0.84  # likeness (Jaro-Winkler) of names that are alike, but more than slips apart
_COMMON = 2 * (3 * (_ALIKE - 0.4) / 0.6 - 1)
_TWO_SLIPS = 4  # letters that two slips can change


class NameLevels:
    """Levels of likeness between names of one vocabulary."""

    def __init__(self, words: Words, workers: int = 1) -> None:
        self.words = words
        self.workers = workers
        self._families = nickname_codes(words)
        self._in_family = np.zeros(len(words), dtype=bool)
        self._in_family[(self._families >> _SHIFT).astype(np.int64)] = True

    def compare(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Level (u8) of each pair of codes (u32 arrays of one length)."""
        level = np.full(len(a), Name.OTHER, dtype=np.uint8)
        level[a == b] = Name.SAME
        level[(a == 0) | (b == 0)] = Name.BLANK
        rest = np.flatnonzero(level == Name.OTHER)
        level[rest] = self._each_once(a[rest], b[rest])
        return level

    def _each_once(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Levels of pairs of different names: each distinct pair is compared once."""
        size = np.uint64(len(self.words))
        codes = a.astype(np.uint64) * size + b.astype(np.uint64)
        order = sorting.order(codes)
        ordered = codes[order]
        begins = np.append(0, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)[: len(codes)]
        one, other = (half.view(np.int64) for half in np.divmod(ordered[begins], size))
        found = in_parts(lambda cut: self._unlike(one[cut], other[cut]), len(begins), CHUNK)
        level = np.empty(len(codes), dtype=np.uint8)
        level[order] = np.repeat(np.concatenate(found), np.diff(np.append(begins, len(codes))))
        return level

    def near(self, a: np.ndarray, b: np.ndarray, most: int) -> np.ndarray:
        """Which pairs of codes have nearly the same letters, in whatever order: at most so many of one alone."""
        found: np.ndarray = np.bitwise_count(self.words.letters[a] ^ self.words.letters[b]) <= most
        return found & (a > 0) & (b > 0)

    def _unlike(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        w = self.words
        short = np.minimum(w.length[a], w.length[b])
        sounds = (w.sound[a] == w.sound[b]) & (w.sound_length[a] >= 2)
        level = np.full(len(a), Name.OTHER, dtype=np.uint8)
        level[self._part(a, b, short)] = Name.PART
        at = np.flatnonzero(self._close(a, b) | sounds)
        near = self._nearly(a[at], b[at], sounds[at])
        level[at] = np.where((near == Name.LIKE) | (near == Name.OTHER), np.minimum(level[at], near), near)
        level[self._family(a, b)] = Name.KNOWN_AS
        return level

    def _close(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Pairs that may be slips of one name, or alike (a likeness of `_ALIKE`): the others have too many letters
        that the other name has not."""
        w = self.words
        one, other = w.size[a].astype(np.float32), w.size[b].astype(np.float32)
        # So like, two names of p and q letters have m in common with m/p + m/q >= 3 (_ALIKE - 0.4) / 0.6 - 1.
        most = one + other - _COMMON * one * other / (one + other) + 0.001
        letters = np.bitwise_count(w.letters[a] ^ w.letters[b])
        found: np.ndarray = letters <= np.maximum(most, _TWO_SLIPS)
        return found

    def _nearly(self, a: np.ndarray, b: np.ndarray, sounds: np.ndarray) -> np.ndarray:
        """The levels SAME (but for spaces), KNOWN_AS (by sound), TYPING and LIKE; OTHER for the rest."""
        w = self.words
        short, long = np.minimum(w.length[a], w.length[b]), np.maximum(w.length[a], w.length[b])
        near = np.minimum(long // 2 + 1, _FAR)  # the most slips that names so long may differ by
        left, right = w.text[a], w.text[b]
        slips = self._slips(left, right)
        likeness = self._likeness(left, right, np.flatnonzero(slips <= near))
        level = np.full(len(a), Name.OTHER, dtype=np.uint8)
        level[(likeness >= _ALIKE) | (sounds & (slips <= 3)) | ((slips <= 2) & (short >= 5))] = Name.LIKE
        slip = (
            ((slips == 1) & (short >= 3)) | ((slips == 2) & (long >= 7)) | ((likeness >= 0.95) & (short >= 5))
        )
        level[slip] = Name.TYPING
        level[sounds & (slips <= np.maximum(1, long // 2)) & (short >= 3)] = Name.KNOWN_AS
        for i in np.flatnonzero((slips <= 2) & (w.many[a] | w.many[b])):
            if left[i].replace(" ", "") == right[i].replace(" ", ""):
                level[i] = Name.SAME
        return level

    def _slips(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Slips of the finger between the pairs, counted up to `_FAR`."""
        if not len(left):
            return np.zeros(0, dtype=np.int32)
        found: np.ndarray = process.cpdist(
            left.tolist(), right.tolist(), scorer=distance.OSA.distance, score_cutoff=_FAR,
            workers=self.workers, dtype=np.int32,
        )  # fmt: skip
        return found

    def _likeness(self, left: np.ndarray, right: np.ndarray, close: np.ndarray) -> np.ndarray:
        """Jaro-Winkler likeness of the pairs that are close enough to matter; 0 for the others."""
        likeness = np.zeros(len(left), dtype=np.float32)
        if len(close):
            likeness[close] = process.cpdist(
                left[close].tolist(), right[close].tolist(), scorer=distance.JaroWinkler.similarity,
                workers=self.workers, dtype=np.float32,
            )  # fmt: skip
        return likeness

    def _part(self, a: np.ndarray, b: np.ndarray, short: np.ndarray) -> np.ndarray:
        """One name is a word of the other, its initial or its beginning."""
        w = self.words
        part = (short == 1) & (w.initial[a] == w.initial[b])
        fits = np.flatnonzero((w.initial[a] == w.initial[b]) & (short >= 3))
        part[fits] = self._begins(a[fits], b[fits])
        many = np.flatnonzero((w.parts[a] > 0) | (w.parts[b] > 0))
        if len(many):
            part[many] |= self._word_in_common(a[many], b[many])
        return part

    def _begins(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether one name begins with the other."""
        text, size = self.words.text, np.minimum(self.words.size[a], self.words.size[b])
        same = ((self.words.head[a] ^ self.words.head[b]) & _LEADING[np.minimum(size, 8)]) == 0
        for i in np.flatnonzero(same & (size > 8)):
            x, y = text[a[i]], text[b[i]]
            same[i] = x.startswith(y) or y.startswith(x)
        return same

    def _word_in_common(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether a word of the one is a word of the other, or a slip, a sound or a short form away from it."""
        w = self.words
        ours, theirs = np.clip(w.parts[a], 1, _WORDS), np.clip(w.parts[b], 1, _WORDS)
        each = np.repeat(np.arange(len(a)), ours * theirs)
        nth = np.arange(len(each)) - np.repeat(np.cumsum(ours * theirs) - ours * theirs, ours * theirs)
        i, j = nth // theirs[each], nth % theirs[each]
        left, right = self._word(a[each], i), self._word(b[each], j)
        level = self.compare(left, right)
        long = np.minimum(w.length[left], w.length[right]) >= 2
        found = np.zeros(len(a), dtype=bool)
        found[each[long & (level >= Name.SAME) & (level <= Name.TYPING)]] = True
        return found

    def _word(self, name: np.ndarray, nth: np.ndarray) -> np.ndarray:
        """The code of the nth word of each name."""
        whole = self.words.parts[name] == 0
        return np.where(whole, name, self.words.part[np.where(whole, 0, self.words.first_part[name] + nth)])

    def _family(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Where (as places) the two are short forms of one name."""
        both = np.flatnonzero(self._in_family[a] & self._in_family[b])
        pairs = (a[both].astype(np.uint64) << _SHIFT) | b[both].astype(np.uint64)
        return both[positions(self._families, pairs) >= 0]
