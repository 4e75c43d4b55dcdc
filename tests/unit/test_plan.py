"""Each part of the plan. Today is Sunday 22 Nov 2026; days are counted from it."""

import datetime as dt
from itertools import pairwise

import pytest

from model.booking.calendar import results_by
from model.booking.checks import calendar_checks
from model.entries.profile import Profile
from model.evidence.exam import evidence
from model.evidence.plan import plan_evidence
from model.plan.attempts import ledger
from model.plan.conflicts import conflicts
from model.plan.plan import plan
from model.plan.steps import changes, first_steps
from model.plan.subjects import priorities
from model.plan.timeline import moves, practice_days, timeline
from model.plan.workload import StudyDay, load
from model.report.sentences import (
    after_next,
    check_words,
    conflict_text,
    conflict_way_out,
    eras_note,
    event_title,
    missed_ways,
    missing_days,
)
from model.text import long_date

FULL_DAY = "Practice test, with a full day at exam length"
NEW_FORM = "Practice test, a form not seen before"
QBANK = {"test": "qbank"}
WEEKEND = (5, 6)


@pytest.fixture
def planned(student):
    """Build a profile from the plan's entries; the exam is on day 30 unless said otherwise."""
    return lambda *tests, exam_in=30, failed=(143,), **entries: student(
        *tests, exam_in=exam_in, failed=failed, plan=entries
    )


@pytest.fixture
def tests_on(planned, today, day):
    """Days of the practice tests, counted from today."""

    def find(*tests, exam_in=30, **entries):
        found = practice_days(planned(*tests, exam_in=exam_in, **entries), today, day(exam_in))
        return [(one - today).days for one in found]

    return find


@pytest.fixture
def on_timeline(planned, today, day):
    """What is on the timeline, as (name, first and last day counted from today, title)."""

    def find(exam_in, **entries):
        found = timeline(planned(exam_in=exam_in, **entries), today, day(exam_in))
        return [
            (event.name, (event.start - today).days, (event.end - today).days, event_title(event)) for event in found
        ]

    return find


# First steps ---------------------------------------------------------------------------------------------------------


def test_the_first_steps_come_by_their_days_and_talking_to_someone_is_the_first(planned, today, day):
    found = first_steps(planned(), today)
    assert [(step.name, step.due) for step in found] == [
        ("talk", day(2)),
        ("decompress", day(3)),
        ("score_report", day(5)),
        ("meet_academic_support", day(7)),
        ("rebuild_approach", day(10)),
    ]
    assert {step.done for step in found} == {False}


def test_talking_to_someone_can_be_removed(planned, today):
    names = [step.name for step in first_steps(planned(talk_to_someone=False), today)]
    assert names == ["decompress", "score_report", "meet_academic_support", "rebuild_approach"]


def test_the_steps_are_counted_from_the_day_on_which_the_plan_began(planned, today, day):
    assert [step.due for step in first_steps(planned(begun=day(-4)), today)] == [
        day(number) for number in (-2, -1, 1, 3, 6)
    ]


def test_a_step_that_is_done_stays_in_its_place(planned, today):
    found = first_steps(planned(steps_done=("score_report", "talk")), today)
    assert [step.name for step in found if step.done] == ["talk", "score_report"]


@pytest.mark.parametrize(
    ("exam_in", "due"),
    [(-1, (2, 3, 5, 7, 10)), (0, (2, 3, 5, 7, 10)), (1, (0,) * 5), (6, (2, 3, 5, 5, 5)), (11, (2, 3, 5, 7, 10))],
)
def test_every_step_comes_before_an_exam_that_is_ahead(planned, today, day, exam_in, due):
    assert [step.due for step in first_steps(planned(exam_in=exam_in), today)] == [day(number) for number in due]


# Changes -------------------------------------------------------------------------------------------------------------


def test_a_cause_brings_its_change_its_findings_and_its_ways_of_missing(planned):
    (found,) = changes(planned(causes=("cramming",)))
    assert (found.cause, found.title) == ("cramming", "The learning was crammed instead of spaced")
    assert found.change.startswith("Bring every subject back after days and again after weeks")
    assert [(row.behaviour, row.null) for row in found.findings] == [
        ("unique Anki cards seen", False),
        ("Anki cohort vs none", True),
        ("number of days studied", True),
    ]
    assert [mode.title for mode in found.modes] == ["Learned, and could not be brought back"]
    assert found.source == "med_school_bro"


def test_causes_come_in_one_order_however_they_were_chosen(planned):
    names = [change.cause for change in changes(planned(causes=("burnout", "passive_study", "cramming")))]
    assert names == ["cramming", "passive_study", "burnout"]


def test_without_a_cause_nothing_is_to_be_changed(planned):
    assert changes(planned(causes_unsure=True)) == ()


# What to study first -------------------------------------------------------------------------------------------------


def ranks(profile, axis):
    return [(row.rank, row.tied, row.area) for row in priorities(profile) if row.axis == axis]


def test_without_a_report_the_order_is_that_of_the_exam_s_weights_and_ties_are_ties(planned):
    assert ranks(planned(), "system") == [
        (1, False, "Reproductive and endocrine systems"),
        (2, False, "Respiratory and renal/urinary systems"),
        (3, False, "Behavioral health, nervous systems and special senses"),
        (4, False, "Blood, lymphoreticular and immune systems"),
        (5, True, "Multisystem processes and disorders"),
        (5, True, "Musculoskeletal, skin and subcutaneous tissue"),
        (7, False, "Cardiovascular system"),
        (8, False, "Gastrointestinal system"),
        (9, False, "Social sciences: communication and interpersonal skills"),
        (10, False, "Biostatistics, epidemiology and population health"),
        (11, False, "Human development"),
    ]
    assert ranks(planned(), "discipline")[:5] == [
        (1, False, "Pathology"),
        (2, False, "Physiology"),
        (3, True, "Gross anatomy and embryology"),
        (3, True, "Microbiology"),
        (3, True, "Pharmacology"),
    ]


def test_what_was_lower_comes_first_and_what_was_higher_comes_last(planned):
    areas = (
        {"area": "Human development", "report": "lower"},
        {"area": "Cardiovascular system", "report": "lower"},
        {"area": "Reproductive and endocrine systems", "report": "higher"},
        {"area": "Respiratory and renal/urinary systems", "report": "same"},
    )
    names = [name for _, _, name in ranks(planned(areas=areas), "system")]
    assert names[:3] == ["Cardiovascular system", "Human development", "Respiratory and renal/urinary systems"]
    assert names[-1] == "Reproductive and endocrine systems"


@pytest.mark.parametrize(
    ("report", "latest", "rank"),
    [
        ("lower", None, 1),
        ("lower", "same", 7),
        ("lower", "higher", 11),
        ("higher", "lower", 1),
        (None, "lower", 1),
        ("same", None, 7),
        (None, None, 7),
        ("higher", None, 11),
    ],
)
def test_the_latest_practice_test_stands_before_the_report(planned, report, latest, rank):
    area = {"area": "Cardiovascular system", "report": report, "latest": latest}
    (found,) = (row for row in priorities(planned(areas=(area,))) if row.area == "Cardiovascular system")
    assert (found.report, found.latest, found.rank, found.tied) == (report, latest, rank, False)


def test_an_area_tells_its_share_of_the_exam_and_whose_figure_it_is(planned):
    found = priorities(planned())[0]
    assert (found.axis, found.low, found.high, found.source) == ("system", 12, 16, "usmle_content_outline")


def test_three_systems_to_begin_with(planned, today):
    found = plan(planned(areas=({"area": "Gastrointestinal system", "report": "lower"},)), today)
    assert [row.area for row in found.first_subjects] == [
        "Gastrointestinal system",
        "Reproductive and endocrine systems",
        "Respiratory and renal/urinary systems",
    ]
    assert found.also_first == ()
    assert found.ranked("system") + found.ranked("discipline") == found.priorities


def test_a_system_that_ties_with_the_third_is_named_beside_it(planned, today):
    lower = ("Musculoskeletal, skin and subcutaneous tissue", "Multisystem processes and disorders")
    others = ("Reproductive and endocrine systems", "Respiratory and renal/urinary systems")
    found = plan(planned(areas=tuple({"area": area, "report": "lower"} for area in (*lower, *others))), today)
    assert [row.area for row in found.first_subjects] == [*others, "Multisystem processes and disorders"]
    assert [row.area for row in found.also_first] == ["Musculoskeletal, skin and subcutaneous tissue"]


# Practice tests ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exam_in", "days"),
    [
        (-5, []),
        (0, []),
        (1, []),
        (2, [0]),
        (3, [0]),
        (5, [0]),
        (6, [1]),
        (8, [3]),
        (14, [9]),
        (15, [0, 10]),
        (30, [5, 15, 25]),
    ],
)
def test_practice_tests_go_back_from_the_fifth_day_before_the_exam(tests_on, exam_in, days):
    assert tests_on(exam_in=exam_in) == days


@pytest.mark.parametrize(
    ("off", "days"),
    [
        pytest.param((3,), [3, 14, 24], id="as near, and earlier, rather than later"),
        pytest.param((2, 3), [6, 16, 26], id="the day after is nearer"),
        pytest.param((2, 3, 4), [2, 13, 23], id="those before it move too"),
        pytest.param((0, 2, 3, 4, 5, 6), [9, 23], id="a week before the exam"),
        pytest.param((0, 1, 2, 3, 4, 5), [0, 14, 28], id="two days before the exam"),
    ],
)
def test_a_practice_test_on_a_day_off_moves_and_the_last_stays_in_the_final_week(tests_on, off, days):
    assert tests_on(exam_in=30, days_off=off) == days


def test_where_the_final_week_is_off_the_last_practice_test_comes_before_it(tests_on):
    assert tests_on(exam_in=29, days_off=(0, 1, 2, 3, 4, 5)) == [7, 21]


@pytest.mark.parametrize(
    ("tests", "exam_in", "days"),
    [
        pytest.param(((0, 60),), 8, [], id="a test today is the last one"),
        pytest.param(((0, 60),), 9, [7], id="a week after it, two days before the exam"),
        pytest.param(((3, 60),), 8, [4], id="a week after it, though nearer to the exam than usual"),
        pytest.param(((3, 60),), 5, [], id="a test in the last days is enough"),
        pytest.param(((5, 60),), 30, [5, 15, 25], id="ten days after it"),
        pytest.param(((0, 60),), 20, [7, 15], id="fifteen days are too many, so one more"),
        pytest.param(((0, 60),), 19, [14], id="fourteen days are not too many"),
        pytest.param(((8, 60),), 15, [0, 10], id="a week since the test has passed"),
        pytest.param(((8, 60),), 14, [0, 9], id="too many days, and today is free"),
        pytest.param(((60, 60),), 12, [0, 7], id="long ago"),
        pytest.param(((60, 60),), 11, [6], id="long ago, and no room for two"),
        pytest.param(((150, 60),), 14, [9], id="last time's tests do not count"),
        pytest.param(((0, 60, QBANK),), 15, [0, 10], id="a question bank is no practice test"),
        pytest.param(((20, 60), (0, 60, QBANK)), 14, [0, 9], id="whatever was entered after it"),
    ],
)
def test_practice_tests_keep_a_week_from_the_latest_one(tests_on, tests, exam_in, days):
    assert tests_on(*tests, exam_in=exam_in) == days


def test_a_long_gap_is_filled_on_a_day_that_is_free(tests_on):
    assert tests_on((0, 60), exam_in=20, days_off=(6, 0)) == [9, 16]


@pytest.mark.parametrize(("start", "days"), [(-9, [5, 15, 25]), (6, [15, 25]), (28, [28]), (29, []), (40, [])])
def test_no_practice_test_before_study_begins(tests_on, day, start, days):
    assert tests_on(study_start=day(start)) == days


@pytest.mark.parametrize(
    ("exam_in", "entries", "days"),
    [
        pytest.param(30, {}, [15], id="the last but one"),
        pytest.param(14, {}, [9], id="the only one"),
        pytest.param(30, {"full_day_simulation": False}, [15], id="not done"),
        pytest.param(30, {"full_day_simulation": True}, [], id="done already"),
        pytest.param(7, {}, [2], id="a week before the exam"),
        pytest.param(6, {}, [], id="the exam is near"),
        pytest.param(9, {"days_off": (0, 1, 2, 3, 4, 5)}, [], id="the practice test is too near to the exam"),
        pytest.param(1, {}, [], id="no practice test"),
    ],
)
def test_one_practice_test_is_a_full_day_at_exam_length(on_timeline, exam_in, entries, days):
    found = {start: title for name, start, _, title in on_timeline(exam_in, **entries) if name.startswith("practice")}
    assert [start for start, title in found.items() if title == FULL_DAY] == days
    assert set(found.values()) <= {FULL_DAY, NEW_FORM}


# Timeline ------------------------------------------------------------------------------------------------------------


def test_the_timeline_holds_everything_in_the_order_of_the_days(planned, today, day):
    profile = planned(
        school_meeting=day(3),
        remediation_start=day(5),
        remediation_end=day(20),
        study_start=day(4),
        eligibility_start=day(-10),
        eligibility_end=day(80),
        school_deadline=day(60),
        rotations_start=day(90),
        step2ck_date=day(200),
        graduation=day(500),
        days_off=WEEKEND,
    )
    found = timeline(profile, today, day(30))
    assert [(event.name, (event.start - today).days, (event.end - today).days) for event in found] == [
        ("eligibility", -10, 80),
        ("school_meeting", 3, 3),
        ("study_start", 4, 4),
        ("practice_3", 5, 5),
        ("remediation", 5, 20),
        ("practice_2", 15, 15),
        ("practice_1", 25, 25),
        ("exam", 30, 30),
        ("results_typical", 58, 58),
        ("school_deadline", 60, 60),
        ("results_allow", 86, 86),
        ("rotations", 90, 90),
        ("step2ck", 200, 200),
        ("graduation", 500, 500),
    ]
    assert {event.name for event in found if event.moves} == {
        "practice_1",
        "practice_2",
        "practice_3",
        "exam",
        "results_typical",
        "results_allow",
    }
    assert {event.kind for event in found} == {"entered", "scheduled", "result"}


def test_results_come_as_the_readiness_page_says_and_name_their_source(planned, today, day):
    found = {event.name: event for event in timeline(planned(), today, day(30)) if event.kind == "result"}
    assert tuple(event.start for event in found.values()) == results_by(day(30)) == (day(58), day(86))
    assert [event_title(event) for event in found.values()] == [
        "Results usually there",
        "Results there, with room to spare",
    ]
    assert [event.source for event in found.values()] == ["usmle_scores_faq", "usmle_results_page"]


def test_without_an_exam_the_timeline_holds_what_was_entered(planned, today, day):
    found = timeline(planned(graduation=day(500)), today, None)
    assert [event.name for event in found] == ["graduation"]


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("remediation_start", "Remediation course begins"),
        ("remediation_end", "Remediation course ends"),
        ("eligibility_start", "Eligibility period begins"),
        ("eligibility_end", "Eligibility period ends"),
    ],
)
def test_a_period_of_which_one_day_is_known_says_which(planned, today, day, entry, title):
    (event,) = timeline(planned(**{entry: day(9)}), today, None)
    assert (event_title(event), event.start, event.end) == (title, day(9), day(9))


def test_the_published_application_calendar_is_on_the_timeline_from_today_on(planned):
    today = dt.date(2025, 9, 4)
    found = [event for event in timeline(planned(failed=()), today, None) if event.kind == "published"]
    assert [(event_title(event), event.start, event.source, event.moves) for event in found] == [
        ("ERAS 2026: programs may begin reviewing", dt.date(2025, 9, 24), "aamc_eras_2026", False),
        ("ERAS 2026: season ends", dt.date(2026, 5, 31), "aamc_eras_2026", False),
        ("ERAS 2027: season opens", dt.date(2026, 6, 3), "eras_2027", False),
    ]
    same_day = timeline(planned(failed=()), dt.date(2025, 9, 24), None)
    assert [event.start for event in same_day] == [event.start for event in found]


# Conflicts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def crossed(planned, today, day):
    """Conflicts of an exam on day 30, as (text, way out, source)."""

    def find(exam_in=30, failed=(143,), **entries):
        profile = planned(exam_in=exam_in, failed=failed, **entries)
        return [
            (conflict_text(row), conflict_way_out(row), row.source) for row in conflicts(profile, today, day(exam_in))
        ]

    return find


def test_a_date_that_crosses_nothing_has_no_conflict(crossed, day):
    assert crossed() == []
    assert (
        crossed(
            school_meeting=day(30),
            remediation_end=day(29),
            study_start=day(29),
            step2ck_date=day(86),
            eligibility_end=day(30),
            school_deadline=day(30),
            rotations_start=day(86),
        )
        == []
    )


def test_the_remediation_course_ends_before_the_exam(crossed, day):
    assert crossed(remediation_end=day(30)) == [
        (
            "The remediation course ends on 22 Dec 2026, not before the exam.",
            "An exam after 22 Dec 2026, or your school's agreement.",
            "judgement",
        )
    ]


def test_the_meeting_with_the_school_comes_by_the_exam(crossed, day):
    assert crossed(school_meeting=day(31)) == [
        (
            "The meeting with your school is on 23 Dec 2026, after the exam.",
            "An earlier meeting, or a later exam, so that the date can still be talked through.",
            "judgement",
        )
    ]


@pytest.mark.parametrize(("start", "said"), [(30, "22 Dec 2026"), (45, "6 Jan 2027")])
def test_study_begins_before_the_exam(crossed, day, start, said):
    assert crossed(study_start=day(start)) == [
        (f"Study begins on {said}, not before the exam.", "An earlier start, or a later exam.", "judgement")
    ]


@pytest.mark.parametrize("ck", [0, 85])
def test_step_2_ck_comes_after_the_result(crossed, day, ck):
    ((text, way_out, source),) = crossed(step2ck_date=day(ck))
    said = {0: "22 Nov 2026", 85: "15 Feb 2027"}[ck]
    assert text == f"Step 2 CK on {said} may come before the result (16 Feb 2027 at the latest to plan for)."
    assert way_out == "Step 2 CK from 16 Feb 2027 on, or your school's agreement."
    assert source == "usmle_results_page"


def test_a_step_2_ck_that_was_taken_is_no_conflict(crossed, day):
    assert crossed(step2ck_date=day(-1)) == []


@pytest.fixture
def both(planned, today, day):
    """Conflicts of an exam on day 30, and booking's checks that are not met for it."""

    def find(failed, entries):
        profile = planned(failed=failed, **{name: day(days) for name, days in entries.items()})
        checks = calendar_checks(profile, day(30), today)
        return conflicts(profile, today, day(30)), [check for check in checks if check.status == "not met"]

    return find


@pytest.mark.parametrize(
    ("failed", "entries", "names"),
    [
        pytest.param((), {}, [], id="nothing entered"),
        pytest.param((900, 700, 500, 300), {}, ["attempts_left"], id="four attempts"),
        pytest.param((300, 200, 100), {}, ["attempts_in_12_months", "fourth_attempt_wait"], id="three in 12 months"),
        pytest.param((900, 500, 100), {}, ["fourth_attempt_wait"], id="six months"),
        pytest.param((143,), {"eligibility_end": 29}, ["eligibility_window"], id="after the period"),
        pytest.param((143,), {"eligibility_start": 31}, ["eligibility_window"], id="before the period"),
        pytest.param((143,), {"school_deadline": 29}, ["school_deadline"], id="deadline"),
        pytest.param((143,), {"rotations_start": 57}, ["results_before_rotations"], id="rotations"),
    ],
)
def test_a_line_that_booking_says_is_crossed_is_a_conflict_with_booking_s_way_out(both, failed, entries, names):
    found, checks = both(failed, entries)
    assert [check.name for check in checks] == names
    assert [(conflict_text(row), conflict_way_out(row), row.source) for row in found] == [
        (f"{check_words(check).title}: {check_words(check).value}.", f"{check_words(check).flips}.", check.source)
        for check in checks
    ]


@pytest.mark.parametrize(
    ("today", "exam", "graduation", "found"),
    [
        pytest.param("2025-06-01", "2025-07-10", None, True, id="results by 4 September at the latest"),
        pytest.param("2025-06-01", "2025-07-09", None, False, id="results on the day it opens"),
        pytest.param("2025-09-03", "2025-10-01", None, True, id="it opens today"),
        pytest.param("2025-09-04", "2025-10-01", None, False, id="it opened yesterday"),
        pytest.param("2025-06-01", "2025-07-10", "2026-05-20", True, id="graduation in the season's year"),
        pytest.param("2025-06-01", "2025-07-10", "2020-05-20", True, id="graduated long ago"),
        pytest.param("2025-06-01", "2025-07-10", "2027-05-20", False, id="graduation a season later"),
    ],
)
def test_an_application_season_that_opens_before_the_result_is_named(today, exam, graduation, found):
    today, exam = dt.date.fromisoformat(today), dt.date.fromisoformat(exam)
    graduation = graduation and dt.date.fromisoformat(graduation)
    profile = Profile.from_entries({"exam_date": exam, "plan": {"graduation": graduation}}, today)
    result = long_date(results_by(exam)[1])
    assert [(conflict_text(row), conflict_way_out(row), row.source) for row in conflicts(profile, today, exam)] == [
        (
            (
                "ERAS takes applications for the 2026 season from 3 Sep 2025; the result may not be there yet "
                f"({result} at the latest to plan for)."
            ),
            "Apply with the result to follow, or in the next season; ask your school which fits.",
            "aamc_eras_2026",
        )
    ] * found


# Moves ---------------------------------------------------------------------------------------------------------------


def test_two_weeks_later_everything_that_depends_on_the_exam_is_two_weeks_later(planned, today, day):
    found = moves(planned(), today, day(30), 2)
    assert [
        (event_title(move.event), move.before and (move.before - today).days, (move.after - today).days)
        for move in found
    ] == [
        (NEW_FORM, None, 9),
        (NEW_FORM, 5, 19),
        (FULL_DAY, 15, 29),
        (NEW_FORM, 25, 39),
        ("Exam", 30, 44),
        ("Results usually there", 58, 72),
        ("Results there, with room to spare", 86, 100),
    ]


def test_an_earlier_exam_leaves_out_the_first_practice_tests(planned, today, day):
    found = moves(planned(), today, day(30), -2)
    assert [(event_title(move.event), move.before, move.after) for move in found][:3] == [
        (FULL_DAY, day(15), day(1)),
        (NEW_FORM, day(5), None),
        (NEW_FORM, day(25), day(11)),
    ]


def test_a_practice_test_that_moves_is_named_as_it_will_be(planned, today, day):
    found = moves(planned(exam_in=14), today, day(14), 2)
    assert [(event_title(move.event), move.before, move.after) for move in found][:3] == [
        (NEW_FORM, None, day(3)),
        (FULL_DAY, None, day(13)),
        (NEW_FORM, day(9), day(23)),
    ]


def test_what_was_entered_stays_when_the_exam_moves(planned, today, day):
    found = moves(planned(rotations_start=day(90), graduation=day(500)), today, day(30), 2)
    assert not {"rotations", "graduation"} & {move.event.code for move in found}


# Load ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def load_of(planned, today, day):
    return lambda exam_in=30, **entries: load(planned(exam_in=exam_in, **entries), today, day(exam_in))


def test_questions_are_spread_over_the_study_days(load_of, day):
    found = load_of(exam_in=6, questions_done=2900)
    assert (found.target, found.done, found.remaining) == (3000, 2900, 100)
    assert found.days == tuple(StudyDay(day(number), 25) for number in (0, 2, 3, 4))
    assert (found.per_day, found.blocks, found.heavy) == (25, 2, False)
    assert [(kind.name, kind.questions) for kind in found.kinds] == [("good", 25), ("middling", 15), ("bad", 5)]


def test_what_does_not_divide_goes_to_the_first_days(load_of):
    found = load_of(exam_in=6, questions_target=102, questions_done=0)
    assert [one.questions for one in found.days] == [26, 26, 25, 25]


def test_fewer_questions_than_days_leave_days_without(load_of):
    found = load_of(exam_in=6, questions_target=2)
    assert [one.questions for one in found.days] == [1, 1, 0, 0]
    assert (found.per_day, found.blocks) == (1, 1)
    assert (found.missed.questions, found.missed.next_day, found.missed.each_day, found.missed.total_kept) == (
        1,
        2,
        1,
        1,
    )


@pytest.mark.parametrize(("target", "done"), [(0, 0), (0, None), (500, 500), (500, 900)])
def test_a_target_that_is_reached_leaves_nothing_to_do(load_of, target, done):
    found = load_of(questions_target=target, questions_done=done)
    assert (found.target, found.done, found.remaining) == (target, done or 0, 0)
    assert {one.questions for one in found.days} == {0}
    assert (found.per_day, found.blocks, found.heavy, found.missed) == (0, 0, False, None)
    assert [kind.questions for kind in found.kinds] == [0, 0, 0]


def test_after_a_missed_day_there_are_three_ways_on(load_of):
    found = load_of(exam_in=6, questions_target=402, questions_done=100)
    assert [one.questions for one in found.days] == [76, 76, 75, 75]
    missed = found.missed
    assert (missed.questions, missed.next_day, missed.each_day, missed.total_kept) == (76, 152, 101, 326)


@pytest.mark.parametrize(
    ("target", "ways"),
    [
        pytest.param(
            240,
            (
                "120 questions on the next day, and all is as it was",
                "80 questions on each day from here",
                "180 in all instead of 240",
            ),
            id="the next day holds it all",
        ),
        pytest.param(
            242,
            (
                (
                    "122 questions on the next day, and all is as it was: more than the 120 that a day holds well, so "
                    "the next way fits better"
                ),
                "81 questions on each day from here",
                "181 in all instead of 242",
            ),
            id="the next day would be too full",
        ),
        pytest.param(
            400,
            (
                (
                    "200 questions on the next day, and all is as it was: more than the 120 that a day holds well, so "
                    "a smaller total or a later exam fits better"
                ),
                (
                    "134 questions on each day from here: more than the 120 that a day holds well, so a smaller total "
                    "or a later exam fits better"
                ),
                "300 in all instead of 400",
            ),
            id="each day would be too full",
        ),
    ],
)
def test_a_way_on_that_is_more_than_a_day_holds_says_so_and_names_another(load_of, target, ways):
    missed = load_of(exam_in=6, questions_target=target).missed
    assert missed_ways(missed) == ways
    assert (missed.next_day_heavy, missed.each_day_heavy) == ("more than" in ways[0], "more than" in ways[1])


def test_with_one_study_day_left_there_is_no_next_one(load_of, day):
    found = load_of(exam_in=3)
    assert (found.days, found.per_day, found.missed) == ((StudyDay(day(1), 3000),), 3000, None)


def test_with_two_study_days_left_the_next_one_can_take_it_all(load_of, day):
    found = load_of(exam_in=4, questions_target=31)
    assert found.days == (StudyDay(day(1), 16), StudyDay(day(2), 15))
    assert (found.missed.next_day, found.missed.each_day, found.missed.total_kept) == (31, 31, 15)


@pytest.mark.parametrize("off", [(0, 1, 2, 3, 4, 5), (0, 2, 3, 4, 5, 6)])
def test_every_day_off_but_one_leaves_the_weeks_between_practice_tests(load_of, off):
    found = load_of(exam_in=60, days_off=off)
    assert {one.date.weekday() for one in found.days} == set(range(7)) - set(off)
    assert [(later.date - one.date).days for one, later in pairwise(found.days)] == [14] * (len(found.days) - 1)


@pytest.mark.parametrize("exam_in", [-3, 0, 1, 2])
def test_without_a_study_day_before_the_exam_there_is_no_load(load_of, exam_in):
    assert load_of(exam_in=exam_in) is None


@pytest.mark.parametrize(("start", "first", "number"), [(-5, 0, 26), (0, 0, 26), (10, 10, 17), (27, 28, 1)])
def test_questions_begin_when_study_begins(load_of, day, start, first, number):
    days = load_of(study_start=day(start)).days
    assert (days[0].date, len(days)) == (day(first), number)


def test_study_that_begins_too_late_leaves_no_study_day(load_of, day):
    assert load_of(study_start=day(28)) is None
    assert load_of(study_start=day(31)) is None


@pytest.mark.parametrize(("target", "per_day", "heavy"), [(480, 120, False), (481, 121, True)])
def test_a_heavy_day_is_said(load_of, target, per_day, heavy):
    found = load_of(exam_in=6, questions_target=target)
    assert (found.per_day, found.heavy) == (per_day, heavy)


@pytest.mark.parametrize(("target", "blocks"), [(80, 1), (84, 2), (160, 2), (161, 3)])
def test_questions_come_in_blocks_of_twenty(load_of, target, blocks):
    assert load_of(exam_in=6, questions_target=target).blocks == blocks


# Attempts ------------------------------------------------------------------------------------------------------------


def rows(found):
    return [(row.number, row.earliest, row.planned, row.known) for row in found.rows]


def lacking(found):
    return {row.number: row.missing for row in found.rows if row.missing}


def test_one_attempt_used_leaves_three_and_the_third_has_no_wait(planned, day):
    found = ledger(planned(), day(30))
    assert (found.used, found.left, found.limit, found.passed) == (1, 3, 4, False)
    assert rows(found) == [(2, None, day(30), True), (3, None, None, True), (4, None, None, False)]
    assert lacking(found) == {4: (3,)}
    assert after_next(found) == (
        "If the next one does not pass, 2 attempts would be left. The rules name no wait before the one after. "
        "Your school may set limits of its own; ask."
    )


def test_two_attempts_used_name_the_day_of_the_fourth(planned, day):
    found = ledger(planned(failed=(500, 143)), day(30))
    assert rows(found) == [(3, None, day(30), True), (4, dt.date(2027, 6, 22), None, True)]
    assert lacking(found) == {}
    assert after_next(found) == (
        "If the next one does not pass, 1 attempt would be left. The one after could be from 22 Jun 2027 on. "
        "Your school may set limits of its own; ask."
    )


@pytest.mark.parametrize(
    ("days", "exam", "earliest"),
    [
        pytest.param(("2026-05-01", "2026-08-01"), "2026-12-20", "2027-06-20", id="six months after the latest"),
        pytest.param(("2026-11-01", "2026-11-10"), "2026-12-20", "2027-11-01", id="twelve months after the first"),
        pytest.param(("2024-02-29", "2026-08-01"), "2027-08-31", "2028-02-29", id="to a leap day"),
        pytest.param(("2024-02-29", "2026-08-01"), "2026-12-31", "2027-06-30", id="to a month's last day"),
    ],
)
def test_the_fourth_attempt_waits_for_the_first_and_the_latest(days, exam, earliest):
    attempts = tuple({"date": dt.date.fromisoformat(one)} for one in days)
    profile = Profile.from_entries({"attempts": attempts}, dt.date(2026, 11, 22))
    assert ledger(profile, dt.date.fromisoformat(exam)).rows[-1].earliest == dt.date.fromisoformat(earliest)


def test_three_attempts_used_leave_the_last_one(planned, day):
    found = ledger(planned(failed=(500, 300, 143)), day(30))
    assert rows(found) == [(4, dt.date(2027, 1, 2), day(30), True)]
    assert after_next(found) == "The next attempt would be the last that the rules allow."


@pytest.mark.parametrize("failed", [(900, 700, 500, 300), (1200, 900, 700, 500, 300)])
def test_four_attempts_or_more_leave_none(planned, day, failed):
    found = ledger(planned(failed=failed), day(30))
    assert (found.used, found.left, rows(found)) == (len(failed), 0, [])
    assert after_next(found) == (
        "By the rules no attempt is left. Ask your school and your licensing authority what they allow."
    )


def test_nothing_used_leaves_four(planned, day):
    found = ledger(planned(failed=()), day(30))
    assert (found.used, found.left) == (0, 4)
    assert rows(found) == [
        (1, None, day(30), True),
        (2, None, None, True),
        (3, None, None, True),
        (4, None, None, False),
    ]
    assert lacking(found) == {4: (2, 3)}
    assert missing_days(found.rows[-1]) == "the day of attempt 2 and of attempt 3"


def test_an_attempt_that_passed_leaves_no_next_one(student, day):
    attempts = ({"date": day(-400)}, {"date": day(-40), "passed": True})
    found = ledger(student(attempts=attempts), day(30))
    assert (found.used, found.left, found.passed, rows(found)) == (2, 0, True, [])
    assert after_next(found) == (
        "An attempt that passed is entered, so no next one is due. Correct it if it did not pass."
    )


def test_attempts_without_a_day_leave_the_fourth_unknown(planned, day):
    found = ledger(planned(failed=(None, 143)), day(30))
    assert rows(found) == [(3, None, day(30), True), (4, None, None, False)]
    assert lacking(found) == {4: ("so_far",)}
    assert after_next(found) == (
        "If the next one does not pass, 1 attempt would be left. "
        "When the one after could be depends on the day of each attempt so far, not known here yet. "
        "Your school may set limits of its own; ask."
    )


def test_without_an_exam_date_the_attempt_after_the_next_is_unknown(planned):
    found = ledger(planned(failed=(500, 143)), None)
    assert rows(found) == [(3, None, None, True), (4, None, None, False)]
    assert lacking(found) == {4: (3,)}
    assert "When the one after could be depends on the day of attempt 3, not known here yet." in after_next(found)
    assert rows(ledger(planned(failed=(500, 300, 143)), None)) == [(4, dt.date(2027, 1, 2), None, True)]


def test_the_ledger_names_where_its_rules_stand(planned):
    assert ledger(planned(), None).sources == ("usmle_attempt_limit", "ecfmg_reexamination")


# The whole -----------------------------------------------------------------------------------------------------------


def test_a_student_with_a_date_and_a_report_leaves_with_a_beginning(student, today, day):
    areas = (
        {"area": "Cardiovascular system", "report": "lower"},
        {"area": "Human development", "report": "lower"},
        {"area": "Pathology", "report": "lower"},
    )
    found = plan(student(exam_in=40, plan={"areas": areas}), today)
    assert [row.area for row in found.first_subjects] == [
        "Cardiovascular system",
        "Human development",
        "Reproductive and endocrine systems",
    ]
    assert found.ranked("discipline")[0].area == "Pathology"
    assert found.next_test == day(5)
    assert (found.load.per_day, len(found.load.days)) == (86, 35)
    assert [(move.before, move.after) for move in found.moves if move.event.code == "exam"] == [(day(40), day(54))]
    assert found.conflicts == ()
    assert [row.finding for row in found.accommodations] == ["35 of 110 failed"]


@pytest.mark.parametrize("exam_in", [None, -1])
def test_without_a_date_ahead_what_depends_on_it_is_empty(planned, today, exam_in):
    found = plan(planned(exam_in=exam_in), today)
    assert (found.exam, found.next_test, found.load, found.conflicts, found.moves, found.events) == (
        None,
        None,
        None,
        (),
        (),
        (),
    )
    assert (len(found.steps), len(found.priorities), found.ledger.left) == (5, 21, 3)


def test_on_the_day_of_the_exam_it_is_on_the_timeline_and_nothing_is_left_to_study(planned, today, day):
    found = plan(planned(exam_in=0), today)
    assert (found.exam, found.next_test, found.load) == (today, None, None)
    assert [(event.name, event.start) for event in found.events] == [
        ("exam", today),
        ("results_typical", day(28)),
        ("results_allow", day(56)),
    ]
    assert next(move for move in found.moves if move.event.code == "exam").after == day(14)


@pytest.mark.parametrize(
    ("exam_in", "tests", "days"), [(1, 0, 0), (2, 1, 0), (3, 1, 1), (8, 1, 6), (9, 1, 7), (16, 2, 13)]
)
def test_a_near_exam_leaves_as_many_tests_and_study_days(planned, today, exam_in, tests, days):
    found = plan(planned(exam_in=exam_in), today)
    assert sum(event.name.startswith("practice") for event in found.events) == tests
    assert (0 if found.load is None else len(found.load.days)) == days


def test_the_sources_are_listed_ones_each_once(planned, today):
    found = plan(planned(causes=tuple(plan_evidence().causes), school_meeting=today), today).sources
    assert found == (
        "med_school_bro",
        "deng_2015",
        "cooper_2023",
        "cbse_uworld_2016",
        "burk_rafel_2017",
        "resources_2021",
        "review_course_2025",
        "usmle_content_outline",
        "petersen_2022",
        "usmle_scores_faq",
        "usmle_results_page",
        "usmle_attempt_limit",
        "ecfmg_reexamination",
        "usmle_software_2026",
        "nymc_policy",
    )
    assert set(found) <= set(evidence().sources)


def test_the_tables_are_read_once():
    assert plan_evidence() is plan_evidence()


def test_a_far_exam_gets_as_many_tests_as_there_are_forms_nearest_the_exam(tests_on):
    assert tests_on(exam_in=200) == list(range(125, 196, 10))


@pytest.mark.parametrize(("graduates", "crossed"), [(85, True), (86, False), (-1, False)])
def test_a_graduation_before_the_result_is_a_conflict(planned, today, day, graduates, crossed):
    found = [one for one in conflicts(planned(graduation=day(graduates)), today, day(30)) if one.code == "graduation"]
    text = f"Graduation on {long_date(day(graduates))} may come before the result "
    text += f"({long_date(day(86))} at the latest to plan for)."
    assert [conflict_text(one) for one in found] == [text] * crossed
    assert all("ask your school" in conflict_way_out(one) for one in found)


@pytest.mark.parametrize(
    ("graduates", "way_out"),
    [
        (56, "An earlier exam, or a graduation that waits for the result; ask your school."),
        (55, "A graduation that waits for the result; ask your school."),
    ],
)
def test_an_earlier_exam_is_a_way_out_while_its_result_can_still_come_in_time(crossed, day, graduates, way_out):
    ((_, found, _),) = crossed(graduation=day(graduates))
    assert found == way_out


def test_where_no_day_of_eras_lies_ahead_the_plan_says_which_was_the_latest_known(planned, today):
    note = eras_note(plan(planned(), today).latest_eras)
    assert note.startswith("No day of ERAS ahead is published here yet.")
    assert "ERAS 2027, season opens, 3 Jun 2026." in note
    assert plan(Profile.from_entries({}, dt.date(2026, 6, 3)), dt.date(2026, 6, 3)).latest_eras is None


def test_a_calendar_file_holds_something_until_all_steps_are_done_and_no_day_known(planned, today):
    everything = tuple(plan_evidence().steps)
    assert plan(planned(exam_in=None, steps_done=everything[1:]), today).has_days
    assert not plan(planned(exam_in=None, steps_done=everything), today).has_days
    assert plan(planned(exam_in=30, steps_done=everything), today).has_days
