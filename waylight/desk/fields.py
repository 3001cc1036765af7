"""A kind of column that Django does not have; and how sensitive each column of this room is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from waylight.engine.sensitivity import Sensitivity as S


class WallClockField(models.DateTimeField):
    """`timestamp` without time zone: what an extract says must come back exactly as it was said."""

    def db_type(self, connection: Any) -> str:
        return "timestamp"

    def get_prep_value(self, value: datetime | None) -> datetime | None:
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value


_ROW = {"id": S.NONE, "upload": S.NONE, "n": S.NONE, "line": S.NONE}
_OF_RUN = {"id": S.NONE, "run": S.NONE}
_WHO = {"forename": S.PERSONAL, "surname": S.PERSONAL, "date_of_birth": S.PERSONAL}
# How sensitive each column of this room is (`waylight.engine.sensitivity`). Ids are those of the senders.
SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Upload": {
        "id": S.NONE, "asked_at": S.NONE, "by_name": S.PERSONAL, "by_agency": S.NONE, "node": S.NONE, "state": S.NONE,
        "content_hash": S.SECRET, "stage": S.NONE, "faults": S.PERSONAL, "faults_found": S.NONE, "summary": S.PERSONAL,
        "read_at": S.NONE, "purge_at": S.NONE,
    },
    "UploadFile": {
        "id": S.NONE, "upload": S.NONE, "slot": S.NONE, "name": S.PERSONAL, "size": S.NONE, "sha256": S.SECRET,
        "body": S.WHEREABOUTS,
    },
    "PoliceRow": {
        **_ROW, **_WHO, "incident_id": S.PERSONAL, "force": S.NONE, "sex": S.PERSONAL, "ethnicity": S.SPECIAL,
        "postcode": S.WHEREABOUTS, "last_seen_at": S.PERSONAL, "last_seen_day": S.NONE, "reported_at": S.PERSONAL,
        "reported_day": S.NONE, "found_at": S.PERSONAL, "found_day": S.NONE, "risk": S.SPECIAL, "in_care": S.SPECIAL,
        "place": S.WHEREABOUTS, "aliases": S.PERSONAL,
    },
    "ChildRow": {
        **_ROW, **_WHO, "child_id": S.PERSONAL, "authority": S.NONE, "sex": S.PERSONAL, "ethnicity": S.SPECIAL,
        "home_postcode": S.WHEREABOUTS,
    },
    "PlacementRow": {
        **_ROW, "child_id": S.PERSONAL, "postcode": S.WHEREABOUTS, "placement_type": S.PERSONAL,
        "started": S.PERSONAL, "ended": S.PERSONAL,
    },
    "MissingRow": {
        **_ROW, "missing_id": S.PERSONAL, "child_id": S.PERSONAL, "category": S.PERSONAL, "started_at": S.PERSONAL,
        "started_day": S.NONE, "ended_at": S.PERSONAL, "ended_day": S.NONE,
    },
    "HomeRow": {
        **_ROW, **_WHO, "report_id": S.PERSONAL, "home": S.WHEREABOUTS, "child_id": S.PERSONAL,
        "left_at": S.PERSONAL, "left_day": S.NONE, "returned_at": S.PERSONAL, "returned_day": S.NONE,
    },
    "SetAsideRow": {**_ROW, "side": S.NONE, "table": S.NONE, "row_id": S.PERSONAL, "reason": S.NONE},
    "Run": {
        "id": S.NONE, "upload": S.NONE, "number": S.NONE, "asked_at": S.NONE, "by_name": S.PERSONAL,
        "by_agency": S.NONE, "state": S.NONE, "stage": S.NONE, "percent": S.NONE, "heard_at": S.NONE,
        "started_at": S.NONE, "finished_at": S.NONE, "failure": S.NONE, "bridge": S.PERSONAL,
        "estimate": S.PERSONAL, "quality": S.PERSONAL, "report": S.PERSONAL, "decisions_used": S.NONE,
        "closed_at": S.NONE, "closed_by": S.PERSONAL, "forgotten_at": S.NONE, "forgotten_rows": S.NONE,
    },
    "RunRow": {
        **_OF_RUN, "n": S.NONE, "side": S.NONE, "row_id": S.PERSONAL, "row_class": S.PERSONAL,
        "reason": S.PERSONAL, "reason_kind": S.NONE, "force": S.NONE, "authority": S.NONE, "year": S.NONE,
        "category": S.NONE,
    },
    "RunLink": {**_OF_RUN, "incident_id": S.PERSONAL, "child_id": S.PERSONAL, "probability": S.NONE},
    "RunMatch": {**_OF_RUN, "incident_id": S.PERSONAL, "missing_id": S.PERSONAL, "probability": S.NONE},
    "RunEpisode": {
        **_OF_RUN, "episode_id": S.PERSONAL, "child_id": S.PERSONAL, "category": S.PERSONAL,
        "started_at": S.PERSONAL, "ended_at": S.PERSONAL, "precision": S.NONE, "police_incidents": S.PERSONAL,
        "authority_rows": S.PERSONAL, "seen_by": S.NONE, "differences": S.PERSONAL, "authority": S.NONE,
        "force": S.NONE, "year": S.NONE,
    },
    "RunEvidence": {
        **_OF_RUN, "incident_id": S.PERSONAL, "child_id": S.PERSONAL, "share": S.NONE, "body": S.PERSONAL,
    },
    "RunPair": {
        **_OF_RUN, "n": S.NONE, "incident_id": S.PERSONAL, "child_id": S.PERSONAL, "missing_id": S.PERSONAL,
        "probability": S.NONE, "force": S.NONE, "authority": S.NONE, "risk": S.SPECIAL, "under_13": S.PERSONAL,
        "still_away": S.PERSONAL, "began": S.PERSONAL, "moves": S.NONE, "row_class": S.PERSONAL, "doubt": S.PERSONAL,
    },
    "Decision": {
        "seq": S.NONE, "id": S.NONE, "version": S.NONE, "at": S.NONE, "by_name": S.PERSONAL, "by_role": S.NONE,
        "by_agency": S.NONE, "by_person": S.PERSONAL, "run": S.NONE, "incident_id": S.PERSONAL, "force": S.NONE,
        "child_id": S.PERSONAL, "authority": S.NONE, "missing_id": S.PERSONAL, "verdict": S.NONE,
        "undoes": S.NONE, "records": S.SECRET,
    },
}  # fmt: skip
