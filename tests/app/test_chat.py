"""One exchange, through the real engine and the built-in model."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.chat import Alternative, AnswerBegun, AnswerEnded, Chat, ChatEvent
from app.context import history
from app.documents.attachments import Attachment
from app.engine.client import Engine
from app.engine.events import (
    NOTHING_DONE,
    ChatMessage,
    Finished,
    Loaded,
    LoadEvent,
    Loading,
    LoadOptions,
    Piece,
    Reading,
    ReplyOptions,
    Sampling,
)
from app.errors import UserError
from app.growing import GrowingAnswer
from app.machine import hardware
from app.machine.before_loading import MemoryGuard, WouldSwap
from app.machine.hardware import Memory
from app.machine.speed_store import SpeedStore
from app.making import Making
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message

LOAD = LoadOptions(context_length=1024)
LIKELIEST = ReplyOptions(Sampling(temperature=0.0))
posix = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One for all tests of this module: a test that needs the model loads it if it has to."""
    with Engine() as engine:
        yield engine


@pytest.fixture
def conversations(home: Paths) -> Iterator[Conversations]:
    with Database(home.database) as database:
        yield Conversations(database)


@pytest.fixture
def chat(conversations: Conversations, engine: Engine) -> Chat:
    return Chat(conversations, engine)


@pytest.fixture
def question(conversations: Conversations) -> Message:
    return conversations.add_question(conversations.create().id, "Who are you?")


def answer(
    chat: Chat,
    question: Message,
    model: Path,
    options: ReplyOptions = LIKELIEST,
    load: LoadOptions = LOAD,
    system: str = "",
    stop: threading.Event | None = None,
) -> Iterator[ChatEvent]:
    return chat.answer(question, Making(model, load, options, system), stop or threading.Event())


def text(events: list[ChatEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Piece))


def kinds(events: list[ChatEvent]) -> set[type]:
    return {type(event) for event in events}


def loaded_as(events: Iterator[LoadEvent]) -> list[bool]:
    """Of each load, whether it was for a changed file."""
    return [event.is_of_changed_file for event in events if isinstance(event, Loaded)]


def test_an_answer_is_kept_as_it_was_shown(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    events = list(answer(chat, question, guide_model))
    begun, ended = events[0], events[-1]
    assert isinstance(begun, AnswerBegun) and isinstance(ended, AnswerEnded)
    assert (begun.message.parent_id, begun.message.state) == (question.id, "writing")
    assert {Loading, Loaded, Reading, Piece, Finished} < kinds(events)
    kept = conversations.thread(question.conversation_id)[-1]
    assert kept == ended.message
    assert (kept.state, kept.model, kept.content) == ("complete", "Inglenook Guide", text(events))
    assert kept.content.strip()
    [finished] = [event for event in events if isinstance(event, Finished)]
    assert (kept.statistics, kept.finish_reason) == (finished.statistics, finished.reason)


def test_an_answer_tells_how_fast_its_model_is(
    conversations: Conversations, engine: Engine, question: Message, guide_model: Path, home: Paths
) -> None:
    with Database(home.database) as database:
        speeds = SpeedStore(database)
        chat = Chat(conversations, engine, speeds)
        events = list(answer(chat, question, guide_model, replace(LIKELIEST, max_tokens=20)))
        [finished] = [event for event in events if isinstance(event, Finished)]
        use = speeds.use_of(guide_model)
    assert use is not None and finished.statistics.answer_tokens >= 16
    assert use.speed.write_tokens_per_s == finished.statistics.write_tokens_per_s > 0


def test_the_next_turn_loads_nothing_and_reads_only_what_is_new(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    list(answer(chat, question, guide_model))
    second = conversations.add_question(question.conversation_id, "And what can you do?")
    events = list(answer(chat, second, guide_model))
    assert not kinds(events) & {Loading, Loaded}
    first_turn, second_turn = (
        message.statistics for message in conversations.thread(question.conversation_id)[1::2]
    )
    assert first_turn is not None and second_turn is not None
    assert second_turn.reused_tokens >= first_turn.prompt_tokens + first_turn.answer_tokens - 4


def test_another_context_length_loads_the_model_again(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path, engine: Engine
) -> None:
    list(answer(chat, question, guide_model))
    again = conversations.add_question(question.conversation_id, "Hello")
    events = list(answer(chat, again, guide_model, load=LoadOptions(context_length=512)))
    assert Loaded in kinds(events)
    description = engine.description()
    assert description is not None and description.context_length == 512


def test_stopping_keeps_what_was_said_and_says_so(
    chat: Chat, conversations: Conversations, question: Message, endless_model: Path
) -> None:
    stop = threading.Event()
    events = []
    for event in answer(chat, question, endless_model, stop=stop):
        events.append(event)
        if isinstance(event, Piece) and event.token_count >= 3:
            stop.set()
    kept = conversations.thread(question.conversation_id)[-1]
    assert (kept.state, kept.finish_reason) == ("complete", "stopped")
    assert kept.content == text(events) != ""


def test_stopping_before_the_model_is_loaded_is_a_normal_end(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    stop = threading.Event()
    stop.set()
    events = list(answer(chat, question, guide_model, load=LoadOptions(context_length=768), stop=stop))
    assert Piece not in kinds(events)
    kept = conversations.thread(question.conversation_id)[-1]
    assert (kept.state, kept.finish_reason, kept.content) == ("complete", "stopped", "")


def test_a_cut_answer_goes_on_from_its_very_last_token(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    list(answer(chat, question, guide_model))
    whole = conversations.thread(question.conversation_id)[-1]
    list(answer(chat, question, guide_model, options=ReplyOptions(LIKELIEST.sampling, max_tokens=5)))
    cut = conversations.thread(question.conversation_id)[-1]
    assert cut.is_cut and cut.statistics is not None and whole.content.startswith(cut.content)
    events = list(chat.go_on(cut, Making(guide_model, LOAD, LIKELIEST), threading.Event()))
    ended = conversations.thread(question.conversation_id)[-1]
    assert isinstance(events[0], AnswerBegun) and events[0].message.content == cut.content
    # What is read again is the one token that chooses the next.
    reading = next(event for event in events if isinstance(event, Reading))
    assert reading.reused == reading.total - 1 == cut.statistics.prompt_tokens + 4
    assert (ended.id, ended.content) == (cut.id, whole.content)
    assert cut.content + text(events) == whole.content
    assert (ended.state, ended.finish_reason, ended.is_cut) == ("complete", "end", False)
    assert ended.statistics is not None and whole.statistics is not None
    assert ended.statistics.answer_tokens == whole.statistics.answer_tokens
    assert ended.statistics.prompt_tokens == whole.statistics.prompt_tokens
    assert ended.statistics.total_s > cut.statistics.total_s


def test_an_answer_goes_on_after_another_was_made_in_between(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    list(answer(chat, question, guide_model, options=ReplyOptions(LIKELIEST.sampling, max_tokens=5)))
    cut = conversations.thread(question.conversation_id)[-1]
    other = conversations.add_question(conversations.create().id, "Something else")
    list(answer(chat, other, guide_model))
    list(chat.go_on(cut, Making(guide_model, LOAD, LIKELIEST), threading.Event()))
    ended = conversations.message(cut.id)
    assert ended.content.startswith(cut.content) and len(ended.content) > len(cut.content)
    assert ended.state == "complete"


def test_how_an_answer_was_made_is_kept_with_it(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    list(answer(chat, question, guide_model, system="Be brief."))
    kept = conversations.thread(question.conversation_id)[-1]
    made = json.loads(kept.options)
    assert isinstance(made.pop("drawn_seed"), int)  # so that it can be made again
    assert made == {"context_length": 1024, "temperature": 0.0, "system_prompt": "Be brief."}


def test_what_is_attached_is_sent_with_its_question(conversations: Conversations) -> None:
    chat = conversations.create()
    paste = Attachment("paste", "Pasted text", "eggs", 1)
    conversations.add_question(chat.id, "What is missing?", [paste])
    assert history(conversations.thread(chat.id), "") == [
        ChatMessage("user", "Pasted text:\n```\neggs\n```\n\nWhat is missing?")
    ]


def test_how_long_the_reasoning_took_is_kept_with_the_answer(
    conversations: Conversations, question: Message
) -> None:
    answer = conversations.answers.begin(question.id, "thinker")
    draft = GrowingAnswer(conversations, answer)
    for piece in ("<thi", "nk>\nHm", ".\n</think>", "\n\nYes."):
        draft.take(Piece(piece, 1))
    draft.take(Finished(NOTHING_DONE, "length"))
    first = conversations.message(answer.id)
    assert first.thinking_s is not None and 0 <= first.thinking_s < 60
    draft = GrowingAnswer(conversations, conversations.answers.go_on(answer.id, ""))
    draft.take(Piece(" And no.", 1))
    draft.take(Finished(NOTHING_DONE, "end"))
    assert conversations.message(answer.id).thinking_s == first.thinking_s
    other = conversations.answers.begin(question.id, "talker")
    draft = GrowingAnswer(conversations, other)
    draft.take(Piece("Yes.", 1))
    draft.take(Finished(NOTHING_DONE, "end"))
    assert conversations.message(other.id).thinking_s is None


def test_an_iterator_that_is_dropped_leaves_an_interrupted_answer(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path, endless_model: Path
) -> None:
    events = answer(chat, question, endless_model)
    said = next(event.text for event in events if isinstance(event, Piece))
    events.close()  # type: ignore[attr-defined]
    kept = conversations.thread(question.conversation_id)[-1]
    assert (kept.state, kept.content) == ("interrupted", said)
    again = list(answer(chat, question, guide_model))
    assert isinstance(again[-1], AnswerEnded) and again[-1].message.state == "complete"


@pytest.mark.parametrize("content", [b"", b"GGUF", b"not a model" * 50], ids=["empty", "cut", "text"])
def test_a_model_that_cannot_be_loaded_is_told_and_kept_with_the_question(
    chat: Chat, conversations: Conversations, question: Message, tmp_path: Path, content: bytes
) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(content)
    with pytest.raises(UserError) as caught:
        list(answer(chat, question, broken))
    kept = conversations.thread(question.conversation_id)[-1]
    assert (kept.state, kept.model) == ("failed", "broken")
    assert (kept.error, kept.hint) == (caught.value.message, caught.value.hint)


def test_a_file_that_was_replaced_is_loaded_again_where_there_is_still_room(
    conversations: Conversations,
    engine: Engine,
    guide_model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = tmp_path / "mine.gguf"
    shutil.copyfile(guide_model, model)
    chat, stop = Chat(conversations, engine, guard=MemoryGuard()), threading.Event()
    assert loaded_as(chat.load(model, LOAD, stop)) == [False]
    assert list(chat.load(model, LOAD, stop)) == []
    other = tmp_path / "other"
    shutil.copyfile(guide_model, other)
    other.replace(model)
    with monkeypatch.context() as little:
        little.setattr(hardware, "memory", lambda: Memory(1 << 34, 1 << 20))
        little.setattr(hardware, "private_bytes", lambda pid: 0)
        with pytest.raises(WouldSwap):
            list(chat.load(model, LOAD, stop))
    assert loaded_as(chat.load(model, LOAD, stop)) == [True]


@posix
@pytest.mark.allow_log_problems
def test_the_engines_death_keeps_what_was_said_and_the_next_question_is_answered(
    chat: Chat,
    conversations: Conversations,
    question: Message,
    guide_model: Path,
    endless_model: Path,
    engine: Engine,
) -> None:
    said = ""
    with pytest.raises(UserError) as caught:
        for event in answer(chat, question, endless_model):
            if isinstance(event, Piece):
                said += event.text
                if event.token_count >= 3 and engine.pid is not None:
                    os.kill(engine.pid, signal.SIGKILL)
    kept = conversations.thread(question.conversation_id)[-1]
    assert (kept.state, kept.content) == ("failed", said)
    assert kept.error == caught.value.message and kept.hint
    again = list(answer(chat, question, guide_model))
    assert isinstance(again[-1], AnswerEnded) and again[-1].message.state == "complete"


_ANSWERING = """
import json, os, signal, sys, threading, time
from pathlib import Path
from app.chat import Chat
from app.store.conversations import Conversations
from app.store.database import Database
from app.engine.client import Engine
from app.making import Making
from app.engine.events import LoadOptions, Piece, ReplyOptions, Sampling

if __name__ == "__main__":
    conversations = Conversations(Database(Path(sys.argv[1])))
    question = conversations.add_question(conversations.create().id, "Who are you?")
    shown, lengths = "", []
    chat, load = Chat(conversations, Engine()), LoadOptions()  # room for some seconds
    making = Making(Path(sys.argv[2]), load, ReplyOptions(Sampling(temperature=0.0)))
    for event in chat.answer(question, making, threading.Event()):
        if isinstance(event, Piece):
            shown += event.text
            if not lengths or time.monotonic() - at > 1.0:
                at = time.monotonic()
                lengths.append(len(shown))
                print(json.dumps([shown, lengths]), flush=True)
            if len(lengths) == 4:
                os.kill(os.getpid(), signal.SIGKILL)
"""


def _killed_while_answering(database: Path, model: Path, folder: Path, **more: str) -> tuple[str, list[int]]:
    """What it had shown, and how much of that each time a second had passed. more: of its environment."""
    script = folder / "answering.py"
    script.write_text(_ANSWERING)
    done = subprocess.run(
        [sys.executable, str(script), str(database), str(model)],
        cwd=Path(__file__).parent.parent.parent,
        env={**os.environ, "PYTHONPATH": ".", **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    shown, lengths = json.loads(done.stdout.splitlines()[-1])
    return shown, lengths


def _answer_left_in(conversations: Conversations) -> Message:
    thread = conversations.thread(conversations.all()[0].id)
    [kept] = [one for one in thread if one.role == "assistant"]
    return kept


@posix
def test_a_kill_in_the_middle_of_an_answer_costs_at_most_a_second_of_it(
    home: Paths, conversations: Conversations, endless_model: Path, tmp_path: Path
) -> None:
    shown, lengths = _killed_while_answering(home.database, endless_model, tmp_path)
    kept = _answer_left_in(conversations)
    assert kept.state == "writing"
    assert conversations.answers.mark_interrupted() == 1
    assert conversations.message(kept.id).state == "interrupted"
    assert shown.startswith(kept.content)
    # Each length was reached more than a second after the one before: by the last, the second is long kept.
    assert len(kept.content) >= lengths[1] > lengths[0]


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="watches what Linux syncs")
def test_a_power_failure_in_the_middle_of_an_answer_costs_at_most_a_second_of_it(
    endless_model: Path, tmp_path: Path
) -> None:
    watcher, synced = tmp_path / "synced.so", tmp_path / "synced"
    source = Path(__file__).with_name("synced.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(watcher), str(source), "-ldl"], check=True)
    synced.mkdir()
    database = tmp_path / "lost" / "inglenook.sqlite"
    watched = {"LD_PRELOAD": str(watcher), "SYNCED": str(synced)}
    shown, lengths = _killed_while_answering(database, endless_model, tmp_path, **watched)
    with Database(synced / database.name) as after:
        kept = _answer_left_in(Conversations(after))
    assert shown.startswith(kept.content)
    assert len(kept.content) >= lengths[1] > lengths[0]


def test_what_was_thought_is_not_sent_again_but_by_the_answer_that_goes_on(
    conversations: Conversations,
) -> None:
    chat = conversations.create()
    question = conversations.add_question(chat.id, "Why?")
    answer = conversations.answers.begin(question.id, "Guide")
    conversations.answers.interrupt(answer.id, "<think>\nLet me see.\n</think>\nBecause.")
    thread = conversations.thread(chat.id)
    assert history(thread, "")[-1].content.startswith("<think>")
    conversations.add_question(chat.id, "Really?")
    sent = history(conversations.thread(chat.id), "")
    assert [message.content for message in sent] == ["Why?", "Because.", "Really?"]


def test_history_is_what_chat_templates_accept(conversations: Conversations) -> None:
    chat = conversations.create()
    conversations.add_question(chat.id, "My name is Zorvella.")
    empty = conversations.answers.begin(conversations.thread(chat.id)[-1].id, "Guide")
    conversations.answers.interrupt(empty.id, " ")
    half = conversations.answers.begin(conversations.add_question(chat.id, "What is it?").id, "Guide")
    conversations.answers.fail(half.id, "Your name", UserError("The engine died."))
    conversations.add_question(chat.id, "Go on")
    assert history(conversations.thread(chat.id), "Be brief.") == [
        ChatMessage("system", "Be brief."),
        ChatMessage("user", "My name is Zorvella.\n\nWhat is it?"),
        ChatMessage("assistant", "Your name"),
        ChatMessage("user", "Go on"),
    ]
    assert history(conversations.thread(chat.id), "  ")[0].role == "user"


def test_an_answer_told_with_its_choices_goes_on_from_another_one(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    told = replace(LIKELIEST, max_tokens=12, candidates=3)
    list(answer(chat, question, guide_model, told))
    first = conversations.last(question.conversation_id)
    assert first is not None
    kept = conversations.choices.of(first.id)
    assert kept is not None
    assert "".join(choice.text for choice in kept.choices) == first.content
    other = Alternative(first, 3, kept.choices[3].candidates[1].id)
    stop = threading.Event()
    events = list(chat.answer_otherwise(other, Making(guide_model, LOAD, told), stop))
    second = conversations.last(question.conversation_id)
    assert second is not None
    assert second.id != first.id
    assert second.parent_id == first.parent_id == question.id
    assert isinstance(events[-1], AnswerEnded)
    beginning = "".join(choice.text for choice in kept.choices[:3]) + kept.choices[3].candidates[1].piece
    assert second.content.startswith(beginning)
    again = conversations.choices.of(second.id)
    assert again is not None
    assert "".join(choice.text for choice in again.choices) == second.content
    assert [choice.id for choice in again.choices[:3]] == [choice.id for choice in kept.choices[:3]]
    assert second.statistics is not None
    assert second.statistics.answer_tokens == 12


def test_choices_of_an_answer_that_went_on_are_those_of_all_its_parts(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    list(answer(chat, question, guide_model, replace(LIKELIEST, max_tokens=5, candidates=2)))
    cut = conversations.last(question.conversation_id)
    assert cut is not None
    more = replace(LIKELIEST, max_tokens=6, candidates=2)
    list(chat.go_on(cut, Making(guide_model, LOAD, more), threading.Event()))
    whole = conversations.message(cut.id)
    kept = conversations.choices.of(cut.id)
    assert kept is not None
    assert len(kept.choices) == 11
    assert "".join(choice.text for choice in kept.choices) == whole.content


def test_only_the_model_that_wrote_an_answer_goes_on_from_its_tokens(
    chat: Chat, conversations: Conversations, question: Message, guide_model: Path
) -> None:
    list(answer(chat, question, guide_model, replace(LIKELIEST, max_tokens=4)))
    plain = conversations.last(question.conversation_id)
    assert plain is not None
    with pytest.raises(UserError, match="were not kept"):
        list(
            chat.answer_otherwise(
                Alternative(plain, 0, 1), Making(guide_model, LOAD, LIKELIEST), threading.Event()
            )
        )
    list(answer(chat, question, guide_model, replace(LIKELIEST, max_tokens=4, candidates=2)))
    told = conversations.last(question.conversation_id)
    assert told is not None
    foreign = Alternative(told._replace(model="Another"), 0, 1)
    with pytest.raises(UserError, match="written by Another"):
        list(chat.answer_otherwise(foreign, Making(guide_model, LOAD, LIKELIEST), threading.Event()))
    assert len(conversations.thread(question.conversation_id)) == 2
