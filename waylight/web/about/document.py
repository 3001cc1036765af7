"""`waylight data-protection`: the pages about the data as one document, docs/data-protection.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from waylight.web.about.assessment import assessment
from waylight.web.about.controllers import controllers
from waylight.web.about.records import records, schedule
from waylight.web.about.sheet import Sheet, markdown
from waylight.web.about.together import together

DONE, STALE = 0, 1
SHEETS: dict[str, Callable[[], Sheet]] = {
    "controllers": controllers,
    "records": records,
    "retention": schedule,
    "assessment": assessment,
    "together": together,
}
HEAD = """# Data protection

Made by `waylight data-protection > docs/data-protection.md` from what the program declares; do not edit it here. The
same pages stand in the product under /about/data/.
"""


def document() -> str:
    """The whole document as Markdown."""
    return "\n".join([HEAD, *(markdown(sheet()) for sheet in SHEETS.values())])


def data_protection_command(args: argparse.Namespace) -> int:
    """Print it; with `args.check` (a path) say whether that file is current. Returns 1 where it is not."""
    page = document()
    if args.check is None:
        print(page, end="")
        return DONE
    if args.check.exists() and args.check.read_text("utf-8") == page:
        return DONE
    print(f"{args.check} is not current: waylight data-protection > {args.check}", file=sys.stderr)
    return STALE
