"""What the sidebar says of the network: how many connections there were, or that there are none to be."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.network.connections import Network
from app.words import tr
from ui.network.page import since_start
from ui.sidebar import Sidebar

_LOOK_EACH_MS = 1_000


class NetworkNote(QObject):
    """Looks now and then: connections are opened on other threads."""

    def __init__(self, network: Network, sidebar: Sidebar, parent: QObject) -> None:
        super().__init__(parent)
        self._network = network
        self._sidebar = sidebar
        self._timer = QTimer(self, interval=_LOOK_EACH_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        told = tr("Offline") if self._network.is_offline else since_start(self._network.count)
        self._sidebar.show_label("network", told, tr("Network: {told}", told=told))
