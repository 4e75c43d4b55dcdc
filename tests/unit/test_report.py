import json

import pytest

from model import MODEL_VERSION
from model.evidence import evidence
from model.report import report

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
                "1 practice score since the last attempt, 2 from before it, the pass chance printed on your own "
                f"report, and {US_MD}. For sitting on 29 Nov 2026."
            ),
        ),
    ],
)
def test_the_basis_names_everything_the_chance_rests_on(told, student, tests, basis):
    assert told(student(*tests)).basis == basis


def test_the_basis_says_when_the_exam_date_is_assumed(told, student):
    assert told(student(exam_in=None)).basis == (
        f"{US_MD}. For sitting on 29 Nov 2026; no exam date ahead is entered, so it is for sitting within a week."
    )


def test_the_report_carries_the_versions_it_was_made_with(told, student, today):
    answer = told(student())
    assert (answer.model_version, answer.data_version) == (MODEL_VERSION, evidence().version)
    assert answer.today == today
    assert answer.to_text().splitlines()[0] == (
        f"Second Sitting, 22 Nov 2026 (model {MODEL_VERSION}, data {evidence().version})"
    )


def test_the_plain_values_are_those_of_the_answers(told, student, day):
    answer = told(student((160, 68), (150, 70), *CLIMBING, (3, 40, {"printed_pass_percent": 99}), group="US IMG"))
    values = answer.to_dict()
    readiness, booking = answer.readiness, answer.booking
    assert values["today"] == "2026-11-22"
    assert values["readiness"]["chance"] == {
        "central": readiness.chance.central,
        "low": readiness.chance.low,
        "high": readiness.chance.high,
    }
    assert values["readiness"]["ability"] == {"mean": readiness.ability.mean, "sd": readiness.ability.sd}
    assert values["readiness"]["basis"] == {
        "text": answer.basis,
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
    assert values["booking"]["advice"] == booking.advice.text
    assert values["booking"]["reason"] == booking.advice.reason
    assert values["booking"]["next_step"] == booking.advice.next_step
    assert values["booking"]["would_change"] == list(booking.advice.would_change)
    assert values["booking"]["next_form_score"] == booking.next_form_score
    assert [check["status"] for check in values["booking"]["checks"]] == [check.status for check in booking.checks]
    assert [row["date"] for row in values["booking"]["sit_or_wait"]] == [
        day(days).isoformat() for days in (7, 21, 35, 49)
    ]


def test_a_gap_nobody_can_know_is_empty(told, student):
    assert told(student((3, 70))).to_dict()["readiness"]["basis"]["last_time_gap"] is None


def test_the_plain_values_survive_json(told, student):
    values = told(student(*CLIMBING)).to_dict()
    assert json.loads(json.dumps(values, allow_nan=False)) == json.loads(json.dumps(values)) == _listed(values)


def _listed(value):
    if isinstance(value, dict):
        return {name: _listed(item) for name, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, list | tuple) else value


def test_the_text_says_the_chance_the_advice_and_what_they_rest_on(told, student):
    answer = told(student(*CLIMBING))
    lines = answer.to_text().splitlines()
    assert lines[2] == "About 84 of 100 pass, 16 do not; range 69 to 93."
    assert lines[3] == f"Based on {answer.basis}"
    assert lines[6] == answer.booking.advice.text
    assert f"  {answer.booking.advice.reason}" in lines
    assert f"  Next: {answer.booking.advice.next_step}" in lines
    for change in answer.booking.advice.would_change:
        assert f"  Would change it: {change}" in lines
    assert lines[-1] == "Sources: " + ", ".join(answer.readiness.sources)


def test_the_text_has_a_line_for_each_check_and_each_date(told, student, day):
    answer = told(student(*CLIMBING, plan={"school_deadline": day(30)}))
    lines = answer.to_text().splitlines()
    for check in answer.booking.checks:
        assert f"  [{check.status}] {check.title}: {check.value} (line: {check.line}; {check.source})" in lines
    waits = [line for line in lines if line.startswith("  +")]
    assert [line.split(":")[0] for line in waits] == [
        "  +0 weeks, 29 Nov 2026",
        "  +2 weeks, 13 Dec 2026",
        "  +4 weeks, 27 Dec 2026",
        "  +6 weeks, 10 Jan 2027",
    ]
    assert waits[0].endswith("69-93, about 84; results 27 Dec 2026 to 24 Jan 2027")
    assert waits[2].endswith("; Before your school's deadline: 27 Dec 2026, deadline 22 Dec 2026.")
