"""The outlook page: all groups, exploring without overwriting, strengths, and what is missing."""

import json

import pytest

from model.evidence.match import match_evidence
from model.outlook.gap import contrasts


def at_outlook(student, **application):
    student.go("outlook")
    student.enter(group="US MD", **application)
    return student


def leading(student):
    """The two numbers of the headline."""
    return next(header.value for header in student.app.header if header.value.startswith("Between"))


def test_without_a_school_the_page_asks_for_it_and_still_shows_the_strengths(student):
    student.go("outlook")
    assert "Choose your kind of school to begin" in student.said
    assert "Your strengths, and what to build next" in student.said


def test_the_answer_stands_in_one_line_beside_the_entries_once_there_is_one(student):
    student.go("outlook")
    assert "So far" not in student.said
    student.enter(group="US MD", target_0="Internal Medicine", step2ck=245)
    assert "So far: between 94 and 99 of 100 match. The reasons stand with the full answer." in student.said


def test_a_specialty_chosen_twice_is_told_and_the_answer_stands_with_the_first(student):
    at_outlook(student, target_0="Internal Medicine", step2ck=245)
    student.enter(target_1="Internal Medicine")
    told = "Target specialties: 'Internal Medicine' is there twice. Remove one of them."
    assert {warning.value for warning in student.app.warning} == {told}
    assert leading(student) == "Between 94 and 99 of 100 match"


def test_five_of_three_clerkships_are_told_beside_them_and_both_answers_stand(student):
    at_outlook(student, target_0="Internal Medicine", step2ck=245)
    student.app.session_state["group_Clerkships"] = True
    student.app.run()
    student.enter(clerkship_honors=5, clerkships_graded=3)
    assert all("5 of 3 clerkships is more than all of them" in warning.value for warning in student.app.warning)
    assert len(student.app.warning) == 2  # at the top of the answer, and beside the entries
    assert leading(student) == "Between 94 and 99 of 100 match"
    student.go("readiness")
    assert not student.app.warning
    assert "About 71 of 100 pass, 29 do not" in student.said
    assert "download" not in [button.key for button in student.app.get("download_button")]


def test_the_leading_specialty_is_answered_in_the_words_of_its_band(student):
    at_outlook(student, target_0="Internal Medicine", step2ck=245)
    assert (
        "Of 100 US MD seniors who ranked internal medicine first with a Step 2 CK of 240-249, 99 matched (2020-2024, "
        "n = 2,877). With a first-attempt failure nobody has published the figure: between 94 and 99."
    ) in student.said
    assert leading(student) == "Between 94 and 99 of 100 match"
    assert "the attempt weighs at most **20 points**" in student.said
    assert "No published score brings the floor up to **98 of 100**" in student.said


@pytest.mark.parametrize(
    ("group", "headline", "says"),
    [
        ("US DO", "Between 76 and 95 of 100 match", "For US DO seniors no rate by Step 2 CK was found"),
        ("Non-US IMG", "Between 13 and 49 of 100 match", "contiguous ranks: half between 3 and 8, median 5"),
        ("US IMG", "Between 28 and 70 of 100 match in any specialty", "For US-citizen IMGs no rate by specialty"),
    ],
)
def test_every_group_gets_an_answer_and_hears_what_is_missing(student, group, headline, says):
    student.go("outlook")
    student.enter(group=group, target_0="Internal Medicine", step2ck=245)
    assert leading(student) == headline
    assert says in student.said
    assert "that gap is borrowed from US MDs" in student.said
    assert not student.app.exception


def test_a_predicted_score_is_said_to_be_one_where_the_answer_rests_on_it(student):
    at_outlook(student, target_0="Dermatology", step2ck=280, step2ck_predicted=True)
    said = "Your Step 2 CK score is predicted; the one you then have may move these figures."
    assert said in student.said
    student.enter(step2ck_predicted=False)
    assert said not in student.said
    student.enter(group="Non-US IMG", step2ck_predicted=True)
    assert said not in student.said


def test_an_unknown_score_shows_the_curve_alone(student):
    at_outlook(student, target_0="General Surgery")
    assert leading(student) == "Between 42 and 81 of 100 match"
    assert len(student.app.get("vega_lite_chart")) == 2
    assert "the attempt weighs" not in student.said


def test_exploring_a_score_moves_the_readings_and_leaves_the_entry(student):
    at_outlook(student, target_0="Internal Medicine", step2ck=245)
    student.enter(exploring=True)
    student.enter(explored_score=225)
    assert "At a score of 225 the attempt weighs" in student.said
    assert leading(student) == "Between 94 and 99 of 100 match"
    assert student.app.number_input(key="step2ck").value == 245
    student.go("home")
    student.go("outlook")
    assert student.app.number_input(key="step2ck").value == 245


def test_a_factor_of_one_closes_the_gap(student):
    at_outlook(student, target_0="Internal Medicine", step2ck=245)
    student.enter(explored_factor=1.0)
    assert "the attempt weighs at most **0 points**" in student.said


def test_a_chosen_reference_rate_is_held_against_the_floor(student):
    at_outlook(student, target_0="General Surgery", step2ck=240)
    student.enter(reference_rate=50)
    assert "the floor reaches 50 of 100" in student.said


def test_the_contrasts_behind_the_factor_stand_beside_it(student):
    at_outlook(student, target_0="Internal Medicine")
    for item in contrasts():
        assert f"{item.after_fail[0]} of {item.after_fail[1]} after a first attempt that did not pass" in student.said


def test_directors_view_of_a_failed_attempt_is_said(student):
    at_outlook(student)
    assert (
        "Of 100 directors, 77 cite a failed attempt when choosing whom to interview, importance 4.4 of 5"
        in student.said
    )


def test_a_strength_entered_is_read_against_its_reference(student):
    at_outlook(student, target_0="Internal Medicine")
    student.app.session_state["group_Research and experiences"] = True
    student.app.run()
    student.enter(research_experiences=2)
    assert "**Research experiences: room to build.** 2 experiences." in student.said
    student.enter(research_experiences=9)
    assert "**Research experiences: above the matched average.** 9 experiences." in student.said


def test_parts_larger_than_their_whole_name_the_entry(student):
    at_outlook(student)
    student.app.session_state["group_Letters"] = True
    student.app.run()
    student.enter(letters=2, letters_from_specialty=3)
    assert "3 of 2 letters is more than all of them. Check both numbers." in student.app.warning[0].value
    student.enter(letters=4)
    assert not student.app.warning


def test_the_home_page_shows_the_leading_specialty(student):
    at_outlook(student, target_0="Psychiatry", step2ck=251)
    student.go("home")
    assert (
        "Of 100 US MD seniors who ranked psychiatry first with a Step 2 CK of 250 or higher, 96 matched" in student.said
    )


@pytest.mark.parametrize("order", ["Highest floor first", "Most applicants first", "By name"])
def test_every_specialty_is_listed_in_each_order(student, order):
    at_outlook(student, step2ck=245)
    student.enter(order=order)
    names = [row["Specialty"] for row in student.table("everything_table")]
    assert set(names) == set(match_evidence().bands)
    if order == "By name":
        assert names == sorted(names)


def test_few_applicants_are_marked(student):
    at_outlook(student, step2ck=212)
    applicants = {row["Specialty"]: row["Applicants"] for row in student.table("everything_table")}
    assert applicants["Neurological Surgery"] == "7 (few)"
    assert applicants["Internal Medicine"] == "329"


def test_a_file_with_an_application_opens_and_a_score_off_the_scale_is_refused(student):
    file = {"format": "second-sitting/1", "group": "US DO", "application": {"step2ck": 245, "target_specialties": []}}
    student.app.file_uploader(key="upload").upload("mine.json", json.dumps(file).encode()).run()
    assert "Opened mine.json." in student.said
    file["application"]["step2ck"] = 345
    student.app.file_uploader(key="upload").upload("odd.json", json.dumps(file).encode()).run()
    assert "Step 2 CK 345 is outside 100-300. Check the score." in student.app.warning[0].value
    student.go("outlook")
    assert student.app.number_input(key="step2ck").value == 245


def test_a_second_specialty_is_offered_once_the_first_is_chosen_and_the_first_leads(student):
    at_outlook(student, step2ck=245)
    assert "target_1" not in [box.key for box in student.app.selectbox]
    student.enter(target_0="Psychiatry")
    student.enter(target_1="Internal Medicine")
    assert "who ranked psychiatry first" in student.said
    assert student.app.session_state["target_2"] is None
    student.enter(target_1="Psychiatry")
    assert "'Psychiatry' is there twice. Remove one of them." in student.app.warning[0].value
