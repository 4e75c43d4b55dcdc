"""The plan's entries: what is refused, in which words, what is kept, and how two plans are told apart."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.entries.differences import Difference, differences
from model.entries.fields import label
from model.entries.migrations import FORMAT
from model.entries.profile import Profile
from model.entries.refusals import ProfileError
from model.entries.schema import PLAN_DATES, WEEKDAYS, AreaResult, Plan
from model.evidence.plan import plan_evidence

TODAY = dt.date(2026, 11, 22)
HEART, PATHOLOGY = "Cardiovascular system", "Pathology"
CAUSES, STEPS = tuple(plan_evidence().causes), tuple(plan_evidence().steps)
NEW = (
    "begun",
    "school_meeting",
    "remediation_start",
    "remediation_end",
    "study_start",
    "step2ck_date",
    "graduation",
    "accommodations",
    "steps_done",
    "talk_to_someone",
    "causes",
    "causes_unsure",
    "areas",
    "questions_done",
    "questions_target",
    "days_off",
    "resources",
    "wellbeing",
)


def written(**entries):
    return json.dumps({"format": FORMAT, "plan": entries})


def opened(**entries):
    return Profile.from_json(written(**entries), TODAY).plan


def refusal(**entries):
    with pytest.raises(ProfileError) as error:
        Profile.from_json(written(**entries), TODAY)
    return error.value.problems


def profile(**entries):
    return Profile.from_entries({"plan": entries}, TODAY)


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        pytest.param(
            {"begun": "1999-12-31"},
            "This plan begins ('begun'): 1999-12-31 lies before 2000. Check the year.",
            id="long ago",
        ),
        pytest.param(
            {"graduation": "2032-01-01"},
            "Graduation ('graduation'): 2032-01-01 lies more than 5 years ahead. Check the year.",
            id="far ahead",
        ),
        pytest.param(
            {"step2ck_date": "soon"},
            "Step 2 CK day ('step2ck_date') must be a date such as 2026-11-20, not 'soon'. Correct it.",
            id="no date",
        ),
        pytest.param(
            {"accommodations": "yes"},
            "Test accommodations ('accommodations') "
            "must be one of 'not needed', 'thinking', 'asked' or 'granted', not 'yes'. Correct it.",
            id="accommodations",
        ),
        pytest.param(
            {"steps_done": ["talk", "rest"]},
            f"First steps done ('steps_done'): 'rest' is not known here. Use one of: {', '.join(STEPS)}.",
            id="a step nobody knows",
        ),
        pytest.param(
            {"causes": ["bad_luck" * 10]},
            "What may have played a part ('causes'):"
            f" {('bad_luck' * 5 + '...')!r} is not known here. Use one of: {', '.join(CAUSES)}.",
            id="a cause nobody knows",
        ),
        pytest.param(
            {"causes": ["talk"]},
            f"What may have played a part ('causes'): 'talk' is not known here. Use one of: {', '.join(CAUSES)}.",
            id="a step is no cause",
        ),
        pytest.param(
            {"steps_done": ["talk", "talk"]},
            "First steps done ('steps_done'): 'talk' is there twice. Remove one of them.",
            id="a step twice",
        ),
        pytest.param(
            {"causes": ["burnout", "cramming", "burnout"]},
            "What may have played a part ('causes'): 'burnout' is there twice. Remove one of them.",
            id="a cause twice",
        ),
        pytest.param(
            {"areas": [{"area": HEART}, {"area": HEART, "report": "lower"}]},
            f"What your reports show ('areas'): '{HEART}' is there twice. Remove one of them.",
            id="an area twice",
        ),
        pytest.param(
            {"questions_done": -1},
            "Questions done so far ('questions_done'): -1 is outside 0-20000. Check the number.",
            id="fewer than none",
        ),
        pytest.param(
            {"questions_target": 20001},
            "Questions you aim at ('questions_target'): 20001 is outside 0-20000. Check the number.",
            id="too many questions",
        ),
        pytest.param(
            {"questions_done": 2.5},
            "Questions done so far ('questions_done') must be a whole number, not 2.5. Correct it.",
            id="half",
        ),
        pytest.param(
            {"days_off": [0, 7]},
            "Days off in each week ('days_off'): 7 is no weekday, which is 0 for Monday to 6 for Sunday. Correct it.",
            id="an eighth weekday",
        ),
        pytest.param(
            {"days_off": [-1]},
            "Days off in each week ('days_off'): -1 is no weekday, which is 0 for Monday to 6 for Sunday. Correct it.",
            id="a weekday below Monday",
        ),
        pytest.param(
            {"days_off": [6, 6]},
            "Days off in each week ('days_off'): 6 is there twice. Remove one of them.",
            id="a weekday twice",
        ),
        pytest.param(
            {"days_off": [0, 1, 2, 3, 4, 5, 6]},
            "Days off in each week ('days_off'): With every day off no study day is left. Keep at least one.",
            id="every day off",
        ),
        pytest.param(
            {"resources": [f"Book {number}" for number in range(9)]},
            "Resources you use ('resources'): 9 resources are more than the 8 that can be entered. Remove some.",
            id="nine resources",
        ),
        pytest.param(
            {"resources": [" "]},
            "Resources you use ('resources'): A resource's name has 1 to 60 plain characters, unlike ' '. Correct it.",
            id="a resource without a name",
        ),
        pytest.param(
            {"resources": ["a" * 61]},
            "Resources you use ('resources'):"
            f" A resource's name has 1 to 60 plain characters, unlike {'a' * 40 + '...'!r}. Correct it.",
            id="a long name",
        ),
        pytest.param(
            {"resources": ["one\ntwo"]},
            "Resources you use ('resources'):"
            " A resource's name has 1 to 60 plain characters, unlike 'one\\ntwo'. Correct it.",
            id="a name of two lines",
        ),
        pytest.param(
            {"resources": ["Book", "Book"]},
            "Resources you use ('resources'): 'Book' is there twice. Remove one of them.",
            id="a resource twice",
        ),
        pytest.param(
            {"wellbeing": "a" * 501},
            "A note on how it is going ('wellbeing'): A note has at most 500 characters, not 501. Shorten it.",
            id="a long note",
        ),
        pytest.param(
            {"wellbeing": None},
            "A note on how it is going ('wellbeing') must be text in quotes, not empty. Correct it.",
            id="no note",
        ),
        pytest.param(
            {"talk_to_someone": 1},
            "Talk to someone is among the first steps ('talk_to_someone') must be true or false, not 1. Correct it.",
            id="talk to someone",
        ),
        pytest.param(
            {"causes_unsure": "no"},
            "Not sure what played a part ('causes_unsure') must be true or false, not 'no'. Correct it.",
            id="causes not sure",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_with_a_sentence(entries, sentence):
    assert refusal(**entries) == (f"Plan, {sentence}",)


def test_a_course_that_ends_before_it_starts_is_refused():
    assert refusal(remediation_start="2026-12-02", remediation_end="2026-12-01") == (
        "Plan ('plan'): The remediation course ends on 2026-12-01, before it starts on 2026-12-02. Check both dates.",
    )
    found = opened(remediation_start="2026-12-01", remediation_end="2026-12-01")
    assert found.remediation_start == found.remediation_end == dt.date(2026, 12, 1)


@pytest.mark.parametrize("entry", PLAN_DATES)
def test_every_date_is_held_to_the_same_years(entry):
    assert refusal(**{entry: "1999-12-31"}) == (
        f"Plan, {label(f'plan.{entry}')} ('{entry}'): 1999-12-31 lies before 2000. Check the year.",
    )
    for kept in ("2000-01-01", "2031-12-31"):
        assert getattr(opened(**{entry: kept}), entry) == dt.date.fromisoformat(kept)


def test_the_dates_that_are_checked_are_all_the_dates_there_are():
    dates = {name for name, field in Plan.model_fields.items() if "date" in str(field.annotation)}
    assert dates == set(PLAN_DATES)


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        (
            {"area": "Anatomy"},
            (
                "Plan, What your reports show ('areas'), number 1, Area of the exam ('area'):"
                " 'Anatomy' is not an area of the exam. Check its spelling."
            ),
        ),
        (
            {"area": "x" * 61},
            (
                "Plan, What your reports show ('areas'), number 1, Area of the exam ('area'):"
                f" '{'x' * 40}...' is not an area of the exam. Check its spelling."
            ),
        ),
        (
            {"area": HEART, "report": "low"},
            (
                "Plan, What your reports show ('areas'), number 1, Fail report ('report') "
                "must be one of 'lower', 'same' or 'higher', not 'low'. Correct it."
            ),
        ),
        (
            {"area": HEART, "latest": ""},
            (
                "Plan, What your reports show ('areas'), number 1, Latest practice test ('latest') "
                "must be one of 'lower', 'same' or 'higher', not ''. Correct it."
            ),
        ),
        (
            {"report": "lower"},
            "Plan, What your reports show ('areas'), number 1, Area of the exam ('area') is missing. Add it.",
        ),
        (
            {"area": HEART, "score": 3},
            (
                "Plan, What your reports show ('areas'), number 1, 'score' "
                "is not an entry this app knows. Remove it or check its spelling."
            ),
        ),
    ],
)
def test_an_area_that_cannot_be_used_is_refused(area, sentence):
    assert refusal(areas=[area]) == (sentence,)


def test_an_item_of_a_list_is_named_by_its_list_and_place():
    assert refusal(days_off=["Sunday"]) == (
        "Plan, Days off in each week ('days_off'), number 1 must be a whole number, not 'Sunday'. Correct it.",
    )
    assert refusal(resources=["Book", 3]) == (
        "Plan, Resources you use ('resources'), number 2 must be text in quotes, not 3. Correct it.",
    )


def test_on_a_screen_an_entry_is_called_by_its_label_alone():
    with pytest.raises(ProfileError) as error:
        profile(areas=({"area": "Anatomy"},), days_off=(7,))
    assert error.value.problems == (
        "What your reports show, number 1, Area of the exam: 'Anatomy' is not an area of the exam. Check its spelling.",
        "Days off in each week: 7 is no weekday, which is 0 for Monday to 6 for Sunday. Correct it.",
    )


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("questions_done", 0),
        ("questions_done", 20_000),
        ("questions_target", 0),
        ("days_off", (0, 1, 2, 3, 4, 5)),
        ("days_off", (6, 0)),
        ("resources", tuple(f"Book {number}" for number in range(8))),
        ("resources", ("a" * 60, "Bücher, Karten")),
        ("wellbeing", "a" * 500),
        ("wellbeing", "Two lines,\nand a \N{SNOWMAN}."),
        ("causes", CAUSES),
        ("steps_done", STEPS),
        ("areas", tuple(AreaResult(area=area) for area in plan_evidence().areas)),
        ("areas", (AreaResult(area=PATHOLOGY, report="higher", latest="lower"),)),
        ("accommodations", "granted"),
    ],
)
def test_what_is_just_allowed_is_kept_and_read_back(entry, value):
    entered = profile(**{entry: value})
    assert getattr(entered.plan, entry) == value
    assert Profile.from_json(entered.to_json(), TODAY) == entered


levels = st.sampled_from([None, "lower", "same", "higher"])
names = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60)
plans = st.builds(
    Plan,
    **dict.fromkeys(set(PLAN_DATES) - {"remediation_end", "eligibility_end"}, st.none() | st.dates(TODAY, TODAY)),
    accommodations=st.sampled_from([None, "not needed", "thinking", "asked", "granted"]),
    steps_done=st.lists(st.sampled_from(STEPS), unique=True).map(tuple),
    talk_to_someone=st.booleans(),
    causes=st.lists(st.sampled_from(CAUSES), unique=True).map(tuple),
    causes_unsure=st.booleans(),
    areas=st.lists(
        st.builds(AreaResult, area=st.sampled_from(sorted(plan_evidence().areas)), report=levels, latest=levels),
        unique_by=lambda row: row.area,
        max_size=5,
    ).map(tuple),
    questions_done=st.none() | st.integers(0, 20_000),
    questions_target=st.none() | st.integers(0, 20_000),
    days_off=st.lists(st.integers(0, 6), unique=True, max_size=6).map(tuple),
    resources=st.lists(names, unique=True, max_size=8).map(tuple),
    wellbeing=st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=500),
)


@given(plans)
def test_a_plan_written_and_read_is_the_same_plan(entered):
    whole = Profile(format=FORMAT, plan=entered)
    assert Profile.from_json(whole.to_json(), TODAY) == whole
    assert Profile.from_json(whole.to_json(), TODAY).to_json() == whole.to_json()


def test_a_file_from_before_these_entries_still_opens():
    old = {
        "eligibility_start": "2026-10-01",
        "eligibility_end": "2027-01-31",
        "school_deadline": None,
        "rotations_start": "2027-03-01",
        "full_day_simulation": True,
    }
    found = opened(**old)
    assert found == Plan(
        eligibility_start=dt.date(2026, 10, 1),
        eligibility_end=dt.date(2027, 1, 31),
        rotations_start=dt.date(2027, 3, 1),
        full_day_simulation=True,
    )
    assert set(old) | set(NEW) == set(Plan.model_fields)
    assert found.talk_to_someone is True
    assert {getattr(found, name) for name in NEW if name != "talk_to_someone"} == {None, (), False, ""}


# Differences ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there", "entry", "words"),
    [
        pytest.param(
            {"areas": ({"area": HEART, "report": "lower"},)},
            {},
            HEART,
            ("report lower, latest practice test not entered", "not entered"),
            id="an area that only one has",
        ),
        pytest.param(
            {"areas": ({"area": HEART, "report": "lower", "latest": "same"},)},
            {"areas": ({"area": HEART, "report": "lower", "latest": "higher"},)},
            HEART,
            ("report lower, latest practice test about the same", "report lower, latest practice test higher"),
            id="an area that has moved",
        ),
        pytest.param(
            {"study_start": dt.date(2026, 12, 1)}, {}, "Study begins", ("1 Dec 2026", "not entered"), id="a day"
        ),
        pytest.param(
            {"talk_to_someone": False},
            {},
            "Talk to someone is among the first steps",
            ("No", "Yes"),
            id="talk to someone",
        ),
        pytest.param({"questions_done": 0}, {}, "Questions done so far", ("0", "not entered"), id="none done"),
        pytest.param({"resources": ("A book",)}, {}, "Resources you use", ("A book", "not entered"), id="a resource"),
        pytest.param({"causes_unsure": True}, {}, "Not sure what played a part", ("Yes", "No"), id="not sure"),
        pytest.param({"wellbeing": "Rest."}, {}, "A note on how it is going", ("Rest.", "not entered"), id="a note"),
        pytest.param({"accommodations": "asked"}, {}, "Test accommodations", ("Asked for", "not entered"), id="asked"),
    ],
)
def test_an_entry_that_differs_is_named_with_both_values(here, there, entry, words):
    assert differences(profile(**here), profile(**there)) == (Difference(entry, *words),)
    assert differences(profile(**there), profile(**here)) == (Difference(entry, *reversed(words)),)


@given(plans)
def test_a_plan_does_not_differ_from_itself(entered):
    whole = Profile(format=FORMAT, plan=entered)
    assert differences(whole, Profile.from_json(whole.to_json(), TODAY)) == ()


def test_a_weekday_has_seven_names():
    assert [f"{dt.date(2026, 11, 23 + number):%A}" for number in range(7)] == list(WEEKDAYS)
