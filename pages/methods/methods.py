"""The methods page, a model card: use, model in words, proof, limits, every rule, every source."""

import streamlit as st

from model.evidence.exam import evidence
from model.evidence.rules import Rule
from model.evidence.sources import GRADE_MEANINGS, OUR_JUDGEMENT
from model.outlook.gap import contrasts
from model.readiness.curves import fit_curves
from model.report.sentences import contrast_counts
from model.text import whole
from pages.methods import proof
from pages.retake import charts as readiness_charts
from pages.ui.markdown import cite, link, plain, source_list

SECTIONS = {
    "model": "Readiness model",
    "conditions": "Tests not taken as the exam is taken",
    "booking": "Booking checks",
    "outlook": "Match outlook",
    "strengths": "Strengths",
    "entry": "What may be entered",
    "plan": "Plan",
    "sharing": "Saving and sharing",
    "sensitivity": "How far the answers depend on what is assumed",
    "simulation": "Simulated students",
    "validation": "What results would say",
}


def draw() -> None:
    """Draw the whole page."""
    _summary()
    proof.use()
    _pass_curve()
    _ability()
    _outlook()
    with st.spinner("Working out how far the answers depend on what is assumed"):
        proof.draw()
    _limits()
    _rules()
    _sources()


def _summary() -> None:
    st.markdown(
        "Every figure comes from a published source and carries its grade; every threshold of ours says that it is a "
        "judgement, and why. Where sources disagree you see the range. Nothing here was fitted to this app's users: no "
        "outcome of theirs has been collected (n = 0)."
    )


def _pass_curve() -> None:
    curves = fit_curves()
    facts = evidence()
    st.header("From a score to a chance of passing", anchor=False)
    st.markdown(
        "Three pass curves are fitted by logistic regression (scikit-learn) to published pairs of score and chance. "
        f"The central one takes all published curves together: half pass at {curves.central.centre:.1f} equated "
        f"percent correct (EPC), with a spread of {curves.central.spread:.1f}. The cautious one rests on the exam's "
        f"standard "
        "error alone, the generous one on a single commercial table. You see the central figure, and the lowest and "
        "highest of the three as the range.\n\n"
        "A pass chance printed on your own NBME report joins all three fits, with "
        f"{facts.rule('model.printed_pair_weight'):g} times the weight of a whole published curve, so the "
        "range closes on NBME's figure. A printed chance that no published curve comes near is set aside, and the "
        "page says so."
    )
    readiness_charts.pass_curves(curves)
    proof.anchors()
    names = dict.fromkeys(anchor.source for anchor in facts.anchors)
    derived = ("low_pass_lower", "projection_error_sd", "three_digit_per_epc")
    names |= dict.fromkeys(facts.constants[name].source for name in derived)
    st.markdown("**Where the points come from**\n\n" + "\n".join(f"- {link(name)}." for name in names))


def _ability() -> None:
    facts = evidence()
    rule = facts.rule
    rates = [facts.repeat_rate(group) for group in ("US MD", "US DO", "Non-US")]
    st.header("From several scores to exam day", anchor=False)
    st.markdown(
        "- **Before any score** the answer is the published pass rate of repeat examinations: "
        + "; ".join(
            f"{rate.group} {whole(rate.pass_percent)} of 100 (n = {rate.tested:,}, {rate.year})" for rate in rates
        )
        + f" ({cite(rates[0].source)}). Both groups from schools abroad use the non-US rate, which does not tell them "
        "apart.\n"
        "- **With scores**, a Gaussian process (scikit-learn) follows your level over time: a starting level within "
        f"{rule('model.level_sd'):g} EPC of the group's, a trend within {rule('model.trend_sd'):g} EPC a week, "
        f"swings of {rule('model.week_to_week_sd'):g} EPC from week to week, and each test's own standard error. "
        f"Tests that were "
        "untimed, shortened or seen before count for less.\n"
        "- **Three-digit scores** (UWorld, AMBOSS) are put on the EPC scale: "
        f"{facts.constant('low_pass_lower'):g} + (score - {facts.constant('step1_passing_standard'):g}) / "
        f"{facts.constant('three_digit_per_epc'):g}.\n"
        "- **The chance on a day** sets your level that day, with its uncertainty, against the pass curve. The curve "
        f"already contains one test's error ({facts.constant('likely_range_half_width'):g} EPC), so that is taken out "
        "first.\n"
        "- **Last time.** Practice scores from before an attempt that did not pass tell how far exam day fell short of "
        "practice. The model works out the most likely gap, and carries it forward.\n"
        f"- **Far dates.** Beyond {rule('model.trend_horizon'):g} weeks after the latest score the estimate stays as "
        f"it "
        "is at that point."
    )
    st.markdown("**Practice tests, and how far each can be trusted**")
    st.markdown(
        "\n".join(
            f"- {plain(test.name)}: {_error(test.standard_error_epc)} ({cite(test.source, test.grade)}). "
            f"{_note(test.note)}"
            for test in facts.tests.values()
        )
    )


def _note(text: str) -> str:
    return f"{plain(text[0].upper() + text[1:])}." if text else ""


def _error(value: float | None) -> str:
    return "not used for the chance" if value is None else f"standard error {value:g} EPC"


def _outlook() -> None:
    factor = evidence().rules["outlook.attempt_factor"]
    smallest = evidence().rule("outlook.smallest_band")
    st.header("From a failed attempt to a match rate", anchor=False)
    st.markdown(
        "Nothing on the outlook page is fitted. NRMP's figures are looked up and shown with their source; they are "
        "never an "
        "input to a model.\n\n"
        "- **Ceiling.** The published rate of applicants of your kind, by Step 2 CK where it is published so. It "
        "includes "
        "applicants with failed attempts and does not tell them apart, so with one the true figure is hardly higher.\n"
        f"- **Floor.** The ceiling's odds times {factor.number:g} ({cite(factor.source or OUR_JUDGEMENT)}). "
        f"{plain(factor.why)} "
        "You can set the share between that and 1, where the floor meets the ceiling.\n"
        "- **Rates within 1 to 99 of 100.** A printed 0 or 100 is a rounding, and is capped before anything is "
        "computed.\n"
        "- **Interval.** A 95% Wilson interval of the published rate. It covers chance, not the question whether the "
        "rate "
        "describes you.\n"
        "- **Offset.** Ceiling and floor are drawn as straight lines between the middles of the published Step 2 CK "
        "bands, "
        f"flat outside; a band of fewer than {smallest:g} applicants is no part of the line. The attempt weighs as "
        f"many "
        "points as lie between your score and the lower score at which the ceiling is as low as your floor."
    )
    for item in contrasts():
        st.markdown(f"- {link(item.source)}: {contrast_counts(item)} ({item.outcome}).")


def _limits() -> None:
    line = evidence().constant("low_pass_lower")
    low, high = fit_curves().range_at(line)
    st.header("What nobody knows", anchor=False)
    st.markdown(
        "- All published evidence on practice scores is about first-time takers. Whether a repeat taker with the same "
        "score passes as often has not been published.\n"
        "- Repeat-taker rates count examinations, not people; third and fourth attempts are among them.\n"
        f"- NBME publishes no full table of score and chance. At a score of {line:g} the three curves run from "
        f"{whole(100 * low)} to {whole(100 * high)} of 100, which is why the range is wide.\n"
        "- A trend over a few weeks may not go on.\n"
        "- How much a first-attempt failure costs in the match, at the same Step 2 CK and in the same specialty, has "
        "not "
        "been published since Step 1 became pass or fail.\n"
        "- No outcome of this app's users has been collected (n = 0)."
    )


def _rules() -> None:
    facts = evidence()
    st.header("Every rule of ours", anchor=False)
    for section, title in SECTIONS.items():
        panel = st.expander(title, key=f"rules_{section}", on_change="rerun")
        if panel.open:
            panel.markdown(
                "\n".join(
                    f"- **{_value(rule)} {plain(rule.unit)}** {_name(name)}. {plain(rule.why)} ({_origin(rule)})"
                    for name, rule in facts.rules.items()
                    if name.startswith(f"{section}.")
                )
            )


def _name(name: str) -> str:
    return name.partition(".")[2].replace("_", " ")


def _value(rule: Rule) -> str:
    return ", ".join(f"{number:.15g}" for number in rule.numbers)


def _origin(rule: Rule) -> str:
    return OUR_JUDGEMENT if rule.source is None else cite(rule.source)


def _sources() -> None:
    facts = evidence()
    st.header("Every source, and its grade", anchor=False)
    meanings = "\n".join(
        f"- **{word}**: {meaning}."
        for word, meaning in zip(("Good", "Fair", "Thin", "Disputed"), GRADE_MEANINGS.values(), strict=True)
    )
    st.markdown(meanings)
    panel = st.expander(f"{len(facts.sources)} sources", key="all_sources", on_change="rerun")
    if panel.open:
        panel.markdown(source_list(facts.sources))
