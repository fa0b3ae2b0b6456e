"""What makes the window work: its parts are made here and put together."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from app.chat import Chat
from app.engine.client import Engine
from app.engine.snapshots import SnapshotOptions, forget_all_but
from app.errors import UserError
from app.hub.access_token import AccessToken
from app.machine.before_loading import MemoryGuard
from app.machine.forecast import Forecaster
from app.machine.speed_store import SpeedStore
from app.machine.variant_store import VariantStore
from app.machine.variants import Comparison
from app.models.draft_models import DraftModels
from app.network.connections import Network, NetworkRecord
from app.paths import Paths
from app.store.messages import Message
from app.words import tr, trn
from ui.alerts import BugReports
from ui.background import Lane
from ui.chat.answers import Answers
from ui.chat.attaching import Attaching
from ui.chat.context_care import ContextCare
from ui.chat.context_length import ContextLength
from ui.chat.dials import Dials
from ui.chat.face import ChatFace
from ui.chat.fit_question import FitQuestion
from ui.chat.forecast_note import Explaining
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.model_warning import ModelWarning
from ui.chat.page import ChatPage
from ui.chat.remedies import Remedies
from ui.chat.seeing import Seeing
from ui.chat.silence import Silence
from ui.chat.stores import Stores
from ui.chat.summary_editing import SummaryEditing
from ui.chat.summing_up import SummingUp
from ui.chat.too_long import TooLong
from ui.desktop import Desktop
from ui.engine_choice import EngineChoice
from ui.engine_watch import EngineWatch
from ui.front import Front
from ui.help_menu import show_help_menu
from ui.idle_unload import IdleUnload
from ui.memory_note import MemoryNote
from ui.models.desk import ModelDesk
from ui.network.note import NetworkNote
from ui.notifications import Notifications
from ui.on_disk import show_on_disk
from ui.page import Page
from ui.temporary import TemporaryChat
from ui.theme import Theme
from ui.titles import Titles
from ui.tray import Tray

if TYPE_CHECKING:
    from ui.exchange import Exchange
    from ui.help_dialog import Topic
    from ui.insight.page import InsightPage
    from ui.insight.parts import InsightParts
    from ui.network.page import NetworkPage
    from ui.settings.page import SettingsPage

_KEEP_DELETED_S = 30 * 24 * 3600.0


class Desk:
    """Everything that lives as long as the window, for one home folder."""

    def __init__(
        self, paths: Paths, theme: Theme, *, is_offline: bool = False, front: Front | None = None
    ) -> None:
        """is_offline: whatever the settings say. front: the window, if it is there already."""
        self._front = front = front or Front(paths, theme)
        self._theme = theme
        theme.complete()
        self._paths = paths = front.paths
        self.database, self.settings, self.conversations = front.database, front.settings, front.conversations
        self.stores = stores = front.stores
        self.window, self.sidebar = front.window, front.sidebar
        self._quick_lane = front.quick_lane
        self._record = NetworkRecord(self.database)
        self.network = Network(self._record, is_offline=is_offline)
        self.network.switch(offline=self.settings.get().offline)
        self.engine = Engine(log_path=paths.logs / "engine.log", snapshots=SnapshotOptions(paths.snapshots))
        self.reports: BugReports | None = None
        self._settings_shown: SettingsPage | None = None
        self._engine_lane = Lane("engine", 1)
        self._asking_lane = Lane("asking", 2)  # its own: nothing else waits behind an engine that hangs
        self._forecaster = Forecaster(self.database)
        self._guard = MemoryGuard()
        self._model_desk = ModelDesk(paths, self.database, self.settings, self.network, self._quick_lane)
        library = self._model_desk.library
        self._draft_models = DraftModels(library)
        self._chat = chat = Chat(
            self.conversations,
            self.engine,
            SpeedStore(self.database),
            self._forecaster,
            keeps_read=True,
            guard=self._guard,
            draft_models=self._draft_models,
        )
        self._documents_lane = Lane("documents", 1)
        self.models = ModelChoice(
            library, self.settings, chat, self._engine_lane, self._model_desk.library_lane
        )
        self._opened: Path | None = None
        self.models.known_changed.connect(self._use_opened)
        self._engine_watch = EngineWatch(
            self.engine,
            self.models,
            self._forecaster,
            self._engine_lane,
            self._asking_lane,
            self._quick_lane,
        )
        self._idle_unload = IdleUnload(self.engine, self.settings, self.models, self._engine_lane)
        self.answers = Answers(chat, self.models, stores.presets, self._engine_lane, self._quick_lane)
        self.page = self._make_page(front.face, stores, self.answers, chat)
        self.models.load_as(lambda: self.page.settings().load_options())  # else the first question loads anew
        self._titles = Titles(
            self.engine, self.conversations, stores.presets, self.answers, self.models, self._engine_lane
        )
        self._token = AccessToken(paths.home)
        self.temporary: TemporaryChat | None = None
        self._model_desk.join(theme, self.window, self.sidebar, self.models, self._token.get)
        self._model_desk.computer.give_way_to(self.answers)
        self._engine_choice = EngineChoice(
            VariantStore(self.database),
            self.engine,
            partial(Comparison, paths.guide_model),
            self._model_desk.measuring_lane,
            self._engine_lane,
        )
        self.downloads = self._model_desk.downloads
        self._network_note = NetworkNote(self.network, self.sidebar, self.window)
        self.desktop = self._make_desktop()
        MemoryNote(self.sidebar)  # the sidebar's own from now on
        self._join_window()
        if self.window.is_painted:
            self._start()
        else:
            self.window.painted.connect(self._start)

    def _join_window(self) -> None:
        """What is seen works from now on; its other pages are made when they are first shown."""
        self._titles.titled.connect(self.window.show_new_title)
        self.sidebar.export_requested.connect(lambda number, kind: self._exchange.export_one(number, kind))
        self.sidebar.help_requested.connect(self._show_help)
        self.window.files_dropped.connect(self._on_files_dropped)
        self.window.ask_what_runs(self._what_runs)
        for name, make in (
            ("temporary", self._temporary_page),
            ("settings", self._settings_page),
            ("network", self._network_page),
            ("insight", self._insight_page),
        ):
            self.window.make_page_by(name, make)
        self.window.join(self.answers, self.page)

    def _start(self) -> None:
        """What can wait until the window is on the screen."""
        self.desktop.apply()
        self._engine_choice.start()
        self.models.start()
        self._model_desk.start()
        self._quick_lane.run(_warm_up, _ignore, _ignore)  # what then is read, and coloured, at once
        conversations = self.conversations
        self._quick_lane.run(lambda: conversations.purge(_KEEP_DELETED_S), _ignore, _ignore)
        self.sidebar.deleted.connect(lambda conversation_id, _: self._forget(conversation_id))
        self.page.removed.connect(lambda removal: self._forget(removal.conversation_id))
        self._quick_lane.run(self._forget_deleted, _ignore, _ignore)
        if not self.settings.get().saw_first_card:
            from ui.insight.first_card import show_first_card

            show_first_card(self._insight_parts, self.page, self.answers)

    def come_forward(self, model: Path | None) -> None:
        """Another start wants this window to be seen, and this model file used, if it names one."""
        self.window.come_forward()
        if model is not None:
            self.use_model(model)

    def use_model(self, path: Path) -> None:
        """Let this model file answer. At the start it waits for the one of last time, which would win."""
        self._opened = path
        if self.models.current is not None:
            self._use_opened()

    def _use_opened(self) -> None:
        if self._opened is not None:
            path, self._opened = self._opened, None
            self.models.open_file(path)

    def _forget(self, conversation_id: int) -> None:
        """What a model has read of it, also of a message that was removed, goes from the disk at once."""
        self._asking_lane.run(lambda: self.engine.forget(str(conversation_id)), _ignore, _ignore)

    def _forget_deleted(self) -> None:
        kept = {str(conversation.id) for conversation in self.conversations.all()}
        forget_all_but(SnapshotOptions(self._paths.snapshots), kept)

    def _what_runs(self) -> str:
        """What would end with the window, and how that is made good; empty if nothing runs."""
        parts = []
        temporary = self.temporary.answers.conversation_ids() if self.temporary else []
        if count := len(self.answers.conversation_ids()) + len(temporary):
            parts.append(
                trn(
                    "An answer is being written. What is there is kept, and can be continued.",
                    "{count} answers are being written. What is there is kept, and can be continued.",
                    count,
                )
            )
        if self.answers.unkept:
            parts.append(tr("An answer is not on the disk yet; what is missing there will be lost."))
        if count := sum(download.is_active for download in self.downloads.all()):
            parts.append(
                trn(
                    "A download is running, and will go on from there at the next start.",
                    "{count} downloads are running, and will go on from there at the next start.",
                    count,
                )
            )
        return "\n".join(parts)

    def _make_page(self, face: ChatFace, stores: Stores, answers: Answers, chat: Chat) -> ChatPage:
        meter = Meter(
            self.engine,
            stores.conversations,
            stores.presets,
            self._forecaster,
            self._asking_lane,
            keeps_read=stores is self.stores,
        )
        page = ChatPage(face, stores, answers, self.models, meter)
        page.zoom_changed.connect(lambda percent: self.settings.set(zoom=percent))
        page.presets_requested.connect(self._edit_presets)
        Seeing(self._theme, page, meter)
        Explaining(self._theme, page, meter, self.models)
        Attaching(self._theme, page, self._documents_lane)  # the page's own from now on
        self._care_for_context(page, stores, answers, chat, meter)
        Silence(self._theme, page, answers, self._engine_watch)
        self._idle_unload.watch(answers, meter)
        Dials(self._theme, page, self.models, meter)
        page.journey_requested.connect(lambda message: self._show_journey(page, stores, answers, message))
        return page

    def _care_for_context(
        self, page: ChatPage, stores: Stores, answers: Answers, chat: Chat, meter: Meter
    ) -> None:
        """What is asked above the page's box, and what is done then."""
        theme, models, presets = self._theme, self.models, stores.presets
        length = ContextLength(self.engine, stores.conversations, presets, models, self._asking_lane, page)
        summing_up = SummingUp(
            self.engine, chat, stores.conversations, presets, models, self._engine_lane, page
        )
        summaries = SummaryEditing(theme, page, stores.conversations, summing_up)
        FitQuestion(theme, page, models, presets, self._guard)
        ModelWarning(theme, page, models)
        ContextCare(theme, page, stores.conversations, answers, models, meter, summaries, length)
        TooLong(theme, page, meter, length)
        Remedies(theme, page, length)

    def _show_journey(
        self, page: ChatPage, stores: Stores, answers: Answers, message: Message | None
    ) -> None:
        from ui.insight.assembly import show_journey

        show_journey(self._insight_parts, page, stores, answers, message)

    @cached_property
    def _insight_parts(self) -> InsightParts:
        from ui.insight.parts import InsightParts

        return InsightParts(
            self._theme,
            self.window,
            self.database,
            self.settings,
            self._chat,
            self.engine,
            self.models,
            self._engine_lane,
            self._quick_lane,
        )

    def _make_desktop(self) -> Desktop:
        window = self.window
        desktop = Desktop(window, self.settings, Notifications(self._quick_lane), Tray())
        desktop.watch_answers(self.answers, self.conversations, window.open_conversation)
        desktop.watch_downloads(self.downloads, lambda: window.show_page("models"))
        return desktop

    def _on_files_dropped(self, paths: list[Path]) -> None:
        if self.temporary is not None and self.temporary.chat.isVisible():
            self.temporary.chat.files_offered.emit(paths)
        else:
            self.window.show_page("chat")
            self.page.files_offered.emit(paths)

    def _temporary_page(self) -> Page:
        def make(stores: Stores) -> tuple[Answers, ChatPage]:
            speeds = SpeedStore(self.database)
            chat = Chat(
                stores.conversations,
                self.engine,
                speeds,
                self._forecaster,
                guard=self._guard,
                draft_models=self._draft_models,
            )
            answers = Answers(chat, self.models, stores.presets, self._engine_lane, self._quick_lane)
            return answers, self._make_page(self._front.make_face(stores), stores, answers, chat)

        self.temporary = TemporaryChat(self._theme, self.settings, self.stores.presets, make)
        self._model_desk.computer.give_way_to(self.temporary.answers)
        self.desktop.watch_answers(
            self.temporary.answers, self.temporary.conversations, lambda _: self.window.show_page("temporary")
        )
        self.temporary.chat.more_models_requested.connect(lambda: self.window.show_page("models"))
        return self.temporary.page

    # Pages are made when they are first shown, and imported then: the window is not to wait for them.

    def _settings_page(self) -> SettingsPage:
        from ui.settings.assembly import make_settings_page
        from ui.settings.card_note import CardNote
        from ui.settings.draft_choice import DraftChoice
        from ui.settings.engine import EngineSection
        from ui.settings.kv_cache_note import KvCacheNote

        page, presets = make_settings_page(
            self._theme,
            self._paths,
            self.settings,
            self._token,
            self.stores.presets,
            self._exchange,
            self._quick_lane,
            EngineSection(self._theme, self._engine_choice, self.engine, self.models),
        )
        self._settings_shown = page
        presets.changed.connect(self.page.apply_options)
        page.changed.connect(self.window.apply_setting)
        page.changed.connect(self._apply_network)
        page.changed.connect(self.desktop.apply)
        page.entered.connect(self.desktop.look)
        self.desktop.told.connect(page.show_obstacle)
        page.changed.connect(self._idle_unload.apply)
        DraftChoice(page, self.settings, self.models, self._draft_models, self._quick_lane)
        CardNote(page, self.models)
        KvCacheNote(page, self.models, self.engine)
        return page

    def _insight_page(self) -> InsightPage:
        from ui.insight.assembly import make_insight_page

        return make_insight_page(self._insight_parts)

    def _network_page(self) -> NetworkPage:
        from ui.network.page import NetworkPage

        page = NetworkPage(self._theme, self.settings, self.network, self._record, self._quick_lane)
        page.changed.connect(self._apply_network)
        return page

    def _apply_network(self) -> None:
        self.network.switch(offline=self.settings.get().offline)
        if not self.network.is_offline:
            self._model_desk.downloads.go_online()
        self._network_note.look()

    def _edit_presets(self) -> None:
        self.window.show_page("settings")
        assert self._settings_shown is not None
        self._settings_shown.show_group("presets")

    def _show_help(self, place: QPoint) -> None:
        log = self._paths.logs / "inglenook.log"
        window = self.window
        show_log = partial(show_on_disk, self._theme, window, log)
        show_help_menu(window, place, self._show_topic, window.show_shortcuts, show_log, self._show_about)

    def _show_topic(self, topic: Topic) -> None:
        from ui.help_dialog import open_help

        open_help(self._theme, self.window, self.page, topic)

    def _show_about(self) -> None:
        self.window.show_page("settings")
        assert self._settings_shown is not None
        self._settings_shown.show_group("about")

    @cached_property
    def _exchange(self) -> Exchange:
        from app.exchange.export import Export
        from app.exchange.importing import Import
        from ui.exchange import Exchange

        # One thread: two files that are written at once could take each other's place.
        lane = self._documents_lane
        exchange = Exchange(self.window, Export(self.database), Import(self.database), lane)
        exchange.told.connect(self.sidebar.tell)
        exchange.saved.connect(self._tell_saved)
        exchange.imported.connect(self.sidebar.refresh)
        exchange.failed.connect(self.window.show_failure)
        return exchange

    def _tell_saved(self, told: str, path: Path) -> None:
        self.sidebar.tell(told, partial(show_on_disk, self._theme, self.window, path.parent))

    def close(self) -> None:
        """Stop what runs, keeping what was said, and end the engine's process."""
        if self.reports is not None:
            self.reports.remove()
        self.desktop.close()
        # A stopped answer ends in a moment and says how; there is no need to wait for a model to load.
        self._engine_lane.close(timeout_s=2.0 if self.answers.conversation_ids() else 0.0)
        self._quick_lane.close(timeout_s=1.0)
        self._asking_lane.close(timeout_s=1.0)
        self._model_desk.close()
        self._documents_lane.close(timeout_s=1.0)
        self.engine.keep()
        self.engine.close()  # whatever still waits for it now fails, and keeps its text
        with suppress(UserError):
            self._forget_deleted()  # what was deleted just now
        self._engine_lane.close(timeout_s=2.0)
        self._asking_lane.close(timeout_s=1.0)
        self._front.close()


def _warm_up() -> None:
    from ui.chat import highlight, inline

    inline.warm_up()
    highlight.warm_up()


def _ignore(_value: object) -> None:
    return None
