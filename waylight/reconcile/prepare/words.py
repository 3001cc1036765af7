"""The vocabulary of one field: each distinct clean name once, with what comparisons need of it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

import numpy as np
import polars as pl

from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepare.names import clean, sound
from waylight.reconcile.prepare.spelt import Spelt


@dataclass(frozen=True)
class Words:
    """Distinct clean names; position is the name's code. Code 0 is the blank."""

    text: np.ndarray  # of str objects
    sound: np.ndarray  # u32 code of the sound key; 0 is the blank
    sound_length: np.ndarray  # letters in the sound key
    length: np.ndarray  # letters, without spaces
    size: np.ndarray  # letters and spaces
    many: np.ndarray  # more than one word
    initial: np.ndarray  # code of the first letter, 0 for blank
    begins: np.ndarray  # code of the first two letters of the sound key, 0 for blank
    first_part: np.ndarray  # where the words of a name of several words begin in `part`
    parts: np.ndarray  # how many words it has; 0 where it is one word
    part: np.ndarray  # codes of the words of all names of several words, one name after the other
    letters: np.ndarray  # u32: which letters it has, a bit for each
    head: np.ndarray  # u64: its first eight letters

    def __len__(self) -> int:
        return len(self.text)


def encode(columns: list[pl.Series]) -> tuple[Words, list[np.ndarray], list[np.ndarray]]:
    """Codes of every value in each raw column, and codes of the other name found in it (0 where none)."""
    # Sorted, so that codes, and with them the last digits of every sum, are the same in every run.
    spelt = side_by_side(*(partial(Spelt.of, column) for column in columns))
    raw = pl.concat([column.texts for column in spelt]).unique().sort()
    with ThreadPoolExecutor(1) as aside:
        places = aside.submit(_places, spelt, pl.Enum(raw))
        cleaned = clean(raw)
        both = pl.concat([cleaned["clean"], cleaned["other"]])
        several = both.filter(both.str.contains(" ", literal=True))
        parts = several.str.split(" ").explode()  # names of several words are compared word by word
        words = pl.concat([pl.Series([""]), cleaned["clean"], cleaned["other"], parts]).unique(
            maintain_order=True
        )
        heard = aside.submit(sound, words)
        code = pl.Enum(words)
        both_codes = [_codes(cleaned[name], code) for name in ("clean", "other")]
        described = _describe(words, heard)
    found = list(zip(spelt, places.result(), strict=True))
    first, second = ([column.each(codes[at]) for column, at in found] for codes in both_codes)
    return described, first, second


def _places(spelt: list[Spelt], code: pl.Enum) -> list[np.ndarray]:
    """Where each text of each column stands among all."""
    return [_codes(column.texts, code) for column in spelt]


def _coded(column: pl.Series, distinct: pl.Series) -> np.ndarray:
    """Where each text stands among the distinct ones, of which each is one."""
    return _codes(column, pl.Enum(distinct))


def _codes(column: pl.Series, code: pl.Enum) -> np.ndarray:
    return column.cast(code).to_physical().cast(pl.UInt32).to_numpy()


def _describe(words: pl.Series, heard: Future[pl.Series]) -> Words:
    """`heard`: how each word sounds."""
    tight = words.str.replace_all(" ", "")
    several = words.str.contains(" ", literal=True)
    first_part, parts, part = _parts(words, several)
    text, size = np.array(words.to_list(), dtype=object), words.str.len_bytes().to_numpy().astype(np.int64)
    letters, head = letters_of("".join(text), size), head_of(text)
    initial = tight.str.slice(0, 1).str.to_integer(base=36, strict=False).fill_null(0)
    keys = heard.result()
    distinct = pl.concat([pl.Series([""]), keys]).unique(maintain_order=True)
    return Words(
        text=text,
        sound=_coded(keys, distinct),
        sound_length=keys.str.len_bytes().to_numpy(),
        length=tight.str.len_bytes().to_numpy(),
        size=size,
        many=several.to_numpy(),
        initial=initial.to_numpy().astype(np.uint32),
        begins=keys.str.slice(0, 2)
        .str.to_integer(base=36, strict=False)
        .fill_null(0)
        .to_numpy()
        .astype(np.uint32),
        first_part=first_part,
        parts=parts,
        part=part,
        letters=letters,
        head=head,
    )


def letters_of(all_words: str, size: np.ndarray) -> np.ndarray:
    """Which letters each word has, a bit for each; the words stand one after the other, each of so many letters."""
    found = np.zeros(len(size), dtype=np.uint32)
    signs = np.frombuffer(all_words.encode("ascii", "replace"), dtype=np.uint8)
    bits = (np.uint32(1) << (signs & 31).astype(np.uint32)).astype(np.uint32)
    np.bitwise_or.at(found, np.repeat(np.arange(len(size)), size), bits)
    return found & np.uint32(2**32 - 2)  # not the spaces


def head_of(text: np.ndarray) -> np.ndarray:
    """The first eight letters of each word as a number."""
    head: np.ndarray = text.astype("S8").view(">u8").astype(np.uint64)
    return head


def _parts(words: pl.Series, several: pl.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The words of each name of several words, as codes: where they begin, how many, and all of them in a row."""
    index = pl.Series(np.arange(len(words), dtype=np.uint32))
    split = pl.DataFrame({"name": index.filter(several), "word": words.filter(several).str.split(" ")})
    long = split.explode("word")
    parts = np.bincount(long["name"].to_numpy(), minlength=len(words))
    return np.cumsum(parts) - parts, parts, _coded(long["word"], words)


@cache
def nicknames() -> pl.DataFrame:
    """Pairs (a, b) of forenames that one family line joins, both ways round."""
    text = files("waylight.reconcile.prepare").joinpath("nicknames.txt").read_text("utf-8")
    families = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    pairs = {(a, b) for family in families for a in family for b in family if a != b}
    return pl.DataFrame(sorted(pairs), schema={"a": pl.String, "b": pl.String}, orient="row")


def nickname_codes(words: Words) -> np.ndarray:
    """Sorted u64 codes (a << 32 | b) of the nickname pairs within this vocabulary."""
    short = dict.fromkeys(nicknames()["a"])
    code = {text: nth for nth, text in enumerate(words.text.tolist()) if text in short}
    pairs = [code[a] << 32 | code[b] for a, b in nicknames().iter_rows() if a in code and b in code]
    return np.sort(np.array(pairs, dtype=np.uint64))
