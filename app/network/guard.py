"""No socket of this process leads away from this computer, but those that app/network/connections.py opens.

Python tells its audit hooks about every connection before it is made, whichever library asks for it
(https://docs.python.org/3/library/audit_events.html); the hook here refuses. Native code does not ask
Python; tests/privacy shows, with a recorder of system calls, that none of it connects anywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from ipaddress import ip_address
from typing import Any

_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SENT = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")

_is_opening: ContextVar[bool] = ContextVar("is_opening", default=False)


class NetworkRefused(PermissionError):
    """Something tried to open a connection that the program must not make."""


@cache
def guard() -> None:
    """From now on, and for the rest of this process, what is not allowed is refused."""
    sys.addaudithook(_check)


@contextmanager
def opening() -> Iterator[None]:
    """Only for app/network/connections.py, while it opens a connection that it has written down."""
    token = _is_opening.set(True)
    try:
        yield
    finally:
        _is_opening.reset(token)


def is_on_this_computer(host: object) -> bool:
    """Whether it is a name or an address of the loopback interface."""
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("ascii", "replace")
    if not isinstance(host, str):
        return host is None  # getaddrinfo's word for it
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _check(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event in _NAMES:
        host = arguments[0]
    elif event in _SENT:
        import socket  # who connects has it already; the window's first picture has not, and need not wait

        opened, address = arguments[:2]
        if opened.family == getattr(socket, "AF_UNIX", None) or address is None:
            return
        is_internet = opened.family in (socket.AF_INET, socket.AF_INET6)
        host = address[0] if is_internet and isinstance(address, tuple) and address else opened.family.name
    else:
        return
    if not is_on_this_computer(host) and not _is_opening.get():
        import logging  # not for the first picture of the window

        logging.getLogger(__name__).error("refused: %s", event)
        raise NetworkRefused("Inglenook opens no connection here.")
