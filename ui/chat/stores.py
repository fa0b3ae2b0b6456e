"""What the chat page reads and writes."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Drafts
from app.store.presets import Presets
from app.store.settings import SettingsStore
from app.store.versions import Versions


@dataclass(frozen=True, slots=True)
class Stores:
    """Parts of one database."""

    conversations: Conversations
    versions: Versions
    drafts: Drafts
    presets: Presets

    @classmethod
    def of(cls, database: Database, settings: SettingsStore) -> Stores:
        return cls(Conversations(database), Versions(database), Drafts(database), Presets(database, settings))
