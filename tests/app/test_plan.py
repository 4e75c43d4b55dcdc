"""The plan page: six parts, each useful alone, nothing demanded."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from model.entries.profile import Profile
from model.entries.schema import WEEKDAYS
from model.evidence.exam import evidence
from model.evidence.plan import plan_evidence
from model.text import long_date

PARTS = ("First steps", "What happened", "What to study", "Calendar", "Each day", "Attempts")
NEVER_SAID = re.compile(
    r"\b(failed student|weak|at risk|red flag|doomed|should have|you are behind|READY|FAIL)\b|(?i:\b(only|just)\b)"
)
SUBJECT = "Cardiovascular system"


@pytest.fixture
def planner(student):
    """A student on the plan page, nothing entered."""
    student.go("plan")
    return student


def at(student, part):
    """Choose a part of the plan."""
    student.enter(plan_part=part)
    assert not student.app.exception
    return student


def opened(student, *keys):
    """Open expanders by key."""
    for key in keys:
        student.app.session_state[key] = True
    student.app.run()
    assert not student.app.exception
    return student


def card(student):
    """The card that says it in short."""
    return "\n".join(text.value for text in student.app.get_by_key("plan_short").markdown)


def marked(student, shown, **levels):
    """Mark areas of a report, by the beginning of their names."""
    opened(at(student, "What to study"), "areas")
    names = list(plan_evidence().areas)
    for name, level in levels.items():
        (number,) = (number for number, area in enumerate(names) if area.startswith(name))
        axis = plan_evidence().areas[names[number]].axis
        student.enter(areas_of=shown, areas_by=axis)
        student.enter(**{f"area_{shown}_{number}": level})
    return student


def everything(student, today):
    """Fill in every part of the plan."""
    for name in plan_evidence().causes:
        at(student, "What happened").enter(**{f"cause_{name}": True})
    marked(student, "report", Cardiovascular="lower", Gastrointestinal="lower", Human="higher", Pathology="lower")
    marked(student, "latest", Cardiovascular="same", Respiratory="lower", Genetics="higher")
    opened(at(student, "Calendar"), "plan_dates")
    student.enter(
        exam_date=today + timedelta(days=60),
        accommodations="thinking",
        school_meeting=today + timedelta(days=5),
        remediation_start=today + timedelta(days=6),
        remediation_end=today + timedelta(days=70),
        eligibility_start=today,
        eligibility_end=today + timedelta(days=50),
        school_deadline=today + timedelta(days=40),
        rotations_start=today + timedelta(days=80),
        step2ck_date=today + timedelta(days=90),
        graduation=today + timedelta(days=700),
    )
    at(student, "Each day").enter(
        questions_done=400,
        questions_target=3500,
        days_off=[6],
        resources="First book, Second bank, Cards, Videos",
        wellbeing="A quiet week.",
    )
    return student


# The plan of the issue -----------------------------------------------------------------------------------------------


def test_a_date_and_a_report_give_subjects_a_next_test_questions_moves_and_a_file(planner, today):
    marked(planner, "report", Cardiovascular="lower", Gastrointestinal="lower")
    at(planner, "Calendar").enter(exam_date=today + timedelta(days=42))
    said = card(planner)
    assert re.findall(r"^1\. ([^:]+):", said, flags=re.MULTILINE) == [
        "Cardiovascular system",
        "Gastrointestinal system",
        "Reproductive and endocrine systems",
    ]
    assert f"Exam: **{long_date(today + timedelta(days=42))}**." in said
    assert re.search(r"Next practice test: \*\*\d+ \w{3} \d{4}\*\*\.", said)
    assert re.search(r"Questions a day: \*\*\d+\*\*, on \d+ study days until the exam\.", said)
    assert planner.app.get_by_key("calendar_file").label == "Download the calendar"
    assert "If the exam moves by 2 weeks" in [text.value for text in planner.app.subheader]
    assert (
        f"| Exam | {long_date(today + timedelta(days=42))} | {long_date(today + timedelta(days=56))} |" in planner.said
    )


def test_without_any_entry_the_order_goes_by_the_share_of_the_exam_and_says_so(planner):
    at(planner, "What to study")
    assert "Nothing from your reports is entered yet" in planner.said
    assert "1. Reproductive and endocrine systems: 12 to 16 percent of the exam" in card(planner)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_without_any_entry_is_drawn_whole(planner, part):
    at(planner, part)
    opened(planner, *(panel.key for panel in planner.app.expander))
    assert [header.value for header in planner.app.header] == ["In short", part]
    assert "No exam date is entered yet." in card(planner)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_with_everything_filled_in_never_uses_a_ruled_out_word(planner, today, part):
    at(everything(planner, today), part)
    opened(planner, *(panel.key for panel in planner.app.expander))
    app = planner.app
    widgets = (*app.checkbox, *app.selectbox, *app.date_input, *app.button, *app.expander, *app.get("button_group"))
    said = "\n".join([planner.said, *(widget.label for widget in widgets)])
    assert NEVER_SAID.findall(said) == []


# First steps ---------------------------------------------------------------------------------------------------------


def test_the_first_steps_stand_by_their_days_with_talking_to_someone_first(planner, today):
    steps = [box.label for box in planner.app.checkbox]
    assert steps[0] == f"Talk to someone, by {long_date(today + timedelta(days=2))}"
    assert len(steps) == len(plan_evidence().steps)


def test_the_first_steps_move_with_the_day_the_plan_begins(planner, today):
    planner.enter(begun=today + timedelta(days=10))
    assert planner.app.checkbox[0].label == f"Talk to someone, by {long_date(today + timedelta(days=12))}"


def test_talking_to_someone_can_be_taken_out_and_the_undo_brings_it_back(planner):
    planner.click("remove_talk")
    assert "step_talk" not in [box.key for box in planner.app.checkbox]
    assert "Taken out: talk to someone." in planner.said
    planner.click("undo")
    assert "step_talk" in [box.key for box in planner.app.checkbox]
    assert "Taken out" not in planner.said


def test_talking_to_someone_can_be_put_back_later(planner):
    planner.click("remove_talk")
    planner.go("home")
    planner.go("plan")
    planner.click("put_back_talk")
    assert "step_talk" in [box.key for box in planner.app.checkbox]


# What happened -------------------------------------------------------------------------------------------------------


def test_a_cause_shows_its_change_its_evidence_and_how_questions_are_missed(planner):
    at(planner, "What happened").enter(cause_cramming=True)
    said = planner.said
    assert plan_evidence().causes["cramming"].change in said
    assert "- Unique Anki cards seen: +0.00059 points a card, about 1 point per 1,700 (n = 72; " in said
    assert "- **No effect found.** Anki cohort vs none: no significant difference (n = 303; " in said
    assert "- Learned, and could not be brought back: Put it into spaced repetition" in said


def test_several_causes_may_fit_and_not_being_sure_is_an_answer(planner):
    at(planner, "What happened")
    assert "Each one that you tick shows one change" in planner.said
    planner.enter(cause_cramming=True, cause_burnout=True, causes_unsure=True)
    assert all(plan_evidence().causes[name].change in planner.said for name in ("cramming", "burnout"))
    assert "The largest pile names the change." in planner.said


# What to study -------------------------------------------------------------------------------------------------------


def test_marking_an_area_lower_moves_it_to_the_front_of_the_list_and_of_the_card(planner):
    marked(planner, "report", Cardiovascular="lower")
    line = "1. Cardiovascular system: lower on your fail report; 7 to 11 percent of the exam"
    assert line in card(planner)
    assert f"first 5 of 11**\n\n{line}" in planner.said


def test_what_the_latest_test_shows_counts_before_the_report_and_stands_beside_it(planner):
    marked(planner, "report", Cardiovascular="lower")
    marked(planner, "latest", Cardiovascular="same")
    labels = [group.label for group in planner.app.get("button_group")]
    assert "Cardiovascular system (report: lower)" in labels
    assert SUBJECT not in card(planner)
    shown = {row["Area"]: row["Report, then latest test"] for row in planner.table("areas_table")}
    assert shown[SUBJECT] == "lower, then about the same"


def test_equal_areas_are_said_to_be_a_tie(planner):
    at(planner, "What to study")
    assert (
        "Gross anatomy and embryology: 10 to 20 percent of the exam (tie with Microbiology; Pharmacology)"
    ) in planner.said
    ranks = {row["Area"]: row["Rank"] for row in planner.table("areas_table")}
    tied = ("Gross anatomy and embryology", "Microbiology", "Pharmacology")
    assert [ranks[area] for area in tied] == ["Discipline 3 (tie)"] * 3


def test_a_tie_across_the_last_of_the_first_subjects_is_said(planner):
    marked(planner, "report", Reproductive="lower", Respiratory="lower", Multisystem="lower", Musculoskeletal="lower")
    assert "Tied with the last of these: " in card(planner)


def test_the_table_behind_the_chart_holds_every_area_of_both_axes(planner):
    at(planner, "What to study")
    assert {row["Area"] for row in planner.table("areas_table")} == set(plan_evidence().areas)
    assert len(planner.app.get("vega_lite_chart")) == 1


# Calendar ------------------------------------------------------------------------------------------------------------


def test_a_date_that_crosses_a_line_is_said_with_the_way_out_and_its_source(planner, today):
    opened(at(planner, "Calendar"), "plan_dates")
    planner.enter(exam_date=today + timedelta(days=60), remediation_end=today + timedelta(days=61))
    ends = long_date(today + timedelta(days=61))
    assert (
        "**Lines that the exam date crosses, each with a way out**\n\n"
        f"- The remediation course ends on {ends}, not before the exam. Way out: An exam after {ends}, or your "
        "school's agreement. (our judgement)"
    ) in planner.said


def test_three_dates_stand_side_by_side_each_with_its_conflicts(planner, today):
    opened(at(planner, "Calendar"), "plan_dates")
    planner.enter(exam_date=today + timedelta(days=30), school_deadline=today + timedelta(days=50))
    days = [long_date(today + timedelta(days=days)) for days in (30, 44, 58)]
    lines = planner.said
    assert f"| {days[1]}, 2 weeks later | " in lines
    assert f"- **{days[0]}** crosses no line of those entered." in lines
    assert f"- **{days[1]}** crosses no line of those entered." in lines
    assert re.search(rf"- \*\*{days[2]}\*\* crosses: .*deadline", lines)


def test_accommodations_come_early_with_the_evidence_until_they_are_settled(planner):
    at(planner, "Calendar")
    finding = "Sat after a denied accommodation request: 35 of 110 did not pass (n = 110; "
    assert f"ask early, before a date is fixed. {finding}" in planner.said
    planner.enter(accommodations="asked")
    assert f"a date after the answer keeps room for it. {finding}" in planner.said
    planner.enter(accommodations="granted")
    assert finding not in planner.said


def test_the_table_behind_the_timeline_says_what_moves_with_the_exam(planner, today):
    opened(at(planner, "Calendar"), "plan_dates")
    planner.enter(exam_date=today + timedelta(days=60), graduation=today + timedelta(days=400))
    moves = {row["What"]: row["Moves with the exam"] for row in planner.table("calendar_table")}
    assert (moves["Exam"], moves["Graduation"]) == ("yes", "no")


def test_an_exam_date_that_has_passed_is_said_and_nothing_is_laid_out(student, today):
    passed = Profile.from_entries({"exam_date": today - timedelta(days=3)}, today)
    student.app.file_uploader(key="upload").upload("mine.json", passed.to_json().encode()).run()
    student.go("plan")
    expected = f"The exam date entered, {long_date(today - timedelta(days=3))}, has passed."
    assert expected in card(student)
    for part in ("Calendar", "Each day"):
        at(student, part)
        assert student.said.count(expected) == 2


@pytest.mark.parametrize("days", [0, 1])
def test_an_exam_too_near_for_a_study_day_is_said_so(planner, today, days):
    at(planner, "Calendar").enter(exam_date=today + timedelta(days=days))
    at(planner, "Each day")
    said = card(planner)
    assert f"Exam: **{long_date(today + timedelta(days=days))}**." in said
    assert "Next practice test: no day is left for one before the exam." in said
    assert "Questions a day: none; no study day is left before the exam." in said


# Each day ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def studying(planner, today):
    """A student on the part for each day, the exam 42 days ahead."""
    at(planner, "Calendar").enter(exam_date=today + timedelta(days=42))
    return at(planner, "Each day")


def test_questions_a_day_come_in_timed_blocks_with_good_middling_and_bad_versions(studying):
    found = re.search(r"\*\*(\d+) questions a day\*\*, in (\d+) timed blocks of 20 ", studying.said)
    per_day, blocks = (int(number) for number in found.groups())
    assert blocks == -(-per_day // 20)
    assert "subjects mixed: 3,000 of 3,000 to go" in studying.said
    assert f"**A good day**, {per_day} questions: " in studying.said
    assert "**A middling day**, " in studying.said
    assert re.search(r"\*\*A bad day\*\*, \d+ questions or none: ", studying.said)


def test_more_questions_than_a_day_holds_well_are_named_in_short(studying, today):
    heavy = "That is more than a day holds well; Each day says what would bring it down."
    assert heavy not in card(studying)
    at(studying, "Calendar").enter(exam_date=today + timedelta(days=14))
    assert heavy in card(studying)
    assert "A later date or a smaller number would bring it down" in at(studying, "Each day").said


def test_a_missed_day_offers_three_ways_on_and_no_blame(studying):
    (said,) = (text.value for text in studying.app.markdown if "After a missed day" in text.value)
    assert "there are three ways on; choose what fits the days ahead" in said
    assert re.fullmatch(
        r"- \d+ questions on the next day, and all is as it was: more than the 120 that a day holds well, so the next "
        r"way fits better\.\n"
        r"- \d+ questions on each day from here\.\n"
        r"- [\d,]+ in all instead of 3,000\.",
        said.split("\n\n")[1],
    )


def test_a_bad_day_suggests_rest_and_people_and_nothing_else(studying):
    studying.enter(day_kind="bad")
    drawn = [text.value for text in studying.app.main.markdown]
    after = drawn[drawn.index(next(text for text in drawn if text.startswith("Rest, "))) :]
    assert after[0].startswith("Rest, a walk, food and sleep, and a word with somebody.")
    assert all(line.name in after[0] for line in evidence().support_lines)
    assert after[1].startswith("**Somebody to talk to, on any day**")
    assert "question" not in after[0]
    assert "After a missed day" not in studying.said


def test_practice_tests_are_listed_with_their_spacing_and_a_full_length_day(studying):
    (said,) = (text.value for text in studying.app.markdown if text.value.startswith("**Practice tests**"))
    assert "7 to 10 days apart" in said
    assert said.count("with a full day at exam length") == 1


def test_more_resources_than_few_are_told_so_without_a_score(studying):
    studying.enter(resources="Book, Bank, Cards")
    assert "are named" not in studying.said
    studying.enter(resources="Book, Bank, Cards, Videos")
    assert "4 resources are named. The guidance says few and mastered" in studying.said


def test_a_target_that_is_reached_asks_for_nothing_more(studying):
    studying.enter(questions_done=3000)
    assert "Questions a day: none have to be; the 3,000 aimed at are done." in card(studying)
    assert "After a missed day" not in studying.said


def test_a_plan_heavier_than_a_day_holds_names_the_ways_to_lighten_it(studying):
    studying.enter(questions_target=20000)
    assert "A later date or a smaller number would bring it down" in studying.said


def test_with_every_day_off_the_page_says_so_and_the_days_stay_in_reach(studying):
    studying.enter(days_off=list(range(len(WEEKDAYS))))
    assert "With every day off no study day is left. Keep at least one." in studying.app.warning[0].value
    studying.enter(days_off=[5, 6])
    assert not studying.app.warning
    assert "questions a day**" in studying.said


def test_with_too_many_resources_the_page_says_so_and_the_names_stay_in_reach(studying):
    studying.enter(resources="a, b, c, d, e, f, g, h, i")
    assert "9 resources are more than the 8 that can be entered. Remove some." in studying.app.warning[0].value
    studying.enter(resources="a, b")
    assert not studying.app.warning
    assert studying.app.text_input(key="resources").value == "a, b"


# Attempts ------------------------------------------------------------------------------------------------------------


def test_the_ledger_counts_attempts_and_names_the_day_of_each_that_is_left(planner, today):
    opened(at(planner, "Attempts"), "calendar")
    planner.enter(attempt_count=3)
    planner.enter(
        attempt_0=today - timedelta(days=500),
        attempt_1=today - timedelta(days=300),
        attempt_2=today - timedelta(days=10),
    )
    assert "**3 attempts used, 1 left** of 4 " in planner.said
    assert re.search(r"^\| 4 \| \d+ \w{3} \d{4} \|", planner.said, flags=re.MULTILINE)


def test_without_an_attempt_entered_none_is_counted_as_left(planner):
    opened(at(planner, "Attempts"), "calendar")
    planner.enter(attempt_count=0)
    assert "No attempt is entered. With the one that did not pass, above, this says how many of 4 are left " in (
        planner.said
    )
    assert "attempts used" not in planner.said


# Keeping -------------------------------------------------------------------------------------------------------------


def test_entries_survive_going_to_other_pages(planner, today):
    everything(planner, today)
    before = card(planner)
    keys = ("days_off", "resources", "wellbeing", "accommodations", "graduation", "questions_target", "cause_burnout")
    kept = {key: planner.app.session_state[key] for key in keys}
    for page in ("home", "readiness", "outlook", "share", "methods", "plan"):
        planner.go(page)
    assert card(planner) == before
    assert {key: planner.app.session_state[key] for key in keys} == kept
    assert planner.app.get_by_key("resources").value == "First book, Second bank, Cards, Videos"


def test_a_file_with_a_plan_opens_with_all_of_it(student, today):
    areas = (
        {"area": SUBJECT, "report": "lower", "latest": "higher"},
        {"area": "Human development", "report": "same", "latest": None},
        {"area": "Genetics", "report": None, "latest": "lower"},
    )
    plan = {
        "areas": areas,
        "causes": ("burnout",),
        "steps_done": ("decompress",),
        "talk_to_someone": False,
        "days_off": (5, 6),
        "resources": ("Book", "Cards"),
    }
    file = Profile.from_entries({"exam_date": today + timedelta(days=30), "plan": plan}, today)
    student.app.file_uploader(key="upload").upload("mine.json", file.to_json().encode()).run()
    student.go("plan")
    assert student.app.checkbox(key="step_decompress").value
    assert "step_talk" not in [box.key for box in student.app.checkbox]
    assert at(student, "What happened").app.checkbox(key="cause_burnout").value
    shown = {row["Area"]: row["Report, then latest test"] for row in at(student, "What to study").table("areas_table")}
    assert shown[SUBJECT] == "lower, then higher"
    assert shown["Human development"] == "about the same, then not shown"
    assert shown["Genetics"] == "not shown, then lower"
    at(student, "Each day")
    assert student.app.get_by_key("days_off").value == [5, 6]
    assert student.app.text_input(key="resources").value == "Book, Cards"


# Home ----------------------------------------------------------------------------------------------------------------


def test_the_home_page_shows_the_next_practice_test_once_there_is_an_exam_date(student, today):
    student.go("readiness")
    student.add("cbssa", today, 62)
    student.go("home")
    assert "Next practice test by the plan" not in student.said
    student.go("readiness")
    student.enter(exam_date=today + timedelta(days=30))
    student.go("home")
    (shown,) = re.findall(r"Next practice test by the plan: (\d+ \w{3} \d{4})\.", student.said)
    day = datetime.strptime(shown, "%d %b %Y").replace(tzinfo=UTC).date()
    assert today < day < today + timedelta(days=30)


def test_a_calendar_is_offered_once_it_would_hold_something(planner, today):
    student = at(planner, "First steps")
    student.enter(**{f"step_{name}": True for name in plan_evidence().steps})
    assert [button.label for button in student.app.download_button if "calendar" in button.label] == []
    student.app.session_state["exam_date"] = today + timedelta(days=30)
    student.app.run()
    assert student.app.get_by_key("calendar_file").label == "Download the calendar"


def test_without_a_published_day_ahead_the_calendar_says_what_is_known_of_eras(planner):
    assert "ERAS ahead is published here yet" in at(planner, "Calendar").said
