"""The plan page: six parts, each useful alone and drawn alone, each with its own entries. Nothing is computed here."""

import datetime as dt
from collections.abc import Callable
from typing import Final

import streamlit as st

from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import AXES, Finding, plan_evidence
from model.plan.attempts import AttemptRow
from model.plan.conflicts import Conflict, conflicts
from model.plan.plan import StudyPlan, plan
from model.plan.subjects import Priority
from model.plan.workload import Load, MissedDay
from model.report.as_calendar import calendar_file
from model.report.blocks import Table
from model.report.sections import timeline_chart, waits_table
from model.report.sentences import (
    after_next,
    conflict_text,
    conflict_way_out,
    eras_note,
    event_title,
    missed_ways,
    missing_days,
    spoken,
    waiting_note,
)
from model.text import count, long_date
from pages.plan import charts as plan_charts
from pages.plan import inputs as plan_inputs
from pages.retake import inputs as retake_inputs
from pages.session import current
from pages.session import entries as state
from pages.ui import charts as charting
from pages.ui import fields
from pages.ui.blocks import table
from pages.ui.markdown import cite, grades, plain, source_list
from pages.ui.pages import RETAKE

FIRST_OF_EACH: Final = 5  # areas named for each axis; the table behind them holds them all
BAD: Final = "bad"  # the kind of day on which rest and people are all there is to say
SIDE_BY_SIDE: Final = 3  # dates: the one entered, and the first two waits


def draw() -> None:
    """Draw the whole page."""
    fields.notice()
    entered = current.now().profile
    found = plan(entered, state.today())
    fields.problems(current.now().reading.sentences("scores", "plan")[: state.MOST_PROBLEMS])
    _in_short(entered, found)
    chosen = st.segmented_control(
        "Part of the plan",
        list(PARTS),
        default=next(iter(PARTS)),
        required=True,
        key="plan_part",
        persist_state=state.KEEP,
    )
    enter, answer = PARTS[chosen]
    st.header(chosen, anchor=False)
    enter()
    answer(entered, found)
    _sources(found)


# In short ------------------------------------------------------------------------------------------------------------


def _in_short(entered: Profile, found: StudyPlan) -> None:
    with st.container(border=True, key="plan_short"):
        st.header("In short", anchor=False)
        subjects = "\n".join(f"1. {plain(row.area)}: {_why(row)}" for row in found.first_subjects)
        st.markdown(f"Begin with\n\n{subjects}")
        if found.also_first:
            st.markdown(f"Tied with the last of these: {_named(found.also_first)}.")
        st.markdown("\n".join(f"- {line}" for line in _lines(entered, found)))
        if not found.has_days:
            return
        st.download_button(
            "Download the calendar",
            lambda: calendar_file(found, dt.datetime.now(dt.UTC)),
            file_name="second-sitting.ics",
            mime="text/calendar",
            icon=":material/event:",
            on_click="ignore",
            key="calendar_file",
        )


def _why(row: Priority) -> str:
    """What puts an area where it is."""
    level = row.now
    shown = "latest practice test" if row.latest else "fail report"
    reason = "" if level is None else f"{plan_charts.LEVEL_WORDS[level]} on your {shown}; "
    return f"{reason}{row.low:g} to {row.high:g} percent of the exam"


def _named(rows: tuple[Priority, ...]) -> str:
    return "; ".join(plain(row.area) for row in rows)


def _lines(entered: Profile, found: StudyPlan) -> list[str]:
    if found.exam is None:
        return [f"{_no_exam(entered)} With one ahead, under Calendar, practice tests and questions a day are laid out."]
    exam = f"Exam: **{long_date(found.exam)}**."
    test = "Next practice test: no day is left for one before the exam."
    if found.next_test is not None:
        test = f"Next practice test: **{long_date(found.next_test)}**."
    lines = [exam, test, _daily(found.load)]
    if found.moves:
        weeks = evidence().rule("plan.move_weeks")
        lines.append(
            f"If the exam moves by {weeks:g} weeks, {count(len(found.moves), 'day')} of the plan change; Calendar has "
            "them side by side."
        )
    return lines


def _no_exam(entered: Profile) -> str:
    if entered.exam_date is None:
        return "No exam date is entered yet."
    return f"The exam date entered, {long_date(entered.exam_date)}, has passed."


def _daily(found: Load | None) -> str:
    if found is None:
        return "Questions a day: none; no study day is left before the exam."
    if not found.remaining:
        return f"Questions a day: none have to be; the {found.target:,} aimed at are done."
    heavy = " That is more than a day holds well; Each day says what would bring it down." if found.heavy else ""
    return f"Questions a day: **{found.per_day}**, on {count(len(found.days), 'study day')} until the exam.{heavy}"


# First steps, what happened ------------------------------------------------------------------------------------------


def _steps(_: Profile, found: StudyPlan) -> None:
    plan_inputs.first_steps(found.steps)


def _changes(entered: Profile, found: StudyPlan) -> None:
    for change in found.changes:
        with st.container(border=True, key=f"change_{change.cause}"):
            st.markdown(f"**{change.title}**  \n{change.change}")
            st.caption(f"The cause: {cite(change.source)}. The change: our judgement.")
            st.markdown("\n".join(f"- {_finding(row)}" for row in change.findings))
            modes = "\n".join(f"- {mode.title}: {mode.todo}" for mode in change.modes)
            st.markdown(f"How its questions tend to be missed, and what to do (our judgement)\n\n{modes}")
    if entered.plan.causes_unsure:
        st.markdown(
            "Not being sure is an answer too. For some days, note how each missed question was missed: never learned, "
            "not brought back, misread, changed, or out of time. The largest pile names the change."
        )
    elif not found.changes:
        st.markdown("Each one that you tick shows one change, what studies found, and how its questions get missed.")


def _finding(row: Finding) -> str:
    nothing = "**No effect found.** " if row.null else ""
    said = spoken(f"{row.behaviour}: {row.finding}")
    return f"{nothing}{plain(said)} (n = {row.n:,}; {cite(row.source)})."


# What to study -------------------------------------------------------------------------------------------------------


def _subjects(_: Profile, found: StudyPlan) -> None:
    if not any(row.now for row in found.priorities):
        st.markdown("Nothing from your reports is entered yet, so the order goes by each area's share of the exam.")
    for axis in AXES:
        rows = found.ranked(axis)
        lines = "\n".join(f"1. {_ranked(row, rows)}" for row in rows[:FIRST_OF_EACH])
        st.markdown(f"**{plan_charts.AXIS_WORDS[axis]}, the first {FIRST_OF_EACH} of {len(rows)}**\n\n{lines}")
    st.caption(
        "First what was lower, by your latest practice test where it shows the area, else by the fail report; then the "
        f"larger share of the exam. The order is our judgement; the shares are the exam's "
        f"({cite(found.priorities[0].source)})."
    )
    charting.draw(plan_charts.areas(found.priorities), plan_charts.areas_alt(found.priorities))
    st.caption(
        "Bars: each area's published share of the questions, lowest to highest. Full diamonds: lower for you now. "
        "Hollow diamonds: higher for you now."
    )
    charting.table(plan_charts.areas_table(found.priorities), "areas_table")


def _ranked(row: Priority, rows: tuple[Priority, ...]) -> str:
    others = tuple(other for other in rows if other.rank == row.rank and other.area != row.area)
    tie = f" (tie with {_named(others)})" if others else ""
    return f"{plain(row.area)}: {_why(row)}{tie}"


# Calendar ------------------------------------------------------------------------------------------------------------


def _calendar(entered: Profile, found: StudyPlan) -> None:
    _accommodations(entered, found)
    if found.exam is None:
        st.markdown(f"{_no_exam(entered)} With one ahead, practice tests and results are laid out around it.")
    if found.conflicts:
        crossed = "\n".join(f"- {_conflict(conflict)}" for conflict in found.conflicts)
        st.markdown(f":material/event_busy: **Lines that the exam date crosses, each with a way out**\n\n{crossed}")
    if found.events:
        chart = timeline_chart(found)
        charting.described(plan_charts.timeline(found.events), chart)
        charting.table(chart.table, "calendar_table")
    if found.latest_eras is not None:
        st.caption(plain(eras_note(found.latest_eras)))
    if found.moves:
        _moves(found)
        _side_by_side(entered)


def _accommodations(entered: Profile, found: StudyPlan) -> None:
    """The evidence on accommodations, ahead of every date, unless none are needed or all is granted."""
    asked = entered.plan.accommodations
    if asked in {"not needed", "granted"}:
        return
    lead = "If you may need test accommodations, ask early, before a date is fixed."
    if asked == "asked":
        lead = "You have asked for test accommodations: a date after the answer keeps room for it."
    findings = " ".join(_finding(row) for row in found.accommodations)
    st.markdown(f":material/accessibility_new: {lead} {findings}")


def _conflict(conflict: Conflict) -> str:
    return f"{plain(conflict_text(conflict))} Way out: {plain(conflict_way_out(conflict))} ({cite(conflict.source)})"


def _moves(found: StudyPlan) -> None:
    weeks = evidence().rule("plan.move_weeks")
    rows = tuple((event_title(move.event), _day(move.before), _day(move.after)) for move in found.moves)
    st.subheader(f"If the exam moves by {weeks:g} weeks", anchor=False)
    st.markdown(table(Table("", ("What", "Now", "Then"), (False, False, False), rows)))


def _day(day: dt.date | None) -> str:
    return "not there" if day is None else long_date(day)


def _side_by_side(entered: Profile) -> None:
    rows = current.now().report.booking.sit_or_wait[:SIDE_BY_SIDE]
    st.subheader("Three dates side by side", anchor=False)
    st.markdown(table(waits_table(rows)))
    st.markdown("\n".join(f"- {_crossed(entered, row.date)}" for row in rows))
    st.caption(plain(waiting_note(beside_the_chance=False)))
    st.page_link(RETAKE.script, label="The chance, and what it rests on", icon=":material/arrow_forward:")


def _crossed(entered: Profile, day: dt.date) -> str:
    crossed = " ".join(plain(conflict_text(conflict)) for conflict in conflicts(entered, state.today(), day))
    return f"**{long_date(day)}** {f'crosses: {crossed}' if crossed else 'crosses no line of those entered.'}"


# Each day ------------------------------------------------------------------------------------------------------------


def _load(entered: Profile, found: StudyPlan) -> None:
    versions = plan_evidence().versions
    today = st.segmented_control(
        "How is today?", list(versions), format_func=lambda name: versions[name].title, key="day_kind"
    )
    if today == BAD:
        _rest_and_people()
    else:
        _questions(entered, found)
        _versions(today, found.load)
        if found.load is not None and found.load.missed is not None:
            _missed(found.load.missed)
        _practice(found)
        _resources(entered)
    plan_inputs.wellbeing()


def _rest_and_people() -> None:
    people = "\n".join(f"- {plain(line.name)}: {plain(line.contact)}" for line in evidence().support_lines)
    st.markdown(
        f"{plan_evidence().versions[BAD].text} If days like this one come often, tell somebody soon: somebody you "
        f"trust, your school's counselling, or\n\n{people}"
    )


def _questions(entered: Profile, found: StudyPlan) -> None:
    load = found.load
    if found.exam is None:
        st.markdown(f"{_no_exam(entered)} With one ahead, the questions are laid out up to it.")
    elif load is None or not load.remaining:
        st.markdown(_daily(load))
    else:
        items = evidence().rules["plan.block_items"]
        st.markdown(
            f"**{count(load.per_day, 'question')} a day**, in {count(load.blocks, 'timed block')} of {items.number:g} "
            f"({cite(items.source or '')}), subjects mixed: {load.remaining:,} of {load.target:,} to go, on "
            f"{count(len(load.days), 'study day')}."
        )
        if load.heavy:
            st.markdown(
                ":material/info: That is more than a day holds well. A later date or a smaller number would bring it "
                "down; both are worth talking through with your school."
            )


def _versions(today: str | None, load: Load | None) -> None:
    questions = {} if load is None or not load.remaining else {kind.name: kind.questions for kind in load.kinds}
    for name, version in plan_evidence().versions.items():
        if today in {None, name}:
            amount = f", {count(questions[name], 'question')}" if questions else ""
            st.markdown(f"**{version.title}**{amount}{' or none' if amount and name == BAD else ''}: {version.text}")


def _missed(missed: MissedDay) -> None:
    ways = "\n".join(f"- {way}." for way in missed_ways(missed))
    st.markdown(f"**After a missed day** there are three ways on; choose what fits the days ahead\n\n{ways}")


def _practice(found: StudyPlan) -> None:
    days = [event for event in found.events if event.kind == "scheduled"]
    if not days:
        return
    lines = "\n".join(f"- {long_date(event.start)}: {plain(event_title(event))}" for event in days)
    least, most = (evidence().rule(f"plan.{name}") for name in ("least_spacing", "test_spacing"))
    st.markdown(f"**Practice tests**, {least:g} to {most:g} days apart where the calendar has room\n\n{lines}")


def _resources(entered: Profile) -> None:
    few, named = evidence().rules["plan.few_resources"], entered.plan.resources
    if len(named) > few.number:
        st.markdown(f":material/info: {count(len(named), 'resource')} are named. {few.why}")
    else:
        st.caption(few.why)


# Attempts ------------------------------------------------------------------------------------------------------------


def _attempts(_: Profile, found: StudyPlan) -> None:
    ledger = found.ledger
    if not ledger.used:
        st.markdown(
            f"No attempt is entered. With the one that did not pass, above, this says how many of {ledger.limit} are "
            f"left ({cite(ledger.sources[0])}) and from which day the rules allow each."
        )
        return
    st.markdown(
        f"**{count(ledger.used, 'attempt')} used, {ledger.left} left** of {ledger.limit} ({cite(ledger.sources[0])}). "
        f"{after_next(ledger)}"
    )
    rows = tuple(
        (str(row.number), _earliest(row), "" if row.planned is None else long_date(row.planned)) for row in ledger.rows
    )
    if rows:
        st.markdown(table(Table("", ("Attempt", "The rules allow it from", "Planned"), (True, False, False), rows)))


def _earliest(row: AttemptRow) -> str:
    return (
        long_date(row.earliest)
        if row.earliest is not None
        else "no wait"
        if row.known
        else f"not known without {missing_days(row)}"
    )


def _sources(found: StudyPlan) -> None:
    panel = st.expander("Sources of the figures above", key="plan_sources", on_change="rerun")
    if panel.open:
        panel.markdown(source_list(found.sources))
        panel.markdown(grades(evidence().sources[name] for name in found.sources))


PARTS: Final[dict[str, tuple[Callable[[], None], Callable[[Profile, StudyPlan], None]]]] = {
    "First steps": (plan_inputs.begun, _steps),
    "What happened": (plan_inputs.causes, _changes),
    "What to study": (plan_inputs.areas, _subjects),
    "Calendar": (plan_inputs.dates, _calendar),
    "Each day": (plan_inputs.load, _load),
    "Attempts": (retake_inputs.calendar, _attempts),
}
