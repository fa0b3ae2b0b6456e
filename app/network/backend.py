"""What the HTTP library opens its connections with: none that is not allowed and written down before."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from typing import Any, TypeVar

from httpcore2 import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream

from app.errors import UserError
from app.network.connections import Connection, Network
from app.network.guard import opening

T = TypeVar("T")

_WRITE_EACH_S = 1.0
_log = logging.getLogger(__name__)


class RecordingBackend(AsyncNetworkBackend):
    """Opens connections for one purpose. What breaks and is tried again counts as one."""

    def __init__(self, network: Network, purpose: str) -> None:
        self._network = network
        self._purpose = purpose
        self._inner = AnyIOBackend()
        self._counters: dict[tuple[str, int], _Counter] = {}  # the last one to each server

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        before = self._counters.get((host, port))
        if before is not None and before.has_ended:
            connection = self._network.begin_again(before.connection)
        else:
            connection = self._network.begin(host, port, self._purpose)
        counter = self._counters[host, port] = _Counter(self._network, connection)
        try:
            with opening():
                inner = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        except BaseException:
            counter.end()
            raise
        return _CountedStream(inner, counter)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


class NameLookup(ThreadPoolExecutor):
    """Looks up names for an event loop, knowing as the loop does that a connection is being opened."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        return super().submit(copy_context().run, fn, *args, **kwargs)


class _Counter:
    """The bytes of one connection, written down while they come and when it ends."""

    def __init__(self, network: Network, connection: Connection) -> None:
        self.network = network
        self.connection = connection
        self._written_at = time.monotonic()

    @property
    def has_ended(self) -> bool:
        return self.connection.ended_at is not None

    def add(self, *, sent: int = 0, received: int = 0) -> None:
        was = self.connection
        self.connection = replace(
            was, sent_bytes=was.sent_bytes + sent, received_bytes=was.received_bytes + received
        )
        if time.monotonic() - self._written_at > _WRITE_EACH_S:
            self._write()

    def end(self) -> None:
        if not self.has_ended:
            self.connection = replace(self.connection, ended_at=time.time())
            self._write()

    def _write(self) -> None:
        self._written_at = time.monotonic()
        try:
            self.network.update(self.connection)
        except UserError as error:  # that it was opened is written; a full disk has its own sentence
            _log.warning("bytes of a connection are not written down: %s", error)


class _CountedStream(AsyncNetworkStream):
    """A connection whose bytes are counted; it ends with its next one when the program goes offline."""

    def __init__(self, inner: AsyncNetworkStream, counter: _Counter) -> None:
        self._inner = inner
        self._counter = counter

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._counter.network.check()
        block = await self._inner.read(max_bytes, timeout)
        self._counter.add(received=len(block))
        return block

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._counter.network.check()
        await self._inner.write(buffer, timeout)
        self._counter.add(sent=len(buffer))

    async def aclose(self) -> None:
        self._counter.end()
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> AsyncNetworkStream:
        try:
            secure = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            self._counter.end()
            raise
        return _CountedStream(secure, self._counter)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
