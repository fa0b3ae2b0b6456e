"""What an answer took and why it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.engine.pace import NO_PACE, Pace

FinishReason = Literal["end", "length", "context", "stopped"]
"""Why an answer ended: the model was done, the answer's own limit, the context's limit, the user."""

EnergySource = Literal["", "processor", "battery", "estimate"]
"""What told the energy: nothing, the processor's own counter, the battery, or a guess from computing time."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What one answer took. Speeds are tokens per second; 0.0 where nothing was measured.

    prepare_s: until reading began: template, tokens, and taking back what was kept on the disk. processor_s:
    computing time of the engine's process, of all cores together. memory_bytes: what that process held at the
    end. energy_j: joules, told or estimated by energy_source (app/insight/energy.py). drafted_tokens: guessed
    in advance, because the same words stood in the context or by a draft model; accepted_tokens: those that
    the model wrote then. model_drafted_tokens, model_accepted_tokens: of both, what the draft model guessed.
    """

    prompt_tokens: int
    reused_tokens: int
    answer_tokens: int
    first_token_s: float
    read_tokens_per_s: float
    write_tokens_per_s: float
    total_s: float
    prepare_s: float = 0.0
    processor_s: float = 0.0
    memory_bytes: int = 0
    energy_j: float = 0.0
    energy_source: EnergySource = ""
    pace: Pace = NO_PACE
    drafted_tokens: int = 0
    accepted_tokens: int = 0
    model_drafted_tokens: int = 0
    model_accepted_tokens: int = 0

    @property
    def new_tokens(self) -> int:
        """Of the prompt, those that had to be read."""
        return self.prompt_tokens - self.reused_tokens


NOTHING_DONE = Statistics(
    prompt_tokens=0,
    reused_tokens=0,
    answer_tokens=0,
    first_token_s=0.0,
    read_tokens_per_s=0.0,
    write_tokens_per_s=0.0,
    total_s=0.0,
)
"""Of an answer that was stopped before anything of it could be measured."""
