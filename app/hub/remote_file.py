"""A file on the Hub, as it must arrive."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_BYTES = 50_000_000_000
"""What the Hub serves over plain HTTP."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a repository at one commit. sha256: in lower case, "" where the Hub does not tell."""

    repo: str
    commit: str
    path: str
    size_bytes: int
    sha256: str
