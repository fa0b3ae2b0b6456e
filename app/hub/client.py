"""Hugging Face: searching models, a repository's files, and a file's header before it is downloaded.

Every request can take long, so each function is a generator that yields its one result, or nothing
when it was stopped: the same shape as a download or an answer. Nothing of the person is sent but the
words searched for, and the access token if one was entered.
"""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from app.errors import UserError
from app.hub.names import (
    Tier,
    check_safe,
    explain,
    is_model_file,
    parse_repository,
    quantization,
    tier,
)
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.hub.transport import (
    HubConnection,
    Patience,
    drive,
    endpoint_from_environment,
    translated,
)
from app.hub.values import Gate, gate_of, languages_of, license_of, table_of, tagged, text_of, whole_of
from app.models.gguf import BeginningTooShort, Outline, read_outline
from app.models.gguf_names import ARCHITECTURES, NOT_CHAT, split_part
from app.network.connections import Network

Sort = Literal["downloads", "likes", "trendingScore", "lastModified", "createdAt"]

Q = TypeVar("Q")
A = TypeVar("A")

_OF_ONE_REPOSITORY = ("gated", "token", "gone", "denied", "odd", "unsafe")
_EXPANDED = ("author", "downloads", "gated", "gguf", "lastModified", "likes", "tags")
_LARGEST_FILE = 50_000_000_000
_MOST_PAGES = 5  # fetched for one page of results, when the filters leave little
_FIRST_RANGE = 1 << 16
_LAST_RANGE = 1 << 26


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to look for. Zero and empty: any.

    fits_parameters: leave out models with more parameters, as those that do not fit this computer.
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
class FoundModel:
    """One row of a search. Numbers are 0 and texts empty where the Hub does not tell."""

    repo: str
    downloads: int
    likes: int
    gate: Gate
    license: str
    languages: tuple[str, ...]
    parameter_count: int
    architecture: str
    context_length: int
    updated_at: str  # ISO 8601


@dataclass(frozen=True, slots=True)
class SearchPage:
    """next_page: for SearchQuery, empty at the end."""

    models: tuple[FoundModel, ...]
    next_page: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One model to download: a file, or a split set as one. problem: a sentence when it cannot be."""

    path: str  # of the first part
    name: str  # for a person: without the part's number
    quantization: str
    tier: Tier | None
    explanation: str
    size_bytes: int
    parts: tuple[RemoteFile, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at its newest commit. files: smallest first."""

    repo: str
    commit: str
    gate: Gate
    license: str
    languages: tuple[str, ...]
    base_models: tuple[str, ...]
    parameter_count: int
    architecture: str
    context_length: int
    downloads: int
    likes: int
    updated_at: str
    files: tuple[ModelFile, ...]
    problem: str  # a sentence when none of its models can be used for chat


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
            found = [_found(row) for row in rows if isinstance(row, dict)]
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
        _is_not_chat(model.architecture)
        or (query.without_gated and model.gate)
        or (query.license and model.license and model.license != query.license)
        or (query.most_parameters and count > query.most_parameters)
        or (query.least_parameters and 0 < count < query.least_parameters)
    )


def _is_not_chat(architecture: str) -> bool:
    return bool(architecture) and (architecture in NOT_CHAT or architecture not in ARCHITECTURES)


def _found(row: dict[str, Any]) -> FoundModel | None:
    try:
        repo, _ = parse_repository(text_of(row, "id"))
    except UserError:
        return None
    gguf = table_of(row, "gguf")
    return FoundModel(
        repo=repo,
        downloads=whole_of(row, "downloads"),
        likes=whole_of(row, "likes"),
        gate=gate_of(row),
        license=license_of(row),
        languages=languages_of(row),
        parameter_count=whole_of(gguf, "total"),
        architecture=text_of(gguf, "architecture"),
        context_length=whole_of(gguf, "context_length"),
        updated_at=text_of(row, "lastModified"),
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
    if not isinstance(row, dict):
        raise HubProblem("odd")
    found = _found(row)
    commit = text_of(row, "sha")
    if found is None or not re.fullmatch(r"[0-9a-f]{7,64}", commit):
        raise HubProblem("odd")
    siblings = row.get("siblings")
    files = [
        _remote(found.repo, commit, sibling)
        for sibling in (siblings if isinstance(siblings, list) else [])
        if isinstance(sibling, dict)
    ]
    models = _grouped([file for file in files if file is not None])
    return Repository(
        repo=found.repo,
        commit=commit,
        gate=found.gate,
        license=found.license,
        languages=found.languages,
        base_models=tagged(row, "base_model:"),
        parameter_count=found.parameter_count,
        architecture=found.architecture,
        context_length=found.context_length,
        downloads=found.downloads,
        likes=found.likes,
        updated_at=found.updated_at,
        files=tuple(sorted(models, key=lambda model: (model.size_bytes, model.path))),
        problem=_repository_problem(found, bool(models)),
    )


def _repository_problem(found: FoundModel, has_models: bool) -> str:
    if not has_models:
        return "This repository holds no GGUF model. Look for one of the same name that ends in -GGUF."
    if found.architecture in NOT_CHAT:
        return f'This is not a model for chat: its kind is "{found.architecture}".'
    if _is_not_chat(found.architecture):
        return f'This version of Inglenook does not know this kind of model: "{found.architecture[:60]}".'
    return ""


def _remote(repo: str, commit: str, sibling: dict[str, Any]) -> RemoteFile | None:
    """A model's file; None for any other, and for one that must not be written."""
    path, lfs = text_of(sibling, "rfilename"), table_of(sibling, "lfs")
    if not is_model_file(path):
        return None
    try:
        check_safe(path)
    except HubProblem:
        return None
    sha256 = text_of(lfs, "sha256").lower()
    size = whole_of(lfs, "size") or whole_of(sibling, "size")
    return RemoteFile(repo, commit, path, size, sha256 if re.fullmatch(r"[0-9a-f]{64}", sha256) else "")


def _grouped(files: list[RemoteFile]) -> list[ModelFile]:
    """Single files, and split sets as one."""
    sets: dict[tuple[str, int], dict[int, RemoteFile]] = {}
    models = []
    for file in files:
        part = split_part(file.path)
        if part is None:
            models.append(_model(file.path, (file,), ""))
        else:
            name, number, count = part
            sets.setdefault((name, count), {})[number] = file
    for (name, count), parts in sets.items():
        is_complete = sorted(parts) == list(range(1, count + 1))
        problem = "" if is_complete else f"Only {len(parts)} of its {count} parts are in the repository."
        models.append(_model(name, tuple(parts[number] for number in sorted(parts)), problem))
    return models


def _model(name: str, parts: tuple[RemoteFile, ...], problem: str) -> ModelFile:
    kind = quantization(name)
    if not problem:
        if any(part.size_bytes > _LARGEST_FILE for part in parts):
            problem = HubProblem("too_large").message
        elif any(not part.sha256 or not part.size_bytes for part in parts):
            problem = HubProblem("unverifiable", name=name).message
    return ModelFile(
        path=parts[0].path,
        name=name,
        quantization=kind,
        tier=tier(kind),
        explanation=explain(kind),
        size_bytes=sum(part.size_bytes for part in parts),
        parts=parts,
        problem=problem,
    )


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
            with translated():
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
