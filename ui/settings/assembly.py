"""The settings page put together: the settings themselves, and the parts that are more than a setting."""

from __future__ import annotations

from app.hub.access_token import AccessToken
from app.paths import Paths
from app.store.presets import Presets
from app.store.settings import SettingsStore
from app.words import later, translated
from ui.background import Lane
from ui.exchange import Exchange
from ui.settings.about import AboutSection
from ui.settings.engine import EngineSection
from ui.settings.page import SettingsPage
from ui.settings.presets import PresetsSection
from ui.settings.section import Section
from ui.settings.token import TokenRow
from ui.settings.your_data import ExchangeSection, PlacesSection
from ui.theme import Theme

_TABS = (("presets", later("Presets")), ("data", later("Your data")), ("about", later("About")))


def make_settings_page(
    theme: Theme,
    paths: Paths,
    settings: SettingsStore,
    token: AccessToken,
    presets: Presets,
    exchange: Exchange,
    quick_lane: Lane,
    engine: EngineSection,
) -> tuple[SettingsPage, PresetsSection]:
    page = SettingsPage(theme, settings, [(group, translated(label)) for group, label in _TABS])
    hub = Section(theme, "Hugging Face", "basic")
    hub.add(TokenRow(theme, token, quick_lane))
    editor = PresetsSection(theme, presets)
    for section in (
        hub,
        editor,
        ExchangeSection(theme, exchange),
        PlacesSection(theme, paths),
        AboutSection(theme, paths.logs),
        engine,
    ):
        page.add_section(section)
    return page, editor
