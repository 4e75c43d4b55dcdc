"""The match outlook: the leading rate, what Step 2 CK offsets, every specialty, and what programs weigh."""

from collections.abc import Iterable, Iterator
from typing import Final

from model.entries.profile import Profile
from model.evidence.exam import cited, evidence
from model.evidence.match import match_evidence
from model.outlook.gap import contrasts
from model.outlook.offset import Offset
from model.outlook.outlook import Outlook
from model.outlook.rates import Order, Rate, ordered
from model.report.blocks import Block, Chart, Details, Heading, Icons, Items, Paragraph, Table, set_off
from model.report.sentences import (
    APPLICANTS,
    band_words,
    between_sentence,
    contrast_words,
    interval_sentence,
    match_words,
    missing_sentence,
    parity_sentence,
    pass_verbs,
    percentile_sentence,
    quartile_sentence,
    rate_sentence,
    step2_error_sentence,
    weight_sentence,
    years_words,
)
from model.text import whole

SURVEY: Final = 2024  # the year of the directors' survey


def outlook_blocks(profile: Profile, found: Outlook | None) -> Iterator[Block]:
    """The whole section, without what a student tries out."""
    if found is None:
        yield Paragraph("No kind of school is chosen, so no match rate can be looked up.")
        return
    yield from leading_blocks(profile, found)
    if found.leading is not None:
        counted = ". ".join(map(contrast_words, contrasts()))
        times = f"The floor is the ceiling's odds times {found.factor:g}."
        yield Paragraph(f"{times} Counted elsewhere: {counted}.", "note")
    if found.offset is not None:
        specialty = profile.application.target_specialties[0]
        none = f"No rate is published for {specialty} at 230-239, so there is none to hold the floor against."
        yield from offset_blocks(found.offset, specialty, none)
    yield from quartile_blocks(found)
    if found.targets:
        yield Heading("The specialties you chose")
        yield rates_table(
            "From the floor to the published rate", "Specialty", ((rate.specialty, rate) for rate in found.targets)
        )
        yield Items(tuple(map(rate_sentence, found.targets)))


def leading_blocks(profile: Profile, found: Outlook) -> Iterator[Block]:
    """The rate of the leading specialty, or of all of them, and what is missing."""
    if found.leading is None:
        yield Paragraph("No table with match rates is installed here", "lead")
    else:
        yield from _leading(found.leading, found)
    percentile = percentile_sentence(found)
    if percentile:
        yield Paragraph(percentile)
    rests_on_score = found.leading is not None and found.step2ck is not None and found.offset is not None
    if profile.application.step2ck_predicted and rests_on_score:
        said = "Your Step 2 CK score is predicted; the one you then have may move these figures."
        yield Paragraph(said, mark="remark")
    yield from (Paragraph(missing_sentence(fact), mark="missing") for fact in found.missing)


def _leading(rate: Rate, found: Outlook) -> Iterator[Block]:
    yield Paragraph(f"Based on {APPLICANTS[rate.group]}, {years_words(rate.years)} ({cited(rate.source)}).", "note")
    yield Paragraph(match_words(rate), "lead")
    yield Paragraph(rate_sentence(rate))
    interval = interval_sentence(rate)
    if interval:
        yield Paragraph(interval)
    yield matching(rate.floor, rate.ceiling)
    yield Paragraph(between_sentence(found), mark="remark")


def explore_note() -> Paragraph:
    """What the ends of the factor that a student can try out stand for."""
    lowest = evidence().rule("outlook.attempt_factor")
    found = ". ".join(map(contrast_words, contrasts()))
    return Paragraph(f"{lowest:g} is the gap in the first of these, 1 is no gap at all: {found}.", "note")


def offset_blocks(shift: Offset, specialty: str, without_reference: str) -> Iterator[Block]:
    """How far Step 2 CK offsets the attempt; ``without_reference`` is said where no rate is there to hold against."""
    yield Heading(f"How far Step 2 CK offsets the attempt in {specialty.lower()}")
    yield offset_chart(shift, specialty)
    weight = set_off(lambda strong: weight_sentence(shift, strong))
    parity = set_off(lambda strong: parity_sentence(shift, strong))
    if weight.text:
        yield weight
    yield parity if parity.text else Paragraph(without_reference)
    error = step2_error_sentence()
    if error:
        yield Paragraph(error, "note")


def quartile_blocks(found: Outlook) -> Iterator[Block]:
    """Quartiles of those who matched, where they are published."""
    listed = tuple(map(quartile_sentence, found.quartiles))
    if listed:
        yield Heading("Those who matched, and those who did not")
        yield Items(listed)


def everything_blocks(found: Outlook) -> Iterator[Block]:
    """Of whom the rates of every specialty are; ``everything_chart`` draws them."""
    at = "" if found.step2ck is None or found.offset is None else f" at a Step 2 CK of {found.step2ck}"
    yield Heading("Every specialty side by side")
    yield Paragraph(f"For {APPLICANTS[found.group]}{at}.")


def everything_chart(found: Outlook, order: Order) -> Chart:
    """Every specialty from floor to ceiling; the outlook must hold some."""
    rates = ordered(found.everything, order)
    ceilings = [rate.ceiling for rate in rates]
    return Chart(
        name="everything",
        alt=f"{len(rates)} specialties; published rates from {whole(min(ceilings))} to {whole(max(ceilings))} of 100.",
        caption="Each bar runs from the floor to the published rate. Diamonds: the specialties you chose.",
        table=rates_table("The specialties as a table", "Specialty", ((row.specialty, row) for row in rates)),
        facts=(rates, {rate.specialty for rate in found.targets}),
    )


def programs_blocks() -> Iterator[Block]:
    """What programs see of an attempt, and what directors cite; nothing where no survey is installed."""
    tables = match_evidence()
    seen = [row for row in tables.guidance if row.kind == "programs_see"]
    factors = [row for row in tables.director_factors if row.percent_citing and row.year == SURVEY]
    if not factors:
        return
    yield Heading("What programs see, and what they weigh")
    if seen:
        yield Paragraph(f"They see: {'; '.join(row.text.lower() for row in seen)} ({cited(seen[0].source)}).")
    failed = next((row for row in factors if "failed" in row.factor), None)
    if failed is not None:
        yield Paragraph(
            f"Of 100 directors, {failed.percent_citing:g} cite a failed attempt when choosing whom to interview, "
            f"importance {failed.mean_importance_1_to_5:g} of 5 ({cited(failed.source)}). Citing is not refusing."
        )
    rows = tuple(
        (row.factor, row.stage, f"{row.percent_citing:g}", f"{row.mean_importance_1_to_5:g}") for row in factors
    )
    title, columns = "What directors cite", ("Factor", "When", "Of 100 cite it", "Importance, of 5")
    yield Details(title, (Table(title, columns, (False, False, True, True), rows),), key="directors")


def matching(floor: float, ceiling: float) -> Icons:
    """The icon array of a match rate between floor and ceiling [percent]."""
    sure, most = whole(floor), whole(ceiling)
    matches, do = "matches" if sure == 1 else "match", pass_verbs(most)[1]
    return Icons(
        sure=sure,
        most=most,
        alt=f"Of 100 people, between {sure} and {most} match.",
        caption=f"Filled: {sure} {matches}. Dotted: {most - sure} nobody can tell. Hollow: {100 - most} {do} not.",
    )


def offset_chart(shift: Offset, specialty: str) -> Chart:
    """The chart of ceiling and floor over Step 2 CK in a specialty."""
    first, last = shift.curve[0], shift.curve[-1]
    own = "" if shift.at is None else f" At {shift.at.step2ck:g}: {whole(shift.at.floor)} to {whole(shift.at.ceiling)}."
    return Chart(
        name="bands",
        alt=f"{specialty}: from {first.step2ck:g} to {last.step2ck:g} in Step 2 CK the published rate goes from "
        f"{whole(first.ceiling)} to {whole(last.ceiling)} of 100, the floor from {whole(first.floor)} to "
        f"{whole(last.floor)}.{own}",
        caption="Full line: the published rate, the ceiling. Dashed line: the floor with a first-attempt failure. "
        "Dots: published bands, hollow where there are too few applicants."
        + ("" if shift.at is None else " Diamonds: your score."),
        table=rates_table(
            "The bands as a table", "Step 2 CK", ((band_words(rate.band), rate) for _, rate in shift.marks)
        ),
        facts=shift,
    )


def rates_table(title: str, label: str, rates: Iterable[tuple[str, Rate]]) -> Table:
    """Rates one under the other, each from floor to ceiling with the applicants behind it."""
    return Table(
        title=title,
        columns=(label, "Of 100", "Applicants"),
        numeric=(False, True, True),
        rows=tuple((name, f"{whole(rate.floor)} to {whole(rate.ceiling)}", _applicants(rate)) for name, rate in rates),
    )


def _applicants(rate: Rate) -> str:
    return "not published" if rate.n is None else f"{rate.n:,}" + (" (few)" if rate.small else "")
