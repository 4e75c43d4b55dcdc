"""What a student takes away as a file comes back the same; a bad file changes nothing."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BAD = {
    "score": (
        json.dumps(
            {
                "format": "second-sitting/1",
                "practice_tests": [{"test": "cbssa", "date": "2026-01-05", "score": 312}],
            }
        ),
        (
            "Practice test 1: Score 312 is outside 0-100 for NBME CBSSA (forms 25 and later). "
            "Check the report's equated percent correct."
        ),
    ),
    "text": (
        "not a profile",
        "The file is not readable JSON, so nothing was opened. Choose the file saved here.",
    ),
}


@pytest.mark.parametrize("screen", ["wide", "phone"])
def test_a_downloaded_file_brings_the_same_answer_and_the_same_file(visit, app, tmp_path, screen):
    before = visit(app, screen=screen).arrives_at("Home").try_example("Good scores last time").go("Readiness")
    answer = before.main.get_by_role("heading", name="of 100 pass").inner_text()
    first = before.download(tmp_path / "first.json")

    after = visit(app, screen=screen).arrives_at("Home").open_file(tmp_path / "first.json")
    after.reads_text("Opened first.json.").go("Readiness").reads(answer)
    assert after.download(tmp_path / "second.json") == first
    assert json.loads(first)["format"] == "second-sitting/2"


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_says_what_is_wrong_in_one_sentence_and_changes_nothing(visit, app, tmp_path, today, bad):
    content, sentence = BAD[bad]
    (tmp_path / "bad.json").write_text(content)
    student = visit(app).arrives_at("Home").go("Readiness").add_cbssa(today, 62)
    answer = student.main.get_by_role("heading", name="of 100 pass").inner_text()
    before = student.download(tmp_path / "before.json")

    student.go("Home").open_file(tmp_path / "bad.json")

    warning = student.main.get_by_test_id("stAlert")
    expect(warning).to_have_count(1)
    expect(warning.get_by_text(sentence, exact=True)).to_be_visible()
    student.go("Readiness").reads(answer)
    assert student.download(tmp_path / "after.json") == before
