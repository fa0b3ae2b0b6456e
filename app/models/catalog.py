"""The models offered before anybody searches: assets/catalog.json, and which of them suit this computer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.errors import UserError
from app.hub.names import Tier
from app.machine import hardware
from app.machine.fit import Fit, estimate_unseen
from app.words import Marked, tr

Kind = Literal["chat", "reasoning", "code", "multilingual"]

_QUANTIZATIONS: dict[Tier, str] = {"Small": "Q3_K_M", "Balanced": "Q4_K_M", "Large": "Q8_0"}
EVERYDAY_KINDS = ("chat", "multilingual")
_SLOW_PARAMETERS = 9e9  # computed for each word; more is slow without a graphics card


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """A well-known model. active_parameters: those computed for each word, fewer for mixtures of experts.

    license "": the Hub tells it.
    """

    repo: str
    name: str
    parameters: int
    active_parameters: int
    license: str
    languages: tuple[str, ...]
    kind: Kind
    good_for: Marked
    not_good_for: Marked

    def fit(self, tier: Tier, memory: hardware.Memory | None = None) -> Fit:
        """How its file of that tier would fit, before the Hub was asked for sizes."""
        return estimate_unseen(self.parameters, _QUANTIZATIONS[tier], memory)

    def best_tier(self, memory: hardware.Memory | None = None) -> Tier | None:
        """The one to recommend on this computer: Balanced, but Large for a small model; None: none fits."""
        memory = memory or hardware.memory()
        order: tuple[Tier, ...] = ("Balanced", "Small")
        for tier in ("Large", *order) if self.parameters < 2e9 else order:
            if self.fit(tier, memory).verdict == "fits":
                return tier
        return None


def load(path: Path) -> tuple[CatalogModel, ...]:
    """The catalog, smallest model first. UserError when the file is missing or damaged."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["models"]
        models = [
            CatalogModel(
                **{key: value for key, value in entry.items() if key not in ("comment", "languages")},
                languages=tuple(entry["languages"]),
            )
            for entry in entries
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            tr("The list of recommended models is missing from this installation."),
            tr("Install Inglenook again."),
        ) from error
    return tuple(sorted(models, key=lambda model: (model.parameters, model.name)))


def recommended(models: Sequence[CatalogModel], memory: hardware.Memory | None = None) -> CatalogModel | None:
    """The one to try first: the largest for everyday chat that fits and is not slow on a processor."""
    memory = memory or hardware.memory()
    suitable = [
        model
        for model in models
        if model.kind in EVERYDAY_KINDS
        and model.active_parameters <= _SLOW_PARAMETERS
        and model.fit("Balanced", memory).verdict == "fits"
    ]
    return max(suitable, key=lambda model: model.parameters, default=None)
