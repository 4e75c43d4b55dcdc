"""The blocks that a student's page shows beyond the advisor's document."""

import dataclasses

import pytest

from model.booking.booking import booking
from model.entries.schema import GROUPS
from model.evidence.exam import evidence
from model.evidence.plan import plan_evidence
from model.outlook.outlook import outlook
from model.outlook.strengths import strengths
from model.report.blocks import Card, Details, Heading, Items, Links, Paragraph, emphasis, set_off
from model.report.report import report
from model.report.sections.booking import reasons_details
from model.report.sections.calendar import moves_blocks, side_by_side_blocks, timeline_blocks
from model.report.sections.outlook import (
    everything_blocks,
    everything_chart,
    explore_note,
    leading_blocks,
    programs_blocks,
)
from model.report.sections.plan import causes_blocks, ledger_blocks, plan_blocks, short_blocks
from model.report.sections.readiness import score_limits_blocks
from model.report.sections.sources import answer_source_ids, match_source_ids, sources_details
from model.report.sections.standing import standing_blocks
from model.report.sections.study import accommodations_blocks, areas_chart, day_blocks, subjects_blocks
from model.report.sentences import SCORE_LIMITS, check_words, missing_sentence, outlook_lines
from model.text import long_date

SURGERY = {"target_specialties": ("General Surgery", "Psychiatry"), "step2ck": 245}
BOOKED = {"exam_in": 42}


@pytest.fixture
def told(today):
    return lambda profile: report(profile, today)


def lines(blocks):
    """Every text that blocks hold, without their charts and tables."""
    for block in blocks:
        if isinstance(block, Card | Details):
            yield from lines(block.blocks)
        elif isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Items):
            yield from (*(() if block.intro is None else (block.intro.text,)), *block.texts)


def test_what_is_set_off_is_a_piece_of_its_sentence():
    said = set_off(lambda strong: f"Of {strong('7')} to {strong('9')}.")
    assert list(said.pieces()) == [("Of ", False), ("7", True), (" to ", False), ("9", True), (".", False)]
    assert list(emphasis("All").pieces()) == [("", False), ("All", True), ("", False)]
    assert [line.strong for line in Items(("a b", "c"), strong=("a", "")).lines()] == [("a",), ()]


def test_every_check_has_its_reason_and_what_would_flip_it(told, student):
    checks = told(student((0, 66))).booking.checks
    (reasons,) = reasons_details(checks).blocks
    assert [
        text.startswith(f"{check_words(check).title}. {check_words(check).why}")
        for text, check in zip(reasons.texts, checks, strict=True)
    ]
    assert len(reasons.texts) == len(checks) > 0
    assert list(lines(score_limits_blocks())) == ["How good this is", *SCORE_LIMITS]


def test_the_sources_of_a_page_fold_and_name_each_once(told, student):
    answer = told(student((0, 66), application=SURGERY))
    for ids in (answer_source_ids(answer), match_source_ids(answer.outlook, answer.strengths)):
        listed = next(block for block in sources_details(ids, "a_key").blocks if isinstance(block, Links)).links
        assert len({link.title for link in listed}) == len(listed) > 3
    assert set(match_source_ids(None, strengths(student()))) <= set(evidence().sources)


def test_a_student_stands_somewhere_with_or_without_a_specialty_and_a_date(told, student):
    full = list(lines(standing_blocks(told(student((3, 60), application=SURGERY, **BOOKED)))))
    bare = list(lines(standing_blocks(told(student(exam_in=None)))))
    assert (len(full), len(bare)) == (4, 2)
    assert full[-1].startswith("Next practice test by the plan: ")


# The outlook ----------------------------------------------------------------------------------------------------------


def test_a_predicted_score_is_said_to_be_one_where_the_rate_rests_on_it(student):
    profile = student(application=SURGERY | {"step2ck_predicted": True})
    assert [text for text in lines(leading_blocks(profile, outlook(profile))) if "is predicted" in text]


@pytest.mark.parametrize("order", ["floor", "ceiling", "applicants", "name"])
def test_every_specialty_stands_in_the_order_chosen_with_those_of_the_student_marked(student, order):
    found = outlook(student(application=SURGERY))
    chart = everything_chart(found, order)
    rates, chosen = chart.facts
    assert [row[0] for row in chart.table.rows] == [rate.specialty for rate in rates]
    assert chosen == set(SURGERY["target_specialties"])
    assert list(lines(everything_blocks(found)))[1] == "For US MD seniors at a Step 2 CK of 245."
    assert explore_note().text.startswith("0.164 is the gap in the first of these")


@pytest.mark.parametrize("group", GROUPS)
def test_without_a_score_every_specialty_is_named_for_its_group_alone(student, group):
    assert "Step 2 CK" not in list(lines(everything_blocks(outlook(student(group=group)))))[1]


def test_what_directors_cite_folds_and_a_failed_attempt_is_named(without):
    said = list(programs_blocks())
    assert isinstance(said[-1], Details)
    assert [text for text in lines(said) if "cite a failed attempt" in text]
    without("program_director_survey.csv")
    assert list(programs_blocks()) == []


def test_what_programs_see_is_said_where_it_is_installed(without):
    without("recovery_guidance.csv", rows=[("program_director_survey.csv", "2024,interview,Any failed", "")])
    said = list(lines(programs_blocks()))
    assert said == ["What programs see, and what they weigh"]


def test_without_a_rate_the_outlook_still_has_the_sources_of_what_it_shows(student, without):
    without("nrmp_md_step2_bands.csv", "nrmp_specialty_counts.csv", "main_match_rates.csv")
    found = outlook(student(application=SURGERY))
    assert "aamc_2017_quoted" in set(match_source_ids(found, ()))
    assert list(outlook_lines(found)) == list(map(missing_sentence, found.missing))


def test_where_nobody_was_counted_nothing_is_said_of_chance_alone(student):
    profile = student(application=SURGERY)
    found = outlook(profile)
    bare = dataclasses.replace(found, leading=dataclasses.replace(found.leading, interval=None))
    assert not [text for text in lines(leading_blocks(profile, bare)) if text.startswith("Chance alone")]


# The plan -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "plan", "says"),
    [
        ({"exam_in": None}, {}, "No exam date is entered yet."),
        ({"exam_in": -3}, {}, "has passed."),
        ({"exam_in": 0}, {}, "no day is left for one before the exam."),
        ({"exam_in": 0}, {}, "no study day is left before the exam."),
        (BOOKED, {}, "If the exam moves by 2 weeks, "),
        (BOOKED, {"questions_done": 3000}, "none have to be; the 3,000 aimed at are done."),
        ({"exam_in": 9}, {}, "Each day says what would bring it down."),
    ],
)
def test_the_plan_in_short_says_what_there_is(told, student, entries, plan, says):
    profile = student(**entries, plan=plan)
    assert [text for text in lines(short_blocks(profile, told(profile).plan)) if says in text]


def test_a_tie_with_the_last_of_the_first_subjects_is_said(told, student):
    names = ("Reproductive", "Respiratory", "Multisystem", "Musculoskeletal")
    tied = (name for name in plan_evidence().areas if name.startswith(names))
    profile = student(plan={"areas": tuple({"area": name, "report": "lower"} for name in tied)})
    found = told(profile).plan
    said = [text for text in lines(short_blocks(profile, found)) if text.startswith("Tied with the last of these: ")]
    assert said == [f"Tied with the last of these: {'; '.join(row.area for row in found.also_first)}."]


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ({}, "Each one that you tick shows one change"),
        ({"causes_unsure": True}, "Not being sure is an answer too."),
        ({"causes": ("cramming",)}, "How its questions tend to be missed"),
    ],
)
def test_the_causes_say_what_is_ticked(told, student, plan, says):
    profile = student(plan=plan)
    assert [text for text in lines(causes_blocks(profile, told(profile).plan)) if text.startswith(says)]


def test_the_day_that_the_rules_allow_stands_with_its_attempt(told, student):
    ledger = told(student(failed=(500, 300, 10))).plan.ledger
    said, left = ledger_blocks(ledger)
    assert said.strong == ("3 attempts used, 1 left",)
    assert left.rows[0][:2] == ("4", long_date(ledger.rows[0].earliest))


def test_a_plan_without_a_next_test_or_a_moving_day_names_none(told, student):
    profile = student(exam_in=42)
    found = dataclasses.replace(told(profile).plan, next_test=None, moves=(), load=None)
    said = [*lines(plan_blocks(found)), *lines(short_blocks(profile, found))]
    assert not [text for text in said if text.startswith(("Next practice test: 1", "If the exam moves"))]


def test_without_an_attempt_none_is_counted_as_left(told, student):
    (said,) = ledger_blocks(told(student(failed=())).plan.ledger)
    assert said.text.startswith("No attempt is entered.")


def test_the_areas_say_their_order_and_whether_a_report_is_in_it(told, student):
    bare, marked = (
        told(student(plan={"areas": areas})).plan
        for areas in ((), ({"area": "Cardiovascular system", "report": "lower"},))
    )
    nothing = "Nothing from your reports is entered yet"
    assert [any(text.startswith(nothing) for text in lines(subjects_blocks(found))) for found in (bare, marked)] == [
        True,
        False,
    ]
    assert areas_chart(marked.priorities).alt.endswith("lower: Cardiovascular system.")


@pytest.mark.parametrize(("asked", "says"), [(None, "ask early"), ("asked", "You have asked"), ("granted", "")])
def test_accommodations_are_spoken_of_until_they_are_settled(told, student, asked, says):
    profile = student(plan={"accommodations": asked})
    said = list(lines(accommodations_blocks(profile, told(profile).plan)))
    assert bool(said) == bool(says)
    assert all(says in text for text in said)


@pytest.mark.parametrize(
    ("entries", "day", "says"),
    [
        (BOOKED, None, "After a missed day there are three ways on; choose what fits the days ahead"),
        (BOOKED, "good", "A good day, "),
        (BOOKED, "bad", "If days like this one come often, tell somebody soon"),
        (BOOKED | {"plan": {"questions_done": 3000}}, None, "none have to be; the 3,000 aimed at are done."),
        (BOOKED | {"plan": {"resources": ("a", "b", "c", "d")}}, None, "4 resources are named."),
        ({"exam_in": 9}, None, "That is more than a day holds well. A later date"),
        ({"exam_in": None}, None, "With one ahead, the questions are laid out up to it."),
    ],
)
def test_a_day_is_told_of_what_fits_it(told, student, entries, day, says):
    profile = student(**entries)
    said = list(lines(day_blocks(profile, told(profile).plan, day)))
    assert [text for text in said if says in text]
    assert (day == "bad") != any("question" in text for text in said)


def test_what_moves_with_the_exam_stands_now_and_then_and_each_date_with_its_lines(told, student, today, day):
    profile = student(exam_in=30, plan={"school_deadline": day(50)})
    answer = told(profile)
    heading, table = moves_blocks(answer.plan)
    assert heading.text == "If the exam moves by 2 weeks"
    assert ("Exam", long_date(day(30)), long_date(day(44))) in table.rows
    assert list(moves_blocks(told(student(exam_in=None)).plan)) == []
    rows = booking(profile, answer.readiness, today).sit_or_wait[:3]
    said = list(lines(side_by_side_blocks(profile, today, rows)))
    assert f"{long_date(day(30))} crosses no line of those entered." in said
    assert [text for text in said if text.startswith(f"{long_date(day(58))} crosses: ")]


def test_a_day_that_is_not_there_is_said_so(told, student):
    found = told(student(**BOOKED)).plan
    gone = dataclasses.replace(found, moves=(dataclasses.replace(found.moves[0], after=None),))
    assert list(moves_blocks(gone))[1].rows[0][2] == "not there"


def test_a_plan_without_any_day_has_no_calendar_chart(told, student):
    found = dataclasses.replace(told(student(exam_in=None)).plan, events=())
    assert [text for text in lines(timeline_blocks(found)) if "ERAS" not in text] == []
    assert "Attempts" in list(lines(plan_blocks(found)))
