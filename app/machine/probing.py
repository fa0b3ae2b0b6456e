"""Reading and writing with a made-up model (app/machine/probe_model.py), to see how fast the engine is."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import NamedTuple

from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, ReplyOptions, Sampling, Statistics


class Probing(NamedTuple):
    """So many rounds, each of so many tokens read and written."""

    read_tokens: int
    written_tokens: int
    rounds: int

    def load_options(self, threads: int | None = None) -> LoadOptions:
        """With a context that has room for a round. threads: None: as for real models."""
        return LoadOptions(context_length=self.read_tokens + self.written_tokens + 256, threads=threads)

    def run(self, engine: Engine, stop: threading.Event) -> Iterator[Statistics]:
        """What each round took that was not stopped, with the made-up model loaded."""
        # Made-up weights soon repeat themselves: guessing from the context would be measured, not writing.
        options = ReplyOptions(Sampling(temperature=0.0), self.written_tokens, drafts="never")
        for number in range(self.rounds):
            # Each byte is a token; another beginning each time, so that nothing is known already.
            question = ChatMessage("user", chr(ord("a") + number) + "x" * (self.read_tokens - 1))
            with contextlib.closing(engine.reply([question], options, stop)) as events:
                took = [event for event in events if isinstance(event, Finished)]
            yield from (event.statistics for event in took if event.reason == "length")
            if stop.is_set():
                return
