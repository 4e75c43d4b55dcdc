"""The proof on the methods page: use, fit, sensitivity, simulation, validation, versions; nothing is computed here."""

import json

import streamlit as st

from model import MODEL_VERSION
from model.evidence.exam import evidence
from model.report.blocks import Table
from model.report.sentences import OUTCOME_WORDS, about, advice_text, span
from model.text import long_date, whole
from model.validation import card
from model.validation.card import AnchorFit
from model.validation.sensitivity import CURVE_TITLES, Changed, Sensitivity, sensitivity
from model.validation.simulation import Found, Tally, World, simulated, worlds
from pages.methods import charts as proof_charts
from pages.session import entries as state
from pages.ui import charts as charting
from pages.ui.blocks import table
from pages.ui.markdown import plain


def _list(items: tuple[str, ...]) -> str:
    return "\n".join(f"- {plain(item)}" for item in items)


def use() -> None:
    """Say whom the answers are for, and for what they are not."""
    words = card.words()
    st.header("Whom this is for", anchor=False)
    st.markdown(_list(words.use.meant_for))
    st.markdown(f"**What it is not for**\n\n{_list(words.use.not_for)}")


def anchors() -> None:
    """Say how far the fits lie from each published point, with the table."""
    fits = card.anchor_fits()
    furthest, outside = card.furthest_apart(), card.furthest_outside()
    st.markdown(
        f"The curves are fitted to {len(fits)} points, {sum(fit.source is None for fit in fits)} of them derived from "
        f"the exam's standard error. The central one is furthest off at {furthest.epc:g} EPC: "
        f"{whole(furthest.central)} of 100, where {CURVE_TITLES[furthest.curve]} has {whole(furthest.published)}. No "
        f"point lies further outside the range of the three than {outside.outside:.1f} of 100 (at {outside.epc:g} EPC)."
    )
    charting.table(
        Table(
            title="Every point against the three curves",
            columns=("EPC", "Point", "Central", "Range", "From"),
            numeric=(True,) * 4 + (False,),
            rows=tuple(_anchor(fit) for fit in fits),
        ),
        "anchors_table",
    )


def _anchor(fit: AnchorFit) -> tuple[str, ...]:
    origin = "derived" if fit.source is None else evidence().sources[fit.source].publisher
    shown = (str(whole(fit.published)), str(whole(fit.central)), f"{whole(fit.low)} to {whole(fit.high)}")
    return (f"{fit.epc:g}", *shown, origin)


def draw() -> None:
    """Draw what is computed about the model: sensitivity, simulation, validation, what would refute it, versions."""
    _sensitivity()
    _simulation()
    _validation()
    _wrong_if()
    _versions()


def _sensitivity() -> None:
    students = {row.example.title: row for row in sensitivity()}
    st.header("How far the answers depend on what is assumed", anchor=False)
    st.markdown(
        "The three made-up students of the home page, answered again with one assumption changed at a time: a curve "
        "left out, the starting rate of another group, an error halved or doubled. Where the cautious or the generous "
        "curve is left out, the central one stands in for it; the range is then narrower, and not surer. Where an "
        "error of practice tests changes, the curves stay as they are."
    )
    chosen = st.selectbox("Made-up student", list(students), key="card_student", persist_state=state.KEEP)
    found = students[chosen]
    st.markdown(_hangs_on(found))
    proof_charts.sensitivity(found)
    charting.table(
        Table(
            title="All changes as a table",
            columns=("What is changed", "Central", "Range", "Advice"),
            numeric=(False, True, True, False),
            rows=tuple(_changed(row) for row in (found.as_it_is, *found.changed)),
        ),
        "sensitivity_table",
    )


def _hangs_on(found: Sensitivity) -> str:
    base, low, high = found.as_it_is, found.lowest, found.highest
    others = found.other_advice
    advice = f"The advice stays the same under all {len(found.changed)} changes."
    if others:
        parts = (
            f"{other} ({'; '.join(row.change.title for row in others if advice_text(row.advice) == other)})"
            for other in dict.fromkeys(advice_text(row.advice) for row in others)
        )
        advice = f"The advice is another under {len(others)} of {len(found.changed)}: {'. '.join(parts)}."
    return plain(
        f"As the app has it: {about(base.chance.central).lower()}; range {span(base.chance)}. With one assumption "
        f"changed, the central figure runs from {_end(low, base)} to {_end(high, base)}. {advice}"
    )


def _end(row: Changed, base: Changed) -> str:
    same = whole(row.chance.central) == whole(base.chance.central)
    return f"{whole(row.chance.central)} ({'as the app has it' if same else row.change.title})"


def _changed(row: Changed) -> tuple[str, ...]:
    return (row.change.title, str(whole(row.chance.central)), span(row.chance), advice_text(row.advice))


def _simulation() -> None:
    found = dict(zip(worlds(), simulated().worlds, strict=True))
    own = next(iter(found.values()))
    tests, weeks = (evidence().rules[f"simulation.{name}"].numbers for name in ("tests", "weeks_ahead"))
    st.header("Simulated students", anchor=False)
    st.markdown(
        f"Simulated students, {simulated().students:,} in each world, are drawn, answered as you are, and sit. No "
        "result here is a person's: it shows what the app would say if the world were so, not how the world is. Each "
        f"has {tests[0]:g} to {tests[-1]:g} CBSSA scores, the latest {weeks[0]:g} to {weeks[-1]:g} weeks before the "
        "exam; scores from last time and printed chances are not part of it."
    )
    st.markdown("\n".join(f"- **{plain(world.title)}.** {plain(world.about)}" for world in found))
    st.markdown(
        f"In the model's own world, students were told {whole(own.overall.said)} of 100 on average, and "
        f"{whole(own.overall.share)} of 100 passed; if the computation is right, the two agree here. Of the "
        f"{own.advice['keep_date'].students:,} whose advice was to keep the date, "
        f"{whole(own.advice['keep_date'].share)} of 100 passed. For every world: what students were told on average, "
        "how many of 100 passed, and how many of 100 of those advised to keep the date."
    )
    st.markdown(table(_worlds_table(found)))
    st.markdown(_beside(found))
    titles = {world.title: world for world in found}
    chosen = titles[st.selectbox("Simulated world", list(titles), key="card_world", persist_state=state.KEEP)]
    proof_charts.calibration(chosen, found[chosen])
    st.caption("Dashed line: as many pass as were told. Bars: 95% interval.")
    charting.table(
        Table(
            title="Each band of chances as a table",
            columns=("Told, of 100", "Students", "On average", "Passed (95% interval)"),
            numeric=(True,) * 4,
            rows=tuple(
                (
                    f"{band.lower:g} to {band.upper:g}",
                    f"{band.tally.students:,}",
                    str(whole(band.tally.said)),
                    _passed(band.tally),
                )
                for band in found[chosen].bands
                if band.tally.students
            ),
        ),
        "calibration_table",
    )
    charting.table(
        Table(
            title="Each advice as a table",
            columns=("Advice", "Students", "Passed (95% interval)"),
            numeric=(False, True, True),
            rows=tuple(
                (OUTCOME_WORDS[outcome], f"{tally.students:,}", _passed(tally))
                for outcome, tally in found[chosen].advice.items()
                if tally.students
            ),
        ),
        "advice_table",
    )


def _beside(found: dict[World, Found]) -> str:
    """What else the worlds show beside the advice to keep the date: the other advice, and one band of chances."""
    own = next(iter(found.values()))
    waited, band = own.advice["more_time"], own.compared
    shares = "; ".join(f"{plain(world.title)}: {_passed(result.compared.tally)}" for world, result in found.items())
    return (
        f"In the model's own world more time was advised to {waited.students:,}, and {whole(waited.share)} of 100 of "
        f"them passed too. Of those told {band.lower:g} to {band.upper:g}, this many of 100 passed, with a 95% "
        f"interval. {shares}."
    )


def _worlds_table(found: dict[World, Found]) -> Table:
    return Table(
        title="What the advice led to",
        columns=("World", "Told", "Passed", "Kept, passed"),
        numeric=(False, True, True, True),
        rows=tuple(
            (
                world.title,
                str(whole(result.overall.said)),
                str(whole(result.overall.share)),
                str(whole(result.advice["keep_date"].share)),
            )
            for world, result in found.items()
        ),
    )


def _passed(tally: Tally) -> str:
    return f"{whole(tally.share)} ({whole(tally.interval.low)} to {whole(tally.interval.high)})"


def _validation() -> None:
    checked = card.words().validation
    st.header("What has been checked against results", anchor=False)
    st.markdown(
        f"**Outcomes collected: {checked.outcomes_collected}**, as of {long_date(checked.as_of)}. "
        f"{plain(checked.said)}\n\n**A check would take.** {plain(checked.would_take)}"
    )
    st.download_button(
        "Download this card (JSON)",
        json.dumps(card.to_dict(), indent=2),
        file_name="second-sitting-model-card.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="card_file",
    )


def _wrong_if() -> None:
    rows = card.in_line()
    numbers = tuple(dict.fromkeys(row.outcomes for row in rows))
    st.header("What would prove this wrong", anchor=False)
    st.markdown(
        "\n".join(f"- **{plain(item.claim)}** Against it: {plain(item.against)}" for item in card.words().wrong_if)
    )
    confidence = evidence().rule("validation.confidence")
    st.markdown(
        "How many of those who were told the same chance may pass, fewest to most, before the chance looks wrong "
        f"(at least {confidence:g} of 100 times it stays within these, if it is right):"
    )
    st.markdown(
        table(
            Table(
                title="What results would say",
                columns=("Told, of 100", *(f"Of {number} people" for number in numbers)),
                numeric=(True,) * (1 + len(numbers)),
                rows=tuple(
                    (str(said), *(f"{row.fewest} to {row.most}" for row in rows if row.said == said))
                    for said in dict.fromkeys(row.said for row in rows)
                ),
            )
        )
    )


def _versions() -> None:
    words = card.words()
    differ = words.answers_differ_from
    st.header("Versions", anchor=False)
    st.markdown(
        f"Model {MODEL_VERSION}, data {plain(evidence().version)}. Answers differ from {long_date(differ.date)} on: "
        f"one made with an earlier version than model {plain(differ.model)}, data {plain(differ.data)}, may not be "
        "what the same entries give now."
    )
    st.markdown(
        "\n\n".join(
            f"**Model {plain(change.model)}, data {plain(change.data)}** ({long_date(change.date)}): "
            f"{'answers differ' if change.answers_differ else 'answers stay the same'}.\n\n{_list(change.what)}"
            for change in words.change
        )
    )
