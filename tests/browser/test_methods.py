"""The model card in a browser: another made-up student, another world, and the card as a file."""

import json

import pytest

from model.validation import card
from model.validation.sensitivity import sensitivity

pytestmark = pytest.mark.browser


def test_somebody_who_checks_the_app_compares_students_and_keeps_the_card(visit, app, tmp_path):
    reader = visit(app).arrives_at("Home").go("Methods").reads("How far the answers depend on what is assumed")
    other = sensitivity()[2]
    reader.choose("Made-up student", other.example.title).reads_text("As the app has it: about 70 of 100 pass")
    reader.choose("Simulated world", "Flattering scores").reads("What would prove this wrong")
    with reader.page.expect_download() as started:
        reader.main.get_by_role("button", name="Download this card (JSON)").click()
    path = tmp_path / "card.json"
    started.value.save_as(path)
    assert started.value.suggested_filename == "second-sitting-model-card.json"
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(card.to_dict()))
