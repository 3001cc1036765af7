"""What a writer is told where something cannot be kept as it stands."""

from __future__ import annotations

from waylight.agencies.refusals import NotThere

__all__ = ["NotThere", "Refused", "SentDifferently"]


class Refused(Exception):
    """Not kept. The message is a whole sentence for the person at the page: what is wrong and what to do.

    `field` names the input it is about, where there is one; `changed` lists what others said meanwhile, where the
    page was out of date.
    """

    def __init__(self, sentence: str, *, field: str = "", changed: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.changed = changed


class SentDifferently(Refused):
    """The key was used before, for something else."""

    def __init__(self) -> None:
        super().__init__(
            "This page was sent before with other answers, and those were kept. Open the page again to see them, "
            "and send what is new from there."
        )
