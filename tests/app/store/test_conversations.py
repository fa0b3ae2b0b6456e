from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from app.engine.events import Statistics
from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Draft, Drafts

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


def test_an_untitled_conversation_is_named_after_the_first_words(conversations: Conversations) -> None:
    chat = conversations.create()
    conversations.add_question(chat.id, "  Please\nexplain to me, slowly, how a sundial is made, and why. ")
    conversations.add_question(chat.id, "And at night?")
    assert conversations.get(chat.id).title == "Please explain to me, slowly, how a sundial is…"
    named = conversations.create("Time")
    conversations.add_question(named.id, "What is it?")
    assert conversations.get(named.id).title == "Time"
    long = conversations.create()
    conversations.add_question(long.id, "x" * 500)
    assert conversations.get(long.id).title == "x" * 48 + "…"


def test_the_conversation_last_written_to_comes_first(
    database: Database, conversations: Conversations
) -> None:
    first, second = conversations.create("first"), conversations.create("second")
    assert [one.id for one in conversations.all()] == [second.id, first.id]
    conversations.add_question(first.id, "Hello again")
    assert [one.id for one in conversations.all()] == [first.id, second.id]
    Drafts(database).save(second.id, Draft("a draft changes no order"))
    conversations.rename(second.id, " new \n name ")
    assert [one.title for one in conversations.all()] == ["first", "new name"]


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


def test_a_deleted_conversation_comes_back_until_it_is_purged(conversations: Conversations) -> None:
    kept, chat = conversations.create("kept"), conversations.create("chat")
    question = conversations.add_question(chat.id, "Whatever")
    conversations.delete(chat.id)
    assert conversations.all() == [conversations.get(kept.id)]
    assert conversations.search("whatever") == []
    conversations.restore(chat.id)
    assert conversations.thread(chat.id) == [question]
    conversations.delete(chat.id)
    assert conversations.purge(older_than_s=3600) == 0
    assert conversations.purge() == 1
    with pytest.raises(UserError, match="no longer exists"):
        conversations.get(chat.id)


def test_nothing_of_a_purged_conversation_is_left_on_the_disk(
    home: Paths, conversations: Conversations
) -> None:
    conversations.create("other")
    chat = conversations.create()
    for turn in range(20):
        question = conversations.add_question(chat.id, f"Turn {turn} about Quetzalcoatlus northropi")
        answer = conversations.answers.begin(question.id, "Guide")
        conversations.answers.save_partial(answer.id, "Quetzalcoatlus was")
        conversations.answers.finish(answer.id, "Quetzalcoatlus was large", "end", STATISTICS)
    conversations.delete(chat.id)
    conversations.purge()
    left = b"".join(file.read_bytes() for file in home.home.iterdir() if file.is_file()).lower()
    assert b"quetzal" not in left
    assert b"northropi" not in left


def test_what_is_gone_is_said_so(conversations: Conversations) -> None:
    for use in (
        lambda: conversations.get(99),
        lambda: conversations.thread(99),
        lambda: conversations.last(99),
        lambda: conversations.rename(99, "x"),
        lambda: conversations.add_question(99, "x"),
        lambda: conversations.answers.begin(99, "x"),
        lambda: conversations.message(99),
    ):
        with pytest.raises(UserError, match="no longer exists"):
            use()


def test_a_long_conversation_is_read_whole_and_in_order(conversations: Conversations) -> None:
    chat = conversations.create()
    for number in range(1500):
        conversations.add_question(chat.id, str(number))
    started = time.process_time()
    thread = conversations.thread(chat.id)
    assert [message.content for message in thread] == [str(number) for number in range(1500)]
    assert time.process_time() - started < 5.0  # linear; some 30 ms of computing


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
