"""Themes, findings, snapshots and dispositions."""

from sopu.synthesis.models.dispositions import Disposition, DispositionQuerySet, Outcome, Target
from sopu.synthesis.models.drafting import Drafting, DraftingQuerySet
from sopu.synthesis.models.findings import (
    Finding,
    FindingKind,
    FindingSource,
    FindingVersion,
    FindingVersionQuerySet,
    SignOff,
)
from sopu.synthesis.models.likely import Embedding, LikelyPair, LikelyPairQuerySet, PairWord, PairWordQuerySet
from sopu.synthesis.models.requests import ThemeRequest, ThemeRequestQuerySet
from sopu.synthesis.models.snapshots import GroupName, GroupNameQuerySet, Snapshot, SnapshotKind, SnapshotQuerySet
from sopu.synthesis.models.themes import (
    Descriptor,
    Placement,
    PlacementQuerySet,
    Sorting,
    SortingKind,
    SortingQuerySet,
    Theme,
    ThemesApart,
    ThemesApartQuerySet,
    ThemeWord,
    ThemeWordQuerySet,
)

__all__ = [
    "Descriptor",
    "Disposition",
    "DispositionQuerySet",
    "Drafting",
    "DraftingQuerySet",
    "Embedding",
    "Finding",
    "FindingKind",
    "FindingSource",
    "FindingVersion",
    "FindingVersionQuerySet",
    "GroupName",
    "GroupNameQuerySet",
    "LikelyPair",
    "LikelyPairQuerySet",
    "Outcome",
    "PairWord",
    "PairWordQuerySet",
    "Placement",
    "PlacementQuerySet",
    "SignOff",
    "Snapshot",
    "SnapshotKind",
    "SnapshotQuerySet",
    "Sorting",
    "SortingKind",
    "SortingQuerySet",
    "Target",
    "Theme",
    "ThemeRequest",
    "ThemeRequestQuerySet",
    "ThemeWord",
    "ThemeWordQuerySet",
    "ThemesApart",
    "ThemesApartQuerySet",
]
