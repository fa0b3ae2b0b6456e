"""Models that cannot forget only their newest tokens: what need not be read again is not, and nothing of what
was taken back is left in them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, Piece, ReplyEvent, Resumed
from app.engine.llama import Log, open_library
from app.engine.model import Model
from app.engine.snapshots import SnapshotOptions
from app.engine.stopping import StopFlag
from tests.app.engine import random_other_models as other
from tests.app.engine.driving import Heard, loaded
from tests.app.engine.driving import ask as ask_for

OPTIONS = LoadOptions(context_length=1024, threads=1)
ask = partial(ask_for, max_tokens=20)  # with these weights no answer then ends within a character
STORY = "Once upon a time there was a model with a state. " * 4


@pytest.fixture(scope="module", params=[other.write_mamba, other.write_jamba, other.write_gemma])
def model(request: pytest.FixtureRequest, model_folder: Path) -> Path:
    write: Callable[[Path], Path] = request.param
    path: Path = write(model_folder / f"{write.__name__}.gguf")
    return path


def _straight(model: Path, *conversations: list[ChatMessage]) -> str:
    """The last answer of an engine that took no detours. Reading everything anew would compute in other
    batches, and so differ a little: with random weights that changes words."""
    with Engine() as engine:
        loaded(engine, model, OPTIONS)
        return [ask(engine, messages).text for messages in conversations][-1]


def _read(heard: Heard) -> int:
    return heard.readings[0].total - heard.readings[0].reused


def _resumed(heard: Heard) -> int:
    return sum(event.tokens for event in heard.events if isinstance(event, Resumed))


def test_turns_answers_again_and_edits_read_only_what_is_new(model: Path, tmp_path: Path) -> None:
    with Engine(log_path=tmp_path / "engine.log") as engine:
        loaded(engine, model, OPTIONS)
        first = [ChatMessage("user", STORY)]
        heard = ask(engine, first)
        second = [*first, ChatMessage("assistant", heard.text), ChatMessage("user", "And then?")]
        other_second = [*second[:-1], ChatMessage("user", "And before?")]
        then = ask(engine, second)
        assert _read(then) < 60

        again = ask(engine, second)
        assert _read(again) < 20
        assert again.text == then.text
        edited = ask(engine, other_second)
        assert _read(edited) < 60
        assert edited.text == _straight(model, first, other_second)
        assert ask(engine, second).text == then.text


def test_a_stop_in_the_middle_leaves_nothing_behind(model: Path, tmp_path: Path) -> None:
    with Engine(log_path=tmp_path / "engine.log") as engine:
        loaded(engine, model, OPTIONS)
        question = [ChatMessage("user", STORY)]
        expected = ask(engine, question).text
        stop = threading.Event()

        def stop_soon(event: ReplyEvent) -> None:
            if isinstance(event, Piece) and event.token_count > 5:
                stop.set()

        ask(engine, question, stop=stop, max_tokens=400, on_event=stop_soon)
        assert ask(engine, question).text == expected


def test_it_comes_back_from_the_disk(model: Path, tmp_path: Path) -> None:
    snapshots = SnapshotOptions(tmp_path / "snapshots", worth_s=0.0)
    with Engine(log_path=tmp_path / "engine.log", snapshots=snapshots) as engine:
        loaded(engine, model, OPTIONS)
        first = [ChatMessage("user", STORY)]
        heard = ask(engine, first, conversation="1")
        messages = [*first, ChatMessage("assistant", heard.text), ChatMessage("user", "And then?")]
        # As where a template does not send the reasoning again.
        shorter = [*first, ChatMessage("assistant", heard.text[:2]), messages[-1]]
        for asked in (first, messages, shorter):
            ask(engine, "Something else.", conversation="2")
            if asked == first:
                loaded(engine, model, OPTIONS)  # in another process
            back = ask(engine, asked, conversation="1")
            assert _resumed(back) > 100
            assert _read(back) < 60
            assert back.text == _straight(model, first, asked)


def test_a_new_conversation_shares_the_system_prompt(model: Path, tmp_path: Path) -> None:
    snapshots = SnapshotOptions(tmp_path / "snapshots", worth_s=0.0)
    system = ChatMessage("system", STORY)
    with Engine(log_path=tmp_path / "engine.log", snapshots=snapshots) as engine:
        loaded(engine, model, OPTIONS)
        ask(engine, [system, ChatMessage("user", "Who?")], conversation="1")
        for number, question in ((2, "Where?"), (3, "When?")):
            messages = [system, ChatMessage("user", question)]
            heard = ask(engine, messages, conversation=str(number))
            assert _read(heard) < 60
            assert heard.text == _straight(model, messages)
            ask(engine, "Something else.", conversation="4")  # so that it comes from the disk then
        assert _resumed(heard) > 100


def test_of_what_is_left_out_nothing_stays_in_a_state(model_folder: Path, tmp_path: Path) -> None:
    model = other.write_mamba(model_folder / "left_out.gguf")
    with Engine(log_path=tmp_path / "engine.log") as engine:
        loaded(engine, model, OPTIONS)
        messages, heard = [ChatMessage("user", STORY)], ask(engine, STORY)
        while not heard.left_out:
            question = ChatMessage("user", f"{len(messages)} {STORY}")
            messages += [ChatMessage("assistant", heard.text), question]
            heard = ask(engine, messages)
        assert heard.readings[0].reused == 0


def test_answers_again_and_edits_after_another_conversation_forget_what_came_after(
    model: Path, tmp_path: Path
) -> None:
    snapshots = SnapshotOptions(tmp_path / "snapshots", worth_s=0.0)
    first, edited = [ChatMessage("user", STORY)], [ChatMessage("user", f"{STORY[:60]}Go on.")]
    with Engine(log_path=tmp_path / "engine.log", snapshots=snapshots) as engine:
        loaded(engine, model, OPTIONS)
        heard = ask(engine, first, conversation="1")
        for messages, expected in ((first, heard.text), (edited, _straight(model, edited))):
            ask(engine, "Something else.", conversation="2")
            assert ask(engine, messages, conversation="1").text == expected


def _until_some_left(engine: Engine, conversation: str | None = None) -> tuple[list[ChatMessage], Heard]:
    """A conversation that has just lost its oldest messages, with the last question, and its answer."""
    messages = [ChatMessage("user", STORY)]
    heard = ask(engine, messages, conversation=conversation)
    while not heard.left_out:
        question = ChatMessage("user", f"{len(messages)} {STORY}")
        messages += [ChatMessage("assistant", heard.text), question]
        heard = ask(engine, messages, conversation=conversation)
    return messages, heard


def test_a_sliding_window_that_was_moved_up_is_not_gone_back_into(model_folder: Path, tmp_path: Path) -> None:
    model = other.write_gemma(model_folder / "moved.gguf")
    with Engine(log_path=tmp_path / "engine.log") as engine:
        loaded(engine, model, OPTIONS)
        messages, heard = _until_some_left(engine)
        assert heard.readings[0].reused > 100
        ask(engine, [*messages, ChatMessage("assistant", heard.text), ChatMessage("user", STORY)])
        back = [*messages[:-3], ChatMessage("user", "Go on.")]
        text = ask(engine, back).text
    assert text == _straight(model, back[heard.left_out :])


def test_no_place_is_kept_until_what_follows_has_moved(model_folder: Path, tmp_path: Path) -> None:
    path = other.write_gemma(model_folder / "moved_place.gguf")
    tokens = [*range(40, 240)]
    with (tmp_path / "engine.log").open("w") as log:
        library = open_library(Log(log))
        model = Model(library, path, OPTIONS, stop=StopFlag(), on_progress=lambda _: None)
        for known, reused, moved in ((tokens, 0, 0), ([*tokens[:40], *tokens[90:], 40], 150, 50)):
            model.memory.move(40, moved)
            for _ in model.read(known, reused, (100,)):
                pass
        assert model.memory.save_state(tmp_path / "state", lambda: False) == ()
        model.close()
