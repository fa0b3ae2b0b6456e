"""Python imports this by itself at its start, also in child processes: writes down what sockets are for."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

_PLACES = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")


def _record(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket.") or event == "socket.__new__":
        return
    if event in _PLACES and arguments[0].family == socket.AF_UNIX:
        return
    line = f"{os.getpid()} {event} {arguments[1:] if event in _PLACES else arguments}\n"
    written = os.open(os.environ["SOCKET_RECORD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(written, line.encode())
    os.close(written)


sys.addaudithook(_record)
