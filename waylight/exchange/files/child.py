"""The limited process that reads files for `sandbox`: limits first, then the files, then the answer."""

from __future__ import annotations

import io
import json
import os
import resource
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from waylight.exchange.files.faults import Refused
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.read import Reading, read_all
from waylight.exchange.files.sandbox import TABLES


def main() -> None:
    """Read the request from standard input, answer into the descriptor given as argument."""
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    _limit(limits)
    homes, mapping = (Path(request[name]) if request[name] else None for name in ("homes", "mapping"))
    with os.fdopen(int(sys.argv[1]), "wb") as answer:
        try:
            reading = read_all(
                Path(request["police"]),
                Path(request["authority"]),
                homes,
                mapping,
                now=datetime.fromisoformat(request["now"]),
                limits=limits,
                begins=lambda name: print(name, flush=True),
            )
        except Refused as refused:
            told = {"faults": [asdict(fault) for fault in refused.faults]}
            answer.write(json.dumps(told).encode() + b"\n")
            return
        answer.write(_packed(reading))


def _limit(limits: Limits) -> None:
    """What the process may use from here on; it cannot raise any of it again."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.memory),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _packed(reading: Reading) -> bytes:
    """One line of JSON that names the tables and their lengths, then the tables as Arrow files."""
    frames = {name: getattr(reading.extracts, name) for name in TABLES} | {"bad_cells": reading.bad_cells}
    packed = []
    for name, frame in frames.items():
        if frame is not None:
            buffer = io.BytesIO()
            frame.write_ipc(buffer)
            packed.append((name, buffer.getvalue()))
    told = {"faults": [], "files": reading.files, "tables": [(name, len(data)) for name, data in packed]}
    return b"".join([json.dumps(told).encode(), b"\n", *(data for _, data in packed)])


if __name__ == "__main__":
    main()
