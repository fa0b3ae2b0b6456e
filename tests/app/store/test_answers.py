"""Answers from their first word to their end, whatever that is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from app.engine.events import Statistics
from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database

STATISTICS = Statistics(
    prompt_tokens=20,
    reused_tokens=12,
    answer_tokens=7,
    first_token_s=0.25,
    read_tokens_per_s=80.5,
    write_tokens_per_s=20.25,
    total_s=1.5,
)


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def test_a_turn_is_kept_with_its_statistics_as_numbers(home: Paths, conversations: Conversations) -> None:
    chat = conversations.create()
    question = conversations.add_question(chat.id, "How are you?")
    answer = conversations.answers.begin(question.id, "Guide")
    assert (answer.state, answer.content, answer.parent_id) == ("writing", "", question.id)
    conversations.answers.save_partial(answer.id, "Quite")
    assert conversations.thread(chat.id)[-1].content == "Quite"
    ended = conversations.answers.finish(answer.id, "Quite well.", "length", STATISTICS, left_out=4)
    with Database(home.database) as reopened:
        thread = Conversations(reopened).thread(chat.id)
    assert thread == [question, ended]
    assert conversations.last(chat.id) == ended
    assert conversations.last(conversations.create().id) is None
    assert (ended.state, ended.content, ended.model) == ("complete", "Quite well.", "Guide")
    assert (ended.statistics, ended.finish_reason, ended.left_out) == (STATISTICS, "length", 4)


def test_asking_again_is_a_second_branch_and_the_first_answer_stays(conversations: Conversations) -> None:
    chat = conversations.create()
    question = conversations.add_question(chat.id, "Heads or tails?")
    first = conversations.answers.begin(question.id, "Guide")
    conversations.answers.finish(first.id, "Heads", "end", STATISTICS)
    second = conversations.answers.begin(question.id, "Guide")
    conversations.answers.finish(second.id, "Tails", "end", STATISTICS)
    follow = conversations.add_question(chat.id, "Sure?")
    assert follow.parent_id == second.id
    assert [message.content for message in conversations.thread(chat.id)] == [
        "Heads or tails?",
        "Tails",
        "Sure?",
    ]
    assert conversations.message(first.id).content == "Heads"
    assert [message.id for message in conversations.path_to(first.id)] == [question.id, first.id]


def test_a_failed_answer_keeps_what_was_said_and_why_it_ended(conversations: Conversations) -> None:
    chat = conversations.create()
    answer = conversations.answers.begin(conversations.add_question(chat.id, "Go on").id, "Guide")
    conversations.answers.fail(answer.id, "So then", UserError("The engine died.", "Try a smaller model."))
    failed = conversations.thread(chat.id)[-1]
    assert (failed.state, failed.content, failed.statistics) == ("failed", "So then", None)
    assert (failed.error, failed.hint) == ("The engine died.", "Try a smaller model.")


_WRITER = """
import sys, time
from pathlib import Path
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Draft, Drafts

conversations = Conversations(Database(Path(sys.argv[1])))
question = conversations.add_question(conversations.create().id, "Tell me a long story")
answer = conversations.answers.begin(question.id, "Guide")
conversations.answers.save_partial(answer.id, "Once upon a")
print(question.conversation_id, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_an_answer_is_interrupted_only_once_the_program_that_wrote_it_is_gone(
    home: Paths, conversations: Conversations
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(home.database)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        chat = int(writer.stdout.readline())
        mine = conversations.answers.begin(conversations.add_question(chat, "Meanwhile").id, "Guide")
        assert conversations.answers.mark_interrupted() == 0  # another window is at it, and so are we
        os.kill(writer.pid, signal.SIGKILL)
    assert conversations.answers.mark_interrupted() == 1
    question, story, _, still = conversations.thread(chat)
    assert question.content == "Tell me a long story"
    assert (story.state, story.content) == ("interrupted", "Once upon a")
    assert (still.id, still.state) == (mine.id, "writing")
    assert [hit.message_id for hit in conversations.search("once upon")] == [story.id]


def test_a_writer_who_was_called_gone_too_soon_still_ends_its_answer(conversations: Conversations) -> None:
    chat = conversations.create()
    answer = conversations.answers.begin(conversations.add_question(chat.id, "Well?").id, "Guide")
    conversations.answers.interrupt(answer.id, "We")
    conversations.answers.finish(answer.id, "Well.", "end", STATISTICS)
    assert "Well." in [hit.snippet for hit in conversations.search("well")]
    assert conversations.thread(chat.id)[-1].state == "complete"
