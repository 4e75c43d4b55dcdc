"""What was published is given back as published; a failed first attempt leaves a band between a floor and a ceiling.

The published rate is the ceiling. The floor is its odds times 0.164, the one national contrast found: 72 of 100 entered
residency after a first attempt that did not pass, 94 of 100 after one that did. Rates are capped to 1-99 of 100 first.
"""

import csv

import pytest

from model.evidence.exam import evidence
from model.evidence.tables import DATA
from model.outlook.offset import line
from model.outlook.outlook import Missing, outlook
from model.outlook.rates import overall_rate, rate, times_odds
from model.report.sentences import missing_sentence, rate_sentence

FACTOR = 0.164

with (DATA / "nrmp_md_step2_bands.csv").open(encoding="utf-8", newline="") as file:
    BANDS = list(csv.DictReader(file, strict=True))
CELLS = [pytest.param(row, id=f"{row['specialty']} {row['step2ck_low']}") for row in BANDS]
SPECIALTIES = sorted({row["specialty"] for row in BANDS})


@pytest.mark.parametrize("score", [240, 245, 249])
def test_the_sentence_of_internal_medicine_at_240_to_249(score):
    assert rate_sentence(rate("US MD", "Internal Medicine", score)) == (
        "Of 100 US MD seniors who ranked internal medicine first with a Step 2 CK of 240-249, 99 matched "
        "(2020-2024, n = 2,877). With a first-attempt failure nobody has published the figure: between 94 and 99."
    )


@pytest.mark.parametrize(
    ("group", "specialty", "step2ck", "sentence"),
    [
        (
            "US MD",
            "Psychiatry",
            251,
            (
                "Of 100 US MD seniors who ranked psychiatry first with a Step 2 CK of 250 or higher, 96 matched "
                "(2020-2024, n = 1,397). With a first-attempt failure nobody has published the figure: "
                "between 80 and 96."
            ),
        ),
        (
            "US MD",
            "Orthopaedic Surgery",
            None,
            (
                "Of 100 US MD seniors who ranked orthopaedic surgery first, 72 matched (2026, n = 873). "
                "With a first-attempt failure nobody has published the figure: between 30 and 72."
            ),
        ),
        (
            "US DO",
            "Internal Medicine",
            245,
            (
                "Of 100 US DO seniors who ranked internal medicine first, 95 matched (2024, n = 1,393). "
                "With a first-attempt failure nobody has published the figure: between 76 and 95."
            ),
        ),
        (
            "Non-US IMG",
            "Family Medicine",
            None,
            (
                "Of 100 non-US-citizen IMGs who ranked family medicine first, 54 matched (2026, n = 1,112). "
                "With a first-attempt failure nobody has published the figure: between 16 and 54."
            ),
        ),
    ],
)
def test_the_sentence_says_of_whom_when_how_many_and_what_the_attempt_leaves(group, specialty, step2ck, sentence):
    assert rate_sentence(rate(group, specialty, step2ck)) == sentence


def test_the_sentence_of_all_specialties_together_names_none():
    assert rate_sentence(overall_rate("US IMG", FACTOR)) == (
        "Of 100 US-citizen IMGs, 70 matched in any specialty (2026, n = 4,210). "
        "With a first-attempt failure nobody has published the figure: between 28 and 70."
    )


def test_the_factor_is_the_odds_ratio_of_72_against_94_of_100_to_three_decimals():
    assert round((72 / 28) / (94 / 6), 3) == FACTOR
    assert evidence().rule("outlook.attempt_factor") == FACTOR
    assert times_odds(94, FACTOR) == pytest.approx(72, abs=0.05)


@pytest.mark.parametrize("row", CELLS)
def test_a_published_cell_is_given_back_as_published_for_any_score_inside_its_band(row):
    low, high, percent, applicants = (
        int(row["step2ck_low"]),
        int(row["step2ck_high"]),
        float(row["matched_percent"]),
        int(row["applicants"]),
    )
    for score in (low, (low + high) // 2, high):
        found = rate("US MD", row["specialty"], score)
        assert (found.specialty, found.published, found.n) == (row["specialty"], percent, applicants)
        assert found.ceiling == {0: 1, 100: 99}.get(percent, percent)
        assert (found.years, found.source) == ((2020, 2024), "nrmp_md_2020_2024")


@pytest.mark.parametrize("row", CELLS)
def test_a_band_of_fewer_than_10_applicants_is_small_and_no_part_of_the_line(row):
    low, applicants = int(row["step2ck_low"]), int(row["applicants"])
    point = 194.5 if low == 100 else low + 4.5
    assert rate("US MD", row["specialty"], low).small is (applicants < 10)
    assert (point in dict(line(row["specialty"]))) is (applicants >= 10)


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_the_line_holds_what_was_published_capped_to_1_to_99_lowest_score_first(specialty):
    expected = [
        (194.5 if row["step2ck_low"] == "100" else int(row["step2ck_low"]) + 4.5, float(row["matched_percent"]))
        for row in BANDS
        if row["specialty"] == specialty and int(row["applicants"]) >= 10
    ]
    assert line(specialty) == tuple((point, min(max(percent, 1), 99)) for point, percent in expected)


@pytest.mark.parametrize(
    ("published", "ceiling", "floor"),
    [
        pytest.param(100, 99, 94.2, id="a printed 100 is taken as 99"),
        pytest.param(99, 99, 94.2, id="odds 99, then 16.236"),
        pytest.param(94, 94, 72.0, id="odds 15.667, then 2.569"),
        pytest.param(50, 50, 14.1, id="odds 1, then 0.164"),
        pytest.param(21, 21, 4.2, id="odds 0.2658, then 0.0436"),
        pytest.param(3, 3, 1, id="a floor below 1 is shown as 1"),
        pytest.param(0, 1, 1, id="a printed 0 is taken as 1"),
    ],
)
def test_the_floor_is_the_odds_of_the_capped_rate_times_the_factor(published, ceiling, floor):
    assert times_odds(published, 1) == pytest.approx(ceiling, abs=1e-9)
    assert times_odds(published, FACTOR) == pytest.approx(floor, abs=0.05)


def test_a_band_printed_as_100_or_0_is_capped_before_its_floor_is_computed():
    every, none = rate("US MD", "Pediatrics", 255), rate("US MD", "Plastic Surgery", 215)
    assert (every.published, every.ceiling, every.floor) == (100, 99, pytest.approx(94.2, abs=0.05))
    assert (none.published, none.ceiling, none.floor) == (0, 1, 1)


@pytest.mark.parametrize(
    ("group", "published", "answer"),
    [
        ("US MD", 99, ("Internal Medicine", 2877, (2020, 2024), "nrmp_md_2020_2024")),
        ("US DO", 100 * 1326 / 1393, ("Internal Medicine", 1393, (2024, 2024), "nrmp_seniors_2024")),
        ("US IMG", 70, ("", 4210, (2026, 2026), "nrmp_main_match")),
        ("Non-US IMG", 100 * 3392 / 6992, ("Internal Medicine", 6992, (2026, 2026), "nrmp_img_2026")),
    ],
)
def test_every_group_has_an_answer_and_us_imgs_the_overall_one(student, group, published, answer):
    application = {"target_specialties": ("Internal Medicine",), "step2ck": 245}
    found = outlook(student(group=group, application=application))
    leading = found.leading
    assert leading.group == group
    assert (leading.specialty, leading.n, leading.years, leading.source) == answer
    assert leading.published == pytest.approx(published, abs=1e-9)
    assert found.factor_borrowed is (group != "US MD")


def test_us_imgs_are_told_what_is_missing(student):
    answer = outlook(student(group="US IMG", application={"target_specialties": ("Internal Medicine",)}))
    assert (answer.targets, answer.everything) == ((), ())
    assert answer.missing == (Missing("all_but_overall", "US IMG"),)
    assert missing_sentence(*answer.missing) == (
        "For US-citizen IMGs no rate by specialty and none by Step 2 CK was found; the overall rate stands alone."
    )


def test_two_published_counts_that_contradict_each_other_give_no_rate_and_are_said(student):
    assert rate("US DO", "Orthopaedic Surgery", 245) is None
    answer = outlook(student(group="US DO", application={"target_specialties": ("Orthopaedic Surgery",)}))
    assert (answer.targets, answer.leading.specialty) == ((), "")
    (two,) = [item for item in answer.missing if item.code == "counts_disagree"]
    assert two == Missing("counts_disagree", "US DO", "Orthopaedic Surgery", counts=((93, 205), (117, 256)))
    assert missing_sentence(two) == (
        "Two published counts for Orthopaedic Surgery disagree (93 of 205 and 117 of 256), so neither is used."
    )
    assert "Orthopaedic Surgery" not in {row.specialty for row in answer.everything}
