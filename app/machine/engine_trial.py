"""What was found out about the engine's back ends on a computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.engine.backends import Backends
from app.machine.idle import BUSY_CORES
from app.words import tr

CARDS = "cards"
"""Stands for the graphics cards among the names of variants."""

_TURN = (300, 150)  # tokens read and written in a usual turn: what "fastest" means


@dataclass(frozen=True, slots=True)
class Speeds:
    """Tokens per second; 0.0 where none were measured."""

    read: float = 0.0
    write: float = 0.0

    @property
    def turn_s(self) -> float:
        """Seconds of a usual turn."""
        read, written = _TURN
        return read / self.read + written / self.write if self.read and self.write else float("inf")


@dataclass(frozen=True, slots=True)
class VariantTrial:
    """What came of one. problem: empty: it computes rightly. speeds: with the made-up model."""

    name: str
    problem: Literal["", "crashed", "wrong"] = ""
    detail: str = ""  # of a crash, a sentence
    speeds: Speeds = Speeds()


@dataclass(frozen=True, slots=True)
class EngineTrial:
    """What is the fastest. variant: "": none worked. Variants that do not run on this processor are not among
    them; tried_at in seconds since 1970; busy_cores: those that other programs used meanwhile."""

    variants: tuple[VariantTrial, ...]
    variant: str
    uses_cards: bool
    read_threads: int
    write_threads: int
    tried_at: float
    busy_cores: float = 0.0

    @property
    def is_disturbed(self) -> bool:
        """Whether other programs computed so much meanwhile that the speeds may be far off."""
        return self.busy_cores > BUSY_CORES

    @property
    def is_sure(self) -> bool:
        """Whether it need not be tried again."""
        return bool(self.variant) and not self.is_disturbed

    def backends(self) -> Backends:
        """For the engine."""
        refused = tuple(one.name for one in self.variants if one.problem and one.name != CARDS)
        return Backends(
            variant=self.variant,
            refused=refused,
            uses_cards=self.uses_cards,
            cards_left_out=self._cards_left_out(),
            read_threads=self.read_threads,
            write_threads=self.write_threads,
        )

    def _cards_left_out(self) -> str:
        cards = next((one for one in self.variants if one.name == CARDS), None)
        if cards is None or self.uses_cards:
            return ""
        if cards.problem == "crashed":
            return tr(
                "The engine crashed with the graphics card when its parts were compared, so the processor "
                "computes alone."
            )
        if cards.problem == "wrong":
            return tr(
                "The graphics card computed wrongly when the engine's parts were compared, so the processor "
                "computes alone."
            )
        return tr("The processor computes alone: it is faster here than with the graphics card.")
