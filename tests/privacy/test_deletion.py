"""What is deleted for good is nowhere in the home folder: every byte of every file is looked at."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.documents.attachments import Attachment
from app.engine.events import NOTHING_DONE
from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Draft, Drafts
from app.store.shelves import Shelves
from app.store.versions import Versions
from tests.desk import OpenWindow, Person
from tests.privacy.traces import holding
from ui.chat.message_actions import MessageActions

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SECRET = "xanthippe4711"  # one word in small letters, as the full-text index would keep it
FILLER = "some quite ordinary words about bread and its crust, "


def write_a_lot(conversations: Conversations, drafts: Drafts, secret: str, seed: int) -> int:
    """A conversation with the secret in all that can be written into one; returns its id."""
    chance = random.Random(seed)
    chat = conversations.create()
    for number in range(12):
        text = f"{secret}q{number} {FILLER * chance.choice((0, 1, 20, 200))}"
        attached = (
            [Attachment("file", f"{secret}.txt", f"{secret}a {FILLER * 30}")] if number % 4 == 0 else []
        )
        question = conversations.add_question(chat.id, text, attached)
        answer = conversations.answers.begin(question.id, "m")
        for length in range(0, chance.randrange(4)):
            conversations.answers.save_partial(answer.id, f"{secret}p{length} " + FILLER * length)
        conversations.answers.finish(answer.id, f"{secret}w {FILLER}", "end", NOTHING_DONE)
        drafts.save(chat.id, Draft(f"{secret}d{number} {FILLER}"))
        drafts.queue(chat.id, Draft(f"{secret}e{number}"))
        conversations.rename(chat.id, f"{secret}t{number}")
    return chat.id


@pytest.mark.parametrize("seed", range(3))
def test_a_conversation_deleted_for_good_leaves_no_trace_in_the_database(home: Paths, seed: int) -> None:
    with Database(home.database) as database:
        conversations, drafts = Conversations(database), Drafts(database)
        removed = [write_a_lot(conversations, drafts, SECRET, seed + turn) for turn in range(2)]
        write_a_lot(conversations, drafts, "Kept-conversation", seed)
        removed.append(write_a_lot(conversations, drafts, SECRET, seed + 9))
        assert holding(home.home, SECRET)
        for one in removed:
            conversations.delete(one)
            Shelves(database).remove(one)
        assert holding(home.home, SECRET) == []
        assert conversations.search("Kept")
        with database.reading() as connection:
            terms = "CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, message_text, row)"
            connection.execute(terms)
            found = connection.execute("SELECT term FROM temp.terms WHERE term LIKE 'xanthippe%'").fetchall()
        assert found == []
    assert holding(home.home, SECRET) == []


def test_a_message_that_was_removed_is_nowhere_once_it_is_purged(home: Paths) -> None:
    with Database(home.database) as database:
        conversations = Conversations(database)
        chat = conversations.create()
        first = conversations.add_question(chat.id, f"{SECRET} is my first word. {FILLER * 40}")
        answer = conversations.answers.begin(first.id, "m")
        conversations.answers.finish(answer.id, f"Indeed, {SECRET}. {FILLER * 40}", "end", NOTHING_DONE)
        Versions(database).edit_question(first.id, "How is rye bread made?")
        Versions(database).remove(first.id)
        conversations.purge()
        assert holding(home.home, SECRET) == []
        assert conversations.get(chat.id).title == "How is rye bread made?"


def test_what_cannot_be_taken_off_the_disk_now_is_told(home: Paths) -> None:
    with Database(home.database, busy_timeout_s=0.1) as database:
        conversations = Conversations(database)
        chat = write_a_lot(conversations, Drafts(database), SECRET, 1)
        other = sqlite3.connect(home.database)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM message").fetchone()
        with pytest.raises(UserError, match="a copy is still on the disk"):
            Shelves(database).remove(chat)
        other.close()
    assert holding(home.home, SECRET) == []  # as the hint says: once all are closed


def ask_at_length(person: Person) -> None:
    """A question that takes long enough to read that it is kept on the disk."""
    person.desk.settings.set(max_answer_tokens=3)
    person.page.apply_options()
    person.box.setPlainText(f"{FILLER * 20} My name is {SECRET}.")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.thread() and not person.page.is_answering())


def kept(home: Paths) -> list[str]:
    return sorted(path.name for path in home.snapshots.glob("*"))


def test_delete_for_good_in_the_window_takes_everything_with_it_at_once(
    home: Paths, open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    ask_at_length(person)
    person.desk.engine.keep()
    assert kept(home) and holding(home.home, SECRET)
    person.type(f"{SECRET} in a draft")
    person.wait(lambda: holding(home.home, "in a draft"))
    title = person.desk.conversations.all()[0].title
    person.choose(person.menu_of_row(title), "Delete")
    person.wait(lambda: kept(home) == [])  # what the model had read goes even before it is final
    person.wait(lambda: "Bin" in " ".join(person.rows()))
    person.click_row("Bin")
    person.choose(person.menu_of_row(title), "Delete for good…")
    person.click("Delete for good")
    person.wait(lambda: holding(home.home, SECRET, "in a draft") == [])
    person.close()
    assert kept(home) == [] and holding(home.home, SECRET, "in a draft") == []


def test_what_a_model_read_of_a_removed_message_is_not_kept(
    home: Paths, open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    ask_at_length(person)
    person.desk.engine.keep()
    assert kept(home)
    actions = person.page.findChild(MessageActions)
    assert actions is not None
    actions.do(person.thread()[0], "delete")
    person.wait(lambda: kept(home) == [])
    person.close()  # which keeps what was read, of all but this
    assert kept(home) == []
    with Database(home.database) as database:
        Conversations(database).purge()
    assert holding(home.home, SECRET) == []
