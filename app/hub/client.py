"""Hugging Face: searching models, a repository's files, and a file's header before it is downloaded.

Every request can take long, so each function is a generator that yields its one result, or nothing
when it was stopped: the same shape as a download or an answer. Nothing of the person is sent but the
words searched for, and the access token if one was entered.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from app.errors import UserError
from app.hub.names import parse_repository
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.hub.repository import FoundModel, ModelFile, Repository, is_not_chat, read_found, read_repository
from app.hub.transport import (
    HubConnection,
    Patience,
    as_problems,
    drive,
    endpoint_from_environment,
)
from app.models.gguf import Outline, read_outline
from app.models.gguf_reader import BeginningTooShort
from app.network.connections import Network

Sort = Literal["downloads", "likes", "trendingScore", "lastModified", "createdAt"]

Q = TypeVar("Q")
A = TypeVar("A")

_OF_ONE_REPOSITORY = ("gated", "token", "missing", "gone", "denied", "odd", "unsafe")
_EXPANDED = ("author", "downloads", "gated", "gguf", "lastModified", "likes", "tags")
_MOST_PAGES = 5  # fetched for one page of results, when the filters leave little
_FIRST_RANGE = 1 << 16
_LAST_RANGE = 1 << 26


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to look for. Zero and empty: any.

    most_parameters, least_parameters: leave out models with more or fewer, as those that do not fit this
    computer; one whose number is not told stays.
    next_page: of a SearchPage, to go on after it.
    """

    text: str = ""
    sort: Sort = "downloads"
    license: str = ""
    without_gated: bool = False
    most_parameters: int = 0
    least_parameters: int = 0
    limit: int = 20
    next_page: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """next_page: for SearchQuery, empty at the end."""

    models: tuple[FoundModel, ...]
    next_page: str


@dataclass(frozen=True, slots=True)
class Listing:
    """outline: from the header of the smallest file; None where it is not read, or cannot be."""

    repository: Repository
    outline: Outline | None


class Hub:
    """Reads from the Hub. token: asked at each request, "" for none. endpoint None: HF_ENDPOINT, else
    huggingface.co. Problems come as HubProblem."""

    def __init__(
        self,
        network: Network,
        *,
        token: Callable[[], str] = str,
        endpoint: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._network = network
        self._token = token
        self._endpoint = endpoint
        self._patience = patience or Patience()

    def search(self, query: SearchQuery, stop: threading.Event) -> Iterator[SearchPage]:
        """One page of models for chat that exist as GGUF."""
        return self._run(_search(self._connection("Search"), query), stop)

    def repository(self, name: str, stop: threading.Event) -> Iterator[Repository]:
        """A repository and its models. name: org/repo or a link. UserError when it is neither."""
        repo = parse_repository(name)[0]
        return self._run(_one(self._connection(f"Files of {repo}"), _repository, repo), stop)

    def listing(self, name: str, stop: threading.Event) -> Iterator[Listing]:
        """A repository, then once more with what the header of a file says, over one connection."""
        repo = parse_repository(name)[0]
        return self._run(_listing(self._connection(f"Files of {repo}"), repo), stop)

    def listings(
        self, repos: Iterable[str], purpose: str, stop: threading.Event
    ) -> Iterator[tuple[str, Listing | HubProblem]]:
        """As listing(), for each org/repo that `repos` gives, all over one connection to each server.

        Yields the repository with its problem where only that one cannot be had; raises any other.
        purpose: for the record of connections.
        """
        return self._run(_listings(self._connection(purpose), repos), stop)

    def outline(self, file: ModelFile, stop: threading.Event) -> Iterator[Outline]:
        """The facts in the header of a model, from as few of its first bytes as there is need of."""
        part = file.parts[0]
        return self._run(_one(self._connection(f"Facts about {part.repo}"), _outline, part), stop)

    def _connection(self, purpose: str) -> HubConnection:
        endpoint = self._endpoint or endpoint_from_environment()
        return HubConnection(endpoint, self._token(), self._patience, self._network, purpose)

    def _run(self, results: AsyncGenerator[Any, None], stop: threading.Event) -> Iterator[Any]:
        try:
            yield from drive(results, stop)
        except HubProblem as problem:
            raise problem.while_browsing() from problem.__cause__


async def _search(hub: HubConnection, query: SearchQuery) -> AsyncGenerator[SearchPage, None]:
    path, parameters = query.next_page or "/api/models", _parameters(query)
    if query.next_page:
        parameters = []
    models: list[FoundModel] = []
    async with hub:
        for _ in range(_MOST_PAGES):
            rows, path = await hub.json(path, parameters)
            parameters = []
            if not isinstance(rows, list):
                raise HubProblem("odd")
            found = [read_found(row) for row in rows if isinstance(row, dict)]
            models += [model for model in found if model is not None and _is_wanted(model, query)]
            if not path or len(models) >= query.limit // 2:
                break
    yield SearchPage(tuple(models), path)


def _parameters(query: SearchQuery) -> list[tuple[str, str]]:
    parameters = [("filter", "gguf"), ("sort", query.sort), ("limit", str(query.limit))]
    if query.text.strip():
        parameters.append(("search", query.text.strip()))
    if query.license:
        parameters.append(("filter", f"license:{query.license}"))
    if query.without_gated:
        parameters.append(("gated", "false"))
    return parameters + [("expand", name) for name in _EXPANDED]


def _is_wanted(model: FoundModel, query: SearchQuery) -> bool:
    """What the Hub cannot filter by, and what a mirror may not."""
    count = model.parameter_count
    return not (
        is_not_chat(model.architecture)
        or (query.without_gated and model.gate)
        or (query.license and model.license and model.license != query.license)
        or (query.most_parameters and count > query.most_parameters)
        or (query.least_parameters and 0 < count < query.least_parameters)
    )


async def _one(
    hub: HubConnection, ask: Callable[[HubConnection, Q], Awaitable[A]], about: Q
) -> AsyncGenerator[A, None]:
    async with hub:
        yield await ask(hub, about)


async def _listing(hub: HubConnection, repo: str) -> AsyncGenerator[Listing, None]:
    async with hub:
        async for listing in _told(hub, repo):
            yield listing


async def _listings(
    hub: HubConnection, repos: Iterable[str]
) -> AsyncGenerator[tuple[str, Listing | HubProblem], None]:
    async with hub:
        for repo in repos:
            try:
                async for listing in _told(hub, repo):
                    yield repo, listing
            except HubProblem as problem:
                if problem.kind not in _OF_ONE_REPOSITORY:
                    raise
                yield repo, problem.while_browsing()


async def _told(hub: HubConnection, repo: str) -> AsyncGenerator[Listing, None]:
    repository = await _repository(hub, repo)
    yield Listing(repository, None)
    file = next((file for file in repository.files if not file.problem), None)
    if file is not None:
        outline = None
        with suppress(UserError):  # the memory it takes is guessed then
            outline = await _outline(hub, file.parts[0])
        if outline is not None:
            yield Listing(repository, outline)


async def _repository(hub: HubConnection, name: str) -> Repository:
    row, _ = await hub.json(f"/api/models/{quote(name)}", [("blobs", "true")], repo=name)
    return read_repository(row)


async def _outline(hub: HubConnection, file: RemoteFile) -> Outline:
    """Asks for four times as much until it is enough; only the bytes not yet here are sent."""
    beginning = bytearray()
    wanted = _FIRST_RANGE
    while True:
        start, end = len(beginning), min(wanted, file.size_bytes)
        async with hub.opened(file, start, end) as response:
            if response.status_code == 200:
                beginning.clear()  # the server knows no ranges: from the beginning, and cut off here
            # Read to its end the answer leaves the connection open for the next question.
            ends_there = response.headers.get("content-length") == str(end - start)
            with as_problems():
                async for block in response.aiter_raw():
                    beginning += block
                    if len(beginning) >= end and not ends_there:
                        break
        if len(beginning) < end:
            raise HubProblem("dropped")
        del beginning[end:]
        try:
            return read_outline(file.path.rpartition("/")[2], bytes(beginning), file.size_bytes)
        except BeginningTooShort:
            if wanted >= _LAST_RANGE:
                raise HubProblem("odd") from None
            wanted *= 4
