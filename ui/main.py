"""Where the window's parts are made and put together."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QSocketNotifier, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.chat import Chat
from app.engine.client import Engine
from app.engine.snapshots import SnapshotOptions, forget_all_but
from app.errors import UserError
from app.formulas import FormulaProcess
from app.hub.access_token import AccessToken
from app.logs import start_log
from app.machine.before_loading import MemoryGuard
from app.machine.forecast import Forecaster
from app.machine.speed_store import SpeedStore
from app.network.connections import Network, NetworkRecord
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message
from app.store.settings import SettingsStore
from app.store.shelves import Shelves
from app.words import tr, trn
from ui import icons
from ui.alerts import AlertDialog, BugReports
from ui.background import Lane
from ui.chat.answers import Answers
from ui.chat.attaching import Attaching
from ui.chat.context_care import ContextCare
from ui.chat.formulas import FormulaPictures
from ui.chat.message_actions import MessageActions
from ui.chat.dials import Dials
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.chat.seeing import Seeing
from ui.chat.silence import Silence
from ui.chat.stores import Stores
from ui.chat.summing_up import SummingUp
from ui.chat.welcome import first_questions
from ui.desktop import Desktop
from ui.language import speak
from ui.idle_unload import IdleUnload
from ui.models.desk import ModelDesk
from ui.network.note import NetworkNote
from ui.notifications import Notifications
from ui.page import Page
from ui.sidebar import Sidebar
from ui.single import OneWindow
from ui.temporary import TemporaryChat
from ui.theme import Theme
from ui.titles import Titles
from ui.tray import Tray
from ui.window import Window

if TYPE_CHECKING:
    from ui.exchange import Exchange
    from ui.insight.page import InsightPage
    from ui.network.page import NetworkPage
    from ui.settings.page import SettingsPage

_KEEP_DELETED_S = 30 * 24 * 3600.0
_FREEZE_AFTER_MS = 3_000

_log = logging.getLogger(__name__)


def run(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed. argv: --home DIR, --offline, --model FILE."""
    parser = argparse.ArgumentParser(prog="inglenook")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--model", type=Path)
    arguments = parser.parse_args(argv)
    paths = Paths.resolve(arguments.home)
    sys.setswitchinterval(0.001)  # a thread of ours never keeps the window waiting for 5 ms
    qInstallMessageHandler(_QtMessages())
    application = QApplication(["inglenook"])
    application.setApplicationName("Inglenook")
    application.setDesktopFileName("inglenook")
    application.setWindowIcon(icons.app_icon())
    application.setQuitOnLastWindowClosed(False)  # it may be put away into the tray
    theme = Theme(application)
    speak("system")  # until the settings are read
    try:
        one = OneWindow(paths.home)
        if one.show_other(arguments.model):
            return 0
        log_path = start_log(paths.logs)
        with open_desk(paths, theme, is_offline=arguments.offline) as desk:
            one.asked.connect(desk.come_forward)
            if arguments.model is not None:
                desk.use_model(arguments.model)
            one.listen()
            desk.reports = BugReports(theme, log_path, desk.window)
            desk.reports.install()
            desk.window.closed.connect(application.quit)
            with _closes_on_signal(desk.window):
                desk.window.show()
                QTimer.singleShot(_FREEZE_AFTER_MS, _freeze)
                status = application.exec()
            one.close()
            return status
    except UserError as error:  # the folder or the database cannot be used
        AlertDialog(theme, error.message, error.hint).exec()
        raise


class Desk:
    """Everything that lives as long as the window, for one home folder."""

    def __init__(self, paths: Paths, theme: Theme, *, is_offline: bool = False) -> None:
        """is_offline: whatever the settings say."""
        self.database = Database(paths.database)
        self.settings = SettingsStore(self.database)
        speak(self.settings.get().language)  # before anything is made that says something
        self._record = NetworkRecord(self.database)
        self.network = Network(self._record, is_offline=is_offline)
        self.network.switch(offline=self.settings.get().offline)
        paths = paths.with_models(self.settings.get().models_folder)
        self.conversations = Conversations(self.database)
        self.engine = Engine(log_path=paths.logs / "engine.log", snapshots=SnapshotOptions(paths.snapshots))
        self.reports: BugReports | None = None
        self._theme = theme
        theme.set_mode(self.settings.get().theme)
        self.conversations.mark_interrupted()
        self._engine_lane = Lane("engine", 1)
        self._quick_lane = Lane("quick", 2)
        self._forecaster = forecaster = Forecaster(self.database)
        speeds = SpeedStore(self.database)
        self._guard = MemoryGuard()
        chat = Chat(self.conversations, self.engine, speeds, forecaster, keeps_read=True, guard=self._guard)
        self._documents_lane = Lane("documents", 1)
        self._paths = paths
        self._model_desk = ModelDesk(paths, self.database, self.settings, self.network, self._quick_lane)
        library = self._model_desk.library
        self.models = ModelChoice(library, self.settings, chat, self._engine_lane, self._quick_lane)
        self._opened: Path | None = None
        self.models.known_changed.connect(self._use_opened)
        self._idle_unload = IdleUnload(self.engine, self.settings, self.models, self._engine_lane)
        self.stores = stores = Stores.of(self.database, self.settings)
        self.answers = Answers(chat, self.models, stores.presets, self._engine_lane)
        self._formula_process = FormulaProcess()  # started by the first formula
        self._formula_lane = Lane("formulas", 1)
        self._formulas = FormulaPictures(self._formula_lane, self._formula_process)
        self.page = self._make_page(stores, self.answers, chat)
        shelves = Shelves(self.database)
        self.sidebar = Sidebar(theme, self.conversations, shelves, self.settings, self._quick_lane)
        self.window = Window(theme, self.settings, self.answers, self.sidebar, self.page)
        self._titles = Titles(
            self.engine, self.conversations, stores.presets, self.answers, self.models, self._engine_lane
        )
        self._titles.titled.connect(self.window.show_new_title)
        self._token = AccessToken(paths.home)
        self.sidebar.export_requested.connect(lambda number, kind: self._exchange.export_one(number, kind))
        self.temporary: TemporaryChat | None = None
        temporary = (tr("Temporary chat"), "ghost", "Ctrl+Shift+N")
        self.window.add_page("temporary", self._temporary_page, *temporary, is_chat=True)
        self._model_desk.join(theme, self.window, self.sidebar, self.models, self._token.get)
        self._model_desk.computer.give_way_to(self.answers)
        self.downloads = self._model_desk.downloads
        self.window.add_page("settings", self._settings_page, tr("Settings"), "gear", "Ctrl+,")
        self.window.add_page("network", self._network_page, tr("Network"), "shield", "Ctrl+Shift+L")
        self.window.add_page("insight", self._insight_page, tr("Insight"), "chart", "Ctrl+Shift+I")
        self._network_note = NetworkNote(self.network, self.sidebar, self.window)
        self.window.ask_what_runs(self._what_runs)
        self.desktop = self._make_desktop()
        self.window.files_dropped.connect(self._on_files_dropped)
        self.window.painted.connect(self._start)
        self.window.restore()

    def _start(self) -> None:
        """What can wait until the window is on the screen."""
        _log.info("The window is painted.")
        self.desktop.apply()
        self.models.start()
        self._model_desk.start()
        self._quick_lane.run(_warm_up, _ignore, _ignore)  # code then shows its colours at once
        conversations = self.conversations
        self._quick_lane.run(lambda: conversations.purge(_KEEP_DELETED_S), _ignore, _ignore)
        self.sidebar.deleted.connect(lambda conversation_id, _: self._forget(conversation_id))
        actions = self.page.findChild(MessageActions)
        assert actions is not None
        actions.removed.connect(lambda removal: self._forget(removal.conversation_id))
        self._quick_lane.run(self._forget_deleted, _ignore, _ignore)

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
        self._quick_lane.run(lambda: self.engine.forget(str(conversation_id)), _ignore, _ignore)

    def _forget_deleted(self) -> None:
        kept = {str(conversation.id) for conversation in self.conversations.all()}
        forget_all_but(self._paths.snapshots, kept)

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
        if count := sum(download.is_active for download in self.downloads.all()):
            parts.append(
                trn(
                    "A download is running, and will go on from there at the next start.",
                    "{count} downloads are running, and will go on from there at the next start.",
                    count,
                )
            )
        return "\n".join(parts)

    def _make_page(self, stores: Stores, answers: Answers, chat: Chat) -> ChatPage:
        meter = Meter(
            self.engine,
            stores.conversations,
            stores.presets,
            self._forecaster,
            self._quick_lane,
            keeps_read=stores is self.stores,
        )
        questions = first_questions(self._paths.bundled_models)
        page = ChatPage(self._theme, stores, answers, self.models, meter, questions, self._formulas)
        page.set_zoom(self.settings.get().zoom)
        page.zoom_changed.connect(lambda percent: self.settings.set(zoom=percent))
        page.presets_requested.connect(self._edit_presets)
        Seeing(self._theme, page, meter)
        Attaching(self._theme, page, self._documents_lane)  # the page's own from now on
        summing_up = SummingUp(
            self.engine,
            chat,
            stores.conversations,
            stores.presets,
            self.models,
            self._engine_lane,
            self._quick_lane,
            page,
        )
        ContextCare(self._theme, page, stores, answers, self.models, meter, summing_up, self._guard)
        Silence(self._theme, page, answers)
        self._idle_unload.watch(answers, meter)
        Dials(self._theme, page, self.models, meter)
        page.journey_requested.connect(lambda message: self._show_journey(page, answers, message))
        return page

    def _show_journey(self, page: ChatPage, answers: Answers, message: Message | None) -> None:
        from ui.insight.following import JourneyFollower

        follower = page.findChild(JourneyFollower)
        if follower is None:  # the page's own from now on
            pid, totals = (lambda: self.engine.pid), self._show_insight
            follower = JourneyFollower(self._theme, page, answers, pid, totals)
        follower.open(message)

    def _show_insight(self) -> None:
        self.window.show_page("insight")

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
            chat = Chat(stores.conversations, self.engine, speeds, self._forecaster, guard=self._guard)
            answers = Answers(chat, self.models, stores.presets, self._engine_lane)
            return answers, self._make_page(stores, answers, chat)

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

        page, presets = make_settings_page(
            self._theme,
            self._paths,
            self.settings,
            self._token,
            self.stores.presets,
            self._exchange,
            self._quick_lane,
        )
        presets.changed.connect(self.page.apply_options)
        page.changed.connect(self.window.apply_setting)
        page.changed.connect(self._apply_network)
        page.changed.connect(self.desktop.apply)
        page.entered.connect(self.desktop.look)
        self.desktop.told.connect(page.show_obstacle)
        page.changed.connect(self._idle_unload.apply)
        return page

    def _insight_page(self) -> InsightPage:
        from ui.insight.page import InsightPage
        from ui.insight.totals_view import TotalsView

        totals = TotalsView(self._theme, self.database, self.settings, self._quick_lane)
        return InsightPage(self._theme, (totals,), totals.first_field())

    def _network_page(self) -> NetworkPage:
        from ui.network.page import NetworkPage

        page = NetworkPage(self._theme, self.settings, self.network, self._record, self._quick_lane)
        page.changed.connect(self._apply_network)
        return page

    def _apply_network(self) -> None:
        self.network.switch(offline=self.settings.get().offline)
        self._network_note.look()

    def _edit_presets(self) -> None:
        self.window.show_page("settings")
        from ui.settings.page import SettingsPage

        page = self.window.findChild(SettingsPage)
        assert page is not None
        page.show_group("presets")

    @cached_property
    def _exchange(self) -> Exchange:
        from app.exchange.export import Export
        from app.exchange.importing import Import
        from ui.exchange import Exchange

        exchange = Exchange(self.window, Export(self.database), Import(self.database), self._quick_lane)
        exchange.told.connect(self.sidebar.tell)
        exchange.imported.connect(self.sidebar.refresh)
        exchange.failed.connect(self.window.show_failure)
        return exchange

    def close(self) -> None:
        """Stop what runs, keeping what was said, and end the engine's process."""
        if self.reports is not None:
            self.reports.remove()
        self.desktop.close()
        # A stopped answer ends in a moment and says how; there is no need to wait for a model to load.
        self._engine_lane.close(timeout_s=2.0 if self.answers.conversation_ids() else 0.0)
        self._quick_lane.close(timeout_s=1.0)
        self._model_desk.close()
        self._documents_lane.close(timeout_s=0.0)
        self._formula_lane.close(timeout_s=0.0)
        self._formula_process.close()  # its lane waits for it
        self._formula_lane.close(timeout_s=1.0)
        self.engine.keep()
        self.engine.close()  # whatever still waits for it now fails, and keeps its text
        with suppress(UserError):
            self._forget_deleted()  # what was deleted just now
        self._engine_lane.close(timeout_s=2.0)
        self.database.close()


@contextmanager
def open_desk(paths: Paths, theme: Theme, *, is_offline: bool = False) -> Iterator[Desk]:
    desk = Desk(paths, theme, is_offline=is_offline)
    try:
        yield desk
    finally:
        desk.close()


def _freeze() -> None:
    """What exists by now stays: the collector need not walk over it again, for 20 ms each time."""
    gc.collect()
    gc.freeze()
    gc.enable()


def _warm_up() -> None:
    from ui.chat.highlight import warm_up

    warm_up()


def _ignore(_value: object) -> None:
    return None


@contextmanager
def _closes_on_signal(window: Window) -> Iterator[None]:
    """Ctrl+C in the terminal, and the end of the session, close the window as a click does."""
    if sys.platform == "win32":  # no socket pairs for signals there; Ctrl+C ends the process
        yield
        return
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    old_wakeup = signal.set_wakeup_fd(theirs.fileno())
    numbers = (signal.SIGINT, signal.SIGTERM)
    old = [signal.signal(number, lambda *_: None) for number in numbers]
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: window.close())
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(old_wakeup)
        for number, handler in zip(numbers, old, strict=True):
            signal.signal(number, handler)
        ours.close()
        theirs.close()


class _QtMessages:
    """Takes what Qt has to say: into the log; a sentence when it ends the process for want of a display."""

    def __init__(self) -> None:
        self._reason = ""

    def __call__(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            # Qt would end the process with a core dump; nearly always it found no display it can use.
            with suppress(OSError):
                print(
                    f"inglenook: The window could not be opened: {self._reason or text.splitlines()[0]}\n"
                    'In a terminal, use the command line: inglenook ask "Who are you?"',
                    file=sys.stderr,
                    flush=True,
                )
            os._exit(1)
        if kind == QtMsgType.QtWarningMsg:
            self._reason = self._reason or text.splitlines()[0]
        _log.log(logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.INFO, "Qt: %s", text)
