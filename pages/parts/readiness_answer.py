"""The answer on the readiness page, drawn from one report; nothing is computed here."""

from collections.abc import Iterable

import streamlit as st

from model.booking import Check, SitOrWait
from model.evidence import GRADE_WORDS, evidence
from model.profile import ProfileError
from model.report import Report, report
from model.words import about, long_date, short_date, whole
from pages.parts import icons, inputs, readiness_charts, state
from pages.parts.wording import STATUS_ICONS, cite, grades, plain, source_list, span

KINDS = {"scores": "The scores", "preparation": "Preparation", "calendar": "Rules and calendar"}


def current_report() -> Report | ProfileError:
    """The report for what is entered now, or what has to be corrected first."""
    try:
        return report(state.profile(), state.today())
    except ProfileError as error:
        return error


def in_short(current: Report | ProfileError) -> str:
    """The answer in one line, for those who have it below the entries."""
    if isinstance(current, ProfileError):
        return ""
    chance = current.readiness.chance
    return f"So far: {about(chance.central).lower()}; range {span(chance)}. The reasons stand with the full answer."


def draw(current: Report | ProfileError) -> None:
    """Draw the whole answer."""
    if isinstance(current, ProfileError):
        st.header("One entry to correct first", anchor=False)
        inputs.problems(current.problems[: state.MOST_PROBLEMS])
        return
    _chance(current)
    _advice(current)
    if current.readiness.path:
        st.header("Your scores up to the exam", anchor=False)
        readiness_charts.scores(current)
    _sit_or_wait(current.booking.sit_or_wait)
    _checks(current.booking.checks)
    _limits(current)


def _chance(current: Report) -> None:
    answer = current.readiness
    when = "within a week" if answer.assumed else f"on {long_date(answer.sitting)}"
    st.caption(f"Based on {plain(current.basis)}")
    st.header(about(answer.chance.central), anchor=False)
    if answer.estimate.tests:
        st.markdown(
            f"Of 100 people with practice scores like these who sit {when}. Range **{span(answer.chance)}**, because "
            f"the published curves part. Evidence: **{_evidence(current)}**. What happened to people like you in the "
            "past; an estimate, not a verdict."
        )
    else:
        st.markdown(
            "Of 100 repeat examinations; none of your own scores since the attempt is in it yet. Range "
            f"**{span(answer.chance)}**. Evidence: **{_evidence(current)}**. What happened in the past; an estimate, "
            "not a verdict."
        )
    icons.draw(answer.chance.central)
    for sentence in _remarks(current):
        st.markdown(f":material/info: {sentence}")


def _evidence(current: Report) -> str:
    model = current.readiness.estimate
    if not model.tests:
        return evidence().sources[model.rate.source].grade_word
    if model.curves.used:
        return "fair for the chance printed on your report, disputed for the rest"
    return GRADE_WORDS["D"]


def _remarks(current: Report) -> Iterable[str]:
    answer = current.readiness
    model = answer.estimate
    if model.gaps is not None:
        gap = model.gaps[0]
        yield (
            f"Last time the practice scores ran ahead of exam day. The estimate allows for that: {gap.mean:+.1f} EPC, "
            f"give or take {gap.sd:.1f}."
        )
    for score, probability in model.curves.set_aside:
        yield (
            f"A printed chance of {100 * probability:.0f} at a score of {score:g} is far from every published curve, "
            "so it is set aside. Check it against the report."
        )
    if answer.far:
        weeks = evidence().rule("model.trend_horizon")
        yield (
            f"The date lies more than {weeks:g} weeks after the latest score. Scores say little about a day that far "
            "off; the figure is the one for that horizon."
        )
    if answer.estimate.tests and current.profile.latest_fail is None:
        yield (
            "The day of your attempt is not entered, so every score counts as taken since then. Enter it under "
            "attempts "
            "and dates; scores from before it are read differently."
        )
    if model.curves.used and answer.estimate.tests:
        yield "A printed chance narrows the range to NBME's figure; how repeat takers do with it is not published."
    if current.profile.group is None:
        yield "No school is chosen, so all repeat examinations count together. Choose yours to make it more personal."


def _advice(current: Report) -> None:
    advice = current.booking.advice
    with st.container(border=True, key="advice"):
        st.header(advice.text, anchor=False)
        st.markdown(plain(advice.reason))
        st.markdown(f"**One thing to do next:** {plain(advice.next_step)}")
        if advice.would_change:
            changes = "\n".join(f"- {plain(change)}" for change in advice.would_change)
            st.markdown(f"**What would change this**\n\n{changes}")
        st.caption(
            "The advice goes by the lowest of the three curves, because a second attempt that does not pass costs more "
            "than a wait; so it can say to wait while the middle figure looks high. To talk it through: your school's "
            "academic support, or the lines at the foot of this page."
        )


def _sit_or_wait(rows: tuple[SitOrWait, ...]) -> None:
    st.header("Sit, or wait", anchor=False)
    lines = [
        f"| {long_date(row.date)}{_later(row)} | {whole(row.hold.central)} ({span(row.hold)}) "
        f"| {whole(row.trend.central)} ({span(row.trend)}) "
        f"| {short_date(row.results_typical)} to {short_date(row.results_allow)} |"
        for row in rows
    ]
    st.markdown(
        "| Exam on | If scores stay, of 100 | If your trend goes on, of 100 | Results |\n"
        "|:--|--:|--:|:--|\n" + "\n".join(lines)
    )
    conflicts = "\n".join(f"- {long_date(row.date)}: {plain(conflict)}" for row in rows for conflict in row.conflicts)
    if conflicts:
        st.markdown(f":material/event_busy: **Dates that cross a line**\n\n{conflicts}")
    typical, allow = (evidence().exam_rules[name] for name in ("results_typical", "results_allow"))
    st.caption(
        "Waiting alone changes nothing; what you do with the weeks does. The first figure takes your level as it is "
        "now; the second, which is the one at the top of the page, carries your own trend forward. It gets less "
        "certain "
        "with every week, so that it can fall even where scores rise. Results usually "
        f"come in {typical.value:g} weeks ({cite(typical.source)}); plan for {allow.value:g} ({cite(allow.source)})."
    )


def _later(row: SitOrWait) -> str:
    return f", {row.weeks_later} weeks later" if row.weeks_later else ""


def _checks(checks: tuple[Check, ...]) -> None:
    st.header("What was looked at", anchor=False)
    for kind, title in KINDS.items():
        lines = "\n\n".join(
            f"{STATUS_ICONS[check.status]} **{check.title}: {check.status}.** {plain(check.value)}. "
            f":gray[Line: {plain(check.line)} ({cite(check.source)}).]"
            for check in checks
            if check.kind == kind
        )
        st.markdown(f"**{title}**\n\n{lines}")
    reasons = st.expander("Why each matters, and what would flip it", key="check_reasons", on_change="rerun")
    if reasons.open:
        reasons.markdown(
            "\n".join(f"- **{check.title}.** {plain(check.why)} Flips it: {plain(check.flips)}." for check in checks)
        )


def _limits(current: Report) -> None:
    facts = evidence()
    st.header("How good this is", anchor=False)
    st.markdown(
        "- All published evidence on scores is about first-time takers.\n"
        "- Repeat-taker rates count examinations, third and fourth attempts included.\n"
        "- No outcome of this app's users has been collected (n = 0).\n"
        "- NBME publishes no full table of score and chance; those in circulation disagree."
    )
    panel = st.expander("Sources of the figures above", key="readiness_sources", on_change="rerun")
    if panel.open:
        lines = (check.source for check in current.booking.checks if check.source in facts.sources)
        used = dict.fromkeys((*current.readiness.sources, *lines))
        panel.markdown(source_list(used))
        panel.markdown(grades(facts.sources[name] for name in used))
