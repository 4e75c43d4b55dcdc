"""What stands beside a strength: the published reference in words, what directors say, and where it comes from."""

import pytest

from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.outlook.strength import FirstTakersMean
from model.outlook.strengths import SIGNAL_NAMES, strengths
from model.report.sentences import strength_entry, strength_next_step, strength_reference

EVERYTHING = {
    "target_specialties": ("Internal Medicine",),
    "step2ck": 255,
    "clerkship_honors": 3,
    "letters": 3,
    "research_experiences": 3,
    "abstracts_pubs_presentations": 7,
    "volunteer_experiences": 4,
    "work_experiences": 2,
    "personal_statement": "draft",
    "practice_interviews": 2,
    "contiguous_ranks": 8,
    "signals_used": 15,
    "aoa": True,
    "ghhs": False,
    "obstacles_overcome": True,
}


@pytest.fixture
def named(student):
    def name(group="US MD", **application):
        return {strength.name: strength for strength in strengths(student(group=group, application=application))}

    return name


@pytest.mark.parametrize(
    ("name", "percent", "importance"),
    [
        pytest.param("interview", 89, 4.8, id="asked at the ranking stage alone"),
        pytest.param("clerkships", 85, 4.1, id="85 at one stage, 63 at the other"),
        pytest.param("letters", 84, 4.2, id="84 at one stage, 64 at the other"),
        pytest.param("step2ck", 83, 4.2, id="83 at one stage, 65 at the other"),
        pytest.param("personal_statement", 81, 4.0, id="asked at the interview stage alone"),
        pytest.param("obstacles", 74, 4.1, id="not asked in 2018"),
    ],
)
def test_what_directors_cite_is_that_of_2024_at_the_stage_where_more_of_them_cite_it(named, name, percent, importance):
    strength = named()[name]
    assert (strength.percent_citing, strength.importance) == (percent, importance)
    assert strength_reference(strength).endswith(f"cited by {percent} of 100 directors, importance {importance:g} of 5")
    assert strength.sources[-1] == "nrmp_pd_2024"


@pytest.mark.parametrize(
    ("name", "group", "reference"),
    [
        (
            "step2ck",
            "US MD",
            (
                "matched in Internal Medicine: half between 243 and 262, median 254; "
                "cited by 83 of 100 directors, importance 4.2 of 5"
            ),
        ),
        (
            "step2ck",
            "Non-US IMG",
            (
                "matched in Internal Medicine: half between 240 and 259, median 251; "
                "cited by 83 of 100 directors, importance 4.2 of 5"
            ),
        ),
        (
            "step2ck",
            "US DO",
            "mean of first takers at US schools 251; cited by 83 of 100 directors, importance 4.2 of 5",
        ),
        ("research", "US MD", "matched in Internal Medicine: 3.3 on average"),
        (
            "publications",
            "US MD",
            (
                "matched in Internal Medicine: 8.7 on average; "
                "more than 5 publications vs 4 or fewer: odds of 16 or more interviews times 1.46 (1.16 to 1.83), "
                "surgical fields; it counts publications alone, without abstracts and presentations"
            ),
        ),
        (
            "publications",
            "Non-US IMG",
            (
                "matched in Internal Medicine: 12.3 on average; "
                "more than 5 publications vs 4 or fewer: odds of 16 or more interviews times 1.46 (1.16 to 1.83), "
                "surgical fields; it counts publications alone, without abstracts and presentations"
            ),
        ),
        (
            "publications",
            "US IMG",
            (
                "more than 5 publications vs 4 or fewer: odds of 16 or more interviews times 1.46 (1.16 to 1.83), "
                "surgical fields; it counts publications alone, without abstracts and presentations"
            ),
        ),
        (
            "clerkships",
            "US MD",
            (
                "honors in 5 or more clerkships: odds of matching times 2 (1 to 4), otolaryngology; "
                "honors in the specialty's clerkship: odds of 16 or more interviews times 1.48 (1.21 to 1.8), "
                "surgical fields; cited by 85 of 100 directors, importance 4.1 of 5"
            ),
        ),
        (
            "signals",
            "US MD",
            (
                "Internal Medicine gives 3 gold, 12 silver; "
                "a program signal: odds of matching at that program times 3.87 (1.85 to 8.11), surgical fields"
            ),
        ),
        ("contiguous_ranks", "Non-US IMG", "matched in Internal Medicine: half between 3 and 8, median 5"),
        ("aoa", "US MD", "no published figure was found"),
    ],
)
def test_a_reference_says_what_is_published_and_of_whom(named, name, group, reference):
    strength = named(group, target_specialties=("Internal Medicine",))[name]
    assert strength_reference(strength) == reference


@pytest.mark.parametrize(
    ("name", "group", "sources"),
    [
        ("step2ck", "US MD", ("nrmp_md_2026", "nrmp_pd_2024")),
        ("step2ck", "Non-US IMG", ("nrmp_img_2026", "nrmp_pd_2024")),
        ("step2ck", "US DO", ("usmle_step2_norms", "nrmp_pd_2024")),
        ("clerkships", "US MD", ("lenze_ent", "iwai_2025", "nrmp_pd_2024")),
        ("letters", "US MD", ("nrmp_pd_2024",)),
        ("research", "US DO", ("nrmp_seniors_2024",)),
        ("publications", "US MD", ("nrmp_seniors_2024", "iwai_2025")),
        ("publications", "US IMG", ("iwai_2025",)),
        ("work", "Non-US IMG", ("nrmp_img_2026",)),
        ("contiguous_ranks", "Non-US IMG", ("nrmp_img_2026",)),
        ("ghhs", "US MD", ()),
    ],
)
def test_a_strength_names_the_sources_of_its_reference(named, name, group, sources):
    assert named(group, target_specialties=("Internal Medicine",))[name].sources == sources


def test_every_source_is_listed_and_every_next_step_is_a_sentence(named):
    for group in ("US MD", "US DO", "US IMG", "Non-US IMG", None):
        for strength in named(group, **EVERYTHING).values():
            assert set(strength.sources) <= set(evidence().sources)
            assert strength_next_step(strength).endswith(".")


def test_the_first_target_specialty_is_the_one_that_is_held_against(named):
    first = named(target_specialties=("Dermatology", "Internal Medicine"))["research"]
    assert strength_reference(first) == "matched in Dermatology: 6.4 on average"


@pytest.mark.parametrize(
    ("application", "entry"),
    [
        ({"step2ck": 245}, "245"),
        ({"step2ck": 245, "step2ck_predicted": True}, "245, predicted"),
        ({"step2ck_predicted": True}, "not entered"),
    ],
)
def test_a_predicted_step_2_ck_is_called_so(named, application, entry):
    assert strength_entry(named(**application)["step2ck"]) == entry


AHEAD = "Give Step 2 CK its own study time after Step 1; it is the score that programs see in numbers."
STANDS = (
    "This score stands, since a Step that was passed is not taken again; let clerkships, letters and the interview "
    "speak beside it."
)
UNSURE = (
    "If it was passed, this score stands; let clerkships, letters and the interview speak beside it. If it was not, "
    "plan the next attempt with your school first."
)


@pytest.mark.parametrize(
    ("application", "step"),
    [
        pytest.param({}, AHEAD, id="not taken"),
        pytest.param({"step2ck": 225, "step2ck_predicted": True}, AHEAD, id="predicted"),
        pytest.param({"step2ck": 262, "step2ck_predicted": True}, AHEAD, id="predicted, and high"),
        pytest.param({"step2ck": 225}, STANDS, id="taken, with room above it"),
        pytest.param({"step2ck": 262}, STANDS, id="taken, and high"),
        pytest.param({"step2ck": 218}, STANDS, id="at the passing standard"),
        pytest.param({"step2ck": 217}, UNSURE, id="below the passing standard of today"),
    ],
)
def test_a_step_2_ck_that_was_taken_is_not_to_be_raised(named, application, step):
    assert strength_next_step(named(**application)["step2ck"]) == step


def test_without_a_passing_standard_a_score_that_was_taken_may_have_passed_or_not(named, without):
    without(rows=[("step2ck_constants.csv", "passing_standard,", "")])
    assert named(step2ck=262)["step2ck"].next_step == "score_may_stand"


@pytest.mark.parametrize(
    ("name", "field", "one", "many"),
    [
        ("research", "research_experiences", "1 experience", "2 experiences"),
        ("volunteering", "volunteer_experiences", "1 experience", "2 experiences"),
        ("work", "work_experiences", "1 experience", "2 experiences"),
        ("publications", "abstracts_pubs_presentations", "1 item", "2 items"),
        ("contiguous_ranks", "contiguous_ranks", "1 rank", "2 ranks"),
    ],
)
def test_an_entry_is_said_as_a_number_of_things(named, name, field, one, many):
    said = [strength_entry(named(**{field: value})[name]) for value in (1, 2, None)]
    assert said == [one, many, "not entered"]


@pytest.mark.parametrize("score", [244, 251])
def test_without_a_specialty_step_2_ck_is_held_against_all_first_takers(named, score):
    strength = named(step2ck=score)["step2ck"]
    assert strength.reading == ("near" if score == 251 else "room")
    assert strength.references == (FirstTakersMean(251, "usmle_step2_norms"),)


def test_another_spelling_of_a_specialty_is_one_that_the_signal_table_has():
    assert set(SIGNAL_NAMES) <= set(match_evidence().specialties)
    assert set(SIGNAL_NAMES.values()) <= set(match_evidence().signals)
    assert not set(SIGNAL_NAMES) & set(match_evidence().signals)


def test_without_a_table_of_step_2_ck_constants_no_score_is_near_or_far(named, without):
    without("step2ck_constants.csv")
    strength = named(**EVERYTHING)["step2ck"]
    assert (strength.reading, strength.sources) == ("entered", ("nrmp_pd_2024",))
    assert strength_reference(strength) == "cited by 83 of 100 directors, importance 4.2 of 5"


def test_without_a_specialty_a_high_score_is_above_first_takers_mean(named):
    assert named(step2ck=262)["step2ck"].reading == "above_mean"


def test_without_any_mean_a_score_has_no_reference(named, without):
    without(rows=[("step2ck_constants.csv", "mean_2025_2026,", "")])
    found = named(step2ck=262)["step2ck"]
    assert (found.reading, found.references) == ("entered", ())


def test_a_specialty_whose_table_has_no_step_2_ck_is_held_against_all_first_takers(named, without):
    without(rows=[("nrmp_img_profile_2026.csv", "Internal Medicine,step2ck,", "")])
    found = named("Non-US IMG", **EVERYTHING)
    assert found["step2ck"].references == (FirstTakersMean(251, "usmle_step2_norms"),)
    assert (
        strength_reference(found["contiguous_ranks"]) == "matched in Internal Medicine: half between 3 and 8, median 5"
    )


def test_without_the_survey_nothing_is_cited_and_order_is_by_room_to_build(named, without):
    without("program_director_survey.csv")
    found = named(**EVERYTHING)
    assert {strength.percent_citing for strength in found.values()} == {None}
    assert strength_reference(found["letters"]) == "no published figure was found"
    assert list(found)[:3] == ["clerkships", "personal_statement", "step2ck"]


def test_without_the_odds_ratios_the_averages_stand_alone(named, without):
    without("strength_odds_ratios.csv")
    found = named(**EVERYTHING)
    assert strength_reference(found["publications"]) == "matched in Internal Medicine: 8.7 on average"
    assert strength_reference(found["signals"]) == "Internal Medicine gives 3 gold, 12 silver"
    assert strength_reference(found["clerkships"]) == "cited by 85 of 100 directors, importance 4.1 of 5"


def test_without_the_profiles_counts_are_read_as_entered(named, without):
    without("nrmp_seniors_profile_2024.csv", "nrmp_img_profile_2026.csv")
    for group in ("US MD", "US DO", "Non-US IMG"):
        assert named(group, **EVERYTHING)["research"].reading == "entered"


def test_without_the_signal_table_signals_are_read_as_entered(named, without):
    without("program_signals_2025.csv")
    assert named(**EVERYTHING)["signals"].reading == "entered"
