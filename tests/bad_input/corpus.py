"""The corpus: what corpus.toml holds, and the families of bad profile files made from the fields and their bounds."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from model.entries.migrations import FORMAT
from model.entries.profile import Profile
from model.entries.schema import PLAN_DATES, Application, AreaResult, Attempt, Plan, PracticeTest
from model.evidence.exam import evidence

WRITTEN = tomllib.loads(Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8"))
NOT_JSON = "The file is not readable JSON, so nothing was opened. Choose the file saved here."
CUTS, FLIPS = 40, 60
LONG = "A" * 100_000
TEST = {"test": "cbssa", "date": "2026-11-01", "score": 62}
VALID = {
    "format": FORMAT,
    "group": "US MD",
    "exam_date": "2026-12-19",
    "pass_bar": 85,
    "attempts": [{"date": "2026-07-02", "passed": False}],
    "practice_tests": [
        {"test": "cbssa", "form": "30", "date": "2026-06-20", "score": 60.5},
        {"test": "cbssa", "form": "31", "date": "2026-11-15", "score": 66, "printed_pass_percent": 84},
        {"test": "uwsa2", "date": "2026-11-08", "score": 214, "timed": False},
    ],
    "application": {"target_specialties": ["Neurology", "Psychiatry"], "step2ck": 241, "letters": 3},
    "plan": {
        "school_deadline": "2027-02-01",
        "causes": ["cramming"],
        "areas": [{"area": "Cardiovascular system", "report": "lower", "latest": "same"}],
        "days_off": [6],
        "resources": ["One bank"],
        "wellbeing": "Slept.\nBetter.",
    },
}
PLACES = {
    Profile: lambda entries: entries,
    Attempt: lambda entries: {"attempts": [entries]},
    PracticeTest: lambda entries: {"practice_tests": [TEST | entries]},
    Application: lambda entries: {"application": entries},
    AreaResult: lambda entries: {"plan": {"areas": [{"area": "Cardiovascular system"} | entries]}},
    Plan: lambda entries: {"plan": entries},
}
# Of each kind of field: JSON that is not of it, and how the refusal quotes that.
WRONG = {
    "whole": {
        '"7"': "'7'",
        "2.5": "2.5",
        "7.0": "7.0",
        "true": "true",
        "[]": "a list",
        "{}": "a group",
        "1e400": "inf",
    },
    "number": {
        '"62"': "'62'",
        "true": "true",
        "[]": "a list",
        "{}": "a group of entries",
        "NaN": "nan",
        "-Infinity": "-inf",
        "1e400": "inf",
    },
    "yes or no": {'"yes"': "'yes'", "1": "not 1", "0": "not 0", '""': "''", "[]": "a list", "{}": "a group of entries"},
    "day": {
        "20261120": "20261120",
        "1.5": "1.5",
        "true": "true",
        "[]": "a list",
        "{}": "a group of entries",
        '"2027-02-29"': "2027-02-29",
        '"2026-13-01"': "2026-13-01",
        '"2026-11-31"': "2026-11-31",
        '"2026-11-20T10:00"': "2026-11-20T10:00",
        '"2026-11-20T00:00:00Z"': "2026-11-20T00:00:00Z",
        '"26-11-20"': "26-11-20",
        '"20.11.2026"': "20.11.2026",
        '"10000-01-01"': "10000-01-01",
        '""': "''",
        '"0001-01-01"': "0001-01-01",
        '"1999-12-31"': "1999-12-31",
        '"9999-12-31"': "9999-12-31",
    },
    "choice": {'"maybe"': "'maybe'", "1": "not 1", "true": "true", "[]": "a list", '""': "''"},
    "text": {"5": "5", "true": "true", "[]": "a list", "{}": "a group of entries"},
    "list": {'"x"': "'x'", "5": "not 5", "true": "true", "{}": "a group of entries", "null": "empty"},
    "group": {'"x"': "'x'", "5": "not 5", "true": "true", "[]": "a list", "null": "empty"},
}
KINDS = {"tuple": "list", "date": "day", "Literal": "choice", "bool": "yes or no", "float": "number", "int": "whole"}


@dataclass(frozen=True)
class File:
    """Bytes that somebody opens, and pieces of what the refusal says; ``None`` where they open."""

    content: bytes
    says: tuple[str, ...] | None


def written(entries):
    return json.dumps({"format": FORMAT, **entries}, ensure_ascii=False)


def _holding(model, field, raw):
    return written(PLACES[model]({field: "@"})).replace('"@"', raw).encode()


def _kind(annotation):
    return next((kind for word, kind in KINDS.items() if word in str(annotation)), None) or (
        "text" if "str" in str(annotation) else "group"
    )


def _of_the_wrong_kind():
    for model in PLACES:
        for field, info in model.model_fields.items():
            if field != "format":
                kind = _kind(info.annotation)
                wrong = WRONG[kind]
                if "None" not in str(info.annotation) and "Optional" not in str(info.annotation):
                    wrong = wrong | {"null": "empty"}
                for raw, quoted in wrong.items():
                    yield f"{model.__name__}.{field} {raw}", File(_holding(model, field, raw), (f"'{field}'", quoted))


def _bounds():
    """Each number's field with its lowest and highest value."""
    rule = evidence().rule
    yield PracticeTest, "printed_pass_percent", 0, 100
    yield Profile, "pass_bar", 1, 99
    low, high = (int(number) for number in evidence().rules["entry.step2ck_range"].numbers)
    yield Application, "step2ck", low, high
    for name in ("questions_done", "questions_target"):
        yield Plan, name, 0, int(rule("plan.most_questions"))
    for name, info in Application.model_fields.items():
        if _kind(info.annotation) == "whole" and name != "step2ck":
            yield Application, name, 0, int(rule("entry.most_experiences"))


def _outside_the_bounds():
    for model, field, low, high in _bounds():
        for raw in (low - 1, high + 1, -(10**9), 10**9, 10**30):
            quoted = f"{raw:g}" if model is PracticeTest else str(raw)
            yield f"{model.__name__}.{field} {raw}", File(_holding(model, field, str(raw)), (quoted,))
    for kind in evidence().tests.values():
        for raw in (kind.min - 1, kind.max + 1, kind.min - 0.001, kind.max + 0.001, 1e300, -1e300):
            content = written({"practice_tests": [TEST | {"test": kind.test, "score": raw}]}).encode()
            yield f"{kind.test} {raw}", File(content, (f"{raw:g}", f"{kind.min:g}-{kind.max:g}"))


def _outside_the_years():
    for field in ("exam_date", *PLAN_DATES):
        model = Plan if field in PLAN_DATES else Profile
        yield f"{field} too far ahead", File(_holding(model, field, '"2032-01-01"'), (f"'{field}'", "2032-01-01"))
    for model in (Attempt, PracticeTest):
        content = _holding(model, "date", '"2026-11-23"')
        yield f"{model.__name__} tomorrow", File(content, ("2026-11-23 lies in the future",))


def _too_large():
    rule = evidence().rule
    tests, attempts = int(rule("entry.most_tests")) + 1, int(rule("entry.most_attempts")) + 1
    areas = [{"area": f"Area {number}"} for number in range(4000)]
    nested = '{"format": "second-sitting/1", "plan": '
    yield "a test too many", File(written({"practice_tests": [TEST] * tests}).encode(), (f"{tests} practice tests",))
    yield "an attempt too many", File(written({"attempts": [{}] * attempts}).encode(), (f"{attempts} attempts",))
    yield "four thousand areas", File(written({"plan": {"areas": areas}}).encode(), ("'Area 0' is not an area",))
    yield "five thousand unknown", File(written({f"x{n}": n for n in range(5000)}).encode(), ("'x4999' is not",))
    yield "a long note", File(written({"plan": {"wellbeing": "a" * 501}}).encode(), ("500 characters, not 501",))
    yield "a long form", File(_holding(PracticeTest, "form", f'"{"a" * 41}"'), ("at most 40 plain characters",))
    yield "a long name", File(written({"a" * 200_000: 1}).encode(), ("is not an entry",))
    yield "more than 256 kB", File(b" " * 262_145, ("larger than 256 kB",))
    yield "10 MB", File(b"[" * 10_000_000, ("larger than 256 kB",))
    yield (
        "a number of 4300 digits",
        File(_holding(Profile, "pass_bar", "9" * 4300), ("more than 40 digits", "above 99")),
    )
    yield "a number of 5000 digits", File(_holding(Profile, "pass_bar", "9" * 5000), (NOT_JSON,))
    yield "a score of 5000 digits", File(_holding(PracticeTest, "score", "9" * 5000), (NOT_JSON,))
    yield "a count of 4000 digits", File(_holding(Application, "letters", "9" * 4000), ("more than 40 digits",))
    for depth in (50, 190):
        content = f"{nested}{'[' * depth}{']' * depth}}}".encode()
        yield f"{depth} lists deep", File(content, ("Plan ('plan') must be a group of entries in braces, not a list",))
    for depth in (1000, 100_000):
        yield f"{depth} lists deep", File(f"{nested}{'[' * depth}{']' * depth}}}".encode(), (NOT_JSON,))
        yield f"{depth} lists without an end", File(f"{nested}{'[' * depth}".encode(), (NOT_JSON,))
    yield "20000 groups deep", File(b'{"plan": ' * 20_000, (NOT_JSON,))


def _other_bytes():
    text = written(VALID)
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        yield encoding, File(text.replace("{", "{ü" if encoding == "utf-7" else "{").encode(encoding), (NOT_JSON,))
    latin = written({"plan": {"wellbeing": "Grüße"}}).encode("latin-1")
    yield "latin-1", File(latin, (NOT_JSON,))
    yield "two byte order marks", File(b"\xef\xbb\xbf\xef\xbb\xbf{}", (NOT_JSON,))
    yield "an overlong letter", File(b'{"format": "\xc0\xaf"}', (NOT_JSON,))
    yield "a surrogate in UTF-8", File(b'{"format": "\xed\xa0\x80"}', (NOT_JSON,))
    yield "a picture", File(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, (NOT_JSON,))
    yield "a PDF", File(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", (NOT_JSON,))
    yield "an archive", File(b"PK\x03\x04\x14\0\0\0", (NOT_JSON,))
    yield "zeros", File(b"\0" * 1000, (NOT_JSON,))


def _cut_short():
    content = written(VALID).encode()
    for cut in range(1, CUTS + 1):
        at = cut * (len(content) - 1) // CUTS
        yield f"cut at {at}", File(content[:at], (NOT_JSON,))


def _flipped():
    """One bit of a byte, at places all over the file; some such files open, as what they then say."""
    content = written(VALID).encode()
    for flip in range(FLIPS):
        at = flip * len(content) // FLIPS
        changed = bytearray(content)
        changed[at] ^= 1 << flip % 8
        yield f"byte {at}, bit {flip % 8}", bytes(changed)


def _holding_texts():
    for name, text in WRITTEN["texts"].items():
        for model, field in ((PracticeTest, "form"), (PracticeTest, "test"), (Profile, "group"), (AreaResult, "area")):
            refused = field != "form" or not (text.isprintable() and len(text) <= 40)
            content = _holding(model, field, json.dumps(text))
            yield f"{field} {name}", File(content, (f"'{field}'",) if refused else None)
        for model, field in ((Application, "target_specialties"), (Plan, "resources")):
            refused = not text.isprintable() or len(text) > 60
            content = _holding(model, field, json.dumps([text]))
            yield f"{field} {name}", File(content, (f"'{field}'", "plain characters") if refused else None)
        yield f"wellbeing {name}", File(_holding(Plan, "wellbeing", json.dumps(text)), None)
        yield f"an entry named {name}", File(written({text: 1}).encode(), ("is not an entry this app knows",))


FLIPPED = dict(_flipped())
FILES = {
    **{f"not JSON: {name}": File(text.encode(), (NOT_JSON,)) for name, text in WRITTEN["not_json"].items()},
    **{f"refused: {name}": File(text.encode(), (said,)) for name, (text, said) in WRITTEN["refused"].items()},
    **{f"opens: {name}": File(text.encode(), None) for name, text in WRITTEN["opens"].items()},
    **{f"kind: {name}": file for name, file in _of_the_wrong_kind()},
    **{f"bound: {name}": file for name, file in _outside_the_bounds()},
    **{f"year: {name}": file for name, file in _outside_the_years()},
    **{f"size: {name}": file for name, file in _too_large()},
    **{f"bytes: {name}": file for name, file in _other_bytes()},
    **{f"cut: {name}": file for name, file in _cut_short()},
    **{f"text: {name}": file for name, file in _holding_texts()},
}
