"""How an answer is made: what is asked for, and how that is kept with the answer, as JSON, and read again."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.context import sending_options
from app.engine.events import LoadOptions, ReplyOptions, Sampling
from app.errors import UserError
from app.store.messages import Message
from app.words import tr

_SEEDS = 2**32 - 1  # the last one means to llama.cpp: another one each time


@dataclass(frozen=True, slots=True)
class Making:
    """model: its file. load, reply: None in them means the usual. system_prompt: empty: none.

    drawn_seed: of an answer for which no seed is set.
    """

    model: Path
    load: LoadOptions
    reply: ReplyOptions
    system_prompt: str = ""
    drawn_seed: int | None = None

    def with_drawn_seed(self) -> Making:
        """With a seed where none is set, so that the answer can be made again."""
        if self.reply.sampling.seed is not None:
            return self
        return replace(self, drawn_seed=random.randrange(_SEEDS))

    @property
    def seeded_reply(self) -> ReplyOptions:
        """With the seed that was set or drawn."""
        if self.drawn_seed is None:
            return self.reply
        return replace(self.reply, sampling=replace(self.reply.sampling, seed=self.drawn_seed))

    def to_json(self, thread: Sequence[Message], *, is_whole: bool = True) -> str:
        """What was set by hand, and the drawn seed; everything else is left out.

        thread: up to the question. is_whole: the answer is not made in several parts.
        """
        reply = self.reply
        values = {
            "context_length": self.load.context_length,
            "max_answer_tokens": reply.max_tokens,
            "thinking": reply.thinking,
            **{name: getattr(reply.sampling, name) for name in Sampling.__slots__},
            "system_prompt": self.system_prompt if self.system_prompt.strip() else None,
            **sending_options(thread),
            "leads_to_close": reply.leads_to_close or None,
            "parts": None if is_whole else 2,
            "drawn_seed": self.drawn_seed,
        }
        return json.dumps({name: value for name, value in values.items() if value is not None})


def reply_options_of(answer: Message) -> ReplyOptions:
    """With which it was made. UserError where they were not kept, or it was not made in one go."""
    made = answer.made_with
    sampling = Sampling(**{name: made.get(name) for name in Sampling.__slots__})
    if sampling.seed is None:
        sampling = replace(sampling, seed=made.get("drawn_seed"))
    if made.get("parts") or answer.is_corrected or answer.state != "complete" or answer.statistics is None:
        raise UserError(
            tr("This answer was not made in one go: it was continued, corrected or ended by a failure."),
            tr("Answer the question again; that answer can be reproduced."),
        )
    if sampling.seed is None and sampling.temperature != 0:
        raise UserError(
            tr("The seed of this answer was not kept, for it was made by an older version of Inglenook."),
            tr("Answer the question again; that answer can be reproduced."),
        )
    return ReplyOptions(
        sampling,
        made.get("max_answer_tokens"),
        leads_to_close=bool(made.get("leads_to_close")),
        drafts="where they pay" if answer.statistics.accepted_tokens else "never",  # they round otherwise
        thinking=made.get("thinking"),
    )
