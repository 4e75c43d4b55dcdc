"""A damaged match table is refused, and the message names the file, the row and the column; a missing one is named.

Rows are counted as a spreadsheet counts them: the header is row 1.
"""

import pytest

from model.evidence.loading import tables_of
from model.evidence.match import MatchEvidence, load, match_evidence

TABLES = tuple(table.file for table in tables_of(MatchEvidence).values())
BANDS = "nrmp_md_step2_bands.csv"


def test_an_undamaged_copy_is_the_same_evidence(copy):
    assert load(copy.directory) == load()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_not_installed_is_named_and_the_others_stay(copy, table):
    (copy.directory / table).unlink()
    left, whole = load(copy.directory), match_evidence()
    assert left.missing == {table}
    changed = {name for name in type(whole).__slots__ if getattr(left, name) != getattr(whole, name)}
    assert len(changed) == 2
    assert [len(getattr(left, name)) for name in changed - {"missing"}] == [0]


def test_without_any_table_nothing_is_known(copy):
    for table in TABLES:
        (copy.directory / table).unlink()
    left = load(copy.directory)
    assert left.missing == set(TABLES)
    assert left.specialties == ()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_not_utf_8(copy, table):
    path = copy.directory / table
    path.write_bytes(b"\xff" + path.read_bytes())
    assert copy.refusal(load) == (
        f"{table} cannot be read: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte."
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        (BANDS, 2, "specialty", ""),
        (BANDS, 2, "step2ck_low", "low"),
        (BANDS, 2, "step2ck_high", "199.5"),
        (BANDS, 2, "step2ck_low", "99"),
        (BANDS, 8, "step2ck_high", "301"),
        (BANDS, 2, "matched_percent", "-1"),
        (BANDS, 2, "matched_percent", "101"),
        (BANDS, 2, "matched_percent", "nan"),
        (BANDS, 2, "matched_percent", ""),
        (BANDS, 2, "applicants", "0"),
        (BANDS, 2, "applicants", "-7"),
        (BANDS, 2, "applicants", "7.5"),
        ("nrmp_md_step2_2026.csv", 2, "matched_n", "-1"),
        ("nrmp_md_step2_2026.csv", 2, "matched_median", "middle"),
        ("nrmp_md_step2_2026.csv", 2, "matched_q1", "99"),
        ("nrmp_md_step2_2026.csv", 2, "matched_q3", "301"),
        ("nrmp_md_step2_2026.csv", 2, "unmatched_n", "few"),
        ("nrmp_md_step2_2026.csv", 2, "unmatched_n", "-1"),
        ("nrmp_md_step2_2026.csv", 2, "unmatched_median", "23.9"),
        ("nrmp_md_step2_2026.csv", 2, "unmatched_median", "inf"),
        ("nrmp_img_profile_2026.csv", 2, "measure", ""),
        ("nrmp_img_profile_2026.csv", 2, "outcome", "unmatched"),
        ("nrmp_img_profile_2026.csv", 2, "n", "-1"),
        ("nrmp_img_profile_2026.csv", 2, "q1", "-1"),
        ("nrmp_img_profile_2026.csv", 2, "mean", ""),
        ("nrmp_img_profile_2026.csv", 2, "mean", "-7.6"),
        ("nrmp_img_profile_2026.csv", 2, "sd", "-5.8"),
        ("nrmp_img_profile_2026.csv", 4, "q1", "23.2"),
        ("nrmp_img_profile_2026.csv", 4, "q3", "2520"),
        ("nrmp_img_profile_2026.csv", 4, "mean", "24.1"),
        ("nrmp_img_profile_2026.csv", 2, "sd", "wide"),
        ("nrmp_seniors_profile_2024.csv", 2, "applicant_type", "US MD"),
        ("nrmp_seniors_profile_2024.csv", 2, "outcome", ""),
        ("nrmp_seniors_profile_2024.csv", 2, "mean", "few"),
        ("nrmp_seniors_profile_2024.csv", 2, "mean", "-3.8"),
        ("nrmp_specialty_counts.csv", 2, "year", "last"),
        ("nrmp_specialty_counts.csv", 2, "applicant_type", "US IMG"),
        ("nrmp_specialty_counts.csv", 2, "matched", "-1"),
        ("nrmp_specialty_counts.csv", 2, "unmatched", "2.5"),
        ("main_match_rates.csv", 2, "applicant_type", "Everyone"),
        ("main_match_rates.csv", 2, "pgy1_match_percent", "100.5"),
        ("main_match_rates.csv", 2, "active_applicants", "many"),
        ("program_director_survey.csv", 2, "stage", "both"),
        ("program_director_survey.csv", 2, "factor", ""),
        ("program_director_survey.csv", 2, "percent_citing", "most"),
        ("program_director_survey.csv", 2, "percent_citing", "-1"),
        ("program_director_survey.csv", 2, "percent_citing", "101"),
        ("program_director_survey.csv", 2, "mean_importance_1_to_5", "high"),
        ("program_director_survey.csv", 2, "mean_importance_1_to_5", "0.9"),
        ("program_director_survey.csv", 2, "mean_importance_1_to_5", "5.1"),
        ("failure_outcomes.csv", 2, "count", "-1"),
        ("failure_outcomes.csv", 2, "of", "0"),
        ("failure_outcomes.csv", 2, "group", ""),
        ("strength_odds_ratios.csv", 2, "odds_ratio", "larger"),
        ("strength_odds_ratios.csv", 2, "odds_ratio", "0"),
        ("strength_odds_ratios.csv", 2, "ci_low", "0"),
        ("strength_odds_ratios.csv", 2, "ci_low", "-1.2"),
        ("strength_odds_ratios.csv", 2, "ci_high", "inf"),
        ("strength_odds_ratios.csv", 2, "population", ""),
        ("step2ck_percentiles.csv", 2, "score", "200.5"),
        ("step2ck_percentiles.csv", 2, "score", "99"),
        ("step2ck_percentiles.csv", 2, "percentile", "-1"),
        ("step2ck_percentiles.csv", 2, "percentile", "101"),
        ("step2ck_constants.csv", 2, "value", "218 points"),
        ("step2ck_constants.csv", 5, "value", "-6"),
        ("program_signals_2025.csv", 2, "signals", ""),
        ("program_signals_2025.csv", 2, "signals", "some"),
        ("recovery_guidance.csv", 2, "text", " "),
    ],
)
def test_a_cell_that_is_out_of_bounds_or_not_of_its_kind(copy, table, row, column, value):
    copy.set(table, row, column, value)
    assert copy.refusal(load).startswith(f"{table}, row {row}, column {column}: ")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("nrmp_md_step2_2026.csv", "specialty"),
        ("program_signals_2025.csv", "specialty"),
        ("step2ck_constants.csv", "constant"),
    ],
)
def test_a_key_that_is_there_twice(copy, table, column):
    lines = copy.read(table)
    copy.write(table, [*lines, lines[1]])
    assert copy.refusal(load) == f"{table}, row {len(lines) + 1}, column {column}: {lines[1][0]!r} is there twice."


@pytest.mark.parametrize("low", ["205", "211", "300"])
def test_bands_with_a_gap_or_an_overlap(copy, low):
    copy.set(BANDS, 4, "step2ck_low", low)
    copy.set(BANDS, 4, "step2ck_high", "300")
    assert copy.refusal(load) == f"{BANDS}, row 4, column step2ck_low: {low} does not follow on 209."


def test_a_band_that_is_left_out(copy):
    lines = copy.read(BANDS)
    copy.write(BANDS, lines[:4] + lines[5:])
    assert copy.refusal(load) == f"{BANDS}, row 5, column step2ck_low: 230 does not follow on 219."


def test_a_band_that_is_there_twice(copy):
    lines = copy.read(BANDS)
    copy.write(BANDS, [*lines[:4], lines[3], *lines[4:]])
    assert copy.refusal(load) == f"{BANDS}, row 5, column step2ck_low: 210 does not follow on 219."


def test_a_band_that_ends_before_it_starts(copy):
    copy.set(BANDS, 3, "step2ck_high", "199")
    assert copy.refusal(load) == f"{BANDS}, row 3, column step2ck_high: 199 is below step2ck_low 200."


def test_a_percentile_that_falls_as_the_score_rises(copy):
    copy.set("step2ck_percentiles.csv", 5, "percentile", "0")
    assert copy.refusal(load) == ("step2ck_percentiles.csv, row 5, column percentile: it does not rise with the score.")


@pytest.mark.parametrize("score", ["205", "204"])
def test_a_percentile_whose_score_does_not_rise(copy, score):
    copy.set("step2ck_percentiles.csv", 4, "score", score)
    assert copy.refusal(load).startswith("step2ck_percentiles.csv, row 4, column ")


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        ("nrmp_md_step2_2026.csv", "matched_q1", "256", "column matched_median: 255 is below matched_q1 256"),
        ("nrmp_md_step2_2026.csv", "matched_q3", "254", "column matched_q3: 254 is below matched_median 255"),
        ("nrmp_img_profile_2026.csv", "q1", "6.5", "column median: 6 is below q1 6.5"),
        ("nrmp_img_profile_2026.csv", "q3", "5.5", "column q3: 5.5 is below median 6"),
        ("failure_outcomes.csv", "count", "65", "column of: 64 is below count 65"),
        ("strength_odds_ratios.csv", "ci_low", "1.6", "column odds_ratio: 1.52 is below ci_low 1.6"),
        ("strength_odds_ratios.csv", "ci_high", "1.5", "column ci_high: 1.5 is below odds_ratio 1.52"),
    ],
)
def test_figures_of_one_row_that_contradict_each_other_name_the_column(copy, table, column, value, reason):
    copy.set(table, 2, column, value)
    assert copy.refusal(load) == f"{table}, row 2, {reason}."


def test_a_specialty_in_two_places(copy):
    rows = copy.read(BANDS)
    copy.write(BANDS, [rows[0], *rows[2:], rows[1]])
    assert copy.refusal(load) == f"{BANDS}, row {len(rows)}, column specialty: 'Anesthesiology' is in two places."


def test_a_last_band_that_ends_before_it_starts(copy):
    last = len(copy.read(BANDS))
    copy.set(BANDS, last, "step2ck_high", "240")
    assert copy.refusal(load) == f"{BANDS}, row {last}, column step2ck_high: 240 is below step2ck_low 250."


def test_a_count_of_nobody(copy):
    copy.set("nrmp_specialty_counts.csv", 2, "matched", "0")
    copy.set("nrmp_specialty_counts.csv", 2, "unmatched", "0")
    assert "nrmp_specialty_counts.csv, row 2, column matched: nobody is counted." in copy.refusal(load)


def test_a_match_rate_of_no_applicants(copy):
    copy.set("main_match_rates.csv", 2, "active_applicants", "0")
    assert copy.refusal(load).startswith("main_match_rates.csv, row 2, column active_applicants")
