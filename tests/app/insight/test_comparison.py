"""Two models on one question, and the offer of a smaller one."""

from __future__ import annotations

import threading
from pathlib import Path

from app.chat import Chat
from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, Piece, ReplyOptions
from app.insight.comparison import compare, smaller_model
from app.machine.speed import Speed
from app.machine.speed_store import ModelUse
from app.models.library import InstalledModel
from app.store.conversations import Conversations
from app.store.database import Database
from tests.app.engine import random_model
from tests.app.engine.driving import GREEDY


def _model(name: str, size_gb: float, tokens_per_s: float = 0.0, *, is_guide: bool = False) -> InstalledModel:
    use = ModelUse(0.0, Speed(0.0, tokens_per_s, is_measured=True)) if tokens_per_s else None
    path, size = Path(f"/models/{name}.gguf"), round(size_gb * 1e9)
    return InstalledModel(name, path, size, "llama", "Q4_K_M", 0, 8192, is_guide, "", use=use)


def test_both_answer_and_tell_what_it_took(
    database: Database, engine: Engine, guide_model: Path, tmp_path: Path
) -> None:
    other = random_model.write(tmp_path / "other.gguf")
    chat = Chat(Conversations(database), engine)
    messages = [ChatMessage("user", "Who are you?")]
    options = ReplyOptions(GREEDY, 20)
    told = list(
        compare(
            chat, engine, messages, (guide_model, other), LoadOptions(threads=1), options, threading.Event()
        )
    )
    for side in (0, 1):
        mine = [one.event for one in told if one.side == side]
        assert any(isinstance(event, Piece) for event in mine)
        assert isinstance(mine[-1], Finished)
        assert mine[-1].statistics.energy_j > 0
    assert [one.side for one in told] == sorted(one.side for one in told)
    assert engine.description() is not None


def test_the_largest_model_that_is_clearly_faster_is_offered() -> None:
    used = _model("Big", 8.0, 4.0)
    installed = [used, _model("Same", 7.0, 40.0), _model("Guide", 0.01, 400.0, is_guide=True)]
    assert smaller_model(used, installed) is None

    medium, small = _model("Medium", 4.0, 9.0), _model("Small", 1.0, 30.0)
    offer = smaller_model(used, [*installed, small, medium])
    assert offer is not None
    assert (offer.model, offer.times_faster, offer.is_measured) == (medium, 2.25, True)
    slow = _model("Slow", 4.0, 5.0)  # measured, and not worth it
    offer = smaller_model(used, [*installed, small, slow])
    assert offer is not None
    assert offer.model == small


def test_a_model_that_never_answered_is_judged_by_its_size() -> None:
    used = _model("Big", 8.0, 4.0)
    offer = smaller_model(used, [used, _model("New", 2.0)])
    assert offer is not None
    assert (offer.times_faster, offer.is_measured) == (4.0, False)
