import shutil

import pytest
from pydantic import ValidationError

from model.evidence.exam import evidence, load
from model.evidence.rules import Rule
from model.evidence.tables import DATA, EvidenceError


@pytest.mark.parametrize(
    ("name", "value"),
    [("low_pass_lower", 62), ("low_pass_upper", 68), ("likely_range_half_width", 4), ("step1_passing_standard", 196)],
)
def test_a_published_constant_is_asked_for_by_name(name, value):
    assert evidence().constant(name) == value


def test_a_constant_nobody_published_is_a_key_error():
    with pytest.raises(KeyError, match="low_pass_middle"):
        evidence().constant("low_pass_middle")


@pytest.mark.parametrize(
    ("name", "value"), [("booking.default_bar", 90), ("booking.recent_days", 21), ("model.printed_pair_weight", 3)]
)
def test_a_rule_is_asked_for_by_section_and_name(name, value):
    assert evidence().rule(name) == value


def test_a_rule_with_several_values_gives_them_in_order():
    assert evidence().rules["booking.wait_weeks"].numbers == (0, 2, 4, 6)


def test_a_rule_with_one_value_gives_it_as_a_list_of_one():
    assert evidence().rules["booking.recent_days"].numbers == (21,)


def test_a_rule_with_several_values_has_no_single_one():
    with pytest.raises(TypeError, match=r"^This rule holds a list of values, not one\.$"):
        evidence().rule("booking.wait_weeks")


@pytest.mark.parametrize(("name", "value"), [("lifetime_attempts", 4), ("attempts_per_12_months", 3), ("items", 280)])
def test_an_exam_rule_is_asked_for_by_name(name, value):
    assert evidence().exam_rule(name) == value


def test_an_exam_rule_nobody_found_says_so():
    with pytest.raises(EvidenceError) as error:
        evidence().exam_rule("fixed_wait_before_second")
    assert str(error.value) == (
        "exam_rules.csv holds no value for fixed_wait_before_second: "
        "none found in current official text; a school may set one."
    )


@pytest.mark.parametrize(
    ("group", "tested", "percent"), [("US MD", 2098, 71), ("US DO", 121, 79), ("Non-US", 3594, 54)]
)
def test_the_repeat_rate_is_that_of_the_latest_year(group, tested, percent):
    rate = evidence().repeat_rate(group)
    assert (rate.year, rate.attempt, rate.tested, rate.pass_percent) == (2025, "repeater", tested, percent)


def test_the_repeat_rate_does_not_depend_on_the_order_of_the_rows(tmp_path):
    for path in DATA.iterdir():
        shutil.copyfile(path, tmp_path / path.name)
    table = tmp_path / "step1_pass_rates.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    facts = load(tmp_path)
    assert facts.pass_rates[0].year == 2025
    assert facts.repeat_rate("US MD").year == 2025


@pytest.mark.parametrize(
    ("source", "word"),
    [("nymc_policy", "good"), ("nbme_guidance", "fair"), ("fee_2026", "thin"), ("usmlepredictor", "disputed")],
)
def test_a_source_says_its_grade_in_a_word(source, word):
    assert evidence().sources[source].grade_word == word


def test_the_tables_are_read_once():
    assert evidence() is evidence()
    assert load() is not evidence()


def test_a_figure_cannot_be_changed_once_loaded():
    with pytest.raises(ValidationError, match="frozen"):
        evidence().constants["low_pass_lower"].value = 60
    with pytest.raises(TypeError, match="does not support item assignment"):
        evidence().constants["low_pass_lower"] = evidence().constants["low_pass_upper"]


def test_spaces_around_a_cell_are_not_part_of_it():
    rule = Rule.model_validate({"value": 3, "unit": " days ", "why": " Because. ", "judgement": True})
    assert (rule.value, rule.unit, rule.why) == (3, "days", "Because.")


@pytest.mark.parametrize("value", ["3", " 3 ", True, None, [], ["3"], [1, None], float("nan"), [float("inf")]])
def test_the_value_of_a_rule_is_a_number_or_a_list_of_numbers(value):
    with pytest.raises(ValidationError, match="value"):
        Rule.model_validate({"value": value, "unit": "days", "why": "Because.", "judgement": True})


@pytest.mark.parametrize(("value", "numbers"), [(3, (3,)), (0.5, (0.5,)), ([3], (3,)), ([0, 2.5], (0, 2.5))])
def test_the_numbers_of_a_rule_are_kept(value, numbers):
    rule = Rule.model_validate({"value": value, "unit": "days", "why": "Because.", "judgement": True})
    assert rule.numbers == numbers
