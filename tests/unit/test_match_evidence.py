"""The match tables as they are asked for."""

import pytest
from pydantic import ValidationError

from model.evidence.match import load, match_evidence

SPECIALTIES = (
    "Anesthesiology",
    "Child Neurology",
    "Dermatology",
    "Diagnostic Radiology",
    "Emergency Medicine",
    "Family Medicine",
    "General Surgery",
    "Internal Medicine",
    "Internal Medicine/Pediatrics",
    "Interventional Radiology",
    "Neurological Surgery",
    "Neurology",
    "Obstetrics and Gynecology",
    "Orthopaedic Surgery",
    "Otolaryngology",
    "Pathology",
    "Pediatrics",
    "Physical Medicine and Rehabilitation",
    "Plastic Surgery",
    "Psychiatry",
    "Public Health and Preventive Medicine",
    "Radiation Oncology",
    "Thoracic Surgery",
    "Vascular Surgery",
)


def test_the_tables_are_read_once():
    assert match_evidence() is match_evidence()
    assert load() is not match_evidence()


def test_every_specialty_of_any_table_is_known_once_and_in_order():
    assert match_evidence().specialties == SPECIALTIES


@pytest.mark.parametrize(
    ("removed", "gone"),
    [
        (("nrmp_img_profile_2026.csv",), ()),
        (("nrmp_specialty_counts.csv",), ("Public Health and Preventive Medicine",)),
        (
            ("nrmp_specialty_counts.csv", "nrmp_md_step2_2026.csv"),
            ("Public Health and Preventive Medicine", "Thoracic Surgery"),
        ),
        (
            (
                "nrmp_md_step2_bands.csv",
                "nrmp_md_step2_2026.csv",
                "nrmp_img_profile_2026.csv",
                "nrmp_seniors_profile_2024.csv",
                "nrmp_specialty_counts.csv",
            ),
            SPECIALTIES,
        ),
    ],
)
def test_a_specialty_is_known_as_long_as_one_table_has_it(without, removed, gone):
    without(*removed)
    assert match_evidence().missing == set(removed)
    assert match_evidence().specialties == tuple(name for name in SPECIALTIES if name not in gone)


def test_bands_are_asked_for_by_specialty_lowest_first():
    bands = match_evidence().bands["Psychiatry"]
    assert [(band.step2ck_low, band.matched_percent, band.applicants) for band in bands] == [
        (100, 0, 2),
        (200, 53, 17),
        (210, 76, 242),
        (220, 83, 627),
        (230, 88, 1025),
        (240, 94, 1221),
        (250, 96, 1397),
    ]


def test_a_cell_that_was_not_printed_is_empty():
    printed, left_out = (match_evidence().step2_quartiles[name] for name in ("Neurology", "Child Neurology"))
    assert (printed.unmatched_n, printed.unmatched_median) == (36, 232)
    assert (left_out.unmatched_n, left_out.unmatched_median) == (None, None)


def test_a_figure_cannot_be_changed_once_loaded():
    with pytest.raises(ValidationError, match="frozen"):
        match_evidence().percentiles[0].percentile = 50
    with pytest.raises(TypeError, match="does not support item assignment"):
        match_evidence().bands["Neurology"] = ()
