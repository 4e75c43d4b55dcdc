"""What holds for every plan, tried on many students: days, totals, ranks, and the rules on attempts.

The rules on attempts are counted here anew, day by day, apart from the model.
"""

import calendar
import datetime as dt
import re
from itertools import pairwise

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from model.booking.checks import calendar_checks
from model.entries.profile import Profile
from model.entries.schema import AreaResult, Attempt, Plan, PracticeTest
from model.evidence.exam import evidence
from model.evidence.plan import AXES, plan_evidence
from model.plan.attempts import ledger
from model.plan.conflicts import conflicts
from model.plan.plan import plan
from model.plan.timeline import moves, practice_days
from model.report.as_calendar import calendar_file
from model.report.sentences import check_words, conflict_text, conflict_way_out

DAY = dt.timedelta(days=1)
MOST = int(evidence().rule("plan.most_tests"))
WEEK = 7 * DAY
STAMP = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
MONTH_ENDS = (dt.date(2024, 2, 28), dt.date(2024, 2, 29), dt.date(2025, 12, 31), dt.date(2027, 3, 1))

todays = st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31)) | st.sampled_from(MONTH_ENDS)
levels = st.sampled_from([None, "lower", "same", "higher"])
areas = st.lists(
    st.builds(AreaResult, area=st.sampled_from(sorted(plan_evidence().areas)), report=levels, latest=levels),
    unique_by=lambda row: row.area,
    max_size=8,
).map(tuple)
questions = st.none() | st.integers(0, 20) | st.integers(0, 20_000)
before, after, later, around = (
    st.none() | st.integers(least, most) for least, most in ((-60, 60), (60, 200), (-600, 900), (-60, 200))
)
dates = st.fixed_dictionaries(
    dict.fromkeys(("school_meeting", "study_start", "school_deadline", "begun", "rotations_start"), around)
    | {"remediation_start": before, "remediation_end": after, "eligibility_start": before, "eligibility_end": after}
    | {"step2ck_date": around, "graduation": later}
)
entries = st.fixed_dictionaries(
    {
        "full_day_simulation": st.none() | st.booleans(),
        "steps_done": st.lists(st.sampled_from(sorted(plan_evidence().steps)), unique=True).map(tuple),
        "talk_to_someone": st.booleans(),
        "causes": st.lists(st.sampled_from(sorted(plan_evidence().causes)), unique=True).map(tuple),
        "areas": areas,
        "questions_done": questions,
        "questions_target": questions,
        "days_off": st.lists(st.integers(0, 6), unique=True, max_size=6).map(tuple),
    }
)
taken = st.lists(st.tuples(st.sampled_from(["cbssa", "uwsa2", "qbank"]), st.integers(0, 40)), max_size=3)
sat = st.lists(st.tuples(st.none() | st.integers(0, 900), st.sampled_from([False] * 9 + [True])), max_size=5)
history = st.fixed_dictionaries({"taken": taken, "sat": sat})


def _student(today, exam_in, dates, entries, history):
    def day(number):
        return None if number is None else today + number * DAY

    profile = Profile(
        format="second-sitting/2",
        exam_date=day(exam_in),
        attempts=tuple(Attempt(date=day(ago and -ago), passed=passed) for ago, passed in history["sat"]),
        practice_tests=tuple(PracticeTest(test=kind, date=day(-ago), score=100.0) for kind, ago in history["taken"]),
        plan=Plan(**entries, **{name: day(number) for name, number in dates.items()}),
    )
    return profile, today


def _with_exam(exam_in):
    return st.builds(_student, todays, exam_in=exam_in, dates=dates, entries=entries, history=history)


# A student's own date, and entries whose days lie around it; the exam of anyone may have passed or not be entered.
anyone = _with_exam(st.none() | st.integers(-20, 120))
students = _with_exam(st.integers(0, 120))


def laid_out(found):
    """Days of practice tests and of questions."""
    tests = [event.start for event in found.events if event.kind == "scheduled"]
    return tests, [] if found.load is None else [one.date for one in found.load.days]


def latest_taken(profile):
    return max((test.date for test in profile.this_time if test.test != "qbank"), default=None)


@given(anyone)
@settings(max_examples=200)
def test_nothing_lies_on_a_day_off_before_today_or_from_the_exam_s_eve_on(student):
    profile, today = student
    tests, study = laid_out(plan(profile, today))
    for one in tests + study:
        assert one.weekday() not in profile.plan.days_off
        assert max(today, profile.plan.study_start or today) <= one <= profile.exam_date - 2 * DAY
    assert len({*tests, *study}) == len(tests) + len(study)


def days_named(text):
    return [dt.datetime.strptime(day, "%d %b %Y").date() for day in re.findall(r"\d+ [A-Z][a-z]{2} \d{4}", text)]  # noqa: DTZ007 (a day)


@given(students)
@settings(max_examples=200)
def test_no_way_out_goes_by_a_day_that_has_passed(student):
    profile, today = student
    ways = [check_words(check).flips for check in calendar_checks(profile, profile.exam_date, today)]
    ways += [conflict_way_out(conflict) for conflict in conflicts(profile, today, profile.exam_date)]
    assert [day for way in ways for day in days_named(way) if day < today] == []


@given(students)
def test_every_day_between_study_and_the_exam_is_a_practice_test_a_study_day_or_off(student):
    profile, today = student
    tests, study = laid_out(plan(profile, today))
    assume(study)
    first, last = max(today, profile.plan.study_start or today), profile.exam_date - 2 * DAY
    days = {first + number * DAY for number in range((last - first).days + 1)}
    assert {*tests, *study} == {one for one in days if one.weekday() not in profile.plan.days_off}
    assert tests == sorted(tests)
    assert study == sorted(study)


@given(students)
def test_practice_tests_are_one_to_two_weeks_apart(student):
    profile, today = student
    tests, _ = laid_out(plan(profile, today))
    for one, later in pairwise(tests):
        assert WEEK <= later - one <= 2 * WEEK


@given(students)
def test_the_first_test_keeps_a_week_from_the_latest_and_comes_within_two_weeks(student):
    profile, today = student
    tests, _ = laid_out(plan(profile, today))
    possible, taken = max(today, profile.plan.study_start or today), latest_taken(profile)
    assert len(tests) <= MOST
    assume(0 < len(tests) < MOST)  # with as many as there can be, those nearest the exam are kept
    if taken is None:
        assert tests[0] - possible < 2 * WEEK
        return
    assert tests[0] - taken >= WEEK
    assert tests[0] <= max(possible - DAY, taken) + 2 * WEEK


@given(students)
def test_the_last_practice_test_lies_in_the_final_week_where_a_day_there_is_free(student):
    profile, today = student
    tests, _ = laid_out(plan(profile, today))
    taken = latest_taken(profile)
    earliest = max(today, profile.plan.study_start or today, today if taken is None else taken + WEEK)
    week = [profile.exam_date - number * DAY for number in range(2, 8)]
    free = [one for one in week if one >= earliest and one.weekday() not in profile.plan.days_off]
    assert [one for one in tests if one >= profile.exam_date - WEEK] == [
        *sorted(free, key=lambda one: (abs((profile.exam_date - one).days - 5), one))[:1]
    ]


@given(students)
def test_the_questions_add_up_and_differ_by_one_at_most(student):
    profile, today = student
    found = plan(profile, today).load
    assume(found is not None)
    numbers = [one.questions for one in found.days]
    assert found.remaining == sum(numbers) == max(found.target - found.done, 0)
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] - numbers[-1] <= 1
    assert found.per_day == numbers[0] >= 0
    assert 20 * (found.blocks - 1) < found.per_day <= 20 * found.blocks
    assert found.heavy == (found.per_day > 120)
    kinds = [kind.questions for kind in found.kinds]
    assert kinds == sorted(kinds, reverse=True)
    assert kinds[0] == found.per_day


@given(students)
def test_each_way_on_after_a_missed_day_reaches_what_it_says(student):
    profile, today = student
    found = plan(profile, today).load
    assume(found is not None)
    if len(found.days) == 1 or not found.remaining:
        assert found.missed is None
        return
    missed, left = found.missed, [one.questions for one in found.days[1:]]
    assert missed.questions == found.days[0].questions
    assert missed.next_day + sum(left[1:]) == found.remaining
    assert missed.each_day * len(left) >= found.remaining > (missed.each_day - 1) * len(left)
    assert missed.total_kept == found.done + sum(left) if found.target >= found.done else missed.total_kept < found.done


@given(students, st.integers(1, 12))
def test_moving_the_exam_moves_what_depends_on_it_and_nothing_else(student, weeks):
    profile, today = student
    later = profile.exam_date + weeks * WEEK
    before, after = (plan(profile.model_copy(update={"exam_date": exam}), today) for exam in (profile.exam_date, later))
    stays = [[event for event in found.events if not event.moves] for found in (before, after)]
    assert stays[0] == stays[1]
    found = moves(profile, today, profile.exam_date, weeks)
    assert sorted(move.after for move in found) == [event.start for event in after.events if event.moves]
    assert sorted(move.before for move in found if move.before) == [e.start for e in before.events if e.moves]
    fixed = {move.event.code: (move.before, move.after) for move in found if move.event.code != "practice"}
    assert {then - now for now, then in fixed.values()} == {weeks * WEEK}
    assert len(fixed) == 3


@given(anyone)
def test_the_timeline_is_in_order_and_every_name_is_there_once(student):
    profile, today = student
    events = plan(profile, today).events
    assert [event.start for event in events] == sorted(event.start for event in events)
    assert all(event.start <= event.end for event in events)
    assert len({event.name for event in events}) == len(events)


@given(students)
def test_the_conflicts_begin_with_every_line_that_booking_says_is_crossed(student):
    profile, today = student
    crossed = [check for check in calendar_checks(profile, profile.exam_date, today) if check.status == "not met"]
    found = conflicts(profile, today, profile.exam_date)
    assert [conflict_text(row) for row in found[: len(crossed)]] == [
        f"{check_words(check).title}: {check_words(check).value}." for check in crossed
    ]
    assert plan(profile, today).conflicts == found
    assert all(conflict_text(row).endswith(".") and conflict_way_out(row).endswith(".") for row in found)


@given(anyone)
def test_a_rank_is_one_more_than_the_areas_before_it_and_equal_ones_share_it(student):
    profile, today = student
    found = plan(profile, today)
    order = {"lower": 0, "same": 1, None: 1, "higher": 2}
    for axis in AXES:
        keys = {row.area: (order[row.latest or row.report], -(row.low + row.high)) for row in found.ranked(axis)}
        assert len(keys) == {"system": 11, "discipline": 10}[axis]
        for row in found.ranked(axis):
            assert row.rank == 1 + len([key for key in keys.values() if key < keys[row.area]])
            assert row.tied == (list(keys.values()).count(keys[row.area]) > 1)
    first = found.first_subjects
    assert first == found.ranked("system")[:3]
    assert {row.rank for row in found.also_first} <= {first[-1].rank}
    beyond = found.ranked("system")[3 + len(found.also_first) :]
    assert all(row.rank > first[-1].rank for row in beyond)


@given(anyone)
def test_every_step_comes_before_an_exam_ahead_and_in_order(student):
    profile, today = student
    steps = plan(profile, today).steps
    assert [step.due for step in steps] == sorted(step.due for step in steps)
    assert {step.name for step in steps if step.done} == set(profile.plan.steps_done) & {step.name for step in steps}
    assert ("talk" in {step.name for step in steps}) == profile.plan.talk_to_someone
    if profile.exam_date is not None and profile.exam_date > today:
        assert all(step.due < profile.exam_date for step in steps)


@given(anyone, st.integers(-12, 14))
def test_the_same_entries_give_the_same_plan_wherever_the_reader_is(student, hours):
    profile, today = student
    elsewhere = STAMP.astimezone(dt.timezone(dt.timedelta(hours=hours)))
    found = plan(profile, today)
    assert plan(profile, today) == found
    assert calendar_file(found, elsewhere) == calendar_file(found, STAMP)


# Attempts, counted day by day ----------------------------------------------------------------------------------------


def months_later(day, months):
    year, month = day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def allowed(days, sitting):
    """Whether the rules allow a further attempt on a day after attempts on these days."""
    if len(days) >= 4:
        return False
    within = [day for day in days if months_later(day, 12) > sitting]
    fourth = len(days) != 3 or (sitting >= months_later(days[0], 12) and sitting >= months_later(days[-1], 6))
    return len(within) < 3 and fourth


days_before = st.lists(st.dates(dt.date(2022, 1, 1), dt.date(2026, 11, 1)), min_size=1, max_size=3, unique=True).map(
    sorted
)


@given(days_before, st.integers(1, 500))
@settings(max_examples=150)
@example([dt.date(2024, 2, 29), dt.date(2024, 8, 31)], 1)
@example([dt.date(2026, 3, 31), dt.date(2026, 5, 31), dt.date(2026, 8, 31)], 30)
def test_the_ledger_names_the_first_day_that_the_rules_allow(days, ahead):
    today = dt.date(2026, 11, 1)
    exam = today + ahead * DAY
    entries = {"attempts": tuple({"date": day} for day in days), "exam_date": exam}
    found = ledger(Profile.from_entries(entries, today), exam)
    assert [row.number for row in found.rows] == list(range(len(days) + 1, 5))
    sat = list(days)
    for row in found.rows:
        if not row.known:
            assert row.number == len(days) + 3  # the day of the attempt before it is not planned
            break
        first = sat[-1] + DAY
        while not allowed(sat, first):
            first += DAY
        assert (sat[-1] + DAY if row.earliest is None else row.earliest) == first
        if row.planned is None:
            break
        sat.append(row.planned)


@given(students)
def test_the_ledger_agrees_with_booking_on_the_planned_day(student):
    profile, today = student
    found = ledger(profile, profile.exam_date)
    status = {check.name: check.status for check in calendar_checks(profile, profile.exam_date, today)}
    assert (found.left == 0) == (status["attempts_left"] == "not met")
    if not found.rows:
        return
    (planned, *others) = found.rows
    assert planned.planned == profile.exam_date
    assert {row.planned for row in others} <= {None}
    both = {status["attempts_in_12_months"], status["fourth_attempt_wait"]}
    early = planned.earliest is not None and planned.planned < planned.earliest
    assert early == ("not met" in both)
    if profile.attempts:
        assert planned.known == ("not known" not in both)


def test_a_leap_day_is_a_day_like_any_other():
    today = dt.date(2028, 2, 20)
    profile = Profile.from_entries({"exam_date": dt.date(2028, 3, 5)}, today)
    assert practice_days(profile, today, dt.date(2028, 3, 5)) == (dt.date(2028, 2, 29),)
    found = plan(profile, today)
    assert [one.date for one in found.load.days][-3:] == [dt.date(2028, 3, number) for number in (1, 2, 3)]
    assert found.events[-1].start == dt.date(2028, 4, 30)
