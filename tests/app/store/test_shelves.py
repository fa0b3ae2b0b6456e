from __future__ import annotations

import pytest

from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.shelves import Shelves


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


@pytest.fixture
def shelves(database: Database) -> Shelves:
    return Shelves(database)


def test_conversations_are_pinned_archived_and_put_in_folders(
    conversations: Conversations, shelves: Shelves
) -> None:
    chat = conversations.create("Soup").id
    folder = shelves.add_folder("  Kitchen\nthings ")
    shelves.pin(chat, True)
    shelves.move(chat, folder.id)
    assert conversations.get(chat).pinned_at is None  # it would be shown elsewhere
    shelves.pin(chat, True)
    shelves.archive(chat, True)
    kept = conversations.get(chat)
    assert kept.pinned_at and kept.archived_at
    assert kept.folder_id == folder.id
    assert shelves.folders() == [folder]
    assert folder.name == "Kitchen things"
    assert [hit.title for hit in conversations.search("soup")] == ["Soup"]
    shelves.pin(chat, False)
    shelves.archive(chat, False)
    shelves.move(chat, None)
    back = conversations.get(chat)
    assert (back.pinned_at, back.archived_at, back.folder_id) == (None, None, None)
    assert back.updated_at == kept.updated_at


def test_a_deleted_folder_keeps_its_conversations(conversations: Conversations, shelves: Shelves) -> None:
    chat = conversations.create("Soup").id
    folder = shelves.add_folder("Kitchen")
    shelves.move(chat, folder.id)
    shelves.rename_folder(folder.id, "Garden")
    assert [one.name for one in shelves.folders()] == ["Garden"]
    shelves.delete_folder(folder.id)
    assert shelves.folders() == []
    assert conversations.get(chat).folder_id is None


def test_a_folder_is_not_made_twice_and_has_a_name(shelves: Shelves) -> None:
    assert shelves.add_folder("Kitchen") == shelves.add_folder("kitchen ")
    with pytest.raises(UserError, match="no name"):
        shelves.add_folder(" ")


def test_the_bin_shows_what_was_deleted_and_removes_it_for_good(
    home: Paths, conversations: Conversations, shelves: Shelves
) -> None:
    chats = [conversations.create(f"About zebras {number}").id for number in range(3)]
    for chat in chats:
        conversations.add_question(chat, "Quetzalcoatlus")
        conversations.delete(chat)
    assert [one.id for one in shelves.deleted()] == chats[::-1]
    shelves.remove(chats[0])
    conversations.restore(chats[1])
    assert [one.id for one in shelves.deleted()] == [chats[2]]
    for chat in chats[1:]:
        shelves.remove(chat)
    left = b"".join(file.read_bytes() for file in home.home.iterdir() if file.is_file()).lower()
    assert b"quetzal" not in left


def test_what_is_gone_is_said_so(shelves: Shelves) -> None:
    with pytest.raises(UserError, match="no longer exists"):
        shelves.pin(99, True)


def test_a_persons_title_wins_over_a_models(conversations: Conversations) -> None:
    chat = conversations.create().id
    conversations.add_question(chat, "how is soup made")
    assert (conversations.get(chat).title, conversations.get(chat).title_by) == ("how is soup made", "words")
    conversations.suggest_title(chat, " Making\nsoup ")
    assert (conversations.get(chat).title, conversations.get(chat).title_by) == ("Making soup", "model")
    conversations.rename(chat, "My soup")
    conversations.suggest_title(chat, "Another")
    assert (conversations.get(chat).title, conversations.get(chat).title_by) == ("My soup", "person")
