"""Makes `.venv` with pinned packages whose hashes are checked. Runs on a bare Python, before any package.

    python3 waylight/ops/bootstrap.py demo|test|bench

Written so that an old Python can still read it and say which one is needed.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
# Each set holds the ones before it.
SETS = ("demo", "test", "bench")
# What the longest of the commands load, and what is measured beside them.
LOADED = (
    "waylight.exchange.report",
    "waylight.exchange.reading",
    "waylight.reconcile.run",
    "django.db.models",
)
PEERS = ("benchmarks.reconcile.peers.splink_expert", "benchmarks.reconcile.peers.recordlinkage_toolkit")


def main(wanted: str) -> int:
    """Install the set `wanted` unless it, or a larger one, is there already with the same pins."""
    if wanted not in SETS:
        return fail("Say which packages: " + ", ".join(SETS) + ".")
    if any(installed(name) for name in SETS[SETS.index(wanted) :]):
        return 0
    fault = missing()
    if fault:
        return fail(fault)
    if not (VENV / "bin" / "waylight").exists():
        say("Making .venv with Python " + sys.version.split()[0])
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            return fail("Python could not make .venv. On Debian or Ubuntu: apt-get install python3-venv")
    pins = requirements(wanted)
    count = pins.read_text(encoding="utf-8").count("==")
    say(f"Installing {count} packages, each checked against its hash")
    if pip("--require-hashes", "-r", str(pins)) or pip("--no-deps", "--no-build-isolation", "-e", str(ROOT)):
        return fail("A package could not be installed; pip's own words are above.")
    load_once(wanted)
    stamp(wanted).write_text(digest(wanted), encoding="utf-8")
    return 0


def load_once(wanted: str) -> None:
    """Load what the commands load, so that Python keeps it compiled: where it is told not to (it is in many a
    container), each run would compile it anew, which takes longer than the work."""
    modules = LOADED + (PEERS if wanted == "bench" else ())
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.call([str(PYTHON), "-c", "import " + ", ".join(modules)], env=told, cwd=str(ROOT))


def missing() -> str:
    """What this Python lacks, with the remedy, or an empty text."""
    if sys.version_info < OLDEST:
        needed, found = ".".join(map(str, OLDEST)), sys.version.split()[0]
        return f"Python {needed} or newer is needed; this is {found}. Name one: make PYTHON=python3.12 ..."
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"
    return ""


def pip(*arguments: str) -> int:
    """Run pip's `install` inside .venv. On a terminal one line names each package; a failure is shown whole."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    # Python compiles what it loads when it loads it: most of what is installed here is never loaded.
    command += ["--progress-bar", "off", "--no-compile", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    )
    heard = []
    for line in process.stdout or ():
        heard.append(line)
        show(line, sum(words.startswith("Collecting ") for words in heard))
    code = process.wait()
    if code:
        sys.stderr.write("".join(heard))
    return code


def show(line: str, fetched: int) -> None:
    """On a terminal, what pip is doing now, written over what it did before."""
    if not sys.stdout.isatty():
        return
    if line.startswith("Collecting "):
        sys.stdout.write(f"\r  {fetched} {line.split()[1][:50]}\033[K")
    elif line.startswith("Installing collected"):
        sys.stdout.write("\r  all fetched; putting them in place\033[K")
    elif line.startswith("Successfully"):
        sys.stdout.write("\r\033[K")
    sys.stdout.flush()


def installed(name: str) -> bool:
    """Whether the set was installed with the pins that stand in the checkout now."""
    try:
        return stamp(name).read_text(encoding="utf-8") == digest(name) and PYTHON.exists()
    except OSError:
        return False


def digest(name: str) -> str:
    """A hash over the pins and over what `pip install -e` reads."""
    total = hashlib.sha256(str(ROOT).encode("utf-8"))
    for path in (requirements(name), ROOT / "pyproject.toml"):
        total.update(path.read_bytes())
    return total.hexdigest()


def requirements(name: str) -> Path:
    """The file of pins."""
    return ROOT / "requirements" / f"{name}.txt"


def stamp(name: str) -> Path:
    """The file that says a set is installed."""
    return VENV / f"installed-{name}"


def say(text: str) -> None:
    """One line of progress, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def fail(text: str) -> int:
    """One line of why not."""
    sys.stderr.write(text + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "demo"))
