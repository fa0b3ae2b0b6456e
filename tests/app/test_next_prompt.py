"""What would be sent is told in parts, and pinning or leaving out changes just those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.context import turns_of
from app.documents.attachments import Attachment
from app.engine.client import Engine
from app.engine.events import LoadOptions
from app.next_prompt import NextPrompt, next_prompt, turns_before_next
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Draft
from app.store.messages import Message, Sending
from tests.app.engine.driving import loaded

NOTES = Attachment("file", "notes.txt", "Bread and butter, and some salt.")


@pytest.fixture(scope="module")
def guide(guide_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with Engine(log_path=tmp_path_factory.mktemp("log") / "engine.log") as engine:
        yield loaded(engine, guide_model, LoadOptions(context_length=512, threads=1))


@pytest.fixture
def thread(database: Database) -> list[Message]:
    conversations = Conversations(database)
    conversation = conversations.create()
    for text, attached, said in (
        ("What do I need?", (NOTES,), "Bread."),
        ("And how much?", (), "A lot of it."),
    ):
        question = conversations.add_question(conversation.id, text, attached)
        answer = conversations.answers.begin(question.id, "Guide")
        conversations.answers.save_partial(answer.id, said)
    return conversations.thread(conversation.id)


def _next(
    guide: Engine, thread: Sequence[Message], text: str = "Why?", system: str = "Be kind."
) -> NextPrompt:
    return next_prompt(thread, Draft(text), system, guide.outline)


def _told(prompt: NextPrompt) -> list[tuple[str, str, str]]:
    return [(part.kind, part.title, part.fate) for part in prompt.parts]


def _marked(thread: Sequence[Message], text: str, sending: Sending) -> list[Message]:
    return [one._replace(sending=sending if one.content == text else "usual") for one in thread]


def test_each_part_has_its_name_and_all_together_are_the_prompt(guide: Engine, thread: list[Message]) -> None:
    prompt = _next(guide, thread)
    assert _told(prompt) == [
        ("system", "Be kind.", "sent"),
        ("attachment", "notes.txt", "sent"),
        ("question", "What do I need?", "sent"),
        ("answer", "Bread.", "sent"),
        ("question", "And how much?", "sent"),
        ("answer", "A lot of it.", "sent"),
        ("draft", "Why?", "sent"),
    ]
    assert [part.message_id for part in prompt.parts[1:4]] == [thread[0].id, thread[0].id, thread[1].id]
    assert sum(part.tokens for part in prompt.parts) == prompt.size.prompt_tokens
    assert prompt.kept_tokens == 512 - prompt.size.room_tokens > 0
    assert prompt.kept_tokens + prompt.free_tokens == 512 - prompt.size.prompt_tokens


def test_leaving_out_a_question_takes_its_answer_and_file_along(guide: Engine, thread: list[Message]) -> None:
    before = _next(guide, thread)
    prompt = _next(guide, _marked(thread, "What do I need?", "left_out"))
    assert [fate for _, _, fate in _told(prompt)] == ["sent", *["left_out"] * 3, "sent", "sent", "sent"]
    saved = before.size.prompt_tokens - prompt.size.prompt_tokens
    assert saved == sum(part.tokens for part in before.parts[1:4])
    assert sum(part.tokens for part in prompt.parts if part.fate == "sent") == prompt.size.prompt_tokens


def test_a_pin_holds_when_there_is_no_room(guide: Engine, thread: list[Message]) -> None:
    long = "Tell me more of bread and butter, of salt and of the rest. " * 18
    assert "no_room" in {part.fate for part in _next(guide, thread, long).parts}
    prompt = _next(guide, _marked(thread, "And how much?", "pinned"), long)
    fates = {title: fate for _, title, fate in _told(prompt)}
    assert fates["And how much?"] == "pinned"
    assert fates["Bread."] == "no_room"
    sent = sum(part.tokens for part in prompt.parts if part.fate in ("sent", "pinned"))
    assert sent == prompt.size.prompt_tokens


def test_a_summary_is_a_part_and_so_is_what_it_stands_for(guide: Engine, thread: list[Message]) -> None:
    summed_up = [one._replace(summary="Bread is needed." if one is thread[1] else "") for one in thread]
    prompt = _next(guide, summed_up)
    assert _told(prompt)[:3] == [
        ("system", "Be kind.", "sent"),
        ("summary", "Bread is needed.", "sent"),
        ("attachment", "notes.txt", "summed_up"),
    ]
    sent = sum(part.tokens for part in prompt.parts if part.fate == "sent")
    assert sent == prompt.size.prompt_tokens


def test_what_comes_before_the_next_question_is_what_is_sent_with_it(thread: list[Message]) -> None:
    left_out = _marked(thread, "A lot of it.", "left_out")
    question = thread[0]._replace(id=99, content="Why?", attachments=())
    before = turns_before_next(left_out, "")
    assert [turn.message.content for turn in before][-1] == "And how much?"
    sent = turns_of([*left_out, question], "")
    assert sent[-1].message.content == "And how much?\n\nWhy?"
    assert sent[:-1] == before[:-1]


def test_where_nothing_would_be_sent_the_parts_are_still_told(guide: Engine, thread: list[Message]) -> None:
    assert next_prompt([], Draft(), "", guide.outline).parts == ()
    left_out = [one._replace(sending="left_out") for one in thread]
    prompt = next_prompt(left_out, Draft(), "Be kind.", guide.outline)
    assert [part.fate for part in prompt.parts] == ["sent", *["left_out"] * 5]
    assert min(part.tokens for part in prompt.parts) > 0
    assert prompt.size.prompt_tokens == 0
