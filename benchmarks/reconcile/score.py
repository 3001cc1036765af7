"""How good was a run: the folder `waylight reconcile` wrote, held against the truth of an invented extract.

    python -m benchmarks.reconcile.score TRUTH OUT [TRUTH OUT ...]

TRUTH is the folder that a generator wrote as `truth/` (or its parent): incidents.csv, missing.csv, away.csv
and people.csv, each one row per incident, authority row, true time away and person. Groups are pooled over
all the sets named. A true pair of episodes is an incident and an authority row that share a true time away.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.reconcile import unified

Figures = dict[str, Any]
SURE = 0.9  # the fixed threshold of the benchmark
LISTED = 0.5  # the least probability that is written out
GROUPS = ("ethnicity", "unaccompanied", "first_january", "twin")


@dataclass(frozen=True)
class Truth:
    """What happened: frames with the columns of the files of the same name, all text."""

    incidents: pl.DataFrame
    missing: pl.DataFrame
    away: pl.DataFrame
    people: pl.DataFrame

    @classmethod
    def read(cls, folder: Path) -> Truth:
        """Read from `folder`, or from `folder/truth`."""
        where = folder / "truth" if (folder / "truth").is_dir() else folder
        incidents, *others = (
            _text(where / f"{name}.csv") for name in ("incidents", "missing", "away", "people")
        )
        return cls(incidents.rename({"child_ids": "child_id"}, strict=False), *others)


@dataclass(frozen=True)
class Output:
    """What the run said: the contract's tables; `probability` is Float64, all else text."""

    links: pl.DataFrame
    matches: pl.DataFrame
    episodes: pl.DataFrame
    rows: pl.DataFrame
    bridge: Figures
    estimate: Figures = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Output:
        tables = [_text(folder / f"{name}.csv") for name in ("links", "matches", "episodes", "rows")]
        numbers = [t.with_columns(pl.col("probability").cast(pl.Float64)) for t in tables[:2]]
        bridge = json.loads((folder / "bridge.json").read_text("utf-8"))
        estimate = folder / "estimate.json"
        said = json.loads(estimate.read_text("utf-8")) if estimate.is_file() else {}
        return cls(numbers[0], numbers[1], tables[2], tables[3], bridge, said)


def _text(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).fill_null("")


def rates(right: int, said: int, true: int) -> Figures:
    """Precision, recall and F1 from counts; an empty denominator counts as perfect."""
    precision = right / said if said else 1.0
    recall = right / true if true else 1.0
    f1 = 2 * right / (said + true) if said + true else 1.0
    return {"precision": precision, "recall": recall, "f1": f1, "right": right, "said": said, "true": true}


def judged_links(truth: Truth, links: pl.DataFrame) -> pl.DataFrame:
    """Links beside the truth: adds `person` (of the incident), `truly` (its child ids) and `right`."""
    known = truth.incidents.select("incident_id", "person", truly="child_id", kind=_kind(truth.incidents))
    return links.join(known, on="incident_id", how="left").with_columns(
        right=pl.col("truly").str.split(";").list.contains(pl.col("child_id")).fill_null(False)
    )


def _kind(incidents: pl.DataFrame) -> pl.Expr:
    """Ours, not in care, or elsewhere (in care of an authority not given), where the truth says which."""
    if "kind" in incidents.columns:
        return pl.col("kind")
    return pl.when(pl.col("child_id") == "").then(pl.lit("not in care")).otherwise(pl.lit("ours"))


def people_figures(truth: Truth, judged: pl.DataFrame) -> Figures:
    """Person links at 0.9, and how many reports about children not ours were linked at all."""
    sure = judged.filter(pl.col("probability") >= SURE)
    ours = truth.incidents.filter(pl.col("child_id") != "").height
    kinds = truth.incidents.select(kind=_kind(truth.incidents))["kind"]
    strangers = (kinds == "not in care").sum()
    elsewhere = (kinds == "elsewhere").sum()
    false = judged.filter(pl.col("kind") == "not in care")
    return {
        "person": rates(int(sure["right"].sum()), sure.height, ours),
        "person_all": rates(int(judged["right"].sum()), judged.height, ours),
        "false_strangers": false.height / strangers if strangers else 0.0,
        "false_strangers_sure": false.filter(pl.col("probability") >= SURE).height / max(strangers, 1),
        "false_elsewhere": judged.filter(pl.col("kind") == "elsewhere").height / max(elsewhere, 1),
        "links_twice": judged.height - judged["incident_id"].n_unique(),
    }


def true_pairs(truth: Truth) -> pl.DataFrame:
    """Pairs (incident_id, missing_id) that share a true time away."""
    left = truth.incidents.filter(pl.col("true_away_id") != "").select(
        "incident_id", away=pl.col("true_away_id").str.split(";")
    )
    right = truth.missing.filter(pl.col("true_away_ids") != "").select(
        "missing_id", away=pl.col("true_away_ids").str.split(";")
    )
    both = left.explode("away").join(right.explode("away"), on="away")
    return both.select("incident_id", "missing_id").unique()


def episode_figures(truth: Truth, matches: pl.DataFrame) -> Figures:
    """Pairs of incident and authority row, at 0.9 and at 0.5."""
    true = true_pairs(truth)
    marked = matches.unique(["incident_id", "missing_id"]).join(
        true.with_columns(right=True), on=["incident_id", "missing_id"], how="left"
    )
    result: Figures = {}
    for name, least in (("episode", SURE), ("episode_all", LISTED)):
        said = marked.filter(pl.col("probability") >= least)
        result[name] = rates(int(said["right"].fill_null(False).sum()), said.height, true.height)
    return result


def calibration(probability: pl.Series, right: pl.Series) -> Figures:
    """Expected calibration error over ten equal bins, the bins, and the worst gap of a bin of 300."""
    frame = pl.DataFrame({"p": probability, "right": right.cast(pl.Float64)})
    bins = (
        frame.group_by(bin=(pl.col("p") * 10).floor().clip(0, 9).cast(pl.Int32))
        .agg(rows=pl.len(), said=pl.col("p").mean(), true=pl.col("right").mean())
        .with_columns(gap=pl.col("said") - pl.col("true"))
        .sort("bin")
    )
    error = (bins["gap"].abs() * bins["rows"]).sum() / max(frame.height, 1)
    large = bins.filter(pl.col("rows") >= 300)["gap"].abs()
    return {"ece": error, "worst_bin": large.max() if large.len() else 0.0, "bins": bins.to_dicts()}


def group_counts(truth: Truth, judged: pl.DataFrame) -> pl.DataFrame:
    """Counts by (group, value): right, said (links to its children), true (incidents of its children)."""
    child = truth.people.with_columns(child_id=pl.col("child_ids").str.split(";")).explode("child_id")
    child = child.filter(pl.col("child_id") != "")
    linked = judged.filter(pl.col("probability") >= SURE).select("child_id", "right")
    linked = linked.join(child.select("child_id", *GROUPS), on="child_id", how="left")
    ours = truth.incidents.filter(pl.col("child_id") != "").select("person")
    ours = ours.join(truth.people.unique("person").select("person", *GROUPS), on="person", how="left")
    parts = []
    for group in GROUPS:
        said = linked.group_by(value=group).agg(right=pl.col("right").sum(), said=pl.len())
        true = ours.group_by(value=group).agg(true=pl.len())
        joined = true.join(said, on="value", how="full", coalesce=True).fill_null(0)
        parts.append(
            joined.select(pl.lit(group).alias("group"), "value", pl.col("right", "said", "true").cast(int))
        )
    return pl.concat(parts)


def by_group(counts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Pool the counts of several sets: (group, value, true, f1), the worst first."""
    pooled = pl.concat(counts).group_by("group", "value").agg(pl.col("right", "said", "true").sum())
    return pooled.with_columns(f1=2 * pl.col("right") / (pl.col("said") + pl.col("true"))).sort("group", "f1")


def widest_gap(groups: pl.DataFrame, least: int = 1000) -> float:
    """F1 of the best less F1 of the worst group, of those with `least` true pairs."""
    f1 = groups.filter(pl.col("true") >= least)["f1"].to_list()
    return max(f1) - min(f1) if f1 else 0.0


def rows_once(truth: Truth, rows: pl.DataFrame) -> Figures:
    """Rows of the input that `rows` leaves out, names twice or invents; all three must be 0."""
    given = set(truth.incidents.select(pl.format("police:{}", "incident_id")).to_series()) | set(
        truth.missing.select(pl.format("authority:{}", "missing_id")).to_series()
    )
    named = rows.select(pl.format("{}:{}", pl.col("side").str.to_lowercase(), "id")).to_series()
    once = set(named)
    return {"left_out": len(given - once), "twice": named.len() - len(once), "invented": len(once - given)}


def score(truth: Truth, out: Output) -> Figures:
    """All figures of one run. `groups` is a frame of counts, to be pooled over runs."""
    judged = judged_links(truth, out.links)
    return {
        **people_figures(truth, judged),
        **episode_figures(truth, out.matches),
        **calibration(judged["probability"], judged["right"]),
        "groups": group_counts(truth, judged),
        "counts": unified.compare(truth, out),
        "rows_once": rows_once(truth, out.rows),
        "estimate": unified.estimated(truth, out.estimate),
        "bridge_faults": unified.bridge_faults(out.bridge, out.rows),
    }


def line(name: str, figures: Figures) -> Figures:
    """The figures of one run as one flat row of a table."""
    person, episode, all_episodes = figures["person"], figures["episode"], figures["episode_all"]
    counts = figures["counts"]
    return {
        "set": name,
        "person F1": person["f1"], "P": person["precision"], "R": person["recall"],
        "episode F1": episode["f1"], "eP": episode["precision"], "eR": episode["recall"],
        "eF1@.5": all_episodes["f1"],
        "ECE": figures["ece"], "worst bin": figures["worst_bin"],
        "both %": counts["times"]["both"], "police %": counts["times"]["police"],
        "auth %": counts["times"]["authority"],
        "false %": 100 * figures["false_strangers"], "elsewhere %": 100 * figures["false_elsewhere"],
        "est %": figures["estimate"]["off"], "half %": figures["estimate"]["half"],
        "covers": figures["estimate"]["covers"],
        "faults": sum(figures["rows_once"].values()) + len(figures["bridge_faults"]),
    }  # fmt: skip


def show(lines: Sequence[Figures], groups: pl.DataFrame) -> str:
    """The table, its means and the groups, as text."""
    table = pl.DataFrame(list(lines), infer_schema_length=None)
    means = table.select(pl.lit("mean").alias("set"), pl.exclude("set").cast(pl.Float64).mean())
    with pl.Config(
        tbl_rows=200, tbl_cols=30, tbl_width_chars=260, float_precision=4, tbl_hide_dataframe_shape=True
    ):
        whole = pl.concat([table.cast({"faults": pl.Float64}), means], how="vertical_relaxed")
        gap = f"widest gap {widest_gap(groups):.4f} of groups with 1,000 true pairs"
        return f"{whole}\nby group, pooled: {gap}\n{groups}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="TRUTH OUT", help="pairs of folders")
    parser.add_argument("--bins", action="store_true", help="print the calibration of every set")
    options = parser.parse_args(arguments)
    if len(options.folders) % 2:
        parser.error("name folders in pairs: TRUTH OUT")
    pairs = list(zip(options.folders[::2], options.folders[1::2], strict=True))
    scored = [(str(t), score(Truth.read(t), Output.read(o))) for t, o in pairs]
    print(show([line(n, f) for n, f in scored], by_group([f["groups"] for _, f in scored])))
    for name, figures in scored:
        print(name, json.dumps(figures["counts"]), figures["rows_once"], *figures["bridge_faults"][:5])
        for one in figures["bins"] if options.bins else ():
            print("  {bin}: {rows:7d} said {said:.4f} true {true:.4f} gap {gap:+.4f}".format(**one))


if __name__ == "__main__":
    main()
