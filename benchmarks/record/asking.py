"""The questions of the hottest pages, asked as each role, as the role that serves pages, under row security."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

from benchmarks.record.population import ROLES

# A limit that the issue sets, in milliseconds.
AT_MOST = 50
# Tables that no page may read from end to end.
LARGE = {
    "children_child", "children_interest", "children_away", "children_placement", "children_careperiod",
    "episodes_episode", "facts_fact",
}  # fmt: skip
QUESTIONS = {
    "children of whom the record is open": "SELECT count(*) FROM may_children('child core', 'read')",
    "open now, the longest first": "SELECT id, child_id, started_earliest FROM episodes_episode WHERE searching "
    "ORDER BY started_earliest DESC LIMIT 50",
    "first page of children by name": "SELECT id, given_names, family_name FROM children_child "
    "ORDER BY name_key LIMIT 50",
    "times away of one child": "SELECT id, started_earliest, category FROM episodes_episode "
    "WHERE child_id = md5('child17')::uuid ORDER BY started_earliest DESC",
    "one child's claims": "SELECT id, kind, told, body FROM facts_fact WHERE child = md5('child17')::uuid "
    "ORDER BY told",
    "one child": "SELECT * FROM children_child WHERE id = md5('child17')::uuid",
    "where one child lived": "SELECT node_id, during FROM children_placement WHERE child_id = md5('child17')::uuid",
    "search by name": "SELECT * FROM children_search('given17 fam', NULL, 20, '', NULL, '', '')",
    "children placed here by others": "SELECT * FROM children_here() LIMIT 50",
    "homes of the area with numbers": "SELECT * FROM children_counted()",
}


@dataclass(frozen=True)
class Answer:
    """How long it took (median, 95th of a hundred and worst of the runs), how many rows, which large tables were read
    whole, and the plan.

    `milliseconds` is time on the processor of the server's process for this session, where this machine tells it,
    since others may be at work on it; else by the clock.
    """

    role: str
    question: str
    milliseconds: float
    late: float
    worst: float
    rows: int
    read_whole: tuple[str, ...]
    plan: str


def ask_all(web: psycopg.Connection[Any], *, runs: int = 21) -> Iterator[Answer]:
    """Every question as every role; `web` is signed in as the role that serves the pages, in autocommit."""
    for n, role in enumerate(ROLES, 1):
        web.execute("SELECT set_config('waylight.person', md5('person' || %s)::uuid::text, false)", [n])
        for question, query in QUESTIONS.items():
            yield _ask(web, role, question, query, runs)


def _ask(web: psycopg.Connection[Any], role: str, question: str, query: str, runs: int) -> Answer:
    times = []
    rows: list[Any] = []
    for _ in range(runs + 1):
        began = spent(web)
        rows = web.execute(query).fetchall()
        times.append(spent(web) - began)
    answer = web.execute(
        f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, FORMAT JSON) {query}"
    ).fetchone()
    plan = answer[0][0]["Plan"] if answer else {}
    whole = tuple(sorted({node["Relation Name"] for node in _nodes(plan) if _reads_whole(node)}))
    # The first run fills the caches.
    times = sorted(round(one, 2) for one in times[1:])
    late = times[ceil(len(times) * 0.95) - 1]
    return Answer(role, question, median(times), late, times[-1], len(rows), whole, _outline(plan))


def spent(web: psycopg.Connection[Any]) -> float:
    """Milliseconds on the processor that the server has given this session so far."""
    try:
        return int(Path(f"/proc/{web.info.backend_pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return perf_counter() * 1000


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _reads_whole(node: dict[str, Any]) -> bool:
    return node["Node Type"].endswith("Seq Scan") and node.get("Relation Name") in LARGE


def _outline(plan: dict[str, Any], depth: int = 0) -> str:
    """The plan in few words: each step with the table and index that it reads."""
    where = " ".join(
        str(plan[key]) for key in ("Relation Name", "Index Name", "Function Name") if key in plan
    )
    lines = [f"{'  ' * depth}{plan['Node Type']} {where}".rstrip()]
    lines += [_outline(part, depth + 1) for part in plan.get("Plans", ())]
    return "\n".join(lines)


def as_json(answers: list[Answer]) -> str:
    """What is kept beside the code: no ids, no times of day."""
    rows = [
        {
            "role": a.role, "question": a.question, "ms": a.milliseconds, "ms95": a.late, "worst": a.worst,
            "rows": a.rows, "read_whole": list(a.read_whole),
            "plan": re.sub(r" +$", "", a.plan, flags=re.MULTILINE).split("\n"),
        }
        for a in answers
    ]  # fmt: skip
    return json.dumps(rows, indent=1) + "\n"
