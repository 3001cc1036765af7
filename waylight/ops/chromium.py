"""The browser that the tests drive: installed where this machine permits it, named in one line where not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
COMMAND = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
MISSING = f"The browser's tests did not run: there is no Chromium. Install it with: {' '.join(COMMAND)}"


def found() -> str | None:
    """`WAYLIGHT_CHROMIUM`, or the first of the usual names that is installed."""
    return os.environ.get("WAYLIGHT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install it, if this is root on a machine with `apt-get`. A refusal is not an error: see `main`."""
    if found() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser's tests", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update"), COMMAND):
        subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - fixed words


def main(arguments: list[str]) -> int:
    """Before the tests: install. After them, with `--say-what-is-missing`: one line if it could not be."""
    if not arguments:
        install()
    elif not found():
        print(MISSING)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
