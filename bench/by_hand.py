"""The verdicts of a panel as one would write them by hand, for each engine its own way.

They give what ``evaluate_panel`` gives, the same rows and columns, for panels as
``make_panel.py`` makes them and for no other: years, one printing each, always with a
publication date, no flags, targets for one side whose due date is the end of a year. They are
what the library is compared with; it knows none of this before it looks.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import product
from typing import Any, Final

from vn_ict_directive.criteria import AtLeast
from vn_ict_directive.evaluation.pace import NEAR
from vn_ict_directive.model import Target

COLUMNS: Final = (
    *("entity", "target", "status", "outcome", "pace", "value", "period", "gap", "baseline"),
    *("ratio", "lead", "projected", "required", "reasons"),
)
KNOWN: Final = 20_000
"""Added to the year of a baseline that was known at the start; half of it, of one in its place."""

BEHIND: Final = 2**33
"""Room for a value behind a year."""


def terms(targets: Sequence[Target], as_of: dt.date) -> dict[str, list[Any]]:
    """Lay the targets out as the columns of a table."""
    rows = [
        {
            "target": target.id,
            "indicator": target.indicator.id if target.indicator else "",
            "number": number,
            "start": target.start,
            "ended": target.start.year - 1,
            "due_year": target.due.year,
            "edge": float(getattr(target.criterion, "value", 0)),
            "d": 1.0 if isinstance(target.criterion, AtLeast) else -1.0,
            "decided": target.due <= as_of,
        }
        for number, target in enumerate(targets)
    ]
    return {name: [row[name] for row in rows] for name in rows[0]}


# --- SQL, as DuckDB and Spark both understand it --------------------------------------


def sql(panel: str, targets: str, as_of: dt.date) -> str:
    """Return the query over a table of figures and one of targets.

    The values have two decimals, so each goes as a whole number behind its year, and the
    greatest such number of a series holds the latest: a tenth less work than max_by.
    """
    return f"""
WITH seen AS (
    SELECT p.entity, t.number, p.period, p.value, t.due_year,
        CASE WHEN p.published <= t.start THEN p.period + {KNOWN}
            WHEN p.period <= t.ended THEN p.period + {KNOWN // 2} ELSE -p.period END AS place
    FROM {panel} p JOIN {targets} t ON p.indicator = t.indicator
    WHERE p.published <= DATE '{as_of}'
), found AS (
    SELECT entity, number,
        max(period * {BEHIND} + CAST(round(value * 100) AS BIGINT) + {BEHIND // 2}) AS latest,
        max(place * {BEHIND} + CAST(round(value * 100) AS BIGINT) + {BEHIND // 2}) AS place,
        max(CASE WHEN period = due_year THEN value END) AS spoken,
        min(CASE WHEN period > due_year THEN value END) AS low,
        max(CASE WHEN period > due_year THEN value END) AS high
    FROM seen GROUP BY entity, number
), taken AS (
    SELECT *, CAST(floor(latest / {BEHIND}) AS BIGINT) AS latest_year,
        CAST(floor(place / {BEHIND}) AS BIGINT) AS base_place
    FROM found
), parted AS (
    SELECT entity, number, latest_year AS latest, base_place AS place, spoken, low, high,
        (latest - latest_year * {BEHIND} - {BEHIND // 2}) / 100 AS c,
        (place - base_place * {BEHIND} - {BEHIND // 2}) / 100 AS b
    FROM taken
), grid AS (
    SELECT e.entity, t.target, t.due_year, t.edge, t.d, t.decided,
        f.latest, f.c, f.b, f.place, f.spoken, f.low, f.high, f.latest IS NOT NULL AS known,
        CASE WHEN f.place >= {KNOWN} THEN f.place - {KNOWN}
            WHEN f.place >= {KNOWN // 2} THEN f.place - {KNOWN // 2} ELSE -f.place END AS since
    FROM (SELECT DISTINCT entity FROM {panel}) e CROSS JOIN {targets} t
    LEFT JOIN parted f ON f.entity = e.entity AND f.number = t.number
), way AS (
    SELECT *, CAST(latest - since AS DOUBLE) AS elapsed,
        CAST(due_year - since AS DOUBLE) AS years, CAST(due_year - latest AS DOUBLE) AS ahead_of,
        d * (c - b) AS gone, d * (edge - b) AS whole, d * (c - edge) >= 0 AS kept,
        decided AND spoken IS NOT NULL AS speaks, known AND latest > since AS newer,
        CASE WHEN decided AND spoken IS NOT NULL THEN spoken ELSE c END AS shown,
        CASE WHEN NOT decided THEN 'pending' WHEN spoken IS NULL THEN 'awaiting_data'
            WHEN d * (spoken - edge) >= 0 THEN 'met' ELSE 'missed' END AS outcome,
        CASE WHEN d > 0 THEN high >= edge ELSE low <= edge END AS later_kept,
        CASE WHEN d > 0 THEN low < edge ELSE high > edge END AS later_lost
    FROM grid
), line AS (
    SELECT *, gone * years AS done, whole * elapsed AS asked, newer AND whole > 0 AND years > 0 AS on_way,
        {NEAR!r} * whole * elapsed AS hair,
        coalesce(outcome = 'missed' AND later_kept, FALSE) AS late,
        coalesce(outcome = 'met' AND later_lost, FALSE) AS lost
    FROM way
), ratios AS (
    SELECT *, CASE WHEN NOT newer THEN 'insufficient_data' WHEN kept THEN 'holding'
            WHEN whole <= 0 THEN 'regressing' WHEN years <= 0 THEN 'insufficient_data'
            WHEN (done + hair) * 20 >= asked * 19 THEN 'on_track'
            WHEN (done + hair) * 5 >= asked * 3 THEN 'slow'
            WHEN done >= 0 THEN 'stalled' ELSE 'regressing' END AS pace,
        CASE WHEN on_way THEN CASE WHEN abs(done - asked) <= hair THEN 1 ELSE done / asked END END AS ratio,
        CASE WHEN on_way THEN CASE WHEN abs(done - asked) <= hair THEN 0
            ELSE gone / whole * years - elapsed END END AS lead
    FROM line
)
SELECT entity, target,
    CASE WHEN outcome = 'pending' THEN pace WHEN late THEN 'met_late' ELSE outcome END AS status,
    outcome, pace, shown AS value,
    CAST(CASE WHEN speaks THEN due_year ELSE latest END AS STRING) AS period,
    CASE WHEN d * (shown - edge) >= 0 THEN 0 ELSE d * (edge - shown) END AS gap,
    b AS baseline, ratio, lead,
    CASE WHEN newer AND ahead_of >= 0 THEN
        CASE WHEN ratio = 1 THEN edge ELSE (c * years - b * ahead_of) / elapsed END END AS projected,
    CASE WHEN ahead_of > 0 THEN CASE WHEN kept THEN 0 ELSE (edge - c) / ahead_of END END AS required,
    concat(
        CASE WHEN NOT decided THEN 'before_due' WHEN speaks THEN 'figure_in_window'
            ELSE 'no_figure_in_window' END,
        CASE WHEN late THEN ' met_after_deadline' WHEN lost THEN ' lost_after_deadline' ELSE '' END,
        CASE WHEN NOT known THEN ' no_figures' WHEN place >= {KNOWN} THEN ''
            WHEN place >= {KNOWN // 2} THEN ' baseline_published_later'
            ELSE ' baseline_after_start' END,
        CASE WHEN NOT known THEN '' WHEN NOT newer AND kept AND NOT decided
            THEN ' nothing_newer satisfies_already' WHEN NOT newer THEN ' nothing_newer'
            WHEN whole <= 0 THEN ' baseline_satisfied'
            WHEN years <= 0 THEN ' baseline_after_due' ELSE '' END,
        CASE WHEN known AND NOT (decided AND speaks) AND latest < {as_of.year - 2}
            THEN ' stale_figure' ELSE '' END) AS reasons
FROM ratios"""


# --- Polars -----------------------------------------------------------------------------


def polars(panel: Any, targets: Sequence[Target], as_of: dt.date) -> Any:
    """Return the verdicts of a lazy frame, lazily."""
    import polars as pl

    c, when, lit = pl.col, pl.when, pl.lit
    said = terms(targets, as_of)
    indicator = c("indicator").cast(pl.Enum(said["indicator"]))  # a category is found sooner
    table = pl.LazyFrame(said).with_columns(indicator)
    place = (
        when(c("published") <= c("start"))
        .then(c("period") + KNOWN)
        .when(c("period") <= c("ended"))
        .then(c("period") + KNOWN // 2)
        .otherwise(-c("period"))
    )
    late = when(c("period") > c("due_year")).then(c("value"))
    found = (
        panel.filter(c("published") <= as_of)
        .with_columns(indicator)
        .join(table.select("indicator", "start", "ended", "due_year"), on="indicator")
        .select(
            "entity",
            "indicator",
            "period",
            "value",
            place=place,
            spoken=when(c("period") == c("due_year")).then(c("value")),
            late=late,
        )
        .group_by("entity", "indicator")
        .agg(
            latest=c("period").max(),
            c=c("value").max_by("period"),
            place=c("place").max(),
            b=c("value").max_by("place"),
            spoken=c("spoken").max(),
            low=c("late").min(),
            high=c("late").max(),
        )
    )
    grid = (
        panel.select(c("entity").unique())
        .join(table, how="cross")
        .join(found, on=["entity", "indicator"], how="left")
        .with_columns(
            since=when(c("place") >= KNOWN)
            .then(c("place") - KNOWN)
            .when(c("place") >= KNOWN // 2)
            .then(c("place") - KNOWN // 2)
            .otherwise(-c("place")),
            known=c("latest").is_not_null(),
            speaks=c("decided") & c("spoken").is_not_null(),
            kept=c("d") * (c("c") - c("edge")) >= 0,
            gone=c("d") * (c("c") - c("b")),
            whole=c("d") * (c("edge") - c("b")),
            outcome=when(~c("decided"))
            .then(lit("pending"))
            .when(c("spoken").is_null())
            .then(lit("awaiting_data"))
            .when(c("d") * (c("spoken") - c("edge")) >= 0)
            .then(lit("met"))
            .otherwise(lit("missed")),
        )
        .with_columns(
            shown=when("speaks").then(c("spoken")).otherwise(c("c")),
            elapsed=(c("latest") - c("since")).cast(pl.Float64),
            years=(c("due_year") - c("since")).cast(pl.Float64),
            ahead_of=(c("due_year") - c("latest")).cast(pl.Float64),
            newer=c("known") & (c("latest") > c("since")),
            late=(c("outcome") == "missed")
            & when(c("d") > 0).then(c("high") >= c("edge")).otherwise(c("low") <= c("edge")),
            lost=(c("outcome") == "met")
            & when(c("d") > 0).then(c("low") < c("edge")).otherwise(c("high") > c("edge")),
        )
        .with_columns(
            done=c("gone") * c("years"),
            asked=c("whole") * c("elapsed"),
            on_way=c("newer") & (c("whole") > 0) & (c("years") > 0),
            hair=NEAR * c("whole") * c("elapsed"),
        )
    )
    straight = (c("done") - c("asked")).abs() <= c("hair")
    forward = c("done") + c("hair")
    grid = grid.with_columns(
        ratio=when("on_way").then(when(straight).then(1.0).otherwise(c("done") / c("asked"))),
        lead=when("on_way").then(
            when(straight).then(0.0).otherwise(c("gone") / c("whole") * c("years") - c("elapsed"))
        ),
        pace=when(~c("newer"))
        .then(lit("insufficient_data"))
        .when("kept")
        .then(lit("holding"))
        .when(c("whole") <= 0)
        .then(lit("regressing"))
        .when(c("years") <= 0)
        .then(lit("insufficient_data"))
        .when(forward * 20 >= c("asked") * 19)
        .then(lit("on_track"))
        .when(forward * 5 >= c("asked") * 3)
        .then(lit("slow"))
        .when(c("done") >= 0)
        .then(lit("stalled"))
        .otherwise(lit("regressing")),
    )
    return grid.select(
        "entity",
        "target",
        when(c("outcome") == "pending")
        .then(c("pace"))
        .when("late")
        .then(lit("met_late"))
        .otherwise(c("outcome"))
        .alias("status"),
        "outcome",
        "pace",
        c("shown").alias("value"),
        when("speaks").then(c("due_year")).otherwise(c("latest")).cast(pl.String).alias("period"),
        when(c("d") * (c("shown") - c("edge")) >= 0)
        .then(0.0)
        .otherwise(c("d") * (c("edge") - c("shown")))
        .alias("gap"),
        c("b").alias("baseline"),
        "ratio",
        "lead",
        when(c("newer") & (c("ahead_of") >= 0))
        .then(
            when(c("ratio") == 1.0)
            .then(c("edge"))
            .otherwise((c("c") * c("years") - c("b") * c("ahead_of")) / c("elapsed"))
        )
        .alias("projected"),
        when(c("ahead_of") > 0)
        .then(when("kept").then(0.0).otherwise((c("edge") - c("c")) / c("ahead_of")))
        .alias("required"),
        pl.concat_str(
            when(~c("decided"))
            .then(lit("before_due"))
            .when("speaks")
            .then(lit("figure_in_window"))
            .otherwise(lit("no_figure_in_window")),
            when("late")
            .then(lit(" met_after_deadline"))
            .when("lost")
            .then(lit(" lost_after_deadline"))
            .otherwise(lit("")),
            when(~c("known"))
            .then(lit(" no_figures"))
            .when(c("place") >= KNOWN)
            .then(lit(""))
            .when(c("place") >= KNOWN // 2)
            .then(lit(" baseline_published_later"))
            .otherwise(lit(" baseline_after_start")),
            when(~c("known"))
            .then(lit(""))
            .when(~c("newer") & c("kept") & ~c("decided"))
            .then(lit(" nothing_newer satisfies_already"))
            .when(~c("newer"))
            .then(lit(" nothing_newer"))
            .when(c("whole") <= 0)
            .then(lit(" baseline_satisfied"))
            .when(c("years") <= 0)
            .then(lit(" baseline_after_due"))
            .otherwise(lit("")),
            when(c("known") & ~(c("decided") & c("speaks")) & (c("latest") < as_of.year - 2))
            .then(lit(" stale_figure"))
            .otherwise(lit("")),
        ).alias("reasons"),
    )


# --- pandas ----------------------------------------------------------------------------------


def _begun(panel: Any, table: Any, as_of: dt.date) -> Any:
    """Return what is known of the figures, with all that is asked of each alone."""
    import numpy as np
    import pandas as pd

    panel = panel[panel["published"] <= pd.Timestamp(as_of)]
    codes, names = pd.factorize(panel["indicator"])
    of = table.set_index("indicator").loc[names]
    due, ended = of["due_year"].to_numpy()[codes], of["ended"].to_numpy()[codes]
    start = pd.to_datetime(of["start"]).to_numpy().astype("datetime64[s]")[codes]
    period, value = panel["period"].to_numpy(), panel["value"].to_numpy()
    published = panel["published"].to_numpy().astype("datetime64[s]")
    place = np.where(
        published <= start,
        period + KNOWN,
        np.where(period <= ended, period + KNOWN // 2, -period),
    )
    late = np.where(period > due, value, np.nan)
    return pd.DataFrame(
        {
            "entity": panel["entity"].to_numpy(),
            "indicator": panel["indicator"].to_numpy(),
            "latest": period,
            "c": value,
            "place": place,
            "b": value,
            "spoken": np.where(period == due, value, np.nan),
            "low": late,
            "high": late,
        }
    )


def _reduced(rows: Any) -> Any:
    """Return a row for each series; of parts that were reduced, the same again."""
    import pandas as pd

    entity, entities = pd.factorize(rows["entity"])
    indicator, indicators = pd.factorize(rows["indicator"])
    series = entity.astype("int64") * len(indicators) + indicator
    rows = rows.drop(columns=["entity", "indicator"]).reset_index(drop=True)
    groups = rows.groupby(series, sort=False)
    most = groups.agg(
        {"latest": "idxmax", "place": "idxmax", "spoken": "max", "low": "min", "high": "max"}
    )
    number = most.index.to_numpy()
    latest, place = most["latest"].to_numpy(), most["place"].to_numpy()
    return pd.DataFrame(
        {
            "entity": entities.take(number // len(indicators)),
            "indicator": indicators.take(number % len(indicators)),
            "latest": rows["latest"].to_numpy()[latest],
            "c": rows["c"].to_numpy()[latest],
            "place": rows["place"].to_numpy()[place],
            "b": rows["b"].to_numpy()[place],
            "spoken": most["spoken"].to_numpy(),
            "low": most["low"].to_numpy(),
            "high": most["high"].to_numpy(),
        }
    )


def _judged(found: Any, entities: Any, table: Any, oldest: int) -> Any:
    """Return the verdicts on *entities* by what was found of their series."""
    import numpy as np
    import pandas as pd

    grid = pd.DataFrame({"entity": entities}).merge(table, how="cross")
    grid = grid.merge(found, on=["entity", "indicator"], how="left")
    names = ("latest", "c", "b", "place", "spoken", "low", "high", "edge", "d", "due_year")
    latest, c, b, place, spoken, low, high, edge, d, due = (
        grid[name].to_numpy(dtype="float64") for name in names
    )
    decided = grid["decided"].to_numpy()
    known = ~np.isnan(latest)
    since = np.where(
        place >= KNOWN, place - KNOWN, np.where(place >= KNOWN // 2, place - KNOWN // 2, -place)
    )
    there = ~np.isnan(spoken)
    speaks = decided & there
    shown = np.where(speaks, spoken, c)
    elapsed, years, ahead_of = latest - since, due - since, due - latest
    gone, whole, kept, newer = d * (c - b), d * (edge - b), d * (c - edge) >= 0, latest > since
    met = speaks & (d * (spoken - edge) >= 0)
    missed = speaks & ~met
    late = missed & np.where(d > 0, high >= edge, low <= edge)
    lost = met & np.where(d > 0, low < edge, high > edge)
    done, asked = gone * years, whole * elapsed
    hair = NEAR * asked
    on_way = newer & (whole > 0) & (years > 0)
    straight = abs(done - asked) <= hair
    words = np.array(
        [
            *("pending", "awaiting_data", "met", "missed", "met_late", "insufficient_data"),
            *("holding", "regressing", "on_track", "slow", "stalled"),
        ],
        dtype=object,
    )
    with np.errstate(all="ignore"):
        ratio = np.where(on_way, np.where(straight, 1.0, done / asked), np.nan)
        lead = np.where(on_way, np.where(straight, 0.0, gone / whole * years - elapsed), np.nan)
        line = np.where(ratio == 1.0, edge, (c * years - b * ahead_of) / elapsed)
        required = np.where(kept, 0.0, (edge - c) / ahead_of)
    outcome = np.select([~decided, ~there, met], [0, 1, 2], 3)
    pace = np.select(
        [
            ~newer,
            kept,
            whole <= 0,
            years <= 0,
            (done + hair) * 20 >= asked * 19,
            (done + hair) * 5 >= asked * 3,
            done >= 0,
        ],
        [5, 6, 7, 5, 8, 9, 10],
        7,
    )
    # Texts are put together once for each case that there can be.
    first = ("before_due", "figure_in_window", "no_figure_in_window")
    second = ("", " met_after_deadline", " lost_after_deadline")
    third = ("", " no_figures", " baseline_published_later", " baseline_after_start")
    fourth = ("", " nothing_newer satisfies_already", " nothing_newer")
    fourth = (*fourth, " baseline_satisfied", " baseline_after_due")
    places = (first, second, third, fourth, ("", " stale_figure"))
    told = np.array(["".join(parts) for parts in product(*places)], dtype=object)
    case = np.select([~decided, speaks], [0, 1], 2) * 3 + np.select([late, lost], [1, 2], 0)
    case = case * 4 + np.select([~known, place >= KNOWN, place >= KNOWN // 2], [1, 0, 2], 3)
    already = ~newer & kept & ~decided
    fourth_case = [~known, already, ~newer, whole <= 0, years <= 0]
    case = case * 5 + np.select(fourth_case, [0, 1, 2, 3, 4], 0)
    case = case * 2 + (known & ~(decided & speaks) & (latest < oldest))
    year = np.where(speaks, due, latest)
    labels = np.array([*(str(year) for year in range(10_000)), None], dtype=object)
    return pd.DataFrame(
        {
            "entity": grid["entity"],
            "target": grid["target"],
            "status": words[np.select([~decided, late], [pace, 4], outcome)],
            "outcome": words[outcome],
            "pace": words[pace],
            "value": shown,
            "period": labels[np.where(np.isnan(year), -1, year).astype("int64")],
            "gap": np.where(d * (shown - edge) >= 0, 0.0, d * (edge - shown)),
            "baseline": b,
            "ratio": ratio,
            "lead": lead,
            "projected": np.where(newer & (ahead_of >= 0), line, np.nan),
            "required": np.where(ahead_of > 0, required, np.nan),
            "reasons": told[case],
        }
    )


def pandas(panel: Any, targets: Sequence[Target], as_of: dt.date) -> Any:
    """Return the verdicts of a frame."""
    import pandas as pd

    table = pd.DataFrame(terms(targets, as_of))
    found = _reduced(_begun(panel, table, as_of))
    return _judged(found, panel["entity"].unique(), table, as_of.year - 2)
