"""When old turns are left out, what stays is moved up in memory and not read again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, ReplyOptions, Resumed
from app.engine.snapshots import SnapshotOptions
from tests.app.engine.driving import Heard, ask, loaded, turns

SYSTEM = ChatMessage("system", "Be kind.")


@pytest.fixture
def guide(guide_model: Path, tmp_path: Path) -> Iterator[Engine]:
    with Engine(log_path=tmp_path / "engine.log") as engine:
        yield loaded(engine, guide_model, LoadOptions(context_length=640, threads=1))


def _talk(engine: Engine, messages: list[ChatMessage], question: str) -> Heard:
    messages.append(ChatMessage("user", question))
    heard = ask(engine, messages, max_tokens=60)
    messages.append(ChatMessage("assistant", heard.text))
    return heard


def test_only_the_new_question_is_read_after_turns_were_left_out(guide: Engine) -> None:
    messages = [SYSTEM]
    questions = ("What is a token?", "How do I get a bigger model?", "What is the context?")
    before = heard = _talk(guide, messages, "Hello")
    number = 0
    while not heard.left_out:
        before, heard = heard, _talk(guide, messages, questions[number % 3])
        number += 1

    assert before.finished.statistics.prompt_tokens > heard.finished.statistics.prompt_tokens
    first = heard.readings[0]
    assert first.reused > 100
    assert first.total - first.reused < 40
    sent = guide.sent(messages[:-1], heard.left_out)
    assert sent.text.startswith("<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\n")


def test_what_stays_is_still_understood(guide: Engine) -> None:
    messages: list[ChatMessage] = []
    for question in ("Hello", "What is a token?", "What is the context?", "How do I get a bigger model?"):
        _talk(guide, messages, question)
    _talk(guide, messages, "My name is Mara.")
    heard = _talk(guide, messages, "Why is it slow?")
    while not heard.left_out:
        heard = _talk(guide, messages, "Thanks")
    assert heard.readings[0].total - heard.readings[0].reused < 40
    assert any("Mara" in message.content for message in messages[heard.left_out :])
    assert "Mara" in _talk(guide, messages, "What is my name?").text


def test_a_stop_right_after_moving_leaves_nothing_wrong(guide: Engine, guide_model: Path) -> None:
    messages: list[ChatMessage] = []
    heard = _talk(guide, messages, "Hello")
    while heard.finished.statistics.prompt_tokens < 360:
        heard = _talk(guide, messages, "What is a token?")
    for question in ("Hello again", "What is the context?", "Thanks"):
        reply = guide.reply([*messages, ChatMessage("user", question * 3)], ReplyOptions(), threading.Event())
        next(reply)
        reply.close()
    after = ask(guide, "What is a model?", max_tokens=40).text
    with Engine() as fresh:
        assert ask(loaded(fresh, guide_model), "What is a model?", max_tokens=40).text == after


@pytest.mark.parametrize("length", [1, 21], ids=["a new one", "a full one"])
def test_no_other_conversation_builds_on_what_moved(letters_file: Path, length: int) -> None:
    """It begins like what moved up, which was read with a text that is not part of it."""
    options, messages = LoadOptions(context_length=640, threads=1), [SYSTEM]
    other = [SYSTEM, *turns(*["Something else, of which there is much."] * length)]
    with Engine() as engine, Engine() as fresh:
        loaded(engine, letters_file, options)
        heard = Heard()
        while not heard.events or not heard.left_out:
            messages.append(ChatMessage("user", f"And what of the number {len(messages)}?"))
            heard = ask(engine, messages, max_tokens=60, conversation="1")
            messages.append(ChatMessage("assistant", heard.text))
        assert heard.readings[0].reused > 200  # it moved

        after = ask(engine, other, max_tokens=60, conversation="2")

        assert after.readings[0].reused > 15  # the system prompt
        assert after.text == ask(loaded(fresh, letters_file, options), other, max_tokens=60).text
        assert bool(after.left_out) == (length > 1)


def test_of_what_moved_another_conversation_takes_nothing_from_the_disk_either(
    letters_file: Path, tmp_path: Path
) -> None:
    snapshots, options = SnapshotOptions(tmp_path, worth_s=0.0), LoadOptions(context_length=640, threads=1)
    messages = [ChatMessage("system", "Be kind, and say what you think of it in as few words as you can.")]
    with Engine(snapshots=snapshots) as engine:
        left_out = 0
        loaded(engine, letters_file, options)
        while not left_out:
            messages.append(ChatMessage("user", f"And what of the number {len(messages)}?"))
            heard = ask(engine, messages, max_tokens=60, conversation="1")
            messages.append(ChatMessage("assistant", heard.text))
            left_out = heard.left_out
        engine.keep()
    stayed = [messages[0], *messages[1 + left_out : 4 + left_out]]
    with Engine(snapshots=snapshots) as engine, Engine() as fresh:
        after = ask(loaded(engine, letters_file, options), stayed, max_tokens=60, conversation="2")
        assert after.text == ask(loaded(fresh, letters_file, options), stayed, max_tokens=60).text
    resumed = [event.tokens for event in after.events if isinstance(event, Resumed)]
    assert resumed == [after.readings[0].reused]
    assert 60 < resumed[0] < 100  # the system prompt


def test_what_a_person_takes_out_is_forgotten(guide: Engine) -> None:
    messages = [SYSTEM]
    for question in ("My name is Zorvella.", "What is a token?", "What is the context?", "Why is it slow?"):
        _talk(guide, messages, question)
    without = [SYSTEM, *messages[3:], ChatMessage("user", "What is my name?")]
    heard = ask(guide, without, max_tokens=40)
    assert heard.readings[0].reused < 20
    assert "Zorvella" not in heard.text
