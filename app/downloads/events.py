"""Everything that a download tells while it runs, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Checking:
    """What an earlier run left is read again: done of total bytes."""

    done_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes of the whole job. bytes_per_s: of the last seconds; seconds_left None: not known yet."""

    done_bytes: int
    total_bytes: int
    bytes_per_s: float
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something is in the way; it is tried again by itself. until: seconds since 1970."""

    kind: str
    sentence: str
    seconds: float
    until: float


@dataclass(frozen=True, slots=True)
class Verifying:
    """All bytes of a file are here; its SHA-256 is compared and it is made to last."""

    path: str


@dataclass(frozen=True, slots=True)
class Paused:
    """The end for now. resumes_by_itself: nobody pressed Pause, so the next start of the program goes on."""

    resumes_by_itself: bool


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The end: the job and its bytes are gone."""


@dataclass(frozen=True, slots=True)
class Done:
    """The end: the model is in the models folder. path: its file, of a split set the first."""

    path: Path


DownloadEvent = Checking | Progress | Waiting | Verifying | Paused | Cancelled | Done
