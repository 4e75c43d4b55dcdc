"""Charts of the plan page the timeline, and the exam's areas by what the reports show."""

from functools import cache
from typing import Any, Final

import altair as alt

from model.evidence.plan import AXES
from model.plan.subjects import Priority
from model.plan.timeline import Event
from model.report.sections.study import AXIS_WORDS
from model.report.sentences import event_title
from pages.ui import charts as charting

LABEL_CHARACTERS: Final = 30  # in one line of a label: a phone has to have room for the marks beside it
MOST_SHARE: Final = 60  # percent; the largest published share ends at 55

# Areas ---------------------------------------------------------------------------------------------------------------


@cache
def _areas_spec() -> dict[str, Any]:
    heading = " || ".join(f"datum.label === '{title}'" for title in AXIS_WORDS.values())
    bold = {"condition": {"test": heading, "value": "bold"}, "value": "normal"}
    name = alt.Y("area:N", title=None, sort=None, axis=alt.Axis(**charting.LABEL, labelFontWeight=bold))
    scale = alt.Scale(domain=[0, MOST_SHARE])
    share = alt.X("low:Q", title="Percent of the exam's questions", scale=scale, axis=alt.Axis(**charting.TITLE_AT_END))
    end = alt.X("high:Q", scale=scale)
    shares = charting.named("shares", charting.PUBLISHED)
    lower, higher = charting.named("lower", charting.OWN), charting.named("higher", charting.OWN)
    chart = alt.layer(
        shares.mark_bar(height=8, opacity=0.45).encode(x=share, x2="high:Q", y=name),
        lower.mark_bar(height=8, opacity=0.6).encode(x=share, x2="high:Q", y=name),
        lower.mark_point(shape=charting.OWN_SHAPE, size=90, filled=True, opacity=1).encode(x=end, y=name),
        higher.mark_point(shape=charting.OWN_SHAPE, size=90, filled=False, opacity=1).encode(x=end, y=name),
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


def areas(rows: tuple[Priority, ...]) -> dict[str, Any]:
    """Both axes of the exam's areas in the order to study them, those that were lower or higher marked."""
    drawn: charting.Rows = []
    marks: dict[str | None, charting.Rows] = {"lower": [], "higher": []}
    for axis in AXES:
        drawn.append({"area": AXIS_WORDS[axis], "low": 0, "high": 0})  # the name of the axis, a row without a bar
        for row in rows:
            if row.axis == axis:
                values = {"area": charting.wrapped(row.area, LABEL_CHARACTERS), "low": row.low, "high": row.high}
                drawn.append(values)
                marks.setdefault(row.now, []).append(values)
    data = {"shares": drawn, "lower": marks["lower"], "higher": marks["higher"]}
    return charting.filled({**_areas_spec(), "height": charting.height([values["area"] for values in drawn])}, data)


# Timeline ------------------------------------------------------------------------------------------------------------


@cache
def _timeline_spec() -> dict[str, Any]:
    day = alt.Scale(padding=12)
    name = alt.Y("title:N", title=None, sort=None, axis=alt.Axis(**charting.LABEL))
    start = alt.X("start:T", title=None, scale=day, axis=alt.Axis(format="%d %b", labelOverlap=True))
    spans = charting.named("spans", charting.PUBLISHED)
    parts = [spans.mark_bar(height=10, opacity=0.6).encode(x=start, x2="end:T", y=name)]
    for data, role, shape in (
        ("own", charting.OWN, charting.OWN_SHAPE),
        ("results", charting.UNKNOWN, "circle"),
        ("published", charting.PUBLISHED, "square"),
    ):
        marks = charting.named(data, role).mark_point(shape=shape, size=90, filled=True, opacity=1)
        parts.append(marks.encode(x=start, y=name))
    spec: dict[str, Any] = alt.layer(*parts).to_dict()
    return spec


KINDS: Final = {"entered": "own", "scheduled": "own", "result": "results", "published": "published"}


def timeline(events: tuple[Event, ...]) -> dict[str, Any]:
    """Everything with a day, a row for each thing."""
    data: dict[str, charting.Rows] = {name: [] for name in ("spans", *KINDS.values())}
    for event in events:
        values = {
            "title": charting.wrapped(event_title(event), LABEL_CHARACTERS),
            "start": charting.instant(event.start),
            "end": charting.instant(event.end),
        }
        data["spans"].append(values)  # all of them, so that the rows stand by day; a single day has no length
        if event.end == event.start:
            data[KINDS[event.kind]].append(values)
    height = charting.height([values["title"] for values in data["spans"]])
    return charting.filled({**_timeline_spec(), "height": height}, data)
