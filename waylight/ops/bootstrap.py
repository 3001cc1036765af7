"""Makes `.venv` with pinned packages whose hashes are checked. Runs on a bare Python, before anything is installed.

    python3 waylight/ops/bootstrap.py demo|test|bench

Written so that an old Python can still read it and say which one is needed.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)
# Each set holds the ones before it.
SETS = ("demo", "test", "bench")


def main(wanted):
    """Install the set `wanted` unless it, or a larger one, is there already with the same pins."""
    if wanted not in SETS:
        return fail("Say which packages: " + ", ".join(SETS) + ".")
    if any(installed(name) for name in SETS[SETS.index(wanted) :]):
        return 0
    fault = missing()
    if fault:
        return fail(fault)
    if not os.path.exists(os.path.join(VENV, "bin", "waylight")):
        say("Making .venv with Python " + sys.version.split()[0])
        if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]):
            return fail("Python could not make .venv. On Debian or Ubuntu: apt-get install python3-venv")
    pins = requirements(wanted)
    count = sum(1 for line in open(pins, encoding="utf-8") if "==" in line)
    say("Installing {} packages, each checked against its hash".format(count))
    if pip("--require-hashes", "-r", pins) or pip("--no-deps", "--no-build-isolation", "-e", ROOT):
        return fail("A package could not be installed; pip's own words are above.")
    with open(stamp(wanted), "w", encoding="utf-8") as file:
        file.write(digest(wanted))
    return 0


def missing():
    """What this Python lacks, with the remedy, or nothing."""
    if sys.version_info < OLDEST:
        return "Python {}.{} or newer is needed; this is {}. Name one: make PYTHON=python3.12 ...".format(
            *(OLDEST + (sys.version.split()[0],))
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"
    return None


def pip(*arguments):
    """Run pip's `install` inside .venv, quietly but for its progress."""
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q"]
    command += ["--progress-bar", "on" if sys.stdout.isatty() else "off"]
    return subprocess.call(command + list(arguments))  # noqa: S603 - our own arguments


def installed(name):
    """Whether the set was installed with the pins that stand in the checkout now."""
    try:
        with open(stamp(name), encoding="utf-8") as file:
            return file.read() == digest(name) and os.path.exists(PYTHON)
    except OSError:
        return False


def digest(name):
    """A hash over the pins and over what `pip install -e` reads."""
    total = hashlib.sha256(ROOT.encode("utf-8"))
    for path in (requirements(name), os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as file:
            total.update(file.read())
    return total.hexdigest()


def requirements(name):
    """The file of pins."""
    return os.path.join(ROOT, "requirements", name + ".txt")


def stamp(name):
    """The file that says a set is installed."""
    return os.path.join(VENV, "installed-" + name)


def say(text):
    """One line of progress, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def fail(text):
    """One line of why not."""
    sys.stderr.write(text + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "demo"))
