"""Everything a student types: the form for one practice test, the list, the exam, attempts and dates, the file."""

import datetime as dt
from typing import Any, Final

import streamlit as st

from model.entries.examples import examples
from model.entries.profile import Profile
from model.entries.refusals import MOST_FORM_CHARACTERS, ProfileError
from model.entries.schema import GROUPS
from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.text import long_date
from pages.parts import state
from pages.parts.wording import plain

GROUP_WORDS: Final = {
    "US MD": "US MD school",
    "US DO": "US DO school",
    "US IMG": "US citizen, school abroad",
    "Non-US IMG": "Other citizen, school abroad",
}
YES_NO: Final = {True: "Yes", False: "No"}
STRENGTH_FIELDS: Final[dict[str, tuple[tuple[str, str, dict[Any, str] | None], ...]]] = {
    "Clerkships": (
        ("Honors in how many clerkships", "clerkship_honors", None),
        ("Of how many graded", "clerkships_graded", None),
        (
            "Honors in the target specialty",
            "specialty_honors",
            {"yes": "Yes", "no": "No", "not yet": "Not taken yet"},
        ),
    ),
    "Letters": (
        ("Letters of recommendation", "letters", None),
        ("From the target specialty", "letters_from_specialty", None),
        ("From people who saw you work since the attempt", "letters_since_attempt", None),
    ),
    "Research and experiences": (
        ("Research experiences", "research_experiences", None),
        ("Abstracts, publications and presentations", "abstracts_pubs_presentations", None),
        ("Volunteer experiences", "volunteer_experiences", None),
        ("Work experiences", "work_experiences", None),
    ),
    "Statement and interview": (
        (
            "Personal statement",
            "personal_statement",
            {"not begun": "Not begun", "draft": "Draft", "reviewed": "Reviewed by somebody"},
        ),
        ("Is the attempt addressed in it", "attempt_addressed", YES_NO),
        ("Practice interviews so far", "practice_interviews", None),
    ),
    "Ranks, signals and honors": (
        ("Contiguous ranks planned", "contiguous_ranks", None),
        ("Program signals used", "signals_used", None),
        ("Alpha Omega Alpha", "aoa", YES_NO),
        ("Gold Humanism Honor Society", "ghhs", YES_NO),
        ("Obstacles overcome that the application can show", "obstacles_overcome", YES_NO),
    ),
}
CHOICES: Final = ("Leading specialty", "Second specialty", "Third specialty", "Fourth specialty", "Fifth specialty")
DATE_FORMAT: Final = "YYYY-MM-DD"


def _first_day() -> dt.date:
    return dt.date(int(evidence().rule("entry.earliest_year")), 1, 1)


def _last_day() -> dt.date:
    return dt.date(state.today().year + int(evidence().rule("entry.latest_years_ahead")), 12, 31)


def date(label: str, key: str, *, past: bool = False, **options: Any) -> None:  # noqa: ANN401 (handed on to Streamlit)
    """A day that may stay empty."""
    st.date_input(
        label,
        value=None,
        min_value=_first_day(),
        max_value=state.today() if past else _last_day(),
        key=key,
        format=DATE_FORMAT,
        persist_state=state.KEEP,
        **options,
    )


def notice() -> None:
    """Say what was changed last, with the way back."""
    last: state.Notice | None = st.session_state.notice
    if last is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="notice"):
        st.markdown(f":material/info: {plain(last.text)}", width="stretch")
        if last.undo is not None:
            st.button("Undo", icon=":material/undo:", key="undo", on_click=last.undo)


def problems(sentences: tuple[str, ...]) -> None:
    """Say what cannot be used, a sentence each."""
    for sentence in sentences:
        st.warning(plain(sentence), icon=":material/edit:")


def practice_test() -> None:
    """The form for one practice test; its fields and bounds follow the chosen test."""
    tests = evidence().tests
    editing = st.session_state.editing is not None
    with st.container(border=True, key="add_test"):
        st.header("Change a practice test" if editing else "Add a practice test", anchor=False)
        st.selectbox(
            "Which test",
            list(tests),
            format_func=lambda name: tests[name].name,
            key="new_test",
            persist_state=state.KEEP,
        )
        kind = state.kind()
        date("Day taken", "new_date", past=True, on_change="ignore")
        st.number_input(
            f"Score ({kind.unit}, {kind.min:g} to {kind.max:g})",
            min_value=kind.min,
            max_value=kind.max,
            value=None,
            step=1.0,
            format="%g",
            key=state.score_key(kind.test),
            on_change="ignore",
            persist_state=state.KEEP,
        )
        if kind.prints_pass_probability:
            st.number_input(
                "Chance of passing printed on the report, percent (optional)",
                min_value=0.0,
                max_value=100.0,
                value=None,
                step=1.0,
                format="%g",
                key="new_printed",
                on_change="ignore",
                persist_state=state.KEEP,
                help="NBME prints it for sitting within a week. It narrows the range to NBME's own figure.",
            )
        with st.expander("Form and conditions (timed, full length and unseen unless changed)", key="conditions"):
            st.text_input(
                "Form",
                max_chars=MOST_FORM_CHARACTERS,
                placeholder="31",
                key="new_form",
                on_change="ignore",
                persist_state=state.KEEP,
            )
            for label, condition in (
                ("Timed", "timed"),
                ("Full length, in one day", "full_length"),
                ("No question seen before", "unseen"),
            ):
                st.checkbox(label, key=f"new_{condition}", on_change="ignore", persist_state=state.KEEP)
        problems(st.session_state.problems)
        with st.container(horizontal=True):
            st.button(
                "Save changes" if editing else "Add this test",
                key="keep_test",
                on_click=state.keep_test,
            )
            if editing:
                st.button("Cancel", key="cancel_edit", on_click=state.clear_entry)


def test_list(answer: str) -> None:
    """The practice tests entered, newest first, each with edit and remove, and the answer they give in one line."""
    entered = state.tests()
    with st.container(border=True, key="test_list"):
        st.header("Your practice tests", anchor=False)
        notice()
        if not entered:
            days = evidence().rule("booking.recent_days")
            st.markdown(f"None yet. One score is enough for a first answer; a second within {days:g} days firms it up.")
            return
        fail = max(
            (
                day
                for number in range(st.session_state.attempt_count)
                if (day := st.session_state[f"attempt_{number}"]) is not None
            ),
            default=dt.date.min,
        )
        for number in sorted(range(len(entered)), key=lambda number: entered[number].date, reverse=True):
            test = entered[number]
            earlier = " · before the attempt" if test.date <= fail else ""
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"test_{number}"):
                st.markdown(
                    f"**{test.score:g}** · {plain(test.label)}  \n:small[{long_date(test.date)}{earlier}]",
                    width="stretch",
                )
                st.menu_button(
                    "Change",
                    ["Edit", "Remove"],
                    key=f"change_{number}",
                    type="tertiary",
                    on_click=_change,
                    args=(number,),
                )
        if answer:
            st.markdown(answer)


def _change(number: int) -> None:
    chosen = st.session_state[f"change_{number}"]
    if chosen == "Edit":
        state.edit(number)
    elif chosen == "Remove":
        state.remove(number)


def exam() -> None:
    """Exam date, school and the student's own bar."""
    with st.container(border=True, key="exam"):
        st.header("The next attempt", anchor=False)
        date("Exam date, booked or thought of", "exam_date")
        school()
        st.number_input(
            "Your own bar, of 100",
            min_value=1,
            max_value=99,
            value=None,
            required=True,
            step=1,
            key="pass_bar",
            persist_state=state.KEEP,
            help=evidence().rules["booking.default_bar"].why,
        )


def school() -> None:
    """The kind of school."""
    st.selectbox(
        "School",
        GROUPS,
        index=None,
        format_func=GROUP_WORDS.__getitem__,
        placeholder="Not chosen",
        key="group",
        persist_state=state.KEEP,
    )


def calendar() -> None:
    """Attempts so far, and the dates that the exam has to fit."""
    panel = st.expander("Attempts and dates (optional)", key="calendar", on_change="rerun")
    if not panel.open:
        return
    with panel:
        most = int(evidence().rule("entry.most_attempts"))
        st.selectbox(
            "Attempts at Step 1 so far",
            range(most + 1),
            format_func=lambda number: str(number) if number else "Not entered",
            key="attempt_count",
            persist_state=state.KEEP,
        )
        for number in range(st.session_state.attempt_count):
            passed = "passed" if st.session_state[f"attempt_passed_{number}"] else "did not pass"
            date(f"Day of attempt {number + 1} ({passed})", f"attempt_{number}", past=True)
        date("Eligibility period starts", "eligibility_start")
        date("Eligibility period ends", "eligibility_end")
        date("Your school's deadline to sit", "school_deadline")
        date("Core rotations start", "rotations_start")
        st.segmented_control(
            "One full day at exam length",
            list(state.SIMULATION),
            required=True,
            key="full_day_simulation",
            persist_state=state.KEEP,
        )


def specialties() -> None:
    """The specialties in mind and the Step 2 CK score."""
    with st.container(border=True, key="specialties"):
        st.header("Where you would apply", anchor=False)
        before = True
        for key, label in zip(state.targets(), CHOICES, strict=True):
            chosen = st.session_state[key]
            if before or chosen is not None:
                _specialty(label, key, chosen)
            before = chosen is not None
        school()
        lowest, highest = (int(score) for score in evidence().rules["entry.step2ck_range"].numbers)
        st.number_input(
            "Step 2 CK (leave empty if unknown)",
            min_value=lowest,
            max_value=highest,
            value=None,
            step=1,
            key="step2ck",
            persist_state=state.KEEP,
        )
        st.checkbox("This score is predicted, not taken yet", key="step2ck_predicted", persist_state=state.KEEP)


def _specialty(label: str, key: str, chosen: str | None) -> None:
    known = match_evidence().specialties
    st.selectbox(
        label,
        known if chosen is None or chosen in known else (*known, chosen),
        index=None,
        placeholder="Not chosen",
        key=key,
        persist_state=state.KEEP,
    )


def strengths() -> None:
    """The other strengths of the application, in short groups; every one may stay unknown."""
    for title, fields in STRENGTH_FIELDS.items():
        panel = st.expander(f"{title} (optional)", key=f"group_{title}", on_change="rerun")
        if panel.open:
            with panel:
                for label, key, options in fields:
                    _strength(label, key, options)


def _strength(label: str, key: str, options: "dict[Any, str] | None") -> None:
    if options is None:
        most = int(evidence().rule("entry.most_experiences"))
        st.number_input(label, 0, most, value=None, step=1, key=key, persist_state=state.KEEP)
        return
    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder="Not entered",
        key=key,
        persist_state=state.KEEP,
    )


def keep_file() -> None:
    """Download of everything entered."""
    try:
        content = state.profile().to_json()
    except ProfileError:
        st.caption("Your entries can be downloaded once the one named on the readiness page is corrected.")
        return
    st.download_button(
        "Download my entries",
        content,
        file_name="second-sitting.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="download",
    )


def open_file() -> None:
    """Upload of a downloaded file; a bad one says what is wrong and changes nothing."""
    st.file_uploader(
        "Open a file saved here",
        type="json",
        key="upload",
        on_change=_open_upload,
        help="A .json file of at most 256 kB.",
    )
    problems(st.session_state.get("file_problems", ()))


def _open_upload() -> None:
    upload = st.session_state.upload
    st.session_state.file_problems = ()
    if upload is None:
        return
    try:
        opened = Profile.from_json(upload.getvalue(), state.today())
    except ProfileError as error:
        st.session_state.file_problems = error.problems[: state.MOST_PROBLEMS]
        return
    state.open_profile(opened, f"Opened {upload.name}.")


def try_examples() -> None:
    """Three made-up students."""
    for example in examples(state.today()):
        with st.container(border=True):
            st.markdown(f"**{example.title}**  \n{example.about}")
            st.button(
                "Try this example",
                key=f"example_{example.key}",
                on_click=state.open_profile,
                args=(example.profile, f"Opened the made-up example: {example.title}."),
            )
