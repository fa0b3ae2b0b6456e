"""The stages of one answer and how long each took, for one that is done and for one on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.engine.events import EnergySource, Statistics
from app.engine.pace import NO_PACE, Pace

Stage = Literal["prepare", "read", "write"]
STAGES: tuple[Stage, ...] = ("prepare", "read", "write")


@dataclass(frozen=True, slots=True)
class Journey:
    """Times in seconds. prepare_s: the text becomes the model's tokens; read_s: until the first token;
    write_s: from there to the end. now: the stage under way; None: it is done."""

    prepare_s: float = 0.0
    read_s: float = 0.0
    write_s: float = 0.0
    prompt_tokens: int = 0
    reused_tokens: int = 0
    read_tokens: int = 0  # of the new ones, those read so far
    answer_tokens: int = 0
    read_tokens_per_s: float = 0.0
    write_tokens_per_s: float = 0.0
    pace: Pace = NO_PACE
    memory_bytes: int = 0
    energy_j: float = 0.0
    energy_source: EnergySource = ""
    now: Stage | None = None

    @property
    def total_s(self) -> float:
        return self.prepare_s + self.read_s + self.write_s

    def seconds(self, stage: Stage) -> float:
        return {"prepare": self.prepare_s, "read": self.read_s, "write": self.write_s}[stage]


def journey_of(statistics: Statistics) -> Journey:
    """Of an answer that is done. One of an older program has only what was measured then."""
    prepare_s = min(statistics.prepare_s, statistics.total_s)
    until_first_s = statistics.first_token_s or statistics.total_s
    return Journey(
        prepare_s=prepare_s,
        read_s=max(0.0, until_first_s - prepare_s),
        write_s=max(0.0, statistics.total_s - until_first_s),
        prompt_tokens=statistics.prompt_tokens,
        reused_tokens=statistics.reused_tokens,
        read_tokens=statistics.new_tokens,
        answer_tokens=statistics.answer_tokens,
        read_tokens_per_s=statistics.read_tokens_per_s,
        write_tokens_per_s=statistics.write_tokens_per_s,
        pace=statistics.pace,
        memory_bytes=statistics.memory_bytes,
        energy_j=statistics.energy_j,
        energy_source=statistics.energy_source,
    )
