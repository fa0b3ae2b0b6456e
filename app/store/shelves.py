"""Where conversations are kept: pinned, in folders, in the archive, in the bin."""

from __future__ import annotations

import time
from typing import NamedTuple

from app.errors import UserError
from app.store.conversations import Conversation, as_conversation
from app.store.database import Database, storable
from app.store.messages import gone, new_id
from app.words import tr

KEPT_IN_BIN_S = 30 * 24 * 3600.0
_LONGEST_NAME = 60  # characters


class Folder(NamedTuple):
    id: int
    name: str


class Shelves:
    """The places of one database's conversations. Each method is one short transaction, from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def folders(self) -> list[Folder]:
        """By name."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, name FROM folder").fetchall()
        folders = [Folder(row["id"], row["name"]) for row in rows]
        return sorted(folders, key=lambda folder: (folder.name.casefold(), folder.id))

    def add_folder(self, name: str) -> Folder:
        """UserError when the name is empty. One of that name that is there already is given back."""
        words = _name(name)
        for folder in self.folders():
            if folder.name.casefold() == words.casefold():
                return folder
        with self._database.writing() as connection:
            added = connection.execute("INSERT INTO folder (name) VALUES (?)", (words,))
            return Folder(new_id(added), words)

    def rename_folder(self, folder_id: int, name: str) -> None:
        words = _name(name)
        with self._database.writing() as connection:
            connection.execute("UPDATE folder SET name = ? WHERE id = ?", (words, folder_id))

    def delete_folder(self, folder_id: int) -> None:
        """The conversations in it stay, outside of any folder."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM folder WHERE id = ?", (folder_id,))

    def move(self, conversation_id: int, folder_id: int | None) -> None:
        """Into a folder; None: out of any. It is seen there from now on: a pin would keep it elsewhere."""
        self._change(conversation_id, "pinned_at = NULL, folder_id = ?", folder_id)

    def pin(self, conversation_id: int, is_pinned: bool) -> None:
        """Above all others in the list."""
        self._change(conversation_id, "pinned_at = ?", time.time() if is_pinned else None)

    def archive(self, conversation_id: int, is_archived: bool) -> None:
        """Out of the way, but kept for ever and found by a search."""
        self._change(conversation_id, "archived_at = ?", time.time() if is_archived else None)

    def deleted(self) -> list[Conversation]:
        """What is in the bin, the one deleted last first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM conversation WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
            ).fetchall()
        return [as_conversation(row) for row in rows]

    def remove(self, *conversation_ids: int) -> None:
        """Deletes them for good, with every copy of their text. A while: it rewrites the whole index.

        UserError when a copy is still on the disk.
        """
        with self._database.writing() as connection:
            connection.executemany(
                "DELETE FROM conversation WHERE id = ?", [(number,) for number in conversation_ids]
            )
        self._database.forget_deleted_text()

    def _change(self, conversation_id: int, assignment: str, value: float | None) -> None:
        with self._database.writing() as connection:
            changed = connection.execute(
                f"UPDATE conversation SET {assignment} WHERE id = ?", (value, conversation_id)
            ).rowcount
            if not changed:
                raise gone()


def _name(name: str) -> str:
    words = " ".join(storable(name).split())[:_LONGEST_NAME]
    if not words:
        raise UserError(tr("The folder has no name."), tr("Give it a name to find it by."))
    return words
