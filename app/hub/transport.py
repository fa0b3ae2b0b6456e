"""HTTP to the Hub: one origin gets the token, every answer is doubted, every wait can be stopped.

The Hub's own client is not used for requests: it has no timeouts here, and does not resume or verify.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import ssl
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version
from typing import Any, Self, TypeVar
from urllib.parse import quote, urljoin, urlsplit

import httpx2

from app.errors import UserError
from app.hub.library import seconds_to_reset
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.network.backend import NameLookup, RecordingBackend
from app.network.connections import Network
from app.words import tr

E = TypeVar("E")

ENDPOINT_VARIABLE = "HF_ENDPOINT"
_ENDPOINT = "https://huggingface.co"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_HOPS = 6
_LONGEST_JSON = 64 << 20  # bytes; a repository of 100,000 files has some 20 MB
_SHORT = 1 << 14  # bytes of a redirect or of a refusal
_STOP_POLL_S = 0.02
_KEEP_OPEN_S = 60.0
_END = object()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what. Tests are less patient."""

    connect_s: float = 10.0
    silence_s: float = 30.0  # no byte for this long: slow
    answer_s: float = 60.0  # a whole answer while browsing
    drip_window_s: float = 60.0
    drip_bytes_per_s: float = 256.0  # less than this over the window is as good as nothing
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    longest_asked_s: float = 600.0  # the most that a Retry-After is believed


def endpoint_from_environment() -> str:
    """HF_ENDPOINT, as for every tool of the Hub, else huggingface.co. UserError when it is no address."""
    endpoint = os.environ.get(ENDPOINT_VARIABLE, "").strip().rstrip("/") or _ENDPOINT
    try:
        parts = urlsplit(endpoint)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise UserError(
            tr(
                "{variable} is not an address of a server: {endpoint}.",
                variable=ENDPOINT_VARIABLE,
                endpoint=repr(endpoint[:100]),
            ),
            tr("Unset it, or give it as https://example.org."),
        )
    return endpoint


def drive(events: AsyncGenerator[E, None], stop: threading.Event) -> Generator[E, None, None]:
    """Runs an asynchronous generator on this thread. When stop is set it is cancelled wherever it waits."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(NameLookup())
        try:
            while (event := runner.run(_next(events, stop))) is not _END:
                yield event
        finally:
            runner.run(_closed(events))


async def _next(events: AsyncGenerator[E, None], stop: threading.Event) -> Any:
    if stop.is_set():
        return _END
    task = asyncio.ensure_future(anext(events, _END))
    is_cancelled = False
    while not task.done():
        await asyncio.wait({task}, timeout=_STOP_POLL_S)
        if stop.is_set() and not is_cancelled:
            is_cancelled = task.cancel()
    if task.cancelled():
        return _END
    return task.result()


async def _closed(events: AsyncGenerator[E, None]) -> None:
    await events.aclose()


class HubConnection:
    """Requests to one endpoint. An asynchronous context manager; not for several threads."""

    def __init__(self, endpoint: str, token: str, patience: Patience, network: Network, purpose: str) -> None:
        """purpose: what the record of connections says that it was for."""
        self.endpoint = endpoint
        self._network = network
        self._purpose = purpose
        self._origin = _origin(endpoint)
        self._token = token
        self._patience = patience

    async def __aenter__(self) -> Self:
        patience = self._patience
        try:
            self._client = httpx2.AsyncClient(
                verify=_certificates(),
                timeout=httpx2.Timeout(patience.silence_s, connect=patience.connect_s),
                # One connection serves all requests of a job, also on a computer that is slow between them.
                limits=httpx2.Limits(keepalive_expiry=_KEEP_OPEN_S),
                headers={"User-Agent": f"inglenook/{version('inglenook')}", "Accept-Encoding": "identity"},
            )
        except (ValueError, OSError, ImportError) as error:  # a proxy in the environment that is no address
            raise HubProblem("proxy") from error
        backend = RecordingBackend(self._network, self._purpose)
        for transport in (self._client._transport, *self._client._mounts.values()):
            if transport is not None:
                # Its own argument for this is not passed through by the client (httpx2 2.16).
                transport._pool._network_backend = backend  # type: ignore[attr-defined]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def json(
        self, path: str, parameters: Sequence[tuple[str, str]] = (), repo: str = ""
    ) -> tuple[Any, str]:
        """(the answer, the address of the next page or ""). Redirects stay at the endpoint's origin.

        path: below the endpoint, or a whole address as this function returned it.
        """
        url = path if "://" in path else self.endpoint + path
        if parameters:
            url = str(httpx2.URL(url, params=list(parameters)))
        with as_problems():
            async with asyncio.timeout(self._patience.answer_s):
                for _ in range(_MOST_HOPS):
                    async with self._got(url, {}) as response:
                        if response.status_code != 200:
                            await _read_short(response)
                        if response.status_code in _REDIRECTS:
                            url = _redirected(url, response)
                            if _origin(url) != self._origin:
                                raise HubProblem("odd")
                            continue
                        if response.status_code != 200:
                            raise self._refusal(response, repo, at_endpoint=True)
                        return await _parsed(response), self._next_page(url, response)
        raise HubProblem("odd")

    @asynccontextmanager
    async def opened(self, file: RemoteFile, start: int, end: int) -> AsyncIterator[httpx2.Response]:
        """The answer to a request for the bytes [start, end) of a file, headers checked, body unread.

        Nothing is followed to another origin, and no byte believed, before the endpoint has named the
        file with the hash that we expect.
        """
        url = f"{self.endpoint}/{file.repo}/resolve/{quote(file.commit)}/{quote(file.path)}"
        is_vouched = False
        for _ in range(_MOST_HOPS):
            async with self._got(url, {"Range": f"bytes={start}-{end - 1}"}) as response:
                at_endpoint = _origin(url) == self._origin
                if at_endpoint and "x-repo-commit" in response.headers and response.status_code < 400:
                    is_vouched = _check_vouched(file, response.headers, is_redirect=response.is_redirect)
                if response.status_code not in (200, 206):
                    with as_problems():
                        await _read_short(response)
                if response.status_code in _REDIRECTS:
                    url = _redirected(url, response)
                    if not is_vouched and _origin(url) != self._origin:
                        raise HubProblem("not_gguf")
                    continue
                if response.status_code not in (200, 206):
                    raise self._refusal(response, file.repo, at_endpoint)
                if not is_vouched:
                    raise HubProblem("not_gguf")
                yield response
                return
        raise HubProblem("odd")

    @asynccontextmanager
    async def _got(self, url: str, headers: dict[str, str]) -> AsyncIterator[httpx2.Response]:
        if self._token and _origin(url) == self._origin:
            headers = {**headers, "Authorization": f"Bearer {self._token}"}
        with as_problems():
            request = self._client.build_request("GET", url, headers=headers)
            response = await self._client.send(request, stream=True, follow_redirects=False)
        try:
            yield response
        finally:
            await response.aclose()

    def _next_page(self, url: str, response: httpx2.Response) -> str:
        found = re.search(r'<([^<>]+)>\s*;\s*rel="?next"?', response.headers.get("link", ""))
        if found is None:
            return ""
        following = urljoin(url, found[1])
        return following if _origin(following) == self._origin else ""

    def _refusal(self, response: httpx2.Response, repo: str, at_endpoint: bool) -> HubProblem:
        status, code = response.status_code, response.headers.get("x-error-code", "")
        if status == 429:
            asked = _asked_to_wait(response.headers)
            return HubProblem("rate", wait_s=min(asked, self._patience.longest_asked_s))
        if status in (408, 425) or status >= 500 or (status == 403 and not at_endpoint):
            asked = _asked_to_wait(response.headers, otherwise=0.0)
            wait_s = min(asked, self._patience.longest_asked_s)
            return HubProblem("server", status=status, wait_s=wait_s)
        if status == 416:
            return HubProblem("odd")
        if status == 407:
            return HubProblem("proxy")
        if code == "GatedRepo":
            return HubProblem("gated", repo=repo)
        if code in ("EntryNotFound", "RevisionNotFound") or (status == 410):
            return HubProblem("gone", repo=repo)
        if at_endpoint and (status == 401 or code == "RepoNotFound"):
            # The Hub answers alike for what is not there and for what this account may not see.
            return HubProblem("token" if self._token else "missing", repo=repo)
        if status == 404:
            return HubProblem("gone", repo=repo)
        return HubProblem("denied", status=status)


@cache
def _certificates() -> ssl.SSLContext:
    """Those that the system trusts. Reading them takes a tenth of a second."""
    return httpx2.create_ssl_context()


@contextmanager
def as_problems() -> Iterator[None]:
    """Turns what the network and the HTTP library raise into a HubProblem."""
    try:
        yield
    except (httpx2.ConnectTimeout, httpx2.ConnectError) as error:
        raise HubProblem("tls" if _is_certificate_error(error) else "offline") from error
    except (httpx2.TimeoutException, TimeoutError) as error:
        raise HubProblem("slow") from error
    except httpx2.ProxyError as error:
        raise HubProblem("proxy") from error
    except (httpx2.NetworkError, httpx2.RemoteProtocolError, ssl.SSLError, OSError) as error:
        raise HubProblem("dropped") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
        raise HubProblem("odd") from error


def _is_certificate_error(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


async def _read_short(response: httpx2.Response) -> None:
    """Reads what nobody needs, if it is short: the connection can be used again then."""
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) <= _SHORT:
        async for _ in response.aiter_raw():
            pass


async def _parsed(response: httpx2.Response) -> Any:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _LONGEST_JSON:
            raise HubProblem("odd")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HubProblem("odd") from error


def _check_vouched(file: RemoteFile, headers: Mapping[str, str], *, is_redirect: bool) -> bool:
    """Whether the endpoint named the very file that we expect. Raises HubProblem when it is another one."""
    named = headers.get("x-linked-etag", "").removeprefix("W/").strip('"')
    if not named and is_redirect:
        return False  # the repository was renamed: the next answer names the file
    if not re.fullmatch(r"[0-9a-fA-F]{64}", named):
        raise HubProblem("odd")
    if named.lower() != file.sha256:
        raise HubProblem("changed")
    if headers.get("x-linked-size", str(file.size_bytes)) != str(file.size_bytes):
        raise HubProblem("odd")
    return True


def _redirected(url: str, response: httpx2.Response) -> str:
    location = response.headers.get("location", "")
    target = ""
    with contextlib.suppress(ValueError):
        target = urljoin(url, location)
        _origin(target)
    secure = urlsplit(url).scheme == "https"
    if not location or not target.startswith(("https://",) if secure else ("http://", "https://")):
        raise HubProblem("odd")
    return target


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    return parts.scheme, (parts.hostname or "").lower(), port


def _asked_to_wait(headers: Mapping[str, str], otherwise: float = 60.0) -> float:
    """Seconds of Retry-After (a number or a date), else of the Hub's RateLimit header."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    told = seconds_to_reset(headers)
    return otherwise if told is None else told
