"""Charts of the methods page: answers with one assumption changed, and chances said against shares passed."""

from functools import cache
from typing import Any

import altair as alt

from model.text import whole
from model.validation.sensitivity import Changed, Sensitivity
from model.validation.simulation import Found, Tally, World
from pages.ui import charts as charting


@cache
def _sensitivity_spec() -> dict[str, Any]:
    percent = alt.Scale(domain=[0, 100])
    row = alt.Y("title:N", title=None, sort=None, axis=None)
    span = {"x": alt.X("low:Q", title="Of 100, how many pass", scale=percent), "x2": "high:Q"}
    tooltip = [
        alt.Tooltip("title:N", title="Changed"),
        alt.Tooltip("central:Q", title="Central", format=".0f"),
        alt.Tooltip("low:Q", title="Lowest", format=".0f"),
        alt.Tooltip("high:Q", title="Highest", format=".0f"),
    ]
    changed = charting.named("changed", charting.PUBLISHED).encode(y=row)
    base = charting.named("base", charting.OWN).encode(y=row)
    line = charting.named("base", charting.OWN)
    # The words stand above each bar, so that a phone has the whole width for the bars.
    words = {"text": "title:N", "x": alt.value(0)}
    label: dict[str, Any] = {"align": "left", "baseline": "bottom", "dy": -5, "fontSize": 12}
    central = alt.X("central:Q", scale=percent)
    chart = alt.layer(  # the order of the rows is that of the layers
        base.mark_bar(height=5, opacity=0.6).encode(**span),
        base.mark_point(shape=charting.OWN_SHAPE, size=90, filled=True, opacity=1).encode(x=central, tooltip=tooltip),
        base.mark_text(**label).encode(**words),
        line.mark_rule(strokeDash=[4, 4], opacity=0.7).encode(x=central),
        changed.mark_bar(height=5, opacity=0.45).encode(**span),
        changed.mark_point(shape="circle", size=50, filled=True, opacity=1).encode(x=central, tooltip=tooltip),
        changed.mark_text(**label).encode(**words),
    ).properties(height=680)
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _bar(row: Changed) -> dict[str, Any]:
    chance = row.chance
    return {"title": row.change.title, "central": chance.central, "low": chance.low, "high": chance.high}


def sensitivity(found: Sensitivity) -> None:
    """Draw a made-up student's answer, as it is and with each assumption changed."""
    data = {"base": [_bar(found.as_it_is)], "changed": [_bar(row) for row in found.changed]}
    charting.draw(
        charting.filled(_sensitivity_spec(), data),
        f"{len(found.changed)} answers with one assumption changed; the central figures run from "
        f"{whole(found.lowest.chance.central)} to {whole(found.highest.chance.central)} of 100, "
        f"{whole(found.as_it_is.chance.central)} as the app has it.",
    )


@cache
def _calibration_spec() -> dict[str, Any]:
    percent = alt.Scale(domain=[0, 100])
    said = alt.X("said:Q", title="Told, of 100", scale=percent)
    even = charting.named("even", charting.UNKNOWN).encode(
        x=said, y=alt.Y("share:Q", title="Of 100, how many passed", scale=percent)
    )
    bands = charting.named("bands", charting.PUBLISHED).encode(x=said)
    chart = alt.layer(
        even.mark_line(strokeDash=[4, 4]),
        bands.mark_rule(strokeWidth=2).encode(y=alt.Y("low:Q", scale=percent), y2="high:Q"),
        bands.mark_point(shape="circle", size=70, filled=True, opacity=1).encode(
            y=alt.Y("share:Q", scale=percent),
            tooltip=[
                alt.Tooltip("said:Q", title="Told, of 100", format=".0f"),
                alt.Tooltip("share:Q", title="Passed, of 100", format=".0f"),
                alt.Tooltip("students:Q", title="Students"),
            ],
        ),
    ).properties(height=320)
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _dot(tally: Tally) -> dict[str, float]:
    interval = tally.interval
    return {
        "said": tally.said,
        "share": tally.share,
        "low": interval.low,
        "high": interval.high,
        "students": tally.students,
    }


def calibration(world: World, found: Found) -> None:
    """Draw the share who passed against the chance they were told, for each band of chances in one world."""
    data: dict[str, charting.Rows] = {
        "even": [{"said": end, "share": end} for end in (0, 100)],
        "bands": [_dot(band.tally) for band in found.bands if band.tally.students],
    }
    pairs = ", ".join(
        f"{whole(band.tally.said)} told and {whole(band.tally.share)} passed"
        for band in found.bands
        if band.tally.students
    )
    charting.draw(charting.filled(_calibration_spec(), data), f"{world.title}, each of 100: {pairs}.")
