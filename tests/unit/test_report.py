import dataclasses
import json

import pytest

from model import MODEL_VERSION
from model.evidence.exam import cited, evidence
from model.outlook.gap import contrasts
from model.outlook.offset import offset
from model.outlook.outlook import outlook
from model.outlook.rates import rate
from model.outlook.references import Quartiles
from model.outlook.strengths import strengths
from model.plan.plan import plan
from model.report.as_json import offset_values, rate_values, to_dict
from model.report.report import report
from model.report.sentences import (
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    after_next,
    basis_words,
    between_sentence,
    chance_sentence,
    contrast_words,
    evidence_words,
    interval_sentence,
    load_sentence,
    missing_sentence,
    parity_sentence,
    percentile_sentence,
    quartile_sentence,
    remarks,
    span,
    step2_error_sentence,
    waiting_note,
    weight_sentence,
)

US_MD = "the published 2025 rate for repeat examinations, US MD schools: 71 of 100 passed (n = 2,098)"
CLIMBING = ((28, 55), (14, 60), (0, 66))


@pytest.fixture
def told(today):
    return lambda profile: report(profile, today)


@pytest.mark.parametrize(
    ("tests", "basis"),
    [
        ((), f"{US_MD}. For sitting on 29 Nov 2026."),
        (((3, 70),), f"1 practice score since the last attempt, and {US_MD}. For sitting on 29 Nov 2026."),
        (CLIMBING, f"3 practice scores since the last attempt, and {US_MD}. For sitting on 29 Nov 2026."),
        (
            ((160, 70), (150, 68), (3, 70, {"printed_pass_percent": 97})),
            (
                "1 practice score since the last attempt, 2 practice scores from before it, "
                f"the pass chance printed on your own report, and {US_MD}. For sitting on 29 Nov 2026."
            ),
        ),
        (
            ((160, 70), *CLIMBING),
            (
                "3 practice scores since the last attempt, 1 practice score from before it, "
                f"and {US_MD}. For sitting on 29 Nov 2026."
            ),
        ),
        (((160, 70, {"printed_pass_percent": 97}), (150, 68)), f"{US_MD}. For sitting on 29 Nov 2026."),
    ],
)
def test_the_basis_names_everything_the_chance_rests_on(told, student, tests, basis):
    assert basis_words(told(student(*tests)).readiness) == basis


def test_the_basis_says_when_the_exam_date_is_assumed(told, student):
    assert basis_words(told(student(exam_in=None)).readiness) == (
        f"{US_MD}. For sitting on 29 Nov 2026; no exam date ahead is entered, so it is for sitting within a week."
    )


def test_the_report_carries_the_versions_it_was_made_with(told, student, today):
    answer = told(student())
    assert (answer.model_version, answer.data_version) == (MODEL_VERSION, evidence().version)
    assert answer.today == today


def test_the_plain_values_are_those_of_the_answers(told, student, day):
    answer = told(student((160, 68), (150, 70), *CLIMBING, (3, 40, {"printed_pass_percent": 99}), group="US IMG"))
    values = to_dict(answer)
    readiness, booking = answer.readiness, answer.booking
    assert values["today"] == "2026-11-22"
    assert values["readiness"]["chance"] == {
        "central": readiness.chance.central,
        "low": readiness.chance.low,
        "high": readiness.chance.high,
    }
    assert values["readiness"]["ability"] == {"mean": readiness.ability.mean, "sd": readiness.ability.sd}
    assert values["readiness"]["basis"] == {
        "text": basis_words(answer.readiness),
        "sitting": "2026-11-29",
        "sitting_assumed": False,
        "scored_tests": 4,
        "last_time_tests": 2,
        "last_time_gap": {"mean": readiness.estimate.gaps[0].mean, "sd": readiness.estimate.gaps[0].sd},
        "repeat_rate": {
            "percent": 54.0,
            "tested": 3594,
            "year": 2025,
            "group": "schools outside the US and Canada, US and other citizens together",
            "source": "usmle_performance",
        },
        "printed_pairs_used": 0,
        "printed_pairs_set_aside": 1,
    }
    assert values["readiness"]["sources"] == list(readiness.sources)
    assert values["booking"]["outcome"] == booking.advice.outcome == "more_time"
    assert values["booking"]["advice"] == advice_text(booking.advice)
    assert values["booking"]["reason"] == advice_reason(booking.advice)
    assert values["booking"]["next_step"] == advice_step(booking.advice)
    assert values["booking"]["would_change"] == list(advice_changes(booking.advice))
    assert values["booking"]["next_form_score"] == booking.next_form_score
    assert [check["status"] for check in values["booking"]["checks"]] == [check.status for check in booking.checks]
    assert [row["date"] for row in values["booking"]["sit_or_wait"]] == [
        day(days).isoformat() for days in (7, 21, 35, 49)
    ]


@pytest.mark.parametrize(
    "tests", [((3, 70),), ((160, 68), (150, 70))], ids=["no score from last time", "no score since"]
)
def test_a_gap_that_is_not_in_the_chance_is_neither_given_nor_spoken_of(told, student, tests):
    answer = told(student(*tests))
    assert to_dict(answer)["readiness"]["basis"]["last_time_gap"] is None
    assert list(remarks(answer)) == []


def test_the_plain_values_survive_json(told, student):
    values = to_dict(told(student(*CLIMBING)))
    assert json.loads(json.dumps(values, allow_nan=False)) == json.loads(json.dumps(values)) == _listed(values)


def _listed(value):
    if isinstance(value, dict):
        return {name: _listed(item) for name, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, list | tuple) else value


SURGERY = {"target_specialties": ("General Surgery", "Internal Medicine"), "step2ck": 245}
GROUPS = ("US MD", "US DO", "US IMG", "Non-US IMG")


def test_without_a_group_there_is_no_outlook_in_the_report(told, student):
    answer = told(student(group=None, application=SURGERY))
    assert (answer.outlook, to_dict(answer)["outlook"]) == (None, None)


@pytest.mark.parametrize("group", [*GROUPS, None])
def test_the_report_carries_the_outlook_and_the_strengths_of_its_profile(told, student, group):
    profile = student(group=group, application=SURGERY)
    assert told(profile).outlook == outlook(profile)
    assert told(profile).strengths == strengths(profile)


def test_the_plain_values_of_the_outlook_begin_with_the_leading_rate(told, student):
    values = to_dict(told(student(application=SURGERY)))["outlook"]
    leading, second = (rate("US MD", specialty, 245) for specialty in SURGERY["target_specialties"])
    assert {name: values[name] for name in rate_values(leading)} == rate_values(leading)
    assert values["specialties"] == [rate_values(leading), rate_values(second)]
    assert (values["factor"], values["factor_borrowed"], values["missing"]) == (0.164, False, [])
    assert (values["ceiling"], values["interval"]) == (
        86,
        {"low": leading.interval.low, "high": leading.interval.high},
    )


def test_the_plain_values_of_the_offset_are_those_of_the_leading_specialty(told, student):
    shift = offset("General Surgery", 245, 0.164)
    values = to_dict(told(student(application=SURGERY)))["outlook"]["offset"]
    assert values == offset_values(shift)
    assert {name: value for name, value in values.items() if name != "curve"} == {
        "points_equivalent": pytest.approx(17.989, abs=0.001),
        "more_than": False,
        "parity_score": pytest.approx(253.422, abs=0.001),
        "reference_rate": 69,
    }
    assert len(values["curve"]) == 61
    assert values["curve"][0] == {"step2ck": 210, "ceiling": 27, "floor": shift.curve[0].floor}


@pytest.mark.parametrize("group", ["US DO", "US IMG", "Non-US IMG"])
def test_without_rates_by_step_2_ck_the_plain_values_have_no_offset_and_say_so(told, student, group):
    profile = student(group=group, application=SURGERY)
    values = to_dict(told(profile))["outlook"]
    assert (values["offset"], values["factor_borrowed"]) == (None, True)
    assert values["missing"] == [missing_sentence(item) for item in outlook(profile).missing]
    assert [item["code"] for item in values["missing_facts"]] == [item.code for item in outlook(profile).missing]
    assert "no" in values["missing"][0].split()


def test_without_any_rate_the_plain_values_have_no_leading_one(told, student, without):
    without("nrmp_md_step2_bands.csv", "nrmp_specialty_counts.csv", "main_match_rates.csv")
    values = to_dict(told(student(application=SURGERY)))["outlook"]
    assert set(values) == {"factor", "factor_borrowed", "specialties", "offset", "missing", "missing_facts"}
    assert (values["specialties"], values["offset"]) == ([], None)


def test_the_plain_values_of_the_strengths_are_those_of_the_answers(told, student):
    answer = told(student(application=SURGERY | {"letters": 3}))
    values = to_dict(answer)["strengths"]
    assert [(value["name"], value["facts"]["reading"]) for value in values] == [
        (strength.name, strength.reading) for strength in answer.strengths
    ]
    (letters,) = [value for value in values if value["name"] == "letters"]
    assert letters == {
        "name": "letters",
        "title": "Letters of recommendation",
        "entry": "3 letters",
        "reference": "cited by 84 of 100 directors, importance 4.2 of 5",
        "reading": "entered",
        "next_step": "Ask somebody in the specialty who saw you work since the attempt; tell them what you changed.",
        "percent_citing": 84,
        "importance": 4.2,
        "sources": ["nrmp_pd_2024"],
        "facts": {
            "entered": [{"field": "letters", "value": 3, "of": None}],
            "references": [],
            "reading": "entered",
            "next_step": "ask_for_letter",
        },
    }
    (research,) = [value for value in values if value["name"] == "research"]
    assert research["facts"]["references"] == [
        {"kind": "matched_mean", "specialty": "General Surgery", "mean": 4.2, "source": "nrmp_seniors_2024"}
    ]
    (signals,) = [value for value in values if value["name"] == "signals"]
    assert [row["kind"] for row in signals["facts"]["references"]] == ["signals_given", "odds_ratio"]


@pytest.mark.parametrize("group", GROUPS)
def test_the_plain_values_of_outlook_and_strengths_survive_json(told, student, group):
    values = to_dict(told(student(group=group, application=SURGERY | {"signals_used": 15})))
    assert json.loads(json.dumps(values, allow_nan=False)) == _listed(values)


# The sentences of the pages -------------------------------------------------------------------------------------------


def starred(text):
    return f"*{text}*"


def test_a_line_names_its_publisher_and_grade_or_that_it_is_our_own():
    assert cited("usmle_scores_faq") == "USMLE; good"
    assert cited("judgement") == "our judgement"


@pytest.mark.parametrize(
    ("tests", "words"),
    [
        ((), "fair"),
        (CLIMBING, "disputed"),
        (((3, 70, {"printed_pass_percent": 97}),), "fair for the chance printed on your report, disputed for the rest"),
    ],
)
def test_the_evidence_is_graded_in_words(told, student, tests, words):
    assert evidence_words(told(student(*tests))) == words


@pytest.mark.parametrize(("exam_in", "when"), [(7, "on 29 Nov 2026"), (None, "within a week")])
def test_the_chance_says_of_whom_it_is_and_when(told, student, exam_in, when):
    answer = told(student(*CLIMBING, exam_in=exam_in))
    assert chance_sentence(answer, starred) == (
        f"Of 100 people with practice scores like these who sit {when}. Range *{span(answer.readiness.chance)}*, "
        "because the published curves part. Evidence: *disputed*. What happened to people like you in the past; an "
        "estimate, not a verdict."
    )


def test_where_the_curves_agree_nothing_is_said_of_their_parting(told, student):
    assert "Range *99 to 99*. Evidence: *disputed*." in chance_sentence(told(student((3, 100), (1, 100))), starred)


def test_without_scores_the_chance_is_of_examinations(told, student):
    assert chance_sentence(told(student())) == (
        "Of 100 repeat examinations; none of your own scores since the attempt is in it yet. Range 71 to 71. "
        "Evidence: fair. What happened in the past; an estimate, not a verdict."
    )


@pytest.mark.parametrize(
    ("tests", "entries", "says"),
    [
        (CLIMBING, {}, ""),
        (
            ((145, 68), (150, 70), *CLIMBING),
            {},
            (
                "Last time's practice scores suggest how far exam day fell short of practice. The estimate allows for "
                "that: -3.9 EPC, give or take 3.5."
            ),
        ),
        (
            ((3, 40, {"printed_pass_percent": 99}),),
            {},
            (
                "A printed chance of 99 at a score of 40 is far from every published curve, so it is set aside. Check "
                "it against the report."
            ),
        ),
        (
            CLIMBING,
            {"exam_in": 120},
            (
                "The date lies more than 12 weeks after the latest score. Scores say little about a day that far off; "
                "the figure is the one for that horizon."
            ),
        ),
        (
            CLIMBING,
            {"failed": (None,)},
            (
                "The day of your attempt is not entered, so every score counts as taken since then. Enter it under "
                "attempts and dates; scores from before it are read differently."
            ),
        ),
        (
            ((3, 70, {"printed_pass_percent": 97}),),
            {},
            "A printed chance narrows the range to NBME's figure; how repeat takers do with it is not published.",
        ),
        (
            (),
            {"group": None, "failed": (None,)},
            "No school is chosen, so all repeat examinations count together. Choose yours to make it more personal.",
        ),
    ],
)
def test_what_the_reader_would_not_expect_is_remarked(told, student, tests, entries, says):
    assert "".join(remarks(told(student(*tests, **entries)))) == says


@pytest.mark.parametrize(("beside", "second"), [(True, "the one at the top of the page, carries"), (False, "second c")])
def test_the_note_on_waiting_says_when_results_come(beside, second):
    note = waiting_note(beside_the_chance=beside)
    assert second in note
    assert note.endswith("Results usually come in 4 weeks (USMLE; good); plan for 8 (USMLE; fair).")


@pytest.mark.parametrize(("small", "few"), [(False, ""), (True, " Few applicants stand behind it.")])
def test_a_rate_says_what_chance_alone_would_do(small, few):
    found = dataclasses.replace(rate("US MD", "General Surgery", 245), small=small)
    assert interval_sentence(found) == (
        f"Chance alone would move the published rate between 84 and 88 (95% interval).{few}"
    )


def test_without_a_count_nothing_is_said_of_chance_alone():
    assert interval_sentence(dataclasses.replace(rate("US MD", "General Surgery", 245), interval=None)) == ""


@pytest.mark.parametrize("group", GROUPS)
def test_a_borrowed_gap_is_said_to_be_borrowed(student, group):
    said = between_sentence(outlook(student(group=group, application=SURGERY)))
    assert ("that gap is borrowed from US MDs" in said) == (group != "US MD")


@pytest.mark.parametrize(
    ("step2ck", "says"),
    [
        (245, "A Step 2 CK of 245 is at or above 32 of 100 first takers at US schools (USMLE; fair)."),
        (285, "A Step 2 CK of 285 is at or above more than 99 of 100 first takers at US schools (USMLE; fair)."),
        (205, "A Step 2 CK of 205 is at or above fewer than 1 of 100 first takers at US schools (USMLE; fair)."),
        (None, ""),
    ],
)
def test_a_score_is_set_among_first_takers(student, step2ck, says):
    assert percentile_sentence(outlook(student(application={"step2ck": step2ck}))) == says


def test_a_contrast_names_both_counts_and_its_source():
    assert [contrast_words(item) for item in contrasts()][1] == (
        "59 of 64 after a first attempt that did not pass, 64 of 64 after one that did (matched to any residency; "
        "Medical Education Online; good)"
    )


@pytest.mark.parametrize(
    ("step2ck", "says"),
    [
        (
            245,
            (
                "At a score of 245 the attempt weighs at most *18 points* of Step 2 CK here: the floor, 51 of 100, is "
                "what is published that far below. "
            ),
        ),
        (
            225,
            (
                "At a score of 225 the attempt weighs more than *10 points* of Step 2 CK here: the line goes no "
                "further down, and there the published rate is still above the floor, 12 of 100. "
            ),
        ),
        (216, "At a score of 216 the attempt weighs more than *1 point* of Step 2 CK here: "),
    ],
)
def test_the_weight_of_the_attempt_is_said_in_points(step2ck, says):
    assert weight_sentence(offset("General Surgery", step2ck, 0.164), starred).startswith(says)


@pytest.mark.parametrize("step2ck", [215, 214, 200])
def test_where_the_line_begins_the_attempt_s_weight_is_unknown_not_0_points(step2ck):
    assert weight_sentence(offset("General Surgery", step2ck, 0.164), starred) == (
        f"At a score of {step2ck} nobody can tell how many points of Step 2 CK the attempt weighs here: the line goes "
        "no further down, so nothing shows where the published rate is as low as the floor, 6 of 100."
    )


def test_without_a_score_the_attempt_has_no_weight_to_tell():
    assert weight_sentence(offset("General Surgery", None, 0.164), starred) == ""


@pytest.mark.parametrize("reference", [None, 30, 50, 60])
def test_the_score_for_the_reference_is_the_first_whole_one_the_floor_reaches(reference):
    shift = offset("General Surgery", None, 0.164, reference)
    said = parity_sentence(shift, starred)
    first = next(point.step2ck for point in shift.curve if point.floor >= shift.reference_rate)
    assert said.startswith(f"From a score of *{first:g}* the floor reaches ")


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        (None, "From a score of *254* the floor reaches 69 of 100."),
        (99, "No published score brings the floor up to *99 of 100*."),
    ],
)
def test_the_score_that_reaches_the_reference_is_said(reference, says):
    assert parity_sentence(offset("General Surgery", None, 0.164, reference), starred) == says


def test_without_a_reference_nothing_is_held_against_it():
    shift = dataclasses.replace(offset("General Surgery", None, 0.164), reference_rate=None, parity_score=None)
    assert parity_sentence(shift) == ""


def test_the_error_of_step_2_ck_is_said_where_it_is_installed(without):
    assert step2_error_sentence() == "A Step 2 CK score is known to within 6 points, two times in three (USMLE; fair)."
    without("step2ck_constants.csv")
    assert step2_error_sentence() == ""


@pytest.mark.parametrize(("median", "apart"), [(None, ""), (230.0, " Not matched: median 230.")])
def test_quartiles_are_said_with_those_who_did_not_match_where_they_are_printed(median, apart):
    row = Quartiles("step2ck", (240, 250, 260), None, median, "nrmp_img_2026")
    assert quartile_sentence(row) == (
        f"Those who matched, Step 2 CK: half between 240 and 260, median 250.{apart} (NRMP; fair)"
    )


# The plan ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def planned(told, student, day):
    dates = {"rotations_start": day(10), "eligibility_start": day(1), "eligibility_end": day(60)}
    return told(student((28, 55), exam_in=40, plan={"causes": ("cramming",), **dates}))


def test_the_report_carries_the_plan_of_its_profile(told, student, today):
    profile = student((28, 55), exam_in=40)
    assert told(profile).plan == plan(profile, today)


def test_the_plain_values_of_the_plan_survive_json_and_say_days_in_iso_form(planned):
    values = to_dict(planned)["plan"]
    assert json.loads(json.dumps(values)) == values
    assert values["exam"] == "2027-01-01"
    assert values["next_test"] == planned.plan.next_test.isoformat()
    assert values["load"]["per_day"] == planned.plan.load.per_day
    assert values["changes"][0]["findings"][0]["source"] == "deng_2015"
    assert values["ledger"]["after_next"] == after_next(planned.plan.ledger)
    assert [row["area"] for row in values["first_subjects"]] == [row.area for row in planned.plan.first_subjects]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (480, "120 questions a day in 6 timed blocks, on 4 study days: 480 of 480 to go."),
        (
            481,
            (
                "121 questions a day in 7 timed blocks, on 4 study days: 481 of 481 to go. That is more than a day "
                "holds well; a later date or a smaller number would bring it down."
            ),
        ),
    ],
)
def test_a_load_that_is_more_than_a_day_holds_says_so(told, student, target, said):
    assert load_sentence(told(student(exam_in=6, plan={"questions_target": target})).plan.load) == said
