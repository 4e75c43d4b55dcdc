"""The methods page as a model card: every figure on it is the one that the model gives."""

import re

import pytest

from model.report.sentences import advice_text, span
from model.text import long_date, whole
from model.validation import card
from model.validation.sensitivity import sensitivity
from model.validation.simulation import simulated, worlds


@pytest.fixture
def methods(student):
    student.go("methods")
    return student


def rows(text):
    """Cells of a Markdown table, its head left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def table_with(student, heading):
    (found,) = [text.value for text in student.app.markdown if text.value.startswith(f"| {heading} |")]
    return rows(found)


@pytest.mark.parametrize("number", range(3))
def test_a_made_up_student_s_answers_are_named_from_lowest_to_highest(methods, number):
    found = sensitivity()[number]
    methods.enter(card_student=found.example.title)
    said = next(text.value for text in methods.app.markdown if text.value.startswith("As the app has it"))
    base = found.as_it_is.chance
    low, high = found.lowest.chance.central, found.highest.chance.central
    assert f"{whole(base.central)} of 100 pass" in said
    assert f"range {span(base)}" in said
    assert f"runs from {whole(low)} ({found.lowest.change.title}) to {whole(high)} (" in said
    top = "as the app has it" if whole(high) == whole(base.central) else found.highest.change.title
    assert f"to {whole(high)} ({top})." in said
    if found.other_advice:
        assert f"another under {len(found.other_advice)} of 17" in said
    else:
        assert "The advice stays the same under all 17 changes." in said


def test_the_table_of_changes_holds_each_answer(methods):
    methods.app.session_state["sensitivity_table"] = True
    methods.app.run()
    found = sensitivity()[0]
    shown = methods.app.table[0].value.to_numpy().tolist()
    assert shown == [
        [row.change.title, str(whole(row.chance.central)), span(row.chance), advice_text(row.advice)]
        for row in (found.as_it_is, *found.changed)
    ]


def test_every_published_point_stands_in_a_table_beside_the_three_curves(methods):
    methods.app.session_state["anchors_table"] = True
    methods.app.run()
    shown = methods.app.table[0].value.to_numpy().tolist()
    expected = []
    for fit in card.anchor_fits():
        ends = sorted((fit.central, fit.cautious, fit.generous))
        span = f"{whole(ends[0])} to {whole(ends[2])}"
        expected.append([f"{fit.epc:g}", str(whole(fit.published)), str(whole(fit.central)), span])
    assert [row[:4] for row in shown] == expected
    assert {row[4] for row in shown} == {"NBME", "Yousmle (A. Palmerton)", "usmlepredictor.com", "derived"}


def test_the_page_names_the_points_furthest_from_the_central_curve_and_outside(methods):
    furthest, outside = card.furthest_apart(), card.furthest_outside()
    said = next(text.value for text in methods.app.markdown if text.value.startswith("The curves are fitted"))
    assert f"The curves are fitted to {len(card.anchor_fits())} points, 13 of them derived" in said
    assert f"at {furthest.epc:g} EPC: {whole(furthest.central)} of 100" in said
    assert f"has {whole(furthest.published)}." in said
    assert f"than {outside.outside:.1f} of 100 (at {outside.epc:g} EPC)" in said


def test_each_world_says_how_many_were_told_to_keep_the_date_and_passed(methods):
    expected = []
    for world, result in zip(worlds(), simulated().worlds, strict=True):
        kept = result.advice["keep_date"]
        expected.append(
            [
                world.title,
                str(whole(result.overall.said)),
                str(whole(100 * result.overall.passed / result.overall.students)),
                str(whole(100 * kept.passed / kept.students)),
            ]
        )
    assert table_with(methods, "World") == expected


def test_the_worlds_are_held_against_each_other_in_the_band_from_70_to_80(methods):
    said = next(text.value for text in methods.app.markdown if "Of those told 70 to 80" in text.value)
    waited = simulated().worlds[0].advice["more_time"]
    assert f"more time was advised to {waited.students:,}, and {whole(waited.share)} of 100" in said
    for world, result in zip(worlds(), simulated().worlds, strict=True):
        (tally,) = [band.tally for band in result.bands if (band.lower, band.upper) == (70, 80)]
        interval = f"{whole(tally.interval.low)} to {whole(tally.interval.high)}"
        assert f"{world.title}: {whole(100 * tally.passed / tally.students)} ({interval})" in said


@pytest.mark.parametrize("number", range(5))
def test_each_band_of_a_world_is_in_the_table_behind_its_chart(methods, number):
    methods.enter(card_world=worlds()[number].title)
    methods.app.session_state["calibration_table"] = True
    methods.app.run()
    shown = methods.app.table[0].value.to_numpy().tolist()
    bands = [band for band in simulated().worlds[number].bands if band.tally.students]
    assert [row[:3] for row in shown] == [
        [f"{band.lower:g} to {band.upper:g}", f"{band.tally.students:,}", str(whole(band.tally.said))] for band in bands
    ]
    assert [int(row[3].partition(" ")[0]) for row in shown] == [
        whole(100 * band.tally.passed / band.tally.students) for band in bands
    ]


def test_each_advice_of_a_world_is_in_a_table_with_how_many_passed(methods):
    methods.app.session_state["advice_table"] = True
    methods.app.run()
    advice = simulated().worlds[0].advice
    assert [(row[0], row[1], int(row[2].partition(" ")[0])) for row in methods.app.table[0].value.to_numpy()] == [
        ("Keep the date", f"{advice['keep_date'].students:,}", whole(advice["keep_date"].share)),
        ("One more fresh form first", f"{advice['one_more_form'].students:,}", whole(advice["one_more_form"].share)),
        ("More time", f"{advice['more_time'].students:,}", whole(advice["more_time"].share)),
    ]


def test_the_page_says_that_no_outcome_is_collected_and_what_a_check_would_take(methods):
    assert "**Outcomes collected: 0**, as of 22 Nov 2026." in methods.said
    assert card.words().validation.would_take in methods.said


def test_the_page_says_how_many_passes_would_not_speak_against_a_chance(methods):
    assert table_with(methods, "Told, of 100") == [
        [str(said), *(f"{row.fewest} to {row.most}" for row in card.in_line() if row.said == said)]
        for said in (60, 70, 80, 90)
    ]


def test_the_page_names_each_claim_and_each_version(methods):
    assert all(f"**{item.claim}**" in methods.said for item in card.words().wrong_if)
    differ = card.words().answers_differ_from
    assert f"Answers differ from {long_date(differ.date)} on" in methods.said
    assert f"an earlier version than model {differ.model}, data {differ.data}," in methods.said
    for change in card.words().change:
        assert all(f"- {sentence}" in methods.said for sentence in change.what)
        assert re.search(rf"\*\*Model {re.escape(change.model)}, data {change.data}\*\*", methods.said)
