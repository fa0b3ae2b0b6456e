"""What the Hub says about repositories, asked once while the program runs."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.hub.client import Hub, Listing
from app.hub.problems import HubProblem
from ui.background import Lane, Task

_PURPOSE = "Files of recommended models"


class Repositories(QObject):
    """Those of the catalog, one after the other: one connection serves all that are wanted meanwhile."""

    loaded = Signal(str)
    unavailable = Signal(str, object)  # a repository and its UserError
    failed = Signal(object)  # UserError: the Hub cannot be asked now; the rest is not tried

    def __init__(self, hub: Hub, lane: Lane) -> None:
        super().__init__()
        self._hub = hub
        self._lane = lane
        self._known: dict[str, Listing] = {}
        self._problems: dict[str, UserError] = {}
        self._wanted: deque[str] = deque()  # the lane's thread takes from its left end
        self._asked: set[str] = set()  # taken from there
        self._lock = threading.Lock()
        self._task: Task | None = None

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
        with self._lock:
            known = {*self._asked, *self._known, *self._problems}
            new = [repo for repo in repos if repo not in known]
            self._wanted = deque([*new, *(repo for repo in self._wanted if repo not in new)])
        self._ask()

    def _ask(self) -> None:
        if self._task is None and self._wanted:
            job = partial(self._hub.listings, self._taken(), _PURPOSE)
            self._task = self._lane.stream(job, self._on_told, self._on_done, self._on_error)

    def _taken(self) -> Iterator[str]:
        """On the lane's thread: what is wanted when the one before was told."""
        while True:
            with self._lock:
                if not self._wanted:
                    return
                repo = self._wanted.popleft()
                self._asked.add(repo)
            yield repo

    def _on_told(self, told: tuple[str, Listing | HubProblem]) -> None:
        repo, listing = told
        if isinstance(listing, HubProblem):
            with self._lock:
                self._asked.discard(repo)
            self._problems[repo] = listing
            self.unavailable.emit(repo, listing)
        else:
            self._known[repo] = listing
            self.loaded.emit(repo)

    def _on_done(self) -> None:
        self._end()
        self._ask()  # what was wanted after the last one was taken

    def _on_error(self, error: Exception) -> None:
        self._end()
        with self._lock:
            self._wanted.clear()
        if isinstance(error, UserError):
            self.failed.emit(error)

    def _end(self) -> None:
        self._task = None
        with self._lock:
            self._asked.clear()
