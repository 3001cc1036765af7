"""The worker: four processes, so that no long piece of work holds up telling, and no slow mail server the inbox.

Without an argument this is the one who starts them, starts one again that ended, and ends them. With the name of a
group it is that group: it looks at the database as every process does, then carries out tasks until told to stop.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

# The queues of each group; those that no other group names are the record's. What is said is heard by a process that
# does nothing else.
GROUPS: dict[str, tuple[str, ...]] = {
    "hearing": ("hearing",),
    "telling": ("telling",),
    "desk": ("desk",),
    "record": (),
}
# Seconds: before one that ended is started again, between two looks, and until one that was asked to end is ended.
AGAIN, LOOK, PATIENCE = 1.0, 0.2, 10
# One that cannot work on this database ends so; it is not started again.
REFUSED = 3


def main(arguments: list[str]) -> int:
    """Run until interrupted. Returns not 0 where this database must not be worked on."""
    return _work(arguments[0]) if arguments else _supervise()


def queues_of(group: str, known: set[str]) -> list[str]:
    """The queues that the group serves, of all those that some task is put into."""
    named = {queue for queues in GROUPS.values() for queue in queues}
    return sorted(GROUPS[group] or known - named)


def _supervise() -> int:
    stop = threading.Event()

    def asked(_: int, __: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, asked)
    running = {group: _start(group) for group in GROUPS}
    refused = 0
    while not stop.is_set() and not refused:
        for group, process in running.items():
            ended = process.poll()
            if ended == REFUSED:
                refused = 1
            elif ended is not None:
                print(f"The worker for {group} ended ({ended}) and is started again.", file=sys.stderr)
                time.sleep(AGAIN)
                running[group] = _start(group)
        stop.wait(LOOK)
    _end(list(running.values()))
    return refused


def _start(group: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "waylight.ops.worker", group])  # noqa: S603 - our own program


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def _work(group: str) -> int:
    import django

    from waylight.ops.startup import WrongDatabase, check_database

    django.setup()
    try:
        check_database()
    except WrongDatabase as wrong:
        print(wrong, file=sys.stderr)
        return REFUSED
    serve(group)
    return 0


def serve(group: str) -> None:
    """Carry out the group's tasks until told to stop. Django is set up, and the database was looked at."""
    from procrastinate.contrib.django import app

    _end_with(os.getppid())
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        working.perform_import_paths()
        known = {task.queue for task in working.tasks.values()}
        settle()
        working.run_worker(
            name=group, queues=queues_of(group, known), concurrency=1, delete_jobs="successful"
        )


def settle() -> None:
    """What is loaded by now stays loaded: the collector need not walk through it whenever a child was judged."""
    gc.collect()
    gc.freeze()


def _end_with(parent: int) -> None:
    """A worker whose starter was killed ends as well: another starter would start another one."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
