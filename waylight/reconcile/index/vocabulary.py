"""The vocabulary the weights were learned on, with room for the words of one more report."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.index.incident import sound
from waylight.reconcile.prepare.names import sound as sounds
from waylight.reconcile.prepare.words import Words, head_of, letters_of, nicknames

_SPARE = 32  # words that one report may bring and no other has


class Vocabulary:
    """Codes of words. `words` is the learned vocabulary, then all nicknames, then places for new words.

    Codes of learned words stay what they were, so that learned frequencies still fit them. New words are
    forgotten by the next `forget`: one report is read at a time.
    """

    def __init__(self, learned: Words) -> None:
        known = learned.text.tolist()
        more = sorted(set(nicknames()["a"].to_list()) - set(known))
        keys = sounds(pl.Series([*known, *more], dtype=pl.String)).to_list()
        spare = len(more) + _SPARE
        self.words = Words(*(_longer(getattr(learned, f), spare) for f in learned.__dataclass_fields__))
        self.words.text[len(known) :] = ""
        self._code = {word: code for code, word in enumerate(known)}
        self._sound = dict(zip(keys[: len(known)], learned.sound.tolist(), strict=True))
        self._next, self._next_sound = len(known), max(self._sound.values()) + 1
        self._forgettable: list[tuple[dict[str, int], str]] = []
        self._next_part = len(learned.part)
        for word in more:
            self.code(word)
        self._kept = self._next, self._next_sound, self._next_part
        self._forgettable.clear()

    def forget(self) -> None:
        """Take out the words of the last report."""
        for table, entry in self._forgettable:
            del table[entry]
        self._forgettable.clear()
        self._next, self._next_sound, self._next_part = self._kept

    def code(self, word: str) -> int:
        """The code of a clean word, 0 for the blank; a word not met before gets a free place."""
        if word not in self._code:
            self._place(word)
        return self._code[word]

    def known(self, word: str) -> int | None:
        """The code of a word met before."""
        return self._code.get(word)

    def _place(self, word: str) -> None:
        parts = [self.code(part) for part in word.split(" ")] if " " in word else []
        at, w, key, tight = self._next, self.words, sound(word), word.replace(" ", "")
        if key not in self._sound:
            self._sound[key] = self._next_sound
            self._next_sound += 1
            self._forgettable.append((self._sound, key))
        w.text[at], w.sound[at], w.sound_length[at] = word, self._sound[key], len(key)
        w.length[at], w.size[at], w.many[at] = len(tight), len(word), " " in word
        w.initial[at], w.begins[at] = int(tight[:1] or "0", 36), int(key[:2] or "0", 36)
        w.first_part[at], w.parts[at] = self._next_part, len(parts)
        w.part[self._next_part : self._next_part + len(parts)] = parts
        self._next_part += len(parts)
        w.letters[at], w.head[at] = letters_of(word, w.size[at : at + 1])[0], head_of(w.text[at : at + 1])[0]
        self._code[word] = at
        self._next += 1
        self._forgettable.append((self._code, word))


def _longer(column: np.ndarray, by: int) -> np.ndarray:
    """The column with room for `by` more, blank."""
    return np.concatenate([column, np.zeros(by, dtype=column.dtype)])
