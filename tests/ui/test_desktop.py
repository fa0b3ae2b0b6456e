"""Notifications over a real D-Bus, with a service that a desktop would have; and the sign in the tray."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
from jeepney.low_level import Message
from jeepney.wrappers import DBusAddress
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk import OpenWindow, Person
from ui import bus_notifications
from ui.asking import ConfirmDialog
from ui.background import Lane
from ui.desktop import Desktop
from ui.notifications import Notifications
from ui.settings.page import SettingsPage
from ui.settings.setting_row import SettingRow
from ui.tray import Tray

# Qt looks for an X11 tray, whichever platform it shows windows on.
OF_THE_PLATFORM = ("^This plugin does not support", "No such signal QPlatformNativeInterface::systemTray")
pytestmark = pytest.mark.qt_log_ignore(*OF_THE_PLATFORM, extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
# Without the services that the system of who runs the tests would start.
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>{address}</listen>
  <policy context="default">
    <allow send_destination="*"/><allow eavesdrop="false"/><allow own="*"/>
  </policy>
</busconfig>
"""
SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class Service:
    """Shows notifications to nobody, and clicks on them."""

    def __init__(self, address: str) -> None:
        self.shown: list[tuple[object, ...]] = []
        self._bus = open_dbus_connection(address)
        Proxy(message_bus, self._bus).RequestName(SERVICE)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                message = self._bus.receive()
            except OSError:  # the bus is gone
                return
            if message.header.message_type == MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        assert message.header.fields[HeaderFields.signature] == "susssasa{sv}i"
        self.shown.append(message.body)
        self._bus.send(new_method_return(message, "u", (len(self.shown),)))

    def close(self) -> None:
        """Only once the bus is gone: until then the thread reads."""
        self._thread.join()
        self._bus.close()

    def click(self) -> None:
        """On the newest."""
        about = DBusAddress(PATH, SERVICE, SERVICE)
        self._bus.send(new_signal(about, "ActionInvoked", "us", (len(self.shown), "default")))


class Bus:
    """A session's D-Bus, with nobody on it at first."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        self._config = folder / "bus.conf"
        self._config.write_text(CONFIG.format(address=self.address))
        self._services: list[Service] = []
        self.start()

    def start(self) -> None:
        options = [f"--config-file={self._config}", "--nofork", "--nopidfile", "--print-address"]
        self._daemon = subprocess.Popen(
            ["dbus-daemon", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._daemon.stdout is not None
        self._daemon.stdout.readline()  # it listens

    def stop(self) -> None:
        self._daemon.terminate()
        self._daemon.communicate()
        for service in self._services:
            service.close()
        self._services.clear()

    def add_service(self) -> Service:
        self._services.append(Service(self.address))
        return self._services[-1]


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon here")
    bus = Bus(tmp_path)
    monkeypatch.setattr(bus_notifications, "_ANSWER_S", 60.0)  # a bus that is there answers some time
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    yield bus
    bus.stop()


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("quick", 1)
    yield lane
    lane.close(timeout_s=5.0)


def put_away(person: Person) -> None:
    """Another window is in front."""
    person.window.hide()
    person.wait(lambda: QApplication.activeWindow() is None)


def show_settings(person: Person) -> SettingsPage:
    person.press(Qt.Key.Key_Comma, CTRL)
    return person.find(SettingsPage)


def obstacle(person: Person, title: str) -> str:
    rows = person.window.findChildren(SettingRow)
    return next(row.obstacle_text() for row in rows if row.declared.title == title)


def test_an_answer_that_nobody_saw_is_told_and_a_click_shows_it(bus: Bus, open_window: OpenWindow) -> None:
    service = bus.add_service()
    person = open_window()
    person.desk.settings.set(notifications=True)
    person.ask("Who are you?")
    first = person.page.conversation_id
    assert not service.shown, "the window was in front"
    person.send("What can you do? & <more>")
    put_away(person)
    person.wait(lambda: service.shown)
    title = person.desk.conversations.get(first or 0).title
    assert service.shown[-1][3:5] == (title, "The answer is there.")
    person.page.open(None)
    service.click()
    person.wait(lambda: person.window.isVisible() and person.page.conversation_id == first)


def test_it_says_so_where_a_desktop_shows_neither(bus: Bus, open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    page = show_settings(person)
    person.wait(lambda: obstacle(person, "Notifications"))
    assert obstacle(person, "Notifications") == "This desktop has no service that shows notifications."
    assert obstacle(person, "Tray icon").startswith("This desktop has no tray:")
    person.desk.settings.set(notifications=True, tray="stays")
    page.changed.emit("tray")
    person.press(Qt.Key.Key_W, CTRL)
    assert person.window.isHidden()  # closed, for there would be no way back
    bus.add_service()
    page.enter()
    person.wait(lambda: not obstacle(person, "Notifications"))


def test_the_desktop_may_begin_anew_meanwhile(bus: Bus, lane: Lane, qtbot: QtBot) -> None:
    first = bus.add_service()
    told = Notifications(lane)
    told.tell("One", "it is shown", lambda: None)
    qtbot.waitUntil(lambda: len(first.shown) == 1)
    bus.stop()
    told.tell("Two", "nobody is there", lambda: None)
    bus.start()
    second = bus.add_service()
    told.tell("Three", "it is shown again", lambda: None)
    qtbot.waitUntil(lambda: [shown[3] for shown in second.shown] == ["Three"])
    told.close()


def test_closing_only_hides_the_window_where_the_tray_brings_it_back(
    open_window: OpenWindow, lane: Lane
) -> None:
    person = open_window()
    tray = Tray(has_tray=lambda: True)
    settings = person.desk.settings
    desktop = Desktop(person.window, settings, Notifications(lane), tray)
    closed: list[bool] = []
    person.window.closed.connect(lambda: closed.append(True))
    settings.set(tray="stays")
    desktop.apply()
    person.ask("Who are you?")
    person.type("a draft")
    person.press(Qt.Key.Key_W, CTRL)
    assert person.window.isHidden() and not closed
    choose(tray, "Show Inglenook")
    assert person.window.isVisible() and person.box.toPlainText() == "a draft"
    person.press(Qt.Key.Key_W, CTRL)
    choose(tray, "New chat")
    assert person.window.isVisible() and person.page.conversation_id is None
    person.press(Qt.Key.Key_W, CTRL)
    choose(tray, "Quit")
    assert closed and person.window.isHidden()
    desktop.close()


def test_quitting_from_the_tray_asks_first_while_an_answer_is_written(
    open_window: OpenWindow, slow_model: Path, lane: Lane
) -> None:
    person = open_window(slow_model)
    tray = Tray(has_tray=lambda: True)
    settings = person.desk.settings
    settings.set(tray="stays")
    desktop = Desktop(person.window, settings, Notifications(lane), tray)
    desktop.apply()
    person.send("Write something long.")
    person.press(Qt.Key.Key_W, CTRL)
    assert person.window.isHidden() and person.page.is_answering()
    choose(tray, "Quit")
    assert person.window.isVisible()
    person.find(ConfirmDialog).no.click()
    person.page.stop()
    person.wait(lambda: not person.page.is_answering())
    desktop.close()


def choose(tray: Tray, text: str) -> None:
    menu = tray.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == text).trigger()
