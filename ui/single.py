"""One window for a home folder: a second start shows the first one's window instead of opening another.

Two windows on one folder would do no harm, for the data is safe with several (app/store/database.py): so
whenever it is not sure that another window is there and well, a new one opens.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.meeting import place_name

_CONNECT_MS = 500
_ANSWER_MS = 2_000
_SHOW, _SHOWN = b"show", b"shown\n"  # a line each; behind the first word may stand a path


class OneWindow(QObject):
    """Talks to the window of the same home folder and user, and is it when there is none."""

    asked = Signal(object)  # another start wants this window to be seen, with this model file (Path) or None

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = place_name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def show_other(self, model: Path | None = None) -> bool:
        """Ask a window that is open already to be seen and use this model file; False when none answers."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(_CONNECT_MS):
            return False
        socket.write(_SHOW + (b" " + quote(os.fsencode(model)).encode() if model else b"") + b"\n")
        socket.flush()
        # One that hangs takes the connection but does not answer.
        is_shown = socket.waitForReadyRead(_ANSWER_MS) and bytes(socket.readAll().data()) == _SHOWN
        socket.disconnectFromServer()
        return is_shown

    def listen(self) -> bool:
        """Answer later starts from now on. What a killed process left behind is put away first."""
        QLocalServer.removeServer(self.name)
        return self._server.listen(self.name)

    def close(self) -> None:
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._answer(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _answer(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        word, _, model = bytes(socket.readLine().data()).rstrip(b"\n").partition(b" ")
        if word == _SHOW:
            socket.write(_SHOWN)
            socket.flush()
            self.asked.emit(Path(os.fsdecode(unquote_to_bytes(model))) if model else None)
