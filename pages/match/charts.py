"""Charts of the outlook page: ceiling and floor over Step 2 CK, and every specialty side by side."""

from functools import cache
from typing import Any, Final

import altair as alt

from model.outlook.offset import CurvePoint, Offset
from model.outlook.rates import Rate
from model.report.sentences import band_words
from pages.ui import charts as charting
from pages.ui.charts import Rows

LABEL_CHARACTERS: Final = 22  # in one line of a specialty's label: a phone has to have room for the bars beside it


@cache
def _offset_spec() -> dict[str, Any]:
    score = alt.X("step2ck:Q", title="Step 2 CK", scale=alt.Scale(zero=False, nice=False))
    percent = alt.Scale(domain=[0, 100])
    lines = charting.named("lines", charting.PUBLISHED).encode(x=score)
    enough, few = (
        charting.named(name, charting.PUBLISHED).encode(
            x=score,
            y=alt.Y("published:Q", scale=percent),
            tooltip=[
                alt.Tooltip("band:N", title="Step 2 CK"),
                alt.Tooltip("published:Q", title="Published, of 100"),
                alt.Tooltip("n:Q", title="Applicants"),
            ],
        )
        for name in ("enough", "few")
    )
    own = charting.named("own", charting.OWN).encode(x=score)
    chart = alt.layer(
        lines.mark_area(opacity=0.14).encode(
            y=alt.Y("floor:Q", title="Of 100, how many match", scale=percent), y2="ceiling:Q"
        ),
        lines.mark_line(strokeWidth=2).encode(y=alt.Y("ceiling:Q", scale=percent)),
        lines.mark_line(strokeWidth=2, strokeDash=[6, 4]).encode(y=alt.Y("floor:Q", scale=percent)),
        enough.mark_point(shape="circle", size=60, filled=True, opacity=1),
        few.mark_point(shape="circle", size=60, filled=False, opacity=1),
        own.mark_rule(strokeWidth=1.5, opacity=0.6),
        own.mark_point(shape=charting.OWN_SHAPE, size=110, filled=True, opacity=1).encode(
            y=alt.Y("ceiling:Q", scale=percent)
        ),
        own.mark_point(shape=charting.OWN_SHAPE, size=110, filled=True, opacity=1).encode(
            y=alt.Y("floor:Q", scale=percent)
        ),
    ).properties(height=320)
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _point(point: CurvePoint) -> dict[str, float]:
    return {"step2ck": point.step2ck, "ceiling": point.ceiling, "floor": point.floor}


def offset(shift: Offset) -> dict[str, Any]:
    """Ceiling and floor over Step 2 CK, the published bands and the student's own mark."""
    data = {
        "lines": [_point(point) for point in shift.curve],
        "enough": _marks(shift, small=False),
        "few": _marks(shift, small=True),
        "own": [] if shift.at is None else [_point(shift.at)],
    }
    return charting.filled(_offset_spec(), data)


def _marks(shift: Offset, *, small: bool) -> Rows:
    first, last = shift.curve[0].step2ck, shift.curve[-1].step2ck
    return [
        {"step2ck": x, "published": rate.ceiling, "band": band_words(rate.band), "n": rate.n}
        for x, rate in shift.marks
        if rate.small == small and first <= x <= last
    ]


@cache
def _everything_spec() -> dict[str, Any]:
    percent = alt.Scale(domain=[0, 100])
    name = alt.Y("specialty:N", title=None, sort=None, axis=alt.Axis(**charting.LABEL))
    bars = charting.named("rates", charting.PUBLISHED).encode(y=name)
    enough, few = (charting.named(part, charting.PUBLISHED).encode(y=name) for part in ("enough", "few"))
    chosen = charting.named("chosen", charting.OWN).encode(y=name)
    axis = alt.Axis(**charting.TITLE_AT_END)
    spans = {"x": alt.X("floor:Q", title="Of 100, how many match", scale=percent, axis=axis), "x2": "ceiling:Q"}
    chart = alt.layer(
        bars.mark_bar(height=6, opacity=0.45).encode(**spans),
        enough.mark_point(shape="circle", size=50, filled=True, opacity=1).encode(x=alt.X("ceiling:Q", scale=percent)),
        few.mark_point(shape="circle", size=50, filled=False, opacity=1).encode(x=alt.X("ceiling:Q", scale=percent)),
        chosen.mark_bar(height=6, opacity=0.6).encode(**spans),
        chosen.mark_point(shape=charting.OWN_SHAPE, size=90, filled=True, opacity=1).encode(
            x=alt.X("ceiling:Q", scale=percent)
        ),
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _row(rate: Rate) -> dict[str, Any]:
    return {
        "specialty": charting.wrapped(rate.specialty + (" (few)" if rate.small else ""), LABEL_CHARACTERS),
        "floor": rate.floor,
        "ceiling": rate.ceiling,
    }


def everything(found: tuple[tuple[Rate, ...], set[str]]) -> dict[str, Any]:
    """Every specialty from floor to ceiling in the order given, the student's own ones marked."""
    rates, targets = found
    data = {
        "rates": [_row(rate) for rate in rates],
        "enough": [_row(rate) for rate in rates if not rate.small],
        "few": [_row(rate) for rate in rates if rate.small],
        "chosen": [_row(rate) for rate in rates if rate.specialty in targets],
    }
    height = charting.height([row["specialty"] for row in data["rates"]])
    return charting.filled({**_everything_spec(), "height": height}, data)
