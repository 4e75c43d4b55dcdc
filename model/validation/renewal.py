"""When the simulation has to run again, and the one way in which its results are renewed.

Beside ``simulation.json`` lies ``simulation.sha256``, a hash over the figures and over what they rest on. That is taken
by what the model answers, not by how its code reads: a change that alters no answer leaves the hash as it is.
"""

import hashlib
import json
from pathlib import Path
from typing import Final

from model.evidence.exam import evidence
from model.evidence.tables import DATA, EvidenceError
from model.validation.simulation import Simulation, World, drawn, load, simulate, worlds

SAMPLE: Final = 40  # students of each world; all of them take a minute, these a second
DIGITS: Final = 6  # beyond that a chance would hang on the machine
SECTIONS: Final = ("booking", "model", "simulation")  # of rules.toml, what the students rest on


class FiguresChangedError(Exception):
    """The simulation no longer finds what ``simulation.json`` holds."""


def fingerprint(results: Simulation, sample: int = SAMPLE) -> str:
    """Hash what was found together with what it rests on now: the worlds, the rules, and answers to a sample.

    Parameters
    ----------
    results : Simulation
        What was found.
    sample : int
        Students of each world who are drawn and answered anew.

    Returns
    -------
    str
        SHA-256 in hexadecimal; versions and wording are not in it.
    """
    rests_on = {
        "rules": {name: rule.value for name, rule in evidence().rules.items() if name.startswith(SECTIONS)},
        "worlds": [
            [world.name, world.curve, world.error_factor, world.bias, world.growth, *_answers(world, sample)]
            for world in worlds()
        ],
        "found": results.model_dump(mode="json", exclude={"model_version", "data_version"}),
    }
    return hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()


def _answers(world: World, sample: int) -> list[tuple[float | str | bool, ...]]:
    return [
        (
            *(round(part, DIGITS) for part in (one.chance.central, one.chance.low, one.chance.high)),
            str(one.outcome),
            one.passed,
        )
        for one in drawn(world, sample, int(evidence().rule("simulation.seed")))
    ]


def recorded(directory: Path = DATA) -> str:
    """The fingerprint with which the results were last renewed."""
    return (directory / "simulation.sha256").read_text(encoding="ascii").strip()


def renew(directory: Path, *, allow_changes: bool = False, students: int | None = None) -> None:
    """Simulate, and write ``simulation.json`` and its fingerprint.

    Parameters
    ----------
    directory : Path
        Where both lie.
    allow_changes : bool
        Write other figures than those that are there, too.
    students : int, optional
        Simulated students in each world; as many as ``rules.toml`` says unless given.

    Raises
    ------
    FiguresChangedError
        If other figures were found, or none can be read; nothing is written then.
    """
    results = simulate(students)
    if not allow_changes:
        try:
            held = load(directory)
        except EvidenceError as error:
            raise FiguresChangedError(str(error)) from error
        versions = {"model_version": results.model_version, "data_version": results.data_version}
        if held.model_copy(update=versions) != results:
            raise FiguresChangedError("simulation.json holds other figures than those that are found now.")
    (directory / "simulation.json").write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (directory / "simulation.sha256").write_text(fingerprint(results) + "\n", encoding="ascii")
