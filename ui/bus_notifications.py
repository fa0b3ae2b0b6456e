"""Notifications of a Linux desktop, through D-Bus.

Qt can notify there only with a sign in the tray, which several desktops do not have; and PySide6 cannot send
the numbers without a sign that the desktop's own interface wants
(https://specifications.freedesktop.org/notification-spec/latest/protocol.html). So jeepney does.
"""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from app.words import tr
from ui.background import Lane, Latest

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_SERVICE, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_ANSWER_S = 2.0

_log = logging.getLogger(__name__)


class BusNotifications(QObject):
    """Once the connection is open, only the GUI thread uses it; a notification is a few hundred bytes."""

    def __init__(self, lane: Lane) -> None:
        """lane: on which the connection is opened."""
        super().__init__()
        self._lane = lane
        self._looking = Latest(lane)
        self._bus: DBusConnection | None = None
        self._reader: QSocketNotifier | None = None
        self._asked: dict[int, Callable[[], None]] = {}  # by the number of the message to the bus
        self._shown: dict[int, Callable[[], None]] = {}  # by the number of the notification

    def look(self, tell: Callable[[bool], None]) -> None:
        """Tells, a moment later, whether this desktop shows notifications."""
        self._looking.run(_is_possible, tell, lambda _error: None)

    def tell(self, title: str, text: str, act: Callable[[], None]) -> None:
        """act: what a click on it does."""
        if self._bus is not None:
            self._send(title, text, act)
        else:
            self._lane.run(
                _connect,
                lambda bus: self._on_connected(bus, title, text, act),
                lambda _error: None,
            )

    def close(self) -> None:
        if self._reader is not None:
            self._reader.setEnabled(False)
            self._reader = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._asked.clear()
        self._shown.clear()

    def _on_connected(
        self, bus: DBusConnection | None, title: str, text: str, act: Callable[[], None]
    ) -> None:
        if bus is None:
            return
        if self._bus is not None:  # two were told while there was none
            bus.close()
        else:
            self._bus = bus
            self._reader = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read)
            self._reader.activated.connect(lambda *_: self._read())
        self._send(title, text, act)

    def _send(self, title: str, text: str, act: Callable[[], None]) -> None:
        from jeepney import DBusAddress, new_method_call

        assert self._bus is not None
        # A title is plain text everywhere; in the text below it some desktops see markup.
        shown = ("Inglenook", 0, "inglenook", title, html.escape(text, quote=False))
        actions, hints = ["default", tr("Show")], {"desktop-entry": ("s", "inglenook")}
        message = new_method_call(
            DBusAddress(_PATH, _SERVICE, _SERVICE), "Notify", "susssasa{sv}i", (*shown, actions, hints, -1)
        )
        number = next(self._bus.outgoing_serial)
        self._asked[number] = act
        try:
            self._bus.send(message, serial=number)
        except OSError as error:  # the desktop's session was started anew
            _log.info("no notification: %s", error)
            self.close()

    def _read(self) -> None:
        try:
            while self._bus is not None:
                self._take(self._bus.receive(timeout=0))
        except TimeoutError:
            return  # all that came is read
        except OSError as error:
            _log.info("the desktop's messages ended: %s", error)
            QTimer.singleShot(0, self, self.close)  # the one that told this is not to be deleted meanwhile

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        match message.header.message_type:
            case MessageType.method_return | MessageType.error:
                act = self._asked.pop(fields.get(HeaderFields.reply_serial, 0), None)
                if message.header.message_type == MessageType.error:
                    _log.info("no notification: %s", fields.get(HeaderFields.error_name))
                elif act is not None:
                    self._shown[message.body[0]] = act
            case MessageType.signal if fields.get(HeaderFields.member) == "ActionInvoked":
                if act := self._shown.pop(message.body[0], None):
                    act()
            case MessageType.signal if fields.get(HeaderFields.member) == "NotificationClosed":
                self._shown.pop(message.body[0], None)
            case _:
                pass


def _connect() -> DBusConnection | None:
    """Hears what becomes of notifications. None: there is nobody who would show any."""
    from jeepney import MatchRule, message_bus
    from jeepney.io.blocking import Proxy

    bus = _open()
    if bus is not None:
        rule = MatchRule(type="signal", sender=_SERVICE, interface=_SERVICE, path=_PATH)
        try:
            Proxy(message_bus, bus, timeout=_ANSWER_S).AddMatch(rule)
        except OSError as error:
            _log.info("no notifications: %s", error)
            bus.close()
            return None
    return bus


def _open() -> DBusConnection | None:
    """The person's own bus, if there is one with a service for notifications on it or at call."""
    from jeepney import DBusErrorResponse, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    default = f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
    try:
        bus = open_dbus_connection(os.environ.get("DBUS_SESSION_BUS_ADDRESS") or default)
    except (OSError, ValueError, RuntimeError) as error:  # nobody there, or not in a way we know
        _log.info("no desktop bus: %s", error)
        return None
    proxy = Proxy(message_bus, bus, timeout=_ANSWER_S)
    try:
        if _SERVICE in proxy.ListNames()[0] or _SERVICE in proxy.ListActivatableNames()[0]:
            return bus
    except (OSError, DBusErrorResponse) as error:
        _log.info("the desktop bus does not answer: %s", error)
    bus.close()
    return None


def _is_possible() -> bool:
    bus = _open()
    if bus is not None:
        bus.close()
    return bus is not None
