"""The answer on the outlook page, drawn from one outlook and the strengths; nothing is computed here."""

import streamlit as st

from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.outlook.gap import contrasts
from model.outlook.offset import Offset, first_explored_score
from model.outlook.outlook import Outlook, outlook
from model.outlook.rates import Order, Rate, ordered
from model.outlook.references import Quartiles
from model.outlook.strength import Strength
from model.outlook.strengths import strengths
from model.report.blocks import Table
from model.report.sections import matching, offset_chart
from model.report.sentences import (
    APPLICANTS,
    between_sentence,
    contrast_words,
    interval_sentence,
    match_clause,
    match_words,
    missing_sentence,
    parity_sentence,
    percentile_sentence,
    quartile_sentence,
    rate_sentence,
    step2_error_sentence,
    strength_entry,
    strength_next_step,
    strength_reading,
    strength_reference,
    strength_title,
    weight_sentence,
    years_words,
)
from model.text import capital
from pages.match import charts as outlook_charts
from pages.session import current
from pages.session import entries as state
from pages.ui import charts as charting
from pages.ui import fields
from pages.ui import icon_array as icons
from pages.ui.blocks import strong
from pages.ui.markdown import cite, grades, plain, source_list

ORDERS: dict[str, Order] = {
    "Highest floor first": "floor",
    "Highest published rate first": "ceiling",
    "Most applicants first": "applicants",
    "By name": "name",
}


def in_short() -> None:
    """Draw the answer in one line, for those who have it below the entries."""
    entered = outlook(current.now().profile)
    if entered is not None and entered.leading is not None:
        st.markdown(f"So far: {match_clause(entered.leading)}. The reasons stand with the full answer.")


def draw() -> None:
    """Draw the whole answer for what is entered now."""
    profile = current.now().profile
    fields.problems(current.now().reading.sentences("application")[: state.MOST_PROBLEMS])
    entered = outlook(profile)
    if entered is None:
        st.header("Choose your kind of school to begin", anchor=False)
        st.markdown(
            "Published match rates are split by it. A specialty makes the answer yours, a Step 2 CK score narrows it; "
            "both may stay unknown."
        )
    else:
        _outlook(profile, entered)
    found = strengths(profile)
    _strengths(found)
    _sources(entered, found)


def _outlook(profile: Profile, entered: Outlook) -> None:
    if entered.leading is None:
        st.header("No table with match rates is installed here", anchor=False)
    else:
        rests_on_score = entered.step2ck is not None and entered.offset is not None
        predicted = profile.application.step2ck_predicted and rests_on_score
        _leading(entered.leading, entered, predicted=predicted)
    for item in entered.missing:
        st.markdown(f":material/help: {plain(missing_sentence(item))}")
    explored = _explore(profile, entered)
    if explored.offset is not None:
        _offset(explored.offset, profile.application.target_specialties[0])
    _quartiles(explored.quartiles)
    if explored.everything:
        _everything(explored)
    _programs()


def _leading(rate: Rate, entered: Outlook, *, predicted: bool) -> None:
    st.caption(f"Based on {APPLICANTS[rate.group]}, {years_words(rate.years)} ({cite(rate.source)}).")
    st.header(match_words(rate), anchor=False)
    st.markdown(plain(rate_sentence(rate)))
    interval, percentile = interval_sentence(rate), percentile_sentence(entered)
    if interval:
        st.markdown(plain(interval))
    icons.draw(matching(rate.floor, rate.ceiling))
    st.markdown(f":material/info: {plain(between_sentence(entered))}")
    if percentile:
        st.markdown(plain(percentile))
    if predicted:
        st.markdown(":material/info: Your Step 2 CK score is predicted; the one you then have may move these figures.")


def _explore(profile: Profile, entered: Outlook) -> Outlook:
    """Let a score, the factor and the reference be tried out; what was entered stays as it is."""
    facts = evidence()
    st.header("Explore", anchor=False)
    st.caption("Nothing here changes what you entered.")
    first, last = (int(number) for number in facts.rules["outlook.explored_scores"].numbers)
    lowest = facts.rule("outlook.attempt_factor")
    st.session_state.setdefault("explored_score", first_explored_score(entered.step2ck))
    st.session_state.setdefault("explored_factor", lowest)
    score = None
    if entered.offset is not None:
        if st.toggle("Try another Step 2 CK score", key="exploring", persist_state=state.KEEP):
            score = st.slider("Step 2 CK to try", first, last, key="explored_score", persist_state=state.KEEP)
        st.number_input(
            "Rate to hold the floor against, of 100",
            1,
            99,
            value=None,
            step=1,
            placeholder="The published rate at 230-239",
            key="reference_rate",
            persist_state=state.KEEP,
        )
    factor = st.slider(
        "Share of the odds that a failed attempt leaves",
        lowest,
        1.0,
        step=0.001,
        format="%.3f",
        key="explored_factor",
        persist_state=state.KEEP,
    )
    st.caption(_contrast_words())
    explored = outlook(profile, factor=factor, step2ck=score, reference=st.session_state.get("reference_rate"))
    return entered if explored is None else explored


def _contrast_words() -> str:
    found = [plain(contrast_words(item)) for item in contrasts()]
    lowest = evidence().rule("outlook.attempt_factor")
    return f"{lowest:g} is the gap in the first of these, 1 is no gap at all: " + ". ".join(found) + "."


def _offset(shift: Offset, specialty: str) -> None:
    st.header(f"How far Step 2 CK offsets the attempt in {specialty.lower()}", anchor=False)
    chart = offset_chart(shift, specialty)
    charting.described(outlook_charts.offset(shift), chart)
    charting.table(chart.table, "bands_table")
    weight, error = weight_sentence(shift, strong), step2_error_sentence()
    if weight:
        st.markdown(weight)
    st.markdown(
        parity_sentence(shift, strong)
        or "No rate is published here for 230-239; enter one above to hold the floor against."
    )
    if error:
        st.caption(plain(error))


def _quartiles(rows: tuple[Quartiles, ...]) -> None:
    for row in rows:
        st.markdown(plain(quartile_sentence(row)))


def _everything(answer: Outlook) -> None:
    st.header("Every specialty side by side", anchor=False)
    at = "" if answer.step2ck is None or answer.offset is None else f" at a Step 2 CK of {answer.step2ck}"
    st.markdown(f"For {APPLICANTS[answer.group]}{at}.")
    order = st.selectbox("Order", list(ORDERS), key="order", bind="query-params")
    outlook_charts.everything(answer, ordered(answer.everything, ORDERS.get(order, "floor")))


def _programs() -> None:
    tables = match_evidence()
    seen = [row for row in tables.guidance if row.kind == "programs_see"]
    factors = [row for row in tables.director_factors if row.percent_citing and row.year == 2024]  # noqa: PLR2004 (a year)
    if not factors:
        return
    st.header("What programs see, and what they weigh", anchor=False)
    if seen:
        st.markdown("They see: " + "; ".join(plain(row.text).lower() for row in seen) + f" ({cite(seen[0].source)}).")
    failed = next((row for row in factors if "failed" in row.factor), None)
    if failed is not None:
        st.markdown(
            f"Of 100 directors, {failed.percent_citing:g} cite a failed attempt when choosing whom to interview, "
            f"importance "
            f"{failed.mean_importance_1_to_5:g} of 5 ({cite(failed.source)}). Citing is not refusing."
        )
    rows = tuple(
        (row.factor, row.stage, f"{row.percent_citing:g}", f"{row.mean_importance_1_to_5:g}") for row in factors
    )
    columns = ("Factor", "When", "Of 100 cite it", "Importance, of 5")
    charting.table(Table("What directors cite", columns, (False, False, True, True), rows), "directors")


def _strengths(found: tuple[Strength, ...]) -> None:
    st.header("Your strengths, and what to build next", anchor=False)
    st.caption(
        "First what has room or is not entered, then by how many directors cite it. No total: nothing supports one."
    )
    for strength in found:
        cited = ", ".join(cite(source) for source in strength.sources)
        reference = plain(capital(strength_reference(strength))) + (f" ({cited})" if cited else "")
        entry = f" {plain(capital(strength_entry(strength)))}." if strength.entered else ""
        lead = f"**{strength_title(strength)}: {strength_reading(strength)}.**"
        st.markdown(f"{lead}{entry}  \n:gray[{reference}.]  \n{strength_next_step(strength)}")


def _sources(answer: Outlook | None, found: tuple[Strength, ...]) -> None:
    panel = st.expander("Sources of the figures above", key="outlook_sources", on_change="rerun")
    if not panel.open:
        return
    tables = match_evidence()
    used = [source for strength in found for source in strength.sources]
    if answer is not None:
        rates = (*answer.everything, *([] if answer.leading is None else [answer.leading]))
        used += [rate.source for rate in rates] + [row.source for row in answer.quartiles]
        used += [item.source for item in contrasts()] + [row.source for row in tables.director_factors]
        used += [row.source for row in (*tables.percentiles[:1], *tables.constants.values(), *tables.guidance[:1])]
    names = dict.fromkeys(used)
    panel.markdown(source_list(names))
    panel.markdown(grades(evidence().sources[name] for name in names))
    terms = dict.fromkeys(evidence().sources[name].terms for name in names)
    panel.caption(" ".join(plain(text) + "." for text in terms if text))
