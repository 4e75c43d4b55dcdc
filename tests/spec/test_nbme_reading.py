"""NBME's four-way reading: the likely range, EPC +/- 4, against the low-pass band, 62 to 68."""

import pytest

from model.booking.scores import nbme_reading
from model.report.sentences import READING_WORDS


@pytest.mark.parametrize(
    ("epc", "reading", "words"),
    [
        (45.0, "below", "wholly below the low-pass band"),
        (57.9, "below", "wholly below the low-pass band"),
        (58.0, "partly below", "partly below the low-pass band"),
        (62.0, "partly below", "partly below the low-pass band"),
        (65.9, "partly below", "partly below the low-pass band"),
        (66.0, "close", "inside the low-pass band or slightly above it"),
        (72.0, "close", "inside the low-pass band or slightly above it"),
        (72.1, "above", "wholly above the low-pass band"),
        (85.0, "above", "wholly above the low-pass band"),
    ],
)
def test_a_score_has_one_of_four_readings(epc, reading, words):
    assert nbme_reading(epc) == reading
    assert READING_WORDS[reading] == words
