"""Every table of figures by its file, as the three evidence classes declare them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from model.evidence.exam import Evidence
from model.evidence.loading import tables_of
from model.evidence.match import MatchEvidence
from model.evidence.plan import PlanEvidence
from model.evidence.tables import Figure

TABLES: Final[Mapping[str, type[Figure]]] = MappingProxyType(
    {table.file: table.row for kind in (Evidence, MatchEvidence, PlanEvidence) for table in tables_of(kind).values()}
)
"""The type of the rows of each file in ``data/``; ``sources.csv``, which holds no figures, is not one of them."""
