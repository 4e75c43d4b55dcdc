"""How much bad input there is."""

from tests.bad_input.corpus import FILES, FLIPPED, WRITTEN

LEAST = 300


def leaves(part):
    return sum(leaves(inner) if isinstance(inner, dict) and "says" not in inner else 1 for inner in part.values())


def test_the_corpus_holds_far_more_than_three_hundred_different_bad_inputs():
    files = {file.content for file in FILES.values()} | set(FLIPPED.values())
    assert len(files) == len(FILES) + len(FLIPPED), "two files are the same"
    written = {name: part for name, part in WRITTEN.items() if name not in {"not_json", "refused", "opens"}}
    others = {(section, text) for section, part in written.items() for text in map(repr, part.values())}
    assert len(files) >= LEAST
    assert len(others) == sum(len(part) for part in written.values())
    assert len(files) + leaves(written) >= 4 * LEAST
