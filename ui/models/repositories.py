"""What the Hub says about repositories, asked once while the program runs."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.gguf import Outline
from app.hub import Hub, Repository
from app.hub_problems import HubProblem
from ui.background import Lane, Task

_OF_ONE_REPOSITORY = ("gated", "token", "gone", "denied", "odd", "unsafe")


@dataclass(frozen=True, slots=True)
class Listing:
    """outline: from the header of the smallest file; None where it could not be read."""

    repository: Repository
    outline: Outline | None


def read_listing(hub: Hub, name: str, stop: threading.Event) -> Iterator[Listing]:
    """First what the Hub says, then once more with what the header of a file says."""
    for repository in hub.repository(name, stop):
        yield Listing(repository, None)
        file = next((file for file in repository.files if not file.problem), None)
        if file is None:
            return
        with suppress(UserError):  # the memory it takes is guessed then
            for outline in hub.outline(file, stop):
                yield Listing(repository, outline)


class Repositories(QObject):
    """Those of the catalog, one after the other: other questions to the Hub need not wait for all of them."""

    loaded = Signal(str)
    unavailable = Signal(str, object)  # a repository and its UserError
    failed = Signal(object)  # UserError: the Hub cannot be asked now; the rest is not tried

    def __init__(self, hub: Hub, lane: Lane) -> None:
        super().__init__()
        self._hub = hub
        self._lane = lane
        self._known: dict[str, Listing] = {}
        self._problems: dict[str, UserError] = {}
        self._wanted: deque[str] = deque()
        self._task: Task | None = None
        self._asked = ""

    def get(self, repo: str) -> Listing | None:
        return self._known.get(repo)

    def problem(self, repo: str) -> UserError | None:
        """Why it cannot be had, as far as it was asked for."""
        return self._problems.get(repo)

    def forget_problems(self) -> None:
        """What could not be had is asked for again when it is wanted."""
        self._problems.clear()

    def want(self, repos: Sequence[str]) -> None:
        """Ask for those that are not known yet, in this order, before what was wanted earlier."""
        known = {self._asked, *self._known, *self._problems}
        new = [repo for repo in repos if repo not in known]
        self._wanted = deque([*new, *(repo for repo in self._wanted if repo not in new)])
        self._ask_next()

    def _ask_next(self) -> None:
        if self._task is not None or not self._wanted:
            return
        repo = self._asked = self._wanted.popleft()
        job = partial(read_listing, self._hub, repo)
        self._task = self._lane.stream(job, partial(self._on_listing, repo), self._on_done, self._on_error)

    def _on_listing(self, repo: str, listing: Listing) -> None:
        self._known[repo] = listing
        self.loaded.emit(repo)

    def _on_done(self) -> None:
        self._task, self._asked = None, ""
        self._ask_next()

    def _on_error(self, error: Exception) -> None:
        repo = self._asked
        self._task, self._asked = None, ""
        if not isinstance(error, UserError):
            return
        if isinstance(error, HubProblem) and error.kind not in _OF_ONE_REPOSITORY:
            self._wanted.clear()
            self.failed.emit(error)
        else:
            self._problems[repo] = error
            self.unavailable.emit(repo, error)
            self._ask_next()
