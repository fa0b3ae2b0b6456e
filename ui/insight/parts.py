"""What the parts of ui/insight are made from."""

from __future__ import annotations

from dataclasses import dataclass

from app.chat import Chat
from app.engine.client import Engine
from app.store.database import Database
from app.store.settings import SettingsStore
from ui.background import Lane
from ui.chat.model_choice import ModelChoice
from ui.theme import Theme
from ui.window import Window


@dataclass(frozen=True, slots=True)
class InsightParts:
    """chat, engine: those of the conversations that are kept."""

    theme: Theme
    window: Window
    database: Database
    settings: SettingsStore
    chat: Chat
    engine: Engine
    models: ModelChoice
    engine_lane: Lane
    quick_lane: Lane
