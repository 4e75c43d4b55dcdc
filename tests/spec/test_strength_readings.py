"""Application strengths beside what is published: a reading in words for each, and no score for them together.

What leaves room to build or is not entered comes first, and what more directors cite comes before what fewer do.
"""

from dataclasses import fields

import pytest

from model.outlook.strength import Strength
from model.outlook.strengths import strengths
from model.report.as_json import to_dict
from model.report.report import report
from model.report.sentences import strength_entry

NAMES = [
    "interview",
    "clerkships",
    "letters",
    "step2ck",
    "personal_statement",
    "obstacles",
    "research",
    "publications",
    "volunteering",
    "work",
    "contiguous_ranks",
    "signals",
    "aoa",
    "ghhs",
]
SETTLED = {"above_average", "near", "at_mark", "entered"}


@pytest.fixture
def found(student):
    """Find a strength by name; the first words are the group and the target specialty."""

    def find(name, group, specialty, **application):
        targets = () if specialty is None else (specialty,)
        profile = student(group=group, application={"target_specialties": targets, **application})
        return next(strength for strength in strengths(profile) if strength.name == name)

    return find


@pytest.mark.parametrize(
    ("score", "reading"),
    [
        (None, "not_entered"),
        (247, "room"),
        (248, "near"),
        (254, "near"),
        (260, "near"),
        (261, "above_average"),
    ],
)
def test_step_2_ck_is_near_the_matched_median_within_its_standard_error_of_6(found, score, reading):
    assert found("step2ck", "US MD", "Internal Medicine", step2ck=score).reading == reading


@pytest.mark.parametrize(
    ("strength", "entry", "near"),
    [
        (("publications", "US MD", "Diagnostic Radiology"), "abstracts_pubs_presentations", (9, 15)),
        (("publications", "Non-US IMG", "Internal Medicine"), "abstracts_pubs_presentations", (10, 15)),
        (("research", "US DO", "Interventional Radiology"), "research_experiences", (3, 5)),
        (("research", "US MD", "Internal Medicine"), "research_experiences", (3, 4)),
        (("volunteering", "US MD", "Internal Medicine"), "volunteer_experiences", (4, 5)),
        (("volunteering", "Non-US IMG", "Internal Medicine"), "volunteer_experiences", (3, 4)),
        (("work", "Non-US IMG", "Internal Medicine"), "work_experiences", (3, 4)),
        (("contiguous_ranks", "Non-US IMG", "Emergency Medicine"), "contiguous_ranks", (3, 5)),
        (("contiguous_ranks", "Non-US IMG", "Pediatrics"), "contiguous_ranks", (5, 7)),
    ],
)
def test_a_count_within_a_quarter_of_the_matched_average_is_near_it(found, strength, entry, near):
    lowest, highest = near
    readings = [
        found(*strength, **{entry: value}).reading for value in (None, lowest - 1, lowest, highest, highest + 1)
    ]
    assert readings == ["not_entered", "room", "near", "near", "above_average"]


@pytest.mark.parametrize(
    ("name", "group", "specialty", "entry"),
    [
        pytest.param("work", "US MD", "Internal Medicine", "work_experiences", id="not published for the group"),
        pytest.param("volunteering", "US DO", "Internal Medicine", "volunteer_experiences", id="neither is this"),
        pytest.param("research", "US IMG", "Internal Medicine", "research_experiences", id="a group without tables"),
        pytest.param("research", None, "Internal Medicine", "research_experiences", id="no group"),
        pytest.param("research", "US MD", None, "research_experiences", id="no specialty"),
        pytest.param("contiguous_ranks", "US MD", "Internal Medicine", "contiguous_ranks", id="ranks of US MD seniors"),
        pytest.param("contiguous_ranks", "Non-US IMG", None, "contiguous_ranks", id="ranks without a specialty"),
    ],
)
def test_a_count_that_nothing_is_published_for_is_read_as_entered(found, name, group, specialty, entry):
    assert found(name, group, specialty).reading == "not_entered"
    for value in (0, 5, 500):
        strength = found(name, group, specialty, **{entry: value})
        assert (strength.reading, strength.references, strength.sources) == ("entered", (), ())


@pytest.mark.parametrize(("value", "reading"), [(None, "not_entered"), (5, "room"), (6, "entered"), (60, "entered")])
def test_too_few_items_for_the_mark_leave_room_and_enough_do_not_reach_it(found, value, reading):
    assert found("publications", "US IMG", "Internal Medicine", abstracts_pubs_presentations=value).reading == reading


@pytest.mark.parametrize(
    ("entries", "reading", "entry"),
    [
        ({}, "not_entered", "not entered"),
        ({"clerkships_graded": 6}, "not_entered", "not entered"),
        ({"clerkship_honors": 4}, "room", "honors in 4"),
        ({"clerkship_honors": 4, "clerkships_graded": 7}, "room", "honors in 4 of 7"),
        ({"clerkship_honors": 5}, "at_mark", "honors in 5"),
        ({"specialty_honors": "no"}, "room", "in the target specialty: no"),
        ({"specialty_honors": "not yet"}, "room", "in the target specialty: not yet"),
        ({"specialty_honors": "yes"}, "at_mark", "in the target specialty: yes"),
        (
            {"clerkship_honors": 1, "clerkships_graded": 7, "specialty_honors": "yes"},
            "at_mark",
            "honors in 1 of 7; in the target specialty: yes",
        ),
    ],
)
def test_clerkships_reach_the_mark_with_5_honors_or_with_those_of_the_specialty(found, entries, reading, entry):
    strength = found("clerkships", "US MD", "Otolaryngology", **entries)
    assert (strength.reading, strength_entry(strength)) == (reading, entry)


@pytest.mark.parametrize(
    ("entries", "reading", "entry"),
    [
        ({}, "not_entered", "not entered"),
        ({"letters": 0}, "room", "0 letters"),
        ({"letters": 1}, "entered", "1 letter"),
        ({"letters": 4, "letters_from_specialty": 0}, "room", "4 letters, 0 from the specialty"),
        (
            {"letters": 4, "letters_from_specialty": 2, "letters_since_attempt": 0},
            "room",
            "4 letters, 2 from the specialty, 0 from people who saw you work since the attempt",
        ),
        (
            {"letters_from_specialty": 2, "letters_since_attempt": 1},
            "entered",
            "2 from the specialty, 1 from people who saw you work since the attempt",
        ),
    ],
)
def test_letters_leave_room_where_none_is_from_the_specialty_or_since_the_attempt(found, entries, reading, entry):
    strength = found("letters", "US MD", "Neurology", **entries)
    assert (strength.reading, strength_entry(strength)) == (reading, entry)


@pytest.mark.parametrize(
    ("entries", "reading", "entry"),
    [
        ({}, "not_entered", "not entered"),
        ({"personal_statement": "not begun"}, "room", "not begun"),
        (
            {"personal_statement": "draft", "attempt_addressed": True},
            "room",
            "draft, the attempt is addressed",
        ),
        ({"personal_statement": "reviewed"}, "entered", "reviewed"),
        (
            {"personal_statement": "reviewed", "attempt_addressed": False},
            "room",
            "reviewed, the attempt is not addressed yet",
        ),
        (
            {"personal_statement": "reviewed", "attempt_addressed": True},
            "entered",
            "reviewed, the attempt is addressed",
        ),
        ({"attempt_addressed": True}, "room", "the attempt is addressed"),
    ],
)
def test_a_statement_is_done_once_somebody_read_it_and_the_attempt_is_in_it(found, entries, reading, entry):
    strength = found("personal_statement", "US MD", "Neurology", **entries)
    assert (strength.reading, strength_entry(strength)) == (reading, entry)


@pytest.mark.parametrize(
    ("value", "reading", "entry"),
    [
        (None, "not_entered", "not entered"),
        (0, "room", "0 practice interviews"),
        (1, "entered", "1 practice interview"),
        (3, "entered", "3 practice interviews"),
    ],
)
def test_one_practice_interview_is_more_than_none(found, value, reading, entry):
    strength = found("interview", "US MD", "Neurology", practice_interviews=value)
    assert (strength.reading, strength_entry(strength)) == (reading, entry)


@pytest.mark.parametrize(
    ("specialty", "published", "available"),
    [
        ("Internal Medicine", "3 gold, 12 silver", 15),
        ("General Surgery", "15", 15),
        ("Emergency Medicine", "5 (do not signal home/away)", 5),
        ("Child Neurology", "3", 3),
        ("Diagnostic Radiology", "6 gold, 6 silver", 12),
        ("Interventional Radiology", "6 gold, 6 silver", 12),
        ("Orthopaedic Surgery", "30", 30),
        ("Public Health and Preventive Medicine", "3", 3),
    ],
)
def test_signals_are_held_against_what_the_specialty_gives_however_it_is_spelled(
    found, specialty, published, available
):
    readings = [
        found("signals", "US MD", specialty, signals_used=value).reading for value in (None, available - 1, available)
    ]
    assert readings == ["not_entered", "room", "at_mark"]
    strength = found("signals", "US MD", specialty)
    given, odds = strength.references
    assert (given.specialty, given.signals.signals, given.signals.available) == (specialty, published, available)
    assert odds.factor == "program_signal"
    assert strength.sources == ("aamc_signals_2025", "iwai_2025")


@pytest.mark.parametrize("specialty", ["Plastic Surgery", "Podiatry", None])
def test_signals_of_a_specialty_that_is_not_in_the_table_are_read_as_entered(found, specialty):
    strength = found("signals", "US MD", specialty, signals_used=5)
    assert (strength.reading, strength_entry(strength), strength.sources) == ("entered", "5 used", ("iwai_2025",))


@pytest.mark.parametrize(("name", "entry"), [("aoa", "aoa"), ("ghhs", "ghhs"), ("obstacles", "obstacles_overcome")])
def test_what_is_said_with_yes_or_no_is_read_as_entered_either_way(found, name, entry):
    words = [
        (strength_entry(strength), strength.reading)
        for value in (None, True, False)
        for strength in [found(name, "US MD", "Neurology", **{entry: value})]
    ]
    assert words == [("not entered", "not_entered"), ("yes", "entered"), ("no", "entered")]


def test_with_nothing_entered_the_order_is_that_of_what_directors_cite(student):
    order = strengths(student())
    assert [strength.name for strength in order] == NAMES
    assert {strength.reading for strength in order} == {"not_entered"}
    assert [strength.percent_citing for strength in order[:6]] == [89, 85, 84, 83, 81, 74]
    assert {strength.percent_citing for strength in order[6:]} == {None}


def test_what_is_open_comes_before_what_is_settled_each_by_what_directors_cite(student):
    application = {
        "target_specialties": ("Internal Medicine",),
        "step2ck": 262,
        "practice_interviews": 3,
        "letters": 4,
        "letters_from_specialty": 0,
        "research_experiences": 5,
        "volunteer_experiences": 4,
        "signals_used": 15,
        "aoa": False,
    }
    order = strengths(student(application=application))
    assert [(strength.name, strength.reading in SETTLED) for strength in order] == [
        ("clerkships", False),
        ("letters", False),
        ("personal_statement", False),
        ("obstacles", False),
        ("publications", False),
        ("work", False),
        ("contiguous_ranks", False),
        ("ghhs", False),
        ("interview", True),
        ("step2ck", True),
        ("research", True),
        ("volunteering", True),
        ("signals", True),
        ("aoa", True),
    ]


def test_there_is_no_total_and_no_score_of_a_strength(student, today):
    assert [field.name for field in fields(Strength)] == [
        "name",
        "entered",
        "references",
        "reading",
        "next_step",
        "percent_citing",
        "importance",
        "sources",
    ]
    answer = report(student(application={"target_specialties": ("Neurology",), "step2ck": 250, "letters": 3}), today)
    values = to_dict(answer)["strengths"]
    assert [value["name"] for value in values] == [strength.name for strength in answer.strengths]
    assert sorted(value["name"] for value in values) == sorted(NAMES)
    assert {name for value in values for name in value} == {
        "name",
        "title",
        "entry",
        "reference",
        "reading",
        "next_step",
        "percent_citing",
        "importance",
        "sources",
        "facts",
    }
