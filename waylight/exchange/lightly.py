"""How a process behaves whose one run is its whole life."""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

# Of the GNU C library's malloc.h: what a setting is called, and its value here.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -2, -3, -8
_SETTINGS = ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, 32 << 20), (_TRIM_THRESHOLD, 2 << 30), (_TOP_PAD, 16 << 20))

_LARGE_KIB = 1 << 20
# NumPy sorts with these instructions on a processor that has them. On some (AMD's Zen 4) that is five times slower
# than without, on others a little faster. Where they are not known, NumPy passes over them.
_SORTS_SLOWLY = "X86_V4,AVX512_ICL,AVX512_SPR"
# Seconds after which a thread that waits for Python's lock is let in: a tenth of the usual, or each step of the
# reading would wait for the loading that goes on beside it.
_TURN = 0.0005
# Polars' own memory (jemalloc): kept for five seconds, and in two places, not in many.
_KEPT_BY_POLARS = "dirty_decay_ms:5000,muzzy_decay_ms:5000,narenas:2"


def reconcile_command(args: argparse.Namespace) -> int:
    """The command `waylight reconcile`. The libraries it needs are loaded by its own rules: loading is a good part
    of a small run, and the libraries set up their threads when they are loaded."""
    with travelling_light():
        from waylight.exchange.files.proved import Begun, files_of

        # NumPy first: with it alone the files are proved whole, on the other core, while Polars is loaded.
        begun = Begun(files_of(args.police, args.authority))
        import_module("numpy")
        from waylight.exchange import commands

        code = commands.reconcile_command(args, begun)
    if getattr(args, "alone", False):
        _leave(code)
    return code


@contextmanager
def travelling_light() -> Iterator[None]:
    """What reference counts leave over goes with the process, so nothing searches for cycles; no threads are kept
    ready for large matrices, of which a run has none; numbers are sorted the quick way; threads take turns often;
    and memory that a step gives back is kept for the next, which would else have it cleared by the system page by
    page.
    To be entered before NumPy and Polars are loaded, which read these settings then."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("NPY_DISABLE_CPU_FEATURES", _SORTS_SLOWLY)
    os.environ.setdefault("_RJEM_MALLOC_CONF", _KEPT_BY_POLARS)
    _keep_memory()
    searching, turn = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        gc.freeze()  # else Python searches all that was loaded once more before it ends
        sys.setswitchinterval(turn)
        if searching:
            gc.enable()


def _leave(code: int) -> None:
    """End the process at once. All is written and closed: to take apart piece by piece what was loaded, before the
    system takes back the whole, is a hundredth of a run."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):  # full, or closed
        return  # Python's own ending says it
    os._exit(code)


def _keep_memory() -> None:
    for setting, value in _SETTINGS:
        _call("mallopt", setting, min(value, 2**31 - 1))


def give_back() -> None:
    """Where a run is so large that memory may be short, hand back what the last step no longer needs."""
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _LARGE_KIB:
        _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    """A function of the GNU C library. Another library has none of that name: then memory is as it always is."""
    function = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    if function is not None:
        function(*map(ctypes.c_long if name == "malloc_trim" else ctypes.c_int, values))
