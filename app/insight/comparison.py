"""One question to two models, one after the other; and which smaller model might do."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.chat import Chat
from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadEvent, LoadOptions, ReplyEvent, ReplyOptions
from app.insight.energy import metered
from app.models.library import InstalledModel

_LEAST_GAIN = 1.5  # times as fast; less is not worth another model
_MOST_SIZE = 0.7  # of the bigger one's


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one of the models. side: 0 or 1."""

    side: int
    event: LoadEvent | ReplyEvent


@dataclass(frozen=True, slots=True)
class Offer:
    """A smaller model. times_faster: at writing; is_measured: both have answered here, else it is guessed
    from their sizes."""

    model: InstalledModel
    times_faster: float
    is_measured: bool


def compare(
    chat: Chat,
    engine: Engine,
    messages: Sequence[ChatMessage],
    models: Sequence[Path],
    load: LoadOptions,
    options: ReplyOptions,
    stop: threading.Event,
) -> Iterator[Told]:
    """Loads each model and lets it answer. Nothing of it is kept. Ends early when stopped."""
    for side, model in enumerate(models):
        is_loaded = yield from _loading(chat, model, load, stop, side)
        if not is_loaded:
            return
        for event in metered(engine.reply(messages, options, stop)):
            yield Told(side, event)
        if stop.is_set():
            return


def _loading(
    chat: Chat, model: Path, load: LoadOptions, stop: threading.Event, side: int
) -> Generator[Told, None, bool]:
    events = chat.load(model, load, stop)
    while True:
        try:
            yield Told(side, next(events))
        except StopIteration as end:
            return bool(end.value)


def smaller_model(used: InstalledModel, installed: Sequence[InstalledModel]) -> Offer | None:
    """The largest of the installed models that is smaller and clearly faster than this one; None: there is
    none. The built-in guide is no such one: it only knows the program."""
    offers = [
        offer
        for model in installed
        if not model.is_guide and not model.problem and model.size_bytes <= _MOST_SIZE * used.size_bytes
        if (offer := _offer(used, model)).times_faster >= _LEAST_GAIN
    ]
    return max(offers, key=lambda offer: offer.model.size_bytes, default=None)


def _offer(used: InstalledModel, model: InstalledModel) -> Offer:
    slow, fast = (one.use.speed.write_tokens_per_s if one.use else 0.0 for one in (used, model))
    if slow and fast:
        return Offer(model, fast / slow, True)
    # Writing goes through all weights for each token: time grows with their size.
    return Offer(model, used.size_bytes / max(1, model.size_bytes), False)
