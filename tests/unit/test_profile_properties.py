"""The profile file, tried on many made-up profiles and on many files that are none."""

import datetime as dt
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.entries.migrations import FORMAT
from model.entries.profile import Profile
from model.entries.refusals import ProfileError
from model.entries.schema import (
    GROUPS,
    MOST_FORM_CHARACTERS,
    MOST_NAME_CHARACTERS,
    Application,
    Attempt,
    Plan,
    PracticeTest,
)
from model.evidence.exam import evidence

TODAY = dt.date(2026, 11, 22)
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2031, 12, 31)

past = st.dates(FIRST_DAY, TODAY)
any_day = st.dates(FIRST_DAY, LAST_DAY)
forms = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=MOST_FORM_CHARACTERS)


@st.composite
def practice_tests(draw):
    kind = draw(st.sampled_from(list(evidence().tests.values())))
    chances = st.none() | st.floats(0, 100) if kind.prints_pass_probability else st.none()
    return PracticeTest(
        test=kind.test,
        form=draw(st.none() | forms),
        date=draw(past),
        score=draw(st.floats(kind.min, kind.max) | st.integers(int(kind.min), int(kind.max)).map(float)),
        printed_pass_percent=draw(chances),
        timed=draw(st.booleans()),
        full_length=draw(st.booleans()),
        unseen=draw(st.booleans()),
    )


@st.composite
def plans(draw):
    period = [draw(st.none() | any_day) for _ in range(2)]
    if None not in period:
        period.sort()
    return Plan(
        eligibility_start=period[0],
        eligibility_end=period[1],
        school_deadline=draw(st.none() | any_day),
        rotations_start=draw(st.none() | any_day),
        full_day_simulation=draw(st.none() | st.booleans()),
    )


counts = st.none() | st.integers(0, 500)
specialties = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=MOST_NAME_CHARACTERS)


@st.composite
def applications(draw):
    whole = {name: draw(counts) for name in ("clerkships_graded", "letters")}
    parts = {
        name: draw(st.none() | st.integers(0, 500 if whole[of] is None else whole[of]))
        for name, of in (
            ("clerkship_honors", "clerkships_graded"),
            ("letters_from_specialty", "letters"),
            ("letters_since_attempt", "letters"),
        )
    }
    others = (
        "research_experiences",
        "abstracts_pubs_presentations",
        "volunteer_experiences",
        "work_experiences",
        "practice_interviews",
        "contiguous_ranks",
        "signals_used",
    )
    said = ("attempt_addressed", "aoa", "ghhs", "obstacles_overcome")
    return Application(
        target_specialties=tuple(draw(st.lists(specialties, max_size=5, unique=True))),
        step2ck=draw(st.none() | st.integers(100, 300)),
        step2ck_predicted=draw(st.booleans()),
        specialty_honors=draw(st.sampled_from([None, "yes", "no", "not yet"])),
        personal_statement=draw(st.sampled_from([None, "not begun", "draft", "reviewed"])),
        **whole,
        **parts,
        **{name: draw(counts) for name in others},
        **{name: draw(st.none() | st.booleans()) for name in said},
    )


def once_a_day(test):
    return (test.test, test.form, test.date)


profiles = st.builds(
    Profile,
    format=st.just(FORMAT),
    group=st.none() | st.sampled_from(GROUPS),
    exam_date=st.none() | any_day,
    pass_bar=st.integers(1, 99),
    attempts=st.lists(st.builds(Attempt, date=st.none() | past, passed=st.booleans()), max_size=6).map(tuple),
    practice_tests=st.lists(practice_tests(), max_size=8, unique_by=once_a_day).map(tuple),
    application=applications(),
    plan=plans(),
)


@given(profiles)
@settings(max_examples=200)
def test_a_profile_written_and_read_is_the_same_profile(profile):
    saved = profile.to_json()
    assert Profile.from_json(saved, TODAY) == profile
    assert Profile.from_json(saved.encode(), TODAY).to_json() == saved


@given(profiles)
def test_every_test_after_the_last_fail_or_the_fail_before_it_is_on_one_side_only(profile):
    this_time, last_time = profile.this_time, profile.last_time
    assert not set(this_time) & set(last_time)
    assert set(this_time) | set(last_time) <= set(profile.practice_tests)
    for tests in (this_time, last_time):
        assert [test.date for test in tests] == sorted(test.date for test in tests)


def problems(content):
    try:
        profile = Profile.from_json(content, TODAY)
    except ProfileError as error:
        return error.problems
    assert Profile.from_json(profile.to_json(), TODAY) == profile
    return None


def opens_or_says_why(content):
    said = problems(content)
    assert said is None or [problem for problem in said if problem.strip()] == list(said) != []


@given(st.binary(max_size=400))
@settings(max_examples=200)
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\x00" * 300_000)
def test_any_bytes_open_or_are_refused_with_a_sentence(content):
    opens_or_says_why(content)


@given(st.text(st.characters(), max_size=200))
@example('{"format": "\ud800"}')
def test_any_text_opens_or_is_refused_with_a_sentence(content):
    opens_or_says_why(content)


@given(profiles, st.data())
@settings(max_examples=200)
def test_a_profile_damaged_anywhere_opens_or_is_refused_with_a_sentence(profile, data):
    saved = profile.to_json().encode()
    start = data.draw(st.integers(0, len(saved)))
    length = data.draw(st.integers(0, 20))
    opens_or_says_why(saved[:start] + data.draw(st.binary(max_size=6)) + saved[start + length :])


names = st.sampled_from(
    [
        *Profile.model_fields,
        *PracticeTest.model_fields,
        *Attempt.model_fields,
        *Plan.model_fields,
        *Application.model_fields,
    ]
) | st.text(max_size=5)
plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(["cbssa", "uwsa2", "qbank", "US MD", FORMAT])
    | past.map(str)
)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4), max_leaves=12
)
shapes = st.fixed_dictionaries(
    {"format": st.just(FORMAT)},
    optional={
        "group": values,
        "exam_date": values,
        "pass_bar": values,
        "attempts": st.lists(st.dictionaries(st.sampled_from(["date", "passed"]), plain), max_size=8),
        "practice_tests": st.lists(
            st.dictionaries(st.sampled_from(list(PracticeTest.model_fields)), plain | st.integers(0, 300)), max_size=4
        ),
        "plan": st.dictionaries(st.sampled_from(list(Plan.model_fields)), plain),
        "application": values
        | st.dictionaries(st.sampled_from(list(Application.model_fields)), plain | st.lists(plain, max_size=3)),
    },
)


@given(values | shapes)
@settings(max_examples=300)
def test_any_json_opens_or_is_refused_with_a_sentence(value):
    opens_or_says_why(json.dumps(value))
