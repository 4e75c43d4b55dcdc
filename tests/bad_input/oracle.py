"""What an opened profile may be: what its file says, no more and no less."""

import json
import unicodedata

from model.entries.profile import Profile
from model.entries.refusals import ProfileError


def _unsaid(sign):
    return sign not in "\n\t" and unicodedata.category(sign) in {"Cc", "Cs"}


def _same(kept, said):
    if isinstance(said, dict):
        return isinstance(kept, dict) and all(name in kept and _same(kept[name], said[name]) for name in said)
    if isinstance(said, list):
        return isinstance(kept, list) and len(kept) == len(said) and all(map(_same, kept, said))
    if isinstance(said, str):
        shown = "".join(sign for sign in said if not _unsaid(sign))
        return kept == shown or (kept or "") == shown.strip()
    return kept == said and isinstance(kept, bool) == isinstance(said, bool)


def _once(pairs):
    assert len(dict(pairs)) == len(pairs), "one name has two values, and one of them is lost"
    return dict(pairs)


def says(profile, content):
    """Whether everything that a file says is in the profile, and what it does not say is not entered there."""
    kept, said = json.loads(profile.to_json()), json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    if said["format"] == "second-sitting/1":  # its entries are the same
        said["format"] = profile.format
    nothing = json.loads(type(profile)(format=profile.format).to_json())
    left = {name: value for name, value in kept.items() if name not in said}
    sections = all(
        {name: value for name, value in kept[part].items() if name not in said.get(part, {})}
        == {name: value for name, value in nothing[part].items() if name not in said.get(part, {})}
        for part in ("application", "plan")
    )
    return _same(kept, said) and sections and left == {name: nothing[name] for name in left}


def opening(content, today):
    """The profile that a file opens as, or the sentences of the refusal."""
    try:
        return Profile.from_json(content, today), ()
    except ProfileError as error:
        return None, error.problems
