"""Downloads on a lane. The Hub's HTTP client is imported when the first one starts, not with the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from app.downloads.events import DownloadEvent
from app.downloads.jobs import Job, JobStore
from app.hub.problems import HubProblem
from app.network.connections import Network


class Fetching:
    """What the queue of downloads runs. token: asked each time, "" for none."""

    def __init__(self, models: Path, network: Network, token: Callable[[], str]) -> None:
        self._models = models
        self._network = network
        self._token = token

    def use(self, models: Path) -> None:
        """Download to that folder from now on."""
        self._models = models

    def fetch(self, job_id: str, stop: threading.Event) -> Iterator[DownloadEvent]:
        from app.downloads.download import Downloads

        yield from Downloads(self._models, self._network, token=self._token).fetch(job_id, stop)

    def renew(self, job: Job, stop: threading.Event) -> Iterator[Job]:
        """The job for the same file as the Hub has it now. HubProblem "gone" when it has it no more."""
        from app.hub.client import Hub

        path = job.files[0].path
        for repository in Hub(self._network, token=self._token).repository(job.repo, stop):
            file = next((file for file in repository.files if file.path == path), None)
            if file is None:
                raise HubProblem("gone", repo=job.repo)
            if stop.is_set():
                return
            yield JobStore(self._models).plan(repository.repo, repository.commit, file.parts)
