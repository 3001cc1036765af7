"""Who runs: Waylight, its peers, and the extracts they run on."""

from __future__ import annotations

import sys
from pathlib import Path

BIN = Path(sys.executable).parent
PEERS = "benchmarks.reconcile.peers"
# Police rows asked for, by the number of looked-after children that brings them.
SIZES = {"10k": 1_000, "100k": 10_000, "1M": 100_000}
SETS = ("region", "usual", "harsh")
WAYLIGHT = "Waylight"
EXPERT = "Splink 5, expert"
COMMANDS: dict[str, tuple[str, ...]] = {
    WAYLIGHT: (str(BIN / "waylight"), "reconcile"),
    "Splink 5, its person example": (sys.executable, "-m", f"{PEERS}.splink_demo"),
    EXPERT: (sys.executable, "-m", f"{PEERS}.splink_expert"),
    "Splink 5, expert + place and time": (sys.executable, "-m", f"{PEERS}.splink_expert", "--context"),
    "recordlinkage 0.16": (sys.executable, "-m", f"{PEERS}.recordlinkage_toolkit"),
}
IN_MEMORY = (sys.executable, "-m", "benchmarks.reconcile.ours_in_memory")
# The toolkit compares in Python, pair by pair: at 1M rows it holds more pairs than there is memory for.
LARGEST = {"recordlinkage 0.16": "100k"}


def command(name: str, data: Path, out: Path) -> list[str]:
    """The whole command line of an entrant on the extract in `data`."""
    files = ("--police", str(data / "police.csv"), "--authority", str(data / "authority"), "--out", str(out))
    return [*COMMANDS.get(name, IN_MEMORY), *files]


def made_by(kind: str, children: int, seed: int, out: Path) -> list[str]:
    """The command that invents an extract of that kind."""
    size = ("--children", str(children), "--seed", str(seed), "--out", str(out))
    if kind == "region":
        return [str(BIN / "waylight"), "region", "--shape", "dense", *size]
    return [sys.executable, "-m", "benchmarks.reconcile.harsh", "--preset", kind, *size]


def runs(name: str, size: str) -> bool:
    """Whether that entrant is run at that size."""
    order = list(SIZES)
    return order.index(size) <= order.index(LARGEST.get(name, order[-1]))


def named(words: list[str] | None) -> list[str]:
    """The entrants of those names; where a word is no whole name, all that begin with it; all for None."""
    if words is None:
        return list(COMMANDS)
    return [n for n in COMMANDS if n in words or any(n.startswith(w) for w in words if w not in COMMANDS)]
