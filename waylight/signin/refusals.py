"""What somebody at the door is told where it does not open."""

from __future__ import annotations


class Refused(Exception):
    """Not let in, or not allowed. The message is a whole sentence that says what to do; it names no child.

    `field` names the input it is about, where there is one.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Shut(Refused):
    """Tried too often; the message says for how long and what opens meanwhile."""
