"""Charts of the readiness and methods pages: scores up to the exam, and the pass curves."""

from functools import cache
from typing import Any, Final

import altair as alt

from model.evidence.exam import evidence
from model.readiness.curves import CURVES, Curves, published_curves
from model.readiness.readiness import Readiness
from model.report.blocks import Table
from model.text import whole
from pages.ui import charts as charting


@cache
def _scores_spec() -> dict[str, Any]:
    day = alt.X(
        "date:T", title=None, scale=alt.Scale(padding=12), axis=alt.Axis(format="%d %b", labelOverlap=True, grid=False)
    )
    level = alt.Scale(zero=False, nice=True, padding=8)
    band = charting.named("band", charting.PUBLISHED)
    path = charting.named("path", charting.OWN).encode(x=day)
    exam = charting.named("exam", charting.PUBLISHED).encode(x=day)
    scores = charting.named("scores", charting.OWN).encode(
        x=day,
        y=alt.Y("epc:Q", scale=level),
        tooltip=[
            alt.Tooltip("test:N", title="Test"),
            alt.Tooltip("date:T", title="Taken", format="%d %b %Y"),
            alt.Tooltip("epc:Q", title="EPC", format=".0f"),
        ],
    )
    chart = alt.layer(
        band.mark_rect(opacity=0.22).encode(
            y=alt.Y("lower:Q", title="Equated percent correct", scale=level), y2="upper:Q"
        ),
        band.mark_text(align="left", baseline="top", dx=6, dy=4).encode(
            x=alt.value(0), y=alt.Y("upper:Q", scale=level), text="label:N"
        ),
        path.mark_area(opacity=0.18).encode(y=alt.Y("low:Q", scale=level), y2="high:Q"),
        path.mark_line(strokeWidth=2).encode(y=alt.Y("mean:Q", scale=level)),
        exam.mark_rule(strokeDash=[4, 4]),
        exam.mark_text(align="right", baseline="top", dx=-6, dy=4).encode(text="label:N", y=alt.value(0)),
        scores.mark_point(shape=charting.OWN_SHAPE, size=110, filled=True, opacity=1),
    ).properties(height=320)
    spec: dict[str, Any] = chart.to_dict()
    return spec


def scores(answer: Readiness) -> dict[str, Any]:
    """Scores and ability up to the exam date, with the low-pass band."""
    facts = evidence()
    lower, upper = facts.constant("low_pass_lower"), facts.constant("low_pass_upper")
    label = "a week from today" if answer.assumed else "exam"
    data: dict[str, charting.Rows] = {
        "band": [{"lower": lower, "upper": upper, "label": f"NBME low-pass band {lower:g} to {upper:g}"}],
        "path": [
            {"date": charting.instant(point.date), "mean": point.mean, "low": point.low, "high": point.high}
            for point in answer.path
        ],
        "scores": [
            {"date": charting.instant(row.test.date), "epc": row.epc, "test": row.test.label}
            for row in answer.estimate.tests
        ],
        "exam": [{"date": charting.instant(answer.sitting), "label": label}],
    }
    return charting.filled(_scores_spec(), data)


CURVE_WORDS: Final = {
    "central": "central, all published curves",
    "cautious": "cautious, from the exam's standard error",
    "generous": "generous, one commercial table",
}


@cache
def _curves_spec() -> dict[str, Any]:
    score = alt.X("epc:Q", title="Equated percent correct", scale=alt.Scale(zero=False, nice=False))
    chance = alt.Y("chance:Q", title="Of 100, how many pass", scale=alt.Scale(domain=[0, 100]))
    lines = charting.named("curves", charting.PUBLISHED).encode(
        x=score,
        y=chance,
        strokeDash=alt.StrokeDash(
            "curve:N",
            title="Fitted curve",
            scale=alt.Scale(domain=list(CURVE_WORDS.values()), range=[[1, 0], [6, 4], [2, 3]]),
            legend=alt.Legend(orient="bottom", columns=1, labelLimit=400),
        ),
    )
    anchors = charting.named("anchors", charting.PUBLISHED).encode(
        x=score,
        y=chance,
        shape=alt.Shape(
            "source:N", title="Published points", legend=alt.Legend(orient="bottom", columns=1, labelLimit=400)
        ),
        tooltip=[
            alt.Tooltip("source:N", title="Source"),
            alt.Tooltip("epc:Q", title="EPC"),
            alt.Tooltip("chance:Q", title="Of 100"),
        ],
    )
    chart = alt.layer(lines.mark_line(strokeWidth=2), anchors.mark_point(size=60, opacity=0.9)).properties(height=620)
    spec: dict[str, Any] = chart.to_dict()
    # One legend under the other: side by side the second would run off a phone's screen.
    spec["config"]["legend"] = {"layout": {"bottom": {"anchor": "start", "direction": "vertical"}}}
    return spec


def pass_curves(curves: Curves) -> None:
    """Draw the three fitted curves with every published anchor, and the table behind them."""
    facts = evidence()
    grid = range(35, 91)
    named = dict(zip(CURVES, curves, strict=True))
    anchors = [
        (anchor.epc, 100 * anchor.pass_probability, facts.sources[anchor.source].publisher) for anchor in facts.anchors
    ]
    anchors += [(x, 100 * p, "derived from the standard error") for x, p in published_curves()["standard_error"]]
    data = {
        "curves": [
            {"epc": x, "chance": 100 * curve.at(x), "curve": CURVE_WORDS[name]}
            for name, curve in named.items()
            for x in grid
        ],
        "anchors": [{"epc": x, "chance": chance, "source": source} for x, chance, source in anchors],
    }
    charting.draw(
        charting.filled(_curves_spec(), data),
        f"Three pass curves; half pass at {curves.generous.centre:.0f}, {curves.central.centre:.0f} and "
        f"{curves.cautious.centre:.0f} equated percent correct.",
    )
    charting.table(
        Table(
            title="The curves as a table",
            columns=("EPC", *(name.capitalize() for name in named)),
            numeric=(True,) * (1 + len(named)),
            rows=tuple((str(x), *(str(whole(curve.shown(x))) for curve in named.values())) for x in range(50, 81, 2)),
        ),
        "curves_table",
    )
