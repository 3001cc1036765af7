"""Where each role arrives after signing in: the list of what needs them now."""

from __future__ import annotations

from django.urls import reverse

from waylight.desk.people import DATA_OFFICER
from waylight.engine.sittings import Via
from waylight.signin.sittings import Sitting

# By role; whoever is not named arrives on the page about themselves.
LANDS: dict[str, str] = {
    DATA_OFFICER: "desk",
    "night worker": "tonight",
    "registered manager": "owed",
    "foster carer": "tonight",
    "supported-accommodation worker": "tonight",
    "social worker": "open",
    "team manager": "open",
    "reviewing officer": "open",
    "out-of-hours team": "open",
    "director": "decisions",
    "missing coordinator": "force",
    "duty inspector": "force",
    "host authority officer": "host",
    "inspector": "homes",
    "return interviewer": "owed",
    "interview service manager": "owed",
    "system operator": "operations",
}
# Who works where children live: the number of those who are away leads them to their own home.
AT_A_HOME = frozenset({role for role, page in LANDS.items() if page == "tonight"} | {"registered manager"})


def landing(sitting: Sitting | None) -> str:
    """The address of the first page of this sitting."""
    if sitting is None:
        return reverse("sign_in")
    if sitting.via is Via.REPORT_ONLY:
        return reverse("report_only_write")
    if not sitting.strong:
        return reverse("own")
    if sitting.grant is None:
        return reverse("duty")
    return reverse(LANDS.get(sitting.role, "own"))
