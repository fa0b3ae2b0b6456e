"""The downloads of this window: two at once, the others wait for their turn.

The folder of the jobs is the truth (app/downloads/jobs.py); what is kept here is what was last heard of each.
A download that runs when the program ends is left running there, so the next start goes on with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from app.downloads.events import (
    Cancelled,
    Checking,
    Done,
    DownloadEvent,
    Paused,
    Progress,
    Verifying,
    Waiting,
)
from app.downloads.jobs import Job, JobStore
from app.errors import UserError
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.models.gguf_names import split_part
from app.words import tr
from ui import formats
from ui.background import Lane, Task
from ui.controls import Ink

State = Literal[
    "queued",
    "checking",
    "downloading",
    "waiting",
    "verifying",
    "ending",
    "elsewhere",
    "paused",
    "failed",
    "done",
]
Fetch = Callable[[str, threading.Event], Iterator[DownloadEvent]]
"""Downloads the job of that id, as app.downloads.download.Downloads.fetch does."""
Renew = Callable[[Job, threading.Event], Iterator[Job]]
"""Asks the Hub for the same file as it is there now, and plans it anew."""

_RENEWED_KINDS = ("changed", "gone")  # of no use to ask for the same bytes again
_THROWN_AWAY = ("corrupt", "not_gguf")  # the file that came last, not those of a split set before it
_ELSEWHERE_EACH_MS = 4_000


@dataclass(frozen=True, slots=True)
class Download:
    """One download as it was last heard of.

    sentence: why it waits or failed. until: when it tries again, seconds since 1970. path: of the finished
    model. "ending": it was asked to pause or to be cancelled; "elsewhere": another window does it.
    """

    job: Job
    state: State
    done_bytes: int
    bytes_per_s: float = 0.0
    seconds_left: float | None = None
    sentence: str = ""
    kind: str = ""
    until: float = 0.0
    path: Path | None = None

    @property
    def name(self) -> str:
        """Of its file, without the ending and the number of a part."""
        path = self.job.files[0].path
        part = split_part(path)
        return (part[0] if part else path).rpartition("/")[2].removesuffix(".gguf")

    @property
    def fraction(self) -> float:
        return min(1.0, self.done_bytes / max(1, self.job.size_bytes))

    @property
    def is_active(self) -> bool:
        """Whether it goes on without anybody doing something."""
        return self.state not in ("paused", "failed", "done")


class DownloadQueue(QObject):
    """Starts, pauses and cancels downloads, and tells how they go."""

    listed = Signal()  # one came or went
    changed = Signal(str)  # the job's id
    finished = Signal(str)  # the job's id; the model is there
    refused = Signal(object)  # UserError: it could not even be planned

    def __init__(
        self, jobs: JobStore, fetch: Fetch, renew: Renew, lane: Lane, library_lane: Lane, hub_lane: Lane
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._fetch = fetch
        self._renew = renew
        self._lane = lane
        self._library_lane = library_lane
        self._hub_lane = hub_lane
        self._downloads: dict[str, Download] = {}
        self._tasks: dict[str, Task] = {}
        self._renewals: dict[str, Task] = {}
        self._is_held = False
        self._again: set[str] = set()  # those that are to begin again when their task has ended
        self._elsewhere = QTimer(self, interval=_ELSEWHERE_EACH_MS)
        self._elsewhere.timeout.connect(self._look_elsewhere)

    def start(self) -> None:
        """Find what an earlier run left, and go on with what was running."""
        self._library_lane.run(self._jobs.all, self._take_up, self._on_refused)

    def hold(self, is_held: bool) -> None:
        """While the models are moved nothing is begun."""
        self._is_held = is_held

    def use(self, jobs: JobStore) -> None:
        """They were moved there, while none was running. Those that are done are off the list."""
        self._jobs = jobs
        for download in self.all():
            self.forget(download.job.id)

    def all(self) -> list[Download]:
        """In the order in which they came."""
        return list(self._downloads.values())

    def get(self, job_id: str) -> Download | None:
        return self._downloads.get(job_id)

    def of_file(self, repo: str, path: str) -> Download | None:
        """The download of a repository's file, of a split set its first."""
        for download in self._downloads.values():
            if download.job.repo == repo and download.job.files[0].path == path:
                return download
        return None

    def add(self, repo: str, commit: str, files: Sequence[RemoteFile]) -> None:
        """Download these files as one model, as soon as it is their turn."""
        if self._is_held:
            self._refuse()
            return
        self._library_lane.run(lambda: self._jobs.plan(repo, commit, files), self._begin, self._on_refused)

    def pause(self, job_id: str) -> None:
        self._end(job_id, self._jobs.pause)

    def cancel(self, job_id: str) -> None:
        """Throw away what was downloaded."""
        self._end(job_id, self._jobs.cancel)

    def resume(self, job_id: str) -> None:
        """Go on with one that was paused, or failed."""
        download = self._downloads.get(job_id)
        if download is None or job_id in self._tasks:
            return
        if self._is_held:
            self._refuse()
            return
        if download.kind in _RENEWED_KINDS:
            self._set(replace(download, state="checking", sentence="", kind=""))
            self._plan_anew(download.job)
            return
        self._library_lane.run(
            lambda: self._jobs.resume(job_id), lambda _: self._begin(download.job), self._on_refused
        )

    def _plan_anew(self, job: Job) -> None:
        """Begin with what the Hub has there now, unless it is paused or cancelled meanwhile."""

        def begin(new: Job) -> None:
            if not task.stop_asked.is_set():
                self._begin(new)

        def fail(error: Exception) -> None:
            if not task.stop_asked.is_set():
                self._on_error(job.id, error)

        task = self._hub_lane.stream(partial(self._renew, job), begin, lambda: None, fail)
        self._renewals[job.id] = task

    def try_now(self, job_id: str) -> None:
        """Do not wait any longer before the next try."""
        download = self._downloads.get(job_id)
        if download is not None and download.state == "waiting" and job_id in self._tasks:
            self._again.add(job_id)
            self._tasks[job_id].stop()

    def go_online(self) -> None:
        """The switch may have been changed: those that waited for it alone try again."""
        for download in self.all():
            if download.kind == "switched_off":
                self.try_now(download.job.id)

    def forget(self, job_id: str) -> None:
        """Take a finished one off the list."""
        download = self._downloads.get(job_id)
        if download is not None and download.state == "done":
            del self._downloads[job_id]
            self.listed.emit()

    def _take_up(self, jobs: list[Job]) -> None:
        for job in jobs:
            if job.is_running:
                self._begin(job)
                continue
            state: State = "paused" if job.state == "paused" else "failed"
            self._downloads[job.id] = Download(
                job, state, _done_bytes(job), sentence=job.why, kind=job.why_kind
            )
        if jobs:
            self.listed.emit()

    def _begin(self, job: Job) -> None:
        if job.id in self._tasks:  # asked for twice
            return
        known = self._downloads.get(job.id)
        if known is None or known.state != "elsewhere":
            begun = known.done_bytes if known is not None and _is_same(known.job, job) else 0
            self._downloads[job.id] = Download(job, "queued", max(begun, _done_bytes(job)))
        self._tasks[job.id] = self._lane.stream(
            partial(self._fetch, job.id),
            partial(self._on_event, job.id),
            partial(self._on_end, job.id),
            partial(self._on_error, job.id),
        )
        if known is None:
            self.listed.emit()
        else:
            self.changed.emit(job.id)

    def _end(self, job_id: str, mark: Callable[[str], None]) -> None:
        """Write the wish down first, so that it holds whatever happens next; then stop the fetch."""
        download = self._downloads.get(job_id)
        if download is None:
            return
        if job_id in self._renewals:
            self._renewals.pop(job_id).stop()
        if job_id in self._tasks:
            self._set(replace(download, state="ending"))
        self._library_lane.run(lambda: mark(job_id), lambda _: self._stop(job_id), self._on_refused)

    def _stop(self, job_id: str) -> None:
        if job_id in self._tasks:
            self._tasks[job_id].stop()
        else:
            self._look_again(job_id)

    def _on_event(self, job_id: str, event: DownloadEvent) -> None:
        download = self._downloads.get(job_id)
        if download is None:
            return
        is_ending = download.state == "ending"
        match event:
            case Checking(done, _):
                new = replace(download, state="checking", done_bytes=max(download.done_bytes, done))
            case Progress(done, _, speed, left):
                new = replace(
                    download,
                    state="downloading",
                    done_bytes=done,
                    bytes_per_s=speed,
                    seconds_left=left,
                    sentence="",
                )
            case Waiting(kind, sentence, _, until):
                new = replace(download, state="waiting", sentence=sentence, kind=kind, until=until)
            case Verifying():
                new = replace(download, state="verifying", bytes_per_s=0.0, seconds_left=None)
            case Done(path):
                done = download.job.size_bytes
                new = replace(download, state="verifying", done_bytes=done, path=path)
            case Paused() | Cancelled():
                return  # the fetch ends now; what is on the disk tells
        if is_ending:
            new = replace(new, state="ending")
        self._set(new)

    def _on_end(self, job_id: str) -> None:
        del self._tasks[job_id]
        download = self._downloads.get(job_id)
        if download is not None and download.path is not None:
            self._set(replace(download, state="done", sentence="", kind=""))
            self.finished.emit(job_id)
        elif download is not None and job_id in self._again and download.state != "ending":
            self._begin(download.job)
        elif download is not None:
            self._look_again(job_id)
        self._again.discard(job_id)

    def _on_error(self, job_id: str, error: Exception) -> None:
        self._tasks.pop(job_id, None)
        download = self._downloads.get(job_id)
        if download is None:
            return
        if isinstance(error, HubProblem) and error.kind == "busy":
            self._set(replace(download, state="elsewhere", sentence=error.message))
            self._elsewhere.start()
            return
        sentence = tr("This download failed because of a mistake in the program. Its bytes are kept.")
        if isinstance(error, UserError):
            sentence = f"{error.message} {error.hint}".rstrip()
        kind = error.kind if isinstance(error, HubProblem) else ""
        self._set(replace(download, state="failed", sentence=sentence, kind=kind, bytes_per_s=0.0))
        if kind in _THROWN_AWAY:
            self._library_lane.run(
                lambda: self._jobs.get(job_id), lambda job: self._show_kept(job_id, job), self._on_refused
            )

    def _show_kept(self, job_id: str, job: Job | None) -> None:
        """How much of one that failed is still here."""
        download = self._downloads.get(job_id)
        if job is not None and download is not None and download.state == "failed":
            self._set(replace(download, done_bytes=_done_bytes(job)))

    def _look_again(self, job_id: str) -> None:
        """What became of it, from the disk."""
        self._library_lane.run(
            lambda: None if self._jobs.is_cancelled(job_id) else self._jobs.get(job_id),
            lambda job: self._show_left(job_id, job),
            self._on_refused,
        )

    def _show_left(self, job_id: str, job: Job | None) -> None:
        if job_id in self._tasks or job_id not in self._downloads:
            return
        if job is None:
            del self._downloads[job_id]
            self.listed.emit()
        else:
            self._set(Download(job, "paused", max(_done_bytes(job), self._downloads[job_id].done_bytes)))

    def _look_elsewhere(self) -> None:
        """What another window downloads is taken over when that window ends."""
        others = [download.job for download in self._downloads.values() if download.state == "elsewhere"]
        for job in others:
            self._begin(job)
        if not others:
            self._elsewhere.stop()

    def _refuse(self) -> None:
        self.refused.emit(UserError(tr("The models are being moved."), tr("Download when that is done.")))

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.refused.emit(error)

    def _set(self, download: Download) -> None:
        self._downloads[download.job.id] = download
        self.changed.emit(download.job.id)


def downloads_note(downloads: Sequence[Download]) -> tuple[str, float | None, Ink]:
    """All of them in a word, for where there is little room: the words, how far they are, their colour."""
    active = [download for download in downloads if download.is_active and download.state != "elsewhere"]
    if active:
        total = sum(download.job.size_bytes for download in active)
        fraction = sum(download.done_bytes for download in active) / max(1, total)
        if all(download.state == "waiting" for download in active):
            return tr("waiting", "a download"), fraction, "warn"
        return formats.percent(fraction), fraction, "muted"
    if any(download.state == "failed" for download in downloads):
        return tr("stopped", "a download"), None, "danger"
    is_paused = any(download.state == "paused" for download in downloads)
    return tr("paused", "a download") if is_paused else "", None, "muted"


def _is_same(one: Job, other: Job) -> bool:
    """Whether they are for the same bytes."""
    return [file.sha256 for file in one.files] == [file.sha256 for file in other.files]


def _done_bytes(job: Job) -> int:
    """As far as it was written down."""
    return sum(file.size_bytes if file.is_verified else file.synced_bytes for file in job.files)
