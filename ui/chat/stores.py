"""What the chat page reads and writes."""

from __future__ import annotations

from typing import NamedTuple

from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Drafts
from app.store.presets import Presets
from app.store.settings import SettingsStore
from app.store.versions import Versions


class Stores(NamedTuple):
    """Parts of one database."""

    conversations: Conversations
    versions: Versions
    drafts: Drafts
    presets: Presets

    @classmethod
    def of(cls, database: Database, settings: SettingsStore) -> Stores:
        return cls(Conversations(database), Versions(database), Drafts(database), Presets(database, settings))
