"""The commands `waylight reconcile` and `waylight explain`: files in, files out, nothing left half done."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from polars.exceptions import PanicException

from waylight.exchange.ending import (
    BROKEN,
    DONE,
    REFUSED,
    OutputRefused,
    print_breakage,
    print_faults,
    print_json,
)
from waylight.exchange.files.faults import Refused
from waylight.exchange.files.proved import Begun
from waylight.exchange.lightly import give_back
from waylight.exchange.outputs import check_place, whole_or_nothing, write_outputs

Progress = Callable[[str, float], None]


def reconcile_command(args: argparse.Namespace, begun: Begun | None = None) -> int:
    """Read, reconcile, write. 0 when done, 2 when an input or the place of the output is refused.

    Reads of `args`: police, authority, out, homes, mapping, decisions (paths), first, last (dates), told (who
    fills whose list), json, now (aware).
    """
    try:
        return _reconcile(args, begun or Begun())
    except Refused as refused:
        print_faults(refused.faults)
    except OutputRefused as refused:
        print(refused, file=sys.stderr)
    except (Exception, PanicException) as error:  # its text may hold a cell, and a cell may be a name
        print_breakage(error)
        return BROKEN
    return REFUSED


def _reconcile(args: argparse.Namespace, begun: Begun) -> int:
    from waylight.exchange.reading import read_inputs

    check_place(args.out)
    progress = _progress()
    progress("Reading the files", 0.0)
    with ThreadPoolExecutor(1) as beside:
        files = args.police, args.authority, args.homes, args.mapping
        read = beside.submit(read_inputs, *files, now=args.now, begun=begun)
        # The engine is loaded while the files are read, the report while the engine works.
        from waylight.reconcile import reconcile

        reading = read.result()
    decisions = getattr(args, "decisions", None)
    if decisions is not None:
        from waylight.exchange.files.decisions import read_decisions

        reading = replace(reading, extracts=replace(reading.extracts, decisions=read_decisions(decisions)))
    with ThreadPoolExecutor(1) as beside:
        hashes, ours = beside.submit(_inputs, args, begun.hashes), beside.submit(_version)
        beside.submit(import_module, "waylight.exchange.report")
        feeds = tuple(getattr(args, "told", None) or ())
        reconciled = reconcile(
            reading.extracts, now=args.now, window=_window(args), feeds=feeds, progress=progress
        )
        progress("Writing the results", 0.95)
        run = {
            "waylight": ours.result(),
            "now": args.now,
            "from": args.first,
            "to": args.last,
            "told": feeds,
            "inputs": hashes.result(),
        }
    with whole_or_nothing(args.out) as folder:
        write_outputs(folder, reconciled, reading, run)
        if args.json:
            print_json(reconciled.bridge, "bridge")
    progress("Done", 1.0)
    return DONE


def _version() -> str:
    from importlib.metadata import version

    return version("waylight")


def _window(args: argparse.Namespace) -> tuple[Any, Any] | None:
    """First and last day; one of them alone leaves the other side open."""
    if args.first is None and args.last is None:
        return None
    first = args.first or datetime(1980, 1, 1).date()
    return first, args.last or args.now.date()


def _inputs(args: argparse.Namespace, hashes: Mapping[Path, str]) -> list[dict[str, Any]]:
    """Every file handed in, with its content's hash, so that `explain` knows whether it still lies there.
    `hashes` are those that are known already."""
    from waylight.exchange.files.folder import tables_within

    named = [("police", args.police), ("homes", args.homes), ("mapping", args.mapping)]
    files = [(role, path) for role, path in named if path is not None]
    files += [("authority", path) for path in tables_within(args.authority)]
    told = [
        {"role": role, "path": str(path.resolve()), "sha256": hashes.get(path) or sha256(path)}
        for role, path in files
    ]
    return [*told, {"role": "authority folder", "path": str(args.authority.resolve()), "sha256": None}]


def sha256(path: Path) -> str:
    """The hash of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _progress() -> Progress:
    """On a terminal one line that is written over; elsewhere nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        return lambda step, share: give_back()

    def show(step: str, share: float) -> None:
        end = "\n" if share >= 1 else ""
        sys.stderr.write(f"\r\033[K{share:4.0%}  {step}{end}")
        sys.stderr.flush()
        give_back()

    return show


def explain_command(args: argparse.Namespace) -> int:
    """Say why an incident was linked or not. 0 when told, 2 where the folder or the incident is not known."""
    from waylight.exchange.explaining import NotKnown, explain

    try:
        for line in explain(args.out, args.incident_id, now=args.now):
            print(line)
    except NotKnown as unknown:
        print(unknown, file=sys.stderr)
        return REFUSED
    return DONE
