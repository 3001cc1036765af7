"""What every command's arguments are made of."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_command(commands: Commands, name: str, runs: str, help: str) -> argparse.ArgumentParser:
    """`runs`: module and function that carry it out, loaded only then."""
    command = commands.add_parser(name, help=help, description=help)
    command.set_defaults(runs=runs)
    return command


def day(text: str) -> date:
    """A day, as 2026-03-31. Raises: ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date; write it as 2026-03-31") from None


def moment(text: str) -> datetime:
    """A time, UTC where it does not say otherwise. Raises: ArgumentTypeError."""
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a time; write it as 2026-03-31T22:45") from None
    if said.year < 1900:
        raise argparse.ArgumentTypeError(f"{text} lies before any record; write it as 2026-03-31T22:45")
    return said if said.tzinfo else said.replace(tzinfo=UTC)


def collection_year(text: str) -> int:
    """The year after which a yearly return is called, as 2026. Raises: ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and 1992 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"{text} is no year of the return; write it as 2026")
    return int(text)


def feed(text: str) -> str:
    """Who fills whose list, as police:authority. Raises: ArgumentTypeError."""
    lists = ("police", "authority", "homes")
    teller, _, told = text.partition(":")
    if teller not in lists or told not in lists or teller == told:
        raise argparse.ArgumentTypeError(f"{text} does not name two lists; write it as police:authority")
    return text
