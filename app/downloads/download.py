"""Fetching a model: resumable, verified, and there as a whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import httpx2

from app.downloads.arrivals import Drip, Meter
from app.downloads.events import (
    Cancelled,
    Checking,
    Done,
    DownloadEvent,
    Paused,
    Verifying,
    Waiting,
)
from app.downloads.jobs import Job, JobStore, State
from app.downloads.part import Part, disk_problems
from app.durable import sync_folder
from app.hub.problems import HubProblem
from app.hub.remote_file import LARGEST_BYTES
from app.hub.transport import HubConnection, Patience, as_problems, drive, endpoint_from_environment
from app.machine.processes import this_boot
from app.models.provenance import Provenance, write_provenance
from app.network.connections import Network
from app.paths import make_private_folder
from app.quantities import readable_size

_SPARE_BYTES = 256_000_000  # left free for everything else on the disk
_SYNC_BYTES = 64 << 20
_MARK_POLL_S = 0.25


class Downloads:
    """Fetches jobs of one models folder.

    token: asked at each fetch, "" for none. endpoint None: HF_ENDPOINT, else huggingface.co.
    """

    def __init__(
        self,
        models: Path,
        network: Network,
        *,
        token: Callable[[], str] = str,
        endpoint: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.jobs = JobStore(models)
        self._network = network
        self._token = token
        self._endpoint = endpoint
        self._patience = patience or Patience()

    def fetch(self, job_id: str, stop: threading.Event) -> Generator[DownloadEvent, None, None]:
        """Downloads until the model is there, or paused, cancelled or stopped: the last event tells.

        Raises HubProblem (a UserError) when it cannot go on by itself; the job then is "failed" and
        another fetch resumes it.
        """
        store = self.jobs
        with disk_problems(store.models), store.locked(job_id):
            job = store.get(job_id)
            if job is None or store.is_cancelled(job_id):
                store.remove(job_id)
                yield Cancelled()
                return
            store.resume(job_id)
            run = _Run(store, job, self._patience)
            endpoint = self._endpoint or endpoint_from_environment()
            purpose = f"Download of {job.repo}"
            hub = HubConnection(endpoint, self._token(), self._patience, self._network, purpose)
            events = run.events(hub)
            try:
                with disk_problems(store.models), contextlib.closing(drive(events, stop)) as running:
                    yield from running
            except HubProblem as problem:
                run.fail(problem)
                raise
            if not run.is_done:
                yield _left(store, run)


def _left(store: JobStore, run: _Run) -> Paused | Cancelled:
    if store.is_cancelled(run.job.id):
        store.remove(run.job.id)
        return Cancelled()
    if store.is_paused(run.job.id):
        run.enter("paused")
        store.resume(run.job.id)
        return Paused(resumes_by_itself=False)
    return Paused(resumes_by_itself=True)


class _Run:
    """One run of one job, from whatever an earlier one left."""

    def __init__(self, store: JobStore, job: Job, patience: Patience) -> None:
        self.job = job
        self.is_done = False
        self._store = store
        self._patience = patience
        self._meter = Meter()
        self._failures = 0  # in a row, without a new byte
        self._furthest = 0
        self._has_rebooted = job.boot != this_boot()

    def enter(self, state: State, problem: HubProblem | None = None) -> None:
        """Writes the state down. problem: why it waits or failed."""
        kind, why = (problem.kind, problem.message) if problem else ("", "")
        if (state, kind, why) != (self.job.state, self.job.why_kind, self.job.why):
            self._save(replace(self.job, state=state, why_kind=kind, why=why))

    def fail(self, problem: HubProblem) -> None:
        with contextlib.suppress(HubProblem):  # on a full disk not even this can be written
            self.enter("failed", problem)

    async def events(self, hub: HubConnection) -> AsyncGenerator[DownloadEvent, None]:
        self._refuse_too_large()
        self._check_space()
        async with hub:
            for index in range(len(self.job.files)):
                if self._is_here(index):
                    continue
                async with aclosing(self._fetch_file(hub, index)) as events:
                    async for event in events:
                        yield event
                if not self.job.files[index].is_verified:
                    return  # paused or cancelled by another window
        yield Done(self._publish())

    async def _fetch_file(self, hub: HubConnection, index: int) -> AsyncGenerator[DownloadEvent, None]:
        file = self.job.files[index]
        with Part(self._store.part(self.job.id, index), file.size_bytes, self._store.models) as part:
            self.enter("checking")
            for done in part.read_again(file.synced_bytes if self._has_rebooted else None):
                if self._meter.is_time():
                    yield Checking(done, file.size_bytes)
                    await asyncio.sleep(0)  # where a stop comes in
            self._furthest = part.offset
            try:
                while part.offset < file.size_bytes:
                    async with aclosing(self._try(hub, index, part)) as events:
                        async for event in events:
                            yield event
                    if self._is_marked():
                        return
                self.enter("verifying")
                yield Verifying(file.path)
            finally:
                self._sync(index, part)
            self._verify(index, part)

    async def _try(self, hub: HubConnection, index: int, part: Part) -> AsyncGenerator[DownloadEvent, None]:
        """One connection, and the wait after it if it failed."""
        try:
            async with aclosing(self._stream(hub, index, part)) as events:
                async for event in events:
                    yield event
            return
        except HubProblem as problem:
            if not problem.goes_on:
                raise
            trouble = problem
        if part.offset > self._furthest:
            self._furthest, self._failures = part.offset, 0
        self._sync(index, part)
        seconds = max(trouble.wait_s, self._back_off())
        self._failures += 1
        self._meter.clear()
        self.enter("waiting", trouble)
        end = time.monotonic() + seconds
        yield Waiting(trouble.kind, trouble.message, seconds, time.time() + seconds)
        while (left := end - time.monotonic()) > 0 and not self._is_marked():
            await asyncio.sleep(min(left, _MARK_POLL_S))

    async def _stream(
        self, hub: HubConnection, index: int, part: Part
    ) -> AsyncGenerator[DownloadEvent, None]:
        """Appends what the server sends until the file is whole, a problem comes or a mark is seen."""
        file = self.job.files[index]
        before = sum(other.size_bytes for other in self.job.files[:index])
        async with hub.opened(self.job.remote(index), part.offset, file.size_bytes) as response:
            self._check_range(response, index, part)
            self.enter("downloading")
            drip = Drip(self._patience)
            unsynced = 0
            async with aclosing(response.aiter_raw()) as blocks:
                while True:
                    with as_problems():
                        block = await anext(blocks, b"")
                    if not block:
                        break
                    block = block[: file.size_bytes - part.offset]  # a surplus is not ours; the hash decides
                    part.append(block)
                    drip.add(len(block))
                    unsynced += len(block)
                    if unsynced >= _SYNC_BYTES:
                        self._sync(index, part)
                        unsynced = 0
                    if self._meter.add(len(block)):
                        if self._is_marked():
                            return
                        yield self._meter.progress(before + part.offset, self.job.size_bytes)
                    if part.offset == file.size_bytes:
                        yield self._meter.progress(before + part.offset, self.job.size_bytes)
                        return
        raise HubProblem("dropped")

    def _check_range(self, response: httpx2.Response, index: int, part: Part) -> None:
        """Raises HubProblem "odd" unless exactly the bytes asked for are announced."""
        size, headers = self.job.files[index].size_bytes, response.headers
        if headers.get("content-encoding", "identity") != "identity":
            raise HubProblem("odd")
        length = headers.get("content-length")
        start = part.offset if response.status_code == 206 else 0
        if length is not None and length != str(size - start):
            raise HubProblem("odd")
        if response.status_code == 206:
            if headers.get("content-range", "").lower() != f"bytes {start}-{size - 1}/{size}":
                raise HubProblem("odd")
        elif part.offset:
            # The server knows no ranges: what it sends is the file from its beginning.
            self._save_file(index, synced_bytes=0)
            part.restart()

    def _verify(self, index: int, part: Part) -> None:
        if part.sha256 != self.job.files[index].sha256:
            self._save_file(index, synced_bytes=0)
            part.restart()
            raise HubProblem("corrupt")
        self._save_file(index, is_verified=True)

    def _publish(self) -> Path:
        """Renames the files to where they are used; the one that makes a set complete is the last."""
        self.enter("publishing")
        targets = [self._store.target(self.job.repo, file.path) for file in self.job.files]
        with disk_problems(self._store.models):
            for index in [*range(1, len(targets)), 0]:
                make_private_folder(targets[index].parent)
                if index == 0:
                    files = tuple(self.job.remote(number) for number in range(len(targets)))
                    write_provenance(targets[0], Provenance(self.job.repo, self.job.commit, files))
                part = self._store.part(self.job.id, index)
                if part.exists():  # else a crash came after its rename
                    part.replace(targets[index])
                    sync_folder(targets[index].parent)
        self.is_done = True
        self._store.remove(self.job.id)
        return targets[0]

    def _is_here(self, index: int) -> bool:
        """Whether the file was verified by an earlier run, and is still there."""
        file = self.job.files[index]
        part = self._store.part(self.job.id, index)
        target = self._store.target(self.job.repo, file.path)
        for path in (part, target) if self.job.state == "publishing" else (part,):
            with contextlib.suppress(OSError):
                if file.is_verified and path.stat().st_size == file.size_bytes:
                    return True
        self._save_file(index, is_verified=False)
        return False

    def _refuse_too_large(self) -> None:
        if any(file.size_bytes > LARGEST_BYTES for file in self.job.files):
            raise HubProblem("too_large")

    def _check_space(self) -> None:
        here = 0
        for index in range(len(self.job.files)):
            with contextlib.suppress(OSError):
                here += self._store.part(self.job.id, index).stat().st_size
        if self.job.state == "publishing":
            return
        with disk_problems(self._store.models):
            free = shutil.disk_usage(self._store.models).free
        needed = max(0, self.job.size_bytes - here) + _SPARE_BYTES
        if needed > free:
            raise HubProblem(
                "space", need=readable_size(needed), free=readable_size(free), where=str(self._store.models)
            )

    def _sync(self, index: int, part: Part) -> None:
        if self._store.is_cancelled(self.job.id):
            return
        part.sync()
        self._save_file(index, synced_bytes=part.offset)

    def _save_file(self, index: int, **changes: int | bool) -> None:
        file = replace(self.job.files[index], **changes)  # type: ignore[arg-type]
        if file != self.job.files[index]:
            files = (*self.job.files[:index], file, *self.job.files[index + 1 :])
            self._save(replace(self.job, files=files))

    def _save(self, job: Job) -> None:
        self.job = replace(job, boot=this_boot())
        with disk_problems(self._store.models):
            self._store.save(self.job)

    def _is_marked(self) -> bool:
        """Whether somebody, perhaps in another window, wants it paused or cancelled."""
        return self._store.is_cancelled(self.job.id) or self._store.is_paused(self.job.id)

    def _back_off(self) -> float:
        seconds = min(self._patience.first_wait_s * 2.0**self._failures, self._patience.longest_wait_s)
        return seconds * random.uniform(0.8, 1.2)
