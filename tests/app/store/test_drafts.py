"""What is written but not sent."""

from __future__ import annotations

import pytest

from app.documents.attachments import Attachment, with_attachments
from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Draft, Drafts

LIST = Attachment("paste", "Pasted text", "eggs\nflour\n", 5)
FILE = Attachment("file", "notes.txt", "```\ncode\n```")


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def test_a_draft_survives_until_it_becomes_a_question(
    home: Paths, drafts: Drafts, conversations: Conversations
) -> None:
    chat = conversations.create()
    drafts.save(chat.id, Draft("What I meant \ud83d", (LIST, FILE)))
    with Database(home.database) as reopened:
        kept = Drafts(reopened).get(chat.id)
    assert kept == Draft("What I meant �", (LIST, FILE))
    question = conversations.add_question(chat.id, "What I meant to ask", [LIST])
    assert drafts.get(chat.id).is_blank
    assert conversations.thread(chat.id)[0].attachments == question.attachments == (LIST,)


def test_what_waits_comes_back_before_the_draft(drafts: Drafts, conversations: Conversations) -> None:
    chat = conversations.create()
    assert drafts.keep_queued(chat.id).is_blank
    drafts.queue(chat.id, Draft("First", (LIST,)))
    drafts.save(chat.id, Draft("second"))
    assert drafts.keep_queued(chat.id) == drafts.get(chat.id) == Draft("First\n\nsecond", (LIST,))
    drafts.save(chat.id, Draft())
    assert drafts.keep_queued(chat.id).is_blank  # nothing waits any more


def test_an_attachment_that_is_taken_away_is_gone(drafts: Drafts, conversations: Conversations) -> None:
    chat = conversations.create()
    drafts.save(chat.id, Draft("", (LIST, FILE)))
    drafts.save(chat.id, Draft("", (FILE,)))
    assert drafts.get(chat.id).attachments == (FILE,)


def test_a_question_of_attachments_alone_is_named_after_them(conversations: Conversations) -> None:
    chat = conversations.create()
    conversations.add_question(chat.id, "", [LIST])
    assert conversations.get(chat.id).title == "eggs flour"


def test_search_finds_what_was_sent_along_but_no_draft(drafts: Drafts, conversations: Conversations) -> None:
    chat = conversations.create()
    drafts.save(chat.id, Draft("", (LIST,)))
    assert conversations.search("flour") == []
    question = conversations.add_question(chat.id, "What is missing?", [LIST])
    assert [hit.message_id for hit in conversations.search("flour")] == [question.id]
    assert [hit.message_id for hit in conversations.search("gs\nfl ☃")] == []


def test_nothing_of_a_purged_attachment_is_left_on_the_disk(
    home: Paths, conversations: Conversations
) -> None:
    conversations.create("other")
    chat = conversations.create("x")
    secret = Attachment("paste", "Pasted text", "Quetzalcoatlus northropi " * 400)
    conversations.add_question(chat.id, "What is it?", [secret])
    conversations.delete(chat.id)
    conversations.purge()
    assert conversations.search("quetzalcoatlus") == []
    left = b"".join(file.read_bytes() for file in home.home.iterdir() if file.is_file()).lower()
    assert b"quetzal" not in left


def test_the_draft_of_a_conversation_that_is_gone_is_told(drafts: Drafts) -> None:
    with pytest.raises(UserError, match="no longer exists"):
        drafts.save(99, Draft("x"))
    with pytest.raises(UserError, match="no longer exists"):
        drafts.get(99)


def test_the_model_is_sent_each_attachment_in_a_fence_that_it_cannot_end() -> None:
    sent = with_attachments("What is missing?", [LIST, FILE])
    assert sent == (
        "Pasted text:\n```\neggs\nflour\n```\n\nnotes.txt:\n````\n```\ncode\n```\n````\n\nWhat is missing?"
    )
    assert with_attachments("Why?", []) == "Why?"
