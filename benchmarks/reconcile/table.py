"""The tables of README.md, made from results/*.json, so that no figure is typed by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.reconcile.entrants import EXPERT, SETS, SIZES, WAYLIGHT

HERE = Path(__file__).parent
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Result = dict[str, Any]


def write() -> None:
    """Put the tables between the two marks of README.md."""
    readme = HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n\n{tables(HERE / 'results')}\n{END}{after}", "utf-8")


def tables(folder: Path) -> str:
    """All tables as Markdown; those without a result are left out."""
    found = {(r["set"], r["size"]): r for r in map(_read, sorted(folder.glob("*-*.json")))}
    runs = [found[kind, size] for size in SIZES for kind in SETS if (kind, size) in found]
    parts = [_machine(runs), _main(runs), _growth(runs), _calibration(runs), _febrl(folder), _index(folder)]
    return "\n".join(part for part in parts if part)


def _read(path: Path) -> Result:
    return dict(json.loads(path.read_text("utf-8")))


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _machine(runs: Sequence[Result]) -> str:
    told = sorted({_described(r["machine"]) for r in runs})
    return "".join(f"{line}\n" for line in told)


def _described(m: Result) -> str:
    versions = ", ".join(f"{k} {m[k]}" for k in ("polars", "numpy", "splink", "duckdb", "recordlinkage"))
    where = f"{m['cores']} cores ({m['processor']}), {m['memory_gib']} GiB, {m['system']}"
    return f"Machine: {where}; Python {m['python']}; {versions}."


def _main(runs: Sequence[Result]) -> str:
    head = ("extract", "rows x children", "entrant", "s", "processor s", "in memory, s", "peak MiB", "person F1 (P, R)",
            "episode F1", "strangers linked", "ECE", "both, police, authority off by %")  # fmt: skip
    rows = []
    for run in runs:
        place = [run["set"], f"{run['rows']['police']:,} x {run['rows']['children']:,}"]
        for name, e in run["entrants"].items():
            rows.append([*place, name, *_figures(e)])
            place = ["", ""]
    return markdown(head, rows) if rows else ""


def _figures(e: Result) -> list[str]:
    p, off = e["person"], e["counts_off"]
    return [
        f"{e['best_seconds']:.1f}", f"{e['processor_seconds']:.1f}", f"{e['in_memory_seconds']:.1f}",
        f"{e['peak_mib']:,}",
        f"{p['f1']:.4f} ({p['precision']:.3f}, {p['recall']:.3f})", f"{e['episode']['f1']:.4f}",
        f"{100 * e['strangers_linked']:.2f} %", f"{e['ece']:.4f}",
        ", ".join(f"{off[k]:+.1f}" for k in ("both", "police", "authority")),
    ]  # fmt: skip


def _growth(runs: Sequence[Result]) -> str:
    """By size: seconds, how they grow, and how many times Waylight's they are; the same of processor time."""
    rows = []
    for kind in SETS:
        by_size = {r["size"]: r["entrants"] for r in runs if r["set"] == kind}
        for name in (WAYLIGHT, EXPERT):
            for what, field in (("wall", "best_seconds"), ("processor", "processor_seconds")):
                took = [by_size.get(s, {}).get(name, {}).get(field) for s in SIZES]
                ours = [by_size.get(s, {}).get(WAYLIGHT, {}).get(field) for s in SIZES]
                factors = [_ratio(b, a) for a, b in pairwise(took)]
                times = [_ratio(t, o) for t, o in zip(took, ours, strict=True)]
                if any(took):
                    rows.append(
                        [kind, name, what, *(f"{t:.1f}" if t else "" for t in took), *factors, *times]
                    )
    head = ("extract", "entrant", "time", *(f"{s}, s" for s in SIZES), "10k to 100k", "100k to 1M",
            *(f"x Waylight at {s}" for s in SIZES))  # fmt: skip
    return markdown(head, rows) if rows else ""


def _ratio(new: float | None, old: float | None) -> str:
    return f"{new / old:.1f}x" if new and old else ""


def _calibration(runs: Sequence[Result]) -> str:
    """Of Waylight's links by stated probability: rows, share that is right."""
    rows = []
    for run in runs:
        if WAYLIGHT in run["entrants"]:
            told = run["entrants"][WAYLIGHT]
            bins = {b["bin"]: b for b in told["bins"]}
            cells = [
                f"{bins[b]['true']:.2f} ({bins[b]['rows']:,})" if b in bins else "" for b in range(5, 10)
            ]
            rows.append([run["set"], run["size"], *cells, f"{told['worst_bin']:.3f}"])
    head = ("extract", "size", ".5 to .6 right", ".6 to .7", ".7 to .8", ".8 to .9", ".9 to 1",
            "worst gap of 300")  # fmt: skip
    return markdown(head, rows) if rows else ""


def _febrl(folder: Path) -> str:
    path = folder / "febrl.json"
    if not path.exists():
        return ""
    rows = [
        [
            r["set"],
            r["who"],
            f"{r['best_f1']:.4f}",
            f"{r['f1@0.5']:.4f}",
            f"{r['f1@0.9']:.4f}",
            f"{r['seconds']:.1f}",
        ]
        for r in _read(path)["rows"]
    ]
    return markdown(("public set", "who", "best F1", "F1 at p >= 0.5", "F1 at p >= 0.9", "s"), rows)


def _index(folder: Path) -> str:
    path = folder / "index.json"
    if not path.exists():
        return ""
    r = _read(path)
    cells = [f"{r[k]:.1f}" for k in ("median_ms", "p99_ms", "processor_p99_ms", "build_seconds")]
    rows = [[f"{r['children']:,}", f"{r['incidents']:,}", *cells, f"{r['first_right']:.3f}"]]
    head = (
        "children in the index",
        "incidents scored",
        "median ms",
        "p99 ms",
        "built in s",
        "likeliest is right",
    )
    return markdown(head, rows)
