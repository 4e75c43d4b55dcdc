import dataclasses
import datetime as dt
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import MODEL_VERSION
from model.booking.check import JUDGEMENT
from model.entries.profile import Profile
from model.entries.schema import GROUPS
from model.evidence.exam import evidence
from model.evidence.match import match_evidence
from model.outlook.offset import offset
from model.outlook.rates import overall_rate
from model.report.agenda import open_decisions, questions
from model.report.blocks import Card, Chart, Entries, Heading, Icons, Items, Links, Paragraph, Table, emphasis
from model.report.document import document
from model.report.report import report
from model.report.sections.booking import conflicts, waits_table
from model.report.sections.outlook import matching, offset_chart, rates_table
from model.report.sections.plan import finding_line
from model.report.sections.readiness import passing, scores_chart
from model.report.sentences import (
    ADVICE_NOTE,
    about,
    advice_changes,
    advice_reason,
    advice_step,
    advice_text,
    after_next,
    band_words,
    basis_words,
    between_sentence,
    chance_sentence,
    check_words,
    conflict_text,
    conflict_way_out,
    evidence_words,
    interval_sentence,
    load_sentence,
    missing_sentence,
    parity_sentence,
    percentile_sentence,
    quartile_sentence,
    rate_sentence,
    remarks,
    span,
    spoken,
    step2_error_sentence,
    strength_entry,
    strength_next_step,
    strength_reading,
    strength_reference,
    strength_title,
    waiting_note,
    weight_sentence,
)
from model.sharing.sections import SECTIONS, USUAL_SECTIONS
from model.text import capital, long_date, whole

TODAY = dt.date(2026, 11, 22)
NOW, AGENDA, LIMITS, SOURCES, SUPPORT = (
    "Where things stand today",
    "Agenda for the meeting",
    "What nobody knows",
    "Sources",
    "Somebody to talk to, on any day",
)
BODIES = {
    "readiness": "Chance of passing",
    "booking": "Booking the date",
    "outlook": "Match outlook",
    "strengths": "Strengths, and what to build next",
    "plan": "The plan",
    "wellbeing": "How it is going",
}
SUBSETS = [subset for size in range(1, len(SECTIONS) + 1) for subset in itertools.combinations(SECTIONS, size)]
CLIMBING = ((28, 55), (14, 60), (0, 66, {"form": "Zebra"}))
SURGERY = {"target_specialties": ("General Surgery", "Internal Medicine"), "step2ck": 245, "letters": 3}


@pytest.fixture
def told(today):
    return lambda profile: report(profile, today)


@pytest.fixture
def answer(told, student):
    return told(student(*CLIMBING, application=SURGERY))


def part(found, title):
    (one,) = [part for part in found.parts if part.title == title]
    return one.blocks


def body(answer, section, **options):
    return part(document(answer, (section,), **options), BODIES[section])


def of(blocks, kind):
    return [block for block in blocks if isinstance(block, kind)]


def strings(value):
    """Every text in a document, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in {"facts", "mark", "key", "role"}:  # nobody reads these
                yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)


def said(value):
    return "\n".join(strings(value))


def said_besides(found, *titles):
    """Every text outside some parts; the titles of sources, and whom to talk to, are nobody's entries."""
    return said(tuple(part for part in found.parts if part.title not in titles))


def paragraphs(blocks):
    return [block.text for block in of(blocks, Paragraph)]


def under(blocks, heading):
    """The block that follows a heading."""
    return blocks[blocks.index(Heading(heading)) + 1]


# What is shown --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", SUBSETS)
def test_the_parts_are_those_chosen_between_the_agenda_and_the_limits(answer, shown):
    titles = [part.title for part in document(answer, shown).parts]
    grounds = [] if shown == ("wellbeing",) else [LIMITS, SOURCES]  # a note of the student's own has none
    assert titles == [NOW, AGENDA, *(BODIES[section] for section in shown), *grounds, SUPPORT]


def test_the_order_of_the_parts_is_always_the_same(answer):
    assert document(answer, SECTIONS[::-1]) == document(answer, SECTIONS)


def test_a_document_without_a_section_is_refused(answer):
    with pytest.raises(ValueError, match="without a section would show nothing"):
        document(answer, ())


OF_THE_EXAM = ("Zebra", "CBSSA", "practice", "of 100 pass", "your bar", "exam date", "School", "school's", "EPC")
OF_THE_APPLICATION = ("Surgery", "surgery", "Internal Medicine", "Step 2 CK", "match", "Letters", "245", "Interview")


@pytest.mark.parametrize("shown", [("readiness",), ("booking",), ("readiness", "booking")])
def test_nothing_is_said_of_the_application_where_it_is_left_out(answer, shown):
    words = said_besides(document(answer, shown), SOURCES)
    assert [word for word in OF_THE_APPLICATION if word in words] == []


@pytest.mark.parametrize("shown", [("outlook",), ("strengths",), ("outlook", "strengths")])
def test_nothing_is_said_of_the_exam_where_it_is_left_out(answer, shown):
    words = said_besides(document(answer, shown), SOURCES, SUPPORT)
    assert [word for word in OF_THE_EXAM if word in words] == []


def test_readiness_alone_says_nothing_of_the_advice(answer):
    words = said(document(answer, ("readiness",)))
    assert advice_text(answer.booking.advice) not in words
    assert str(answer.profile.pass_bar) not in re.findall(r"\d+", words)


def test_booking_alone_shows_no_scores_up_to_the_exam(answer):
    found = document(answer, ("booking",))
    assert of(itertools.chain.from_iterable(part.blocks for part in found.parts), Chart | Icons) == []
    assert about(answer.readiness.chance.central) not in said(found)


def test_the_outlook_alone_shows_no_strengths_and_the_other_way_round(answer):
    assert "3 letters" not in said(document(answer, ("outlook",)))
    assert "Between" not in said(document(answer, ("strengths",)))


# Where things stand ---------------------------------------------------------------------------------------------------


def test_the_document_says_its_day_its_versions_and_its_label(answer, today):
    found = document(answer, SECTIONS, label="For Dr. Ng")
    assert (found.label, found.as_of) == ("For Dr. Ng", today)
    assert (found.model_version, found.data_version) == (MODEL_VERSION, evidence().version)
    assert part(found, NOW)[:2] == (
        Paragraph("For Dr. Ng", "lead"),
        Paragraph(f"As of 22 Nov 2026, with model {MODEL_VERSION} and data {evidence().version}."),
    )


def test_without_a_label_the_day_comes_first(answer):
    assert part(document(answer, SECTIONS), NOW)[0].text.startswith("As of 22 Nov 2026")


@pytest.mark.parametrize("made_with", [("0.9.0", None), (None, "2025-01-31"), ("0.9.0", "2025-01-31")])
def test_other_versions_at_the_time_of_saving_are_named(answer, made_with):
    versions = (made_with[0] or answer.model_version, made_with[1] or answer.data_version)
    notes = of(part(document(answer, SECTIONS, made_with=versions), NOW), Paragraph)
    assert [note.text for note in notes if "saved" in note.text] == [
        f"It was saved with model {versions[0]} and data {versions[1]}, so the figures may differ from those seen then."
    ]


@pytest.mark.parametrize("same", [True, False])
def test_the_same_versions_or_none_leave_no_note(answer, same):
    made_with = (answer.model_version, answer.data_version) if same else None
    assert "saved" not in said(document(answer, SECTIONS, made_with=made_with))


def test_the_answers_stand_first_in_a_line_each(answer):
    (lines,) = of(part(document(answer, SECTIONS), NOW), Items)
    chance, leading = answer.readiness.chance, answer.outlook.leading
    assert lines.texts == (
        f"About 84 of 100 pass, 16 do not; range {whole(chance.low)} to {whole(chance.high)}. Evidence: disputed.",
        f"{advice_text(answer.booking.advice)}.",
        f"Between {whole(leading.floor)} and {whole(leading.ceiling)} of 100 match: US MD seniors, general surgery.",
        "Of 14 strengths, 1 with room to build and 12 not entered.",
        "Plan: exam on 29 Nov 2026.",
    )


def test_without_a_specialty_the_line_is_for_all_of_them(told, student):
    (lines,) = of(part(document(told(student()), ("outlook",)), NOW), Items)
    rate = overall_rate("US MD", 0.164)
    assert lines.texts == (
        f"Between {whole(rate.floor)} and {whole(rate.ceiling)} of 100 match in any specialty: US MD seniors.",
    )


def test_without_a_school_there_is_no_rate_and_the_document_says_so(told, student):
    found = document(told(student(group=None, application=SURGERY)), ("outlook",))
    assert of(part(found, NOW), Items) == [Items(("No match rate can be looked up yet.",))]
    assert part(found, BODIES["outlook"]) == (
        Paragraph("No kind of school is chosen, so no match rate can be looked up."),
    )


def test_without_any_table_the_document_says_that_none_is_installed(told, student, without):
    without("nrmp_md_step2_bands.csv", "nrmp_specialty_counts.csv", "main_match_rates.csv")
    answer = told(student(application=SURGERY))
    found = document(answer, ("outlook",))
    assert of(part(found, NOW), Items) == [Items(("No match rate can be looked up yet.",))]
    blocks = part(found, BODIES["outlook"])
    assert blocks[0] == Paragraph("No table with match rates is installed here", "lead")
    assert set(map(missing_sentence, answer.outlook.missing)) <= set(paragraphs(blocks))
    assert of(blocks, Chart | Icons) == []


# The agenda -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", SUBSETS)
def test_the_agenda_holds_what_is_open_and_three_questions(answer, shown):
    blocks = part(document(answer, shown), AGENDA)
    nothing = ("Nothing is left open in what is shown here.",)
    assert under(blocks, "Open decisions") == Items(tuple(open_decisions(answer, shown)) or nothing)
    assert under(blocks, "Three questions to ask") == Items(questions(answer, shown), numbered=True)


def test_where_nothing_is_open_the_agenda_says_so(answer):
    blocks = part(document(answer, ("readiness",)), AGENDA)
    assert under(blocks, "Open decisions") == Items(("Nothing is left open in what is shown here.",))


# The sections ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tests", [(), CLIMBING, ((160, 68), (3, 70, {"printed_pass_percent": 97}))])
def test_the_chance_is_said_as_on_the_students_own_page(told, student, tests):
    answer = told(student(*tests))
    blocks = body(answer, "readiness")
    central = answer.readiness.chance.central
    basis, lead, chance, icons = blocks[:4]
    assert basis == Paragraph(f"Based on {basis_words(answer.readiness)}", "note")
    assert lead == Paragraph(about(central), "lead")
    assert chance.text == chance_sentence(answer)
    assert chance.strong == (span(answer.readiness.chance), evidence_words(answer))
    assert icons == passing(central)
    assert evidence_words(answer) in blocks[2].text
    assert set(remarks(answer)) <= set(paragraphs(blocks))


def test_the_icons_of_a_chance_leave_nobody_out():
    assert passing(83.5) == Icons(
        84, 84, "Of 100 people, 84 pass and 16 do not.", "Filled: 84 pass. Hollow: 16 do not."
    )


@pytest.mark.parametrize(
    ("percent", "said"), [(99, "Filled: 99 pass. Hollow: 1 does not."), (1, "Filled: 1 passes. Hollow: 99 do not.")]
)
def test_one_person_passes_or_does_not(percent, said):
    assert passing(percent).caption == said
    assert passing(percent).alt.endswith(said.rpartition(": ")[2])


def test_one_person_matches_or_does_not():
    assert matching(1, 99).caption == "Filled: 1 matches. Dotted: 98 nobody can tell. Hollow: 1 does not."


def test_a_chart_without_a_score_names_no_mark_of_the_student_s():
    marked, bare = (offset_chart(offset("Psychiatry", score, 0.164), "Psychiatry").caption for score in (240, None))
    assert marked == f"{bare} Diamonds: your score."


def test_the_icons_of_a_band_tell_apart_what_nobody_knows():
    assert matching(12.4, 49.5) == Icons(
        12,
        50,
        "Of 100 people, between 12 and 50 match.",
        "Filled: 12 match. Dotted: 38 nobody can tell. Hollow: 50 do not.",
    )


def test_the_scores_have_a_chart_with_its_words_and_its_table(answer):
    blocks = body(answer, "readiness")
    chart = under(blocks, "Your scores up to the exam")
    assert chart == scores_chart(answer)
    assert chart.alt == (
        "3 practice scores, the latest 66; on 29 Nov 2026 the level is estimated at 60 to 67; the low-pass band is 62 "
        "to 68."
    )
    assert chart.table.rows == (
        ("25 Oct 2026", "NBME CBSSA (forms 25 and later)", "55", "55"),
        ("8 Nov 2026", "NBME CBSSA (forms 25 and later)", "60", "60"),
        ("22 Nov 2026", "NBME CBSSA (forms 25 and later), form Zebra", "66", "66"),
        ("29 Nov 2026", "Estimated level, two times in three", "", "60 to 67"),
    )


def test_without_scores_there_is_no_chart(told, student):
    assert of(body(told(student()), "readiness"), Chart) == []


def test_the_advice_comes_with_reason_changes_one_next_step_and_whom_to_talk_to(answer):
    blocks, advice = body(answer, "booking"), answer.booking.advice
    assert blocks[0] == Card(
        (
            Paragraph(advice_text(advice), "lead"),
            Paragraph(advice_reason(advice)),
            Items(advice_changes(advice), intro=emphasis("What would change this")),
            Paragraph(f"One thing to do next: {advice_step(advice)}", strong=("One thing to do next:",)),
            Paragraph(ADVICE_NOTE, "note"),
        ),
        key="advice",
    )


def test_the_dates_stand_side_by_side_with_the_students_own_figures(answer):
    table = under(body(answer, "booking"), "Sit, or wait")
    rows = answer.booking.sit_or_wait
    assert table == waits_table(rows)
    assert table.rows[0] == ("29 Nov 2026", "82 (60 to 92)", "84 (69 to 93)", "27 Dec to 24 Jan")
    assert [row[0] for row in table.rows[1:]] == [
        f"{long_date(row.date)}, {row.weeks_later} weeks later" for row in rows[1:]
    ]
    assert table.numeric == (False, True, True, False)


@pytest.mark.parametrize(("shown", "beside"), [(("booking",), False), (("readiness", "booking"), True)])
def test_the_note_on_the_dates_points_at_the_chance_where_it_is_shown(answer, shown, beside):
    note = waiting_note(beside_the_chance=beside)
    assert Paragraph(note, "note") in part(document(answer, shown), BODIES["booking"])
    assert ("the one at the top of the page" in note) == beside


def test_a_date_that_crosses_a_line_is_listed(told, student, day):
    answer = told(student(*CLIMBING, plan={"school_deadline": day(30)}))
    (crossed,) = of(body(answer, "booking"), Items)
    assert crossed == Items(conflicts(answer.booking.sit_or_wait), intro=emphasis("Dates that cross a line", "crossed"))
    assert crossed.texts == (
        "27 Dec 2026: Before your school's deadline: 27 Dec 2026, deadline 22 Dec 2026.",
        "10 Jan 2027: Before your school's deadline: 10 Jan 2027, deadline 22 Dec 2026.",
    )


def test_where_no_date_crosses_a_line_none_is_listed(answer):
    assert of(body(answer, "booking"), Items) == []


def test_every_check_stands_with_its_status_value_line_and_source(answer):
    entries = [entry for block in of(body(answer, "booking"), Entries) for entry in block.entries]
    checks = sorted(answer.booking.checks, key=lambda check: ("scores", "preparation", "calendar").index(check.kind))
    assert [entry.title for entry in entries] == [f"{check_words(check).title}: {check.status}." for check in checks]
    assert [entry.text for entry in entries] == [f"{spoken(check_words(check).value)}." for check in checks]
    for entry, check in zip(entries, checks, strict=True):
        assert entry.note.startswith(f"Line: {check_words(check).line} (")
        assert ("our judgement" in entry.note) == (check.source == JUDGEMENT)


def test_the_outlook_says_the_band_its_people_and_what_chance_alone_would_do(answer):
    blocks, leading = body(answer, "outlook"), answer.outlook.leading
    assert blocks[:6] == (
        Paragraph("Based on US MD seniors, 2020-2024 (NRMP; fair).", "note"),
        Paragraph("Between 50 and 86 of 100 match", "lead"),
        Paragraph(rate_sentence(leading)),
        Paragraph(interval_sentence(leading)),
        matching(leading.floor, leading.ceiling),
        Paragraph(between_sentence(answer.outlook), mark="remark"),
    )
    assert percentile_sentence(answer.outlook) in paragraphs(blocks)


def test_the_outlook_says_where_the_floor_comes_from(answer):
    (note,) = [text for text in paragraphs(body(answer, "outlook")) if text.startswith("The floor is")]
    assert note == (
        "The floor is the ceiling's odds times 0.164. Counted elsewhere: 72 of 100 after a first attempt that did not "
        "pass, 94 of 100 after one that did (entered residency, percent; handlebar-online.com, attributed to AAMC; "
        "disputed). 59 of 64 after a first attempt that did not pass, 64 of 64 after one that did (matched to any "
        "residency; Medical Education Online; good)."
    )


def test_the_offset_has_its_chart_its_table_and_its_readings(answer):
    blocks, shift = body(answer, "outlook"), answer.outlook.offset
    chart = under(blocks, "How far Step 2 CK offsets the attempt in general surgery")
    assert chart == offset_chart(shift, "General Surgery")
    assert chart.alt == (
        "General Surgery: from 210 to 270 in Step 2 CK the published rate goes from 27 to 94 of 100, the floor from 6 "
        "to 72. At 245: 51 to 86."
    )
    assert [row[0] for row in chart.table.rows] == [band_words(rate.band) for _, rate in shift.marks]
    words = paragraphs(blocks)
    assert {weight_sentence(shift), parity_sentence(shift), step2_error_sentence()} <= set(words)


def test_without_a_score_the_curve_stands_alone(told, student):
    answer = told(student(application={"target_specialties": ("General Surgery",)}))
    (chart,) = of(body(answer, "outlook"), Chart)
    assert chart.alt.endswith("the floor from 6 to 72.")
    assert not [text for text in paragraphs(body(answer, "outlook")) if "attempt weighs" in text]


def test_without_a_reference_rate_the_floor_is_held_against_none(told, student, without):
    table, wider = "nrmp_md_step2_bands.csv", "General Surgery,220,239,45,261,nrmp_md_2020_2024\n"
    without(rows=[(table, "General Surgery,220,", wider), (table, "General Surgery,230,", "")])
    answer = told(student(application=SURGERY))
    assert answer.outlook.offset.reference_rate is None
    assert (
        "No rate is published for General Surgery at 230-239, so there is none to hold the floor against."
        in paragraphs(body(answer, "outlook"))
    )


def test_without_the_error_of_step_2_ck_no_note_is_made_of_it(told, student, without):
    without("step2ck_constants.csv")
    found = document(told(student(application=SURGERY)), ("outlook",))
    assert "known to within" not in said(found)
    assert of(part(found, BODIES["outlook"]), Chart) != []


@pytest.mark.parametrize("group", ["US MD", "Non-US IMG"])
def test_quartiles_are_listed_where_they_are_published(told, student, group):
    answer = told(student(group=group, application=SURGERY))
    listed = under(body(answer, "outlook"), "Those who matched, and those who did not")
    assert listed == Items(tuple(map(quartile_sentence, answer.outlook.quartiles)))


def test_what_is_missing_is_said(told, student):
    answer = told(student(group="US IMG", application=SURGERY))
    assert set(map(missing_sentence, answer.outlook.missing)) <= set(paragraphs(body(answer, "outlook")))


def test_the_specialties_chosen_stand_in_a_table_and_no_others(answer):
    table = under(body(answer, "outlook"), "The specialties you chose")
    assert table.columns == ("Specialty", "Of 100", "Applicants")
    assert table.rows == (("General Surgery", "50 to 86", "1,040"), ("Internal Medicine", "94 to 99", "2,877"))


def test_few_applicants_and_unknown_numbers_are_marked_in_a_table():
    rate = overall_rate("US MD", 0.164)
    few, unknown = dataclasses.replace(rate, n=7, small=True), dataclasses.replace(rate, n=None)
    table = rates_table("A title", "Kind", (("few", few), ("unknown", unknown)))
    assert [row[2] for row in table.rows] == ["7 (few)", "not published"]


def test_every_strength_stands_with_its_reading_entry_next_step_and_reference(answer):
    (block,) = of(body(answer, "strengths"), Entries)
    for entry, strength in zip(block.entries, answer.strengths, strict=True):
        assert entry.title == f"{strength_title(strength)}: {strength_reading(strength)}."
        assert entry.text.endswith(f"Next: {strength_next_step(strength)}")
        assert entry.text.startswith(capital(strength_entry(strength))) == bool(strength.entered)
        assert entry.note.startswith(capital(strength_reference(strength)))
        assert ("; fair" in entry.note or "; good" in entry.note or "; thin" in entry.note) == bool(strength.sources)


# Limits, sources, support ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("readiness", "All published evidence on scores is about first-time takers."),
        ("booking", "All published evidence on scores is about first-time takers."),
        (
            "outlook",
            (
                "How much a first-attempt failure costs in the match has not been published since Step 1 became pass "
                "or fail."
            ),
        ),
        ("strengths", "There is no total of the strengths: nothing published supports one."),
    ],
)
def test_the_limits_are_those_of_the_section(answer, section, says):
    (items,) = part(document(answer, (section,)), LIMITS)
    assert items.texts[0] == says


def sources_of(answer, *shown):
    parts = (part for part in document(answer, shown).parts if part.title == SOURCES)
    listed = next((of(part.blocks, Links)[0] for part in parts), Links(()))
    titles = {row.title: name for name, row in evidence().sources.items()}
    return [titles[link.title] for link in listed.links]


def test_the_sources_of_the_chance_are_those_it_rests_on(answer):
    assert sources_of(answer, "readiness") == list(answer.readiness.sources)


def test_the_sources_of_the_advice_are_those_of_its_lines_and_its_chances(answer):
    listed = sources_of(answer, "booking")
    lines = {check.source for check in answer.booking.checks} - {JUDGEMENT}
    assert lines | set(answer.readiness.sources) <= set(listed)
    assert len(listed) == len(set(listed))


def test_together_no_source_is_listed_twice(answer):
    together = sources_of(answer, *SECTIONS)
    apart = [name for section in SECTIONS for name in sources_of(answer, section)]
    assert set(together) == set(apart)
    assert len(together) == len(set(together))


def test_the_sources_of_the_outlook_are_those_of_what_it_shows(answer, told, student):
    assert sources_of(answer, "outlook") == [
        "nrmp_md_2020_2024",
        "nrmp_md_2026",
        "aamc_2017_quoted",
        "vcu_cohort",
        "usmle_step2_norms",
    ]
    assert sources_of(told(student()), "outlook") == ["nrmp_main_match", "aamc_2017_quoted", "vcu_cohort"]


def test_without_a_school_the_outlook_has_no_source(told, student):
    assert sources_of(told(student(group=None)), "outlook") == []


def test_the_sources_of_the_strengths_are_those_of_their_references(answer):
    assert set(sources_of(answer, "strengths")) == {name for row in answer.strengths for name in row.sources}


def test_a_source_has_its_publisher_year_grade_and_how_it_was_seen(answer):
    (listed,) = of(part(document(answer, ("readiness",)), SOURCES), Links)
    row = evidence().sources[answer.readiness.sources[0]]
    assert (listed.links[0].title, listed.links[0].address) == (row.title, row.url)
    assert listed.links[0].text == f"{row.publisher}, {row.published}: {row.grade_word}. Seen: {row.seen}."


def test_the_grades_that_occur_are_explained(answer):
    (grades,) = of(part(document(answer, ("readiness",)), SOURCES), Items)
    assert [text.split(":")[0] for text in grades.texts] == ["Good (A)", "Fair (B)", "Disputed (D)"]


@pytest.mark.parametrize(("section", "terms"), [("readiness", False), ("outlook", True)])
def test_terms_are_quoted_where_a_source_has_any(answer, section, terms):
    notes = of(part(document(answer, (section,)), SOURCES), Paragraph)
    assert [note.text.startswith("NRMP asks that its data be cited") for note in notes] == [True] * terms


def test_every_document_ends_with_somebody_to_talk_to(answer):
    for shown in SUBSETS:
        links, note = document(answer, shown).parts[-1].blocks
        assert [link.title for link in links.links] == [line.name for line in evidence().support_lines]
        assert all(link.address.startswith("https://") for link in links.links)
        assert note.role == "note"


# Whatever is entered --------------------------------------------------------------------------------------------------

rows = st.lists(
    st.fixed_dictionaries(
        {
            "test": st.sampled_from(["cbssa", "free120"]),
            "date": st.integers(0, 200).map(lambda days: TODAY - dt.timedelta(days=days)),
            "score": st.integers(0, 100).map(float),
        }
    ),
    max_size=4,
).map(tuple)
targets = st.lists(st.sampled_from(match_evidence().specialties), max_size=3, unique=True).map(tuple)
sittings = st.none() | st.integers(1, 900).map(lambda days: TODAY - dt.timedelta(days=days))
profiles = st.builds(
    lambda **entries: Profile.from_entries(entries, TODAY),
    group=st.sampled_from([*GROUPS, None]),
    exam_date=st.none() | st.integers(-30, 200).map(lambda days: TODAY + dt.timedelta(days=days)),
    attempts=st.lists(st.fixed_dictionaries({"date": sittings}), max_size=4).map(tuple),
    practice_tests=rows,
    application=st.fixed_dictionaries(
        {
            "target_specialties": targets,
            "step2ck": st.none() | st.integers(100, 300),
            "step2ck_predicted": st.booleans(),
            "letters": st.none() | st.integers(0, 5),
        }
    ),
)


@settings(max_examples=40)
@given(profiles, st.sampled_from(SUBSETS))
def test_any_document_can_be_laid_out_and_no_chance_leaves_1_to_99(profile, shown):
    found = document(report(profile, TODAY), shown)
    blocks = [block for part in found.parts for block in part.blocks]
    assert not [block for block in blocks if block == Paragraph("") or block in (Items(()), Entries(()))]
    assert all(1 <= block.sure <= block.most <= 99 for block in of(blocks, Icons))
    chances = [int(text) for text in re.findall(r"About (\d+) of 100", said(found))]
    chances += [int(n) for block in of(blocks, Table) for n in _of_100(block)]
    assert all(1 <= number <= 99 for number in chances)
    for block in of(blocks, Table) + [chart.table for chart in of(blocks, Chart)]:
        assert {len(row) for row in block.rows} == {len(block.columns)} == {len(block.numeric)}


def _of_100(table):
    columns = [number for number, title in enumerate(table.columns) if "f 100" in title]
    return [number for row in table.rows for column in columns for number in re.findall(r"\d+", row[column])]


# The plan, and the student's own note ---------------------------------------------------------------------------------

PLANNED = {
    "causes": ("cramming",),
    "areas": ({"area": "Cardiovascular system", "report": "lower"},),
    "steps_done": ("score_report",),
    "rotations_start": dt.date(2026, 12, 1),
    "questions_done": 800,
    "wellbeing": "Sleeping again, <most> nights.",
}


@pytest.fixture
def planned(told, student):
    return told(student((28, 55), (14, 60), exam_in=40, plan=PLANNED))


def test_the_plan_says_what_to_begin_with_the_next_test_and_the_questions_a_day(planned):
    lead, test, load = of(body(planned, "plan"), Paragraph)[:3]
    found = planned.plan
    assert lead == Paragraph(f"To begin with: {', '.join(row.area for row in found.first_subjects)}", "lead")
    assert lead.text.startswith("To begin with: Cardiovascular system, ")
    assert test.text == f"Next practice test: {long_date(found.next_test)}."
    assert load.text == load_sentence(found.load)


def test_the_first_steps_stand_with_their_day_or_as_done(planned):
    steps = of(body(planned, "plan"), Items)[0].texts
    assert "Get the score report by subject and system: done." in steps
    assert "Talk to someone: by 24 Nov 2026." in steps


def test_a_change_stands_with_its_studies_null_findings_included(planned):
    (card,) = of(body(planned, "plan"), Card)
    (named,), (found, modes) = of(card.blocks, Entries), of(card.blocks, Items)
    assert named.entries[0].title == "The learning was crammed instead of spaced."
    assert found.texts == tuple(map(finding_line, planned.plan.changes[0].findings))
    assert any(text.startswith("No effect found. Anki cohort vs none: ") for text in found.texts)
    assert len(modes.texts) == len(planned.plan.changes[0].modes)


def test_the_timeline_is_a_chart_with_its_table(planned):
    (chart,) = of(body(planned, "plan"), Chart)
    assert chart.name == "calendar"
    assert ("1 Jan 2027", "Exam", "yes") in chart.table.rows
    assert ("1 Dec 2026", "Core rotations start", "no") in chart.table.rows
    assert "1 Jan 2027: Exam." in chart.alt


def test_a_period_stands_with_both_its_days(told, student):
    period = {"eligibility_start": dt.date(2026, 11, 1), "eligibility_end": dt.date(2027, 1, 31)}
    (chart,) = of(body(told(student(plan=period)), "plan"), Chart)
    assert ("1 Nov 2026 to 31 Jan 2027", "Eligibility period", "no") in chart.table.rows


def test_a_line_that_the_date_crosses_stands_with_its_way_out(planned):
    crossed = of(body(planned, "plan"), Items)[1].texts
    for text, item in zip(crossed, planned.plan.conflicts, strict=True):
        assert text.startswith(f"{conflict_text(item)} Way out: {conflict_way_out(item)} (")
    assert crossed[0].startswith("Results before rotations start: ")


def test_without_a_date_ahead_the_plan_has_no_calendar_and_says_so(told, student):
    found = document(told(student(exam_in=None)), ("plan",))
    assert of(part(found, NOW), Items) == [Items(("Plan: no exam date ahead is entered.",))]
    assert of(part(found, BODIES["plan"]), Chart) == []


def test_the_attempts_close_the_plan(planned):
    said, left = under(body(planned, "plan"), "Attempts"), body(planned, "plan")[-1]
    assert said.text.startswith("1 attempt used, 3 left of 4 (USMLE; good). ")
    assert said.text.endswith(after_next(planned.plan.ledger))
    assert [row[0] for row in left.rows] == [str(row.number) for row in planned.plan.ledger.rows]


def test_the_note_is_shown_as_written_and_nowhere_else(planned):
    note = PLANNED["wellbeing"]
    assert body(planned, "wellbeing") == (Paragraph(note),)
    assert note not in said(document(planned, USUAL_SECTIONS))


def test_without_a_note_the_document_says_so(answer):
    assert body(answer, "wellbeing") == (Paragraph("No note is entered."),)


def test_open_steps_and_crossed_lines_are_decisions(planned):
    decisions = tuple(open_decisions(planned, ("plan",)))
    assert decisions[0].startswith("First steps not done: Talk to someone; ")
    assert "Get the score report" not in decisions[0]
    assert decisions[1:] == tuple(conflict_text(item) for item in planned.plan.conflicts)


@pytest.mark.parametrize(
    ("plan", "exam_in", "question"),
    [
        ({"rotations_start": dt.date(2026, 12, 20)}, 40, "Which way out fits where the date crosses a line?"),
        ({}, 9, "Is this many questions a day the right pace, or should the date or the target give?"),
        ({}, 100, "When does the school want to meet, and what does it ask for?"),
    ],
)
def test_the_first_question_on_a_plan_is_about_what_it_leaves_open(told, student, plan, exam_in, question):
    assert questions(told(student(exam_in=exam_in, plan=plan)), ("plan",))[0] == question


def test_with_all_settled_the_questions_are_about_keeping_the_plan(told, student):
    found = told(student(exam_in=100, plan={"school_meeting": dt.date(2026, 11, 30)}))
    first = questions(found, ("plan",))[0]
    assert first == "Which part of this plan is hardest to keep, and what would make it easier?"


@pytest.mark.parametrize(("day", "said_so"), [(dt.date(2026, 6, 3), False), (dt.date(2026, 6, 4), True)])
def test_that_no_day_of_eras_lies_ahead_is_said_where_it_is_so(day, said_so):
    found = document(report(Profile.from_entries({}, day), day), ("plan",))
    notes = [block.text for block in part(found, BODIES["plan"]) if isinstance(block, Paragraph)]
    assert any("ERAS" in note for note in notes) is said_so
