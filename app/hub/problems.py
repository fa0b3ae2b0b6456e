"""Every way in which the Hub, the network or the disk can fail us, each with its kind and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from app.errors import UserError
from app.words import Marked, later, translated

_NOTHING = Marked("")


@dataclass(frozen=True, slots=True)
class _Kind:
    """goes_on: a download tries again by itself. browsing: the sentence where no download runs."""

    goes_on: bool
    sentence: Marked
    browsing: Marked = _NOTHING
    hint: Marked = _NOTHING


_KINDS = {
    "offline": _Kind(
        True,
        later("No connection to Hugging Face. The download goes on by itself when the network is back."),
        later("There is no connection to Hugging Face."),
        later("Check the network, then try again."),
    ),
    "switched_off": _Kind(
        True,
        later("Inglenook is offline. The download goes on when Offline is switched off in Settings."),
        later("Inglenook is offline: nothing is searched or downloaded."),
        later("Switch Offline off in Settings."),
    ),
    "started_offline": _Kind(
        False,
        later("Inglenook was started with --offline: nothing is searched or downloaded."),
        later("Inglenook was started with --offline: nothing is searched or downloaded."),
        later("Start it without --offline."),
    ),
    "dropped": _Kind(
        True,
        later("The connection broke. Trying again; nothing already downloaded is lost."),
        later("The connection to Hugging Face broke."),
        later("Try again."),
    ),
    "slow": _Kind(
        True,
        later("The server stopped answering. Trying again; nothing already downloaded is lost."),
        later("Hugging Face does not answer."),
        later("Try again in a moment."),
    ),
    "server": _Kind(
        True,
        later("Hugging Face has a problem right now (error {status}). Trying again in a moment."),
        later("Hugging Face has a problem right now (error {status})."),
        later("Try again in a moment."),
    ),
    "odd": _Kind(
        True,
        later("The server's answer did not fit this file. Trying again; nothing already downloaded is lost."),
        later("The answer from Hugging Face could not be understood."),
        later("A sign-in page of the network, or a proxy, may be in the way."),
    ),
    "rate": _Kind(
        True,
        later(
            "Hugging Face asks us to wait {wait} s before the next request. The download goes on by itself."
        ),
        later("Hugging Face asks us to wait {wait} s before the next request."),
        later("Try again then."),
    ),
    "gated": _Kind(
        False,
        later(
            "{repo} is handed out on request: accept its terms on huggingface.co/{repo}, then enter an "
            "access token of that account in Settings."
        ),
    ),
    "token": _Kind(
        False, later("{repo} does not exist, is private, or the access token in Settings is wrong.")
    ),
    "missing": _Kind(
        False,
        later("{repo} does not exist or is private. If it is yours, enter an access token in Settings."),
    ),
    "gone": _Kind(False, later("This file is no longer on Hugging Face ({repo}).")),
    "denied": _Kind(
        False,
        later("The server refused the download (error {status})."),
        later("The server refused the request (error {status})."),
    ),
    "changed": _Kind(
        False,
        later(
            "The file on Hugging Face is not the one this download began with. Start it again to get the new "
            "version."
        ),
    ),
    "not_gguf": _Kind(
        False,
        later(
            "What arrived is not a GGUF model. A sign-in page of the network, or a proxy, may be in the way."
        ),
    ),
    "corrupt": _Kind(
        False,
        later(
            "The downloaded file is damaged (its SHA-256 is wrong) and was thrown away. Download it again."
        ),
    ),
    "tls": _Kind(
        False,
        later(
            "The secure connection to Hugging Face could not be verified. A proxy or a wrong clock may be "
            "the cause."
        ),
    ),
    "proxy": _Kind(False, later("The network's proxy refused the connection.")),
    "space": _Kind(
        False,
        later(
            "Not enough disk space: {need} needed, some of it for other programs; {free} free in {where}. "
            "Make room there, or choose another folder for models in Settings."
        ),
    ),
    "full": _Kind(
        False, later("The disk is full. Make room, then try again; nothing already downloaded is lost.")
    ),
    "write": _Kind(False, later("The file could not be written to {where}: {why}.")),
    "busy": _Kind(False, later("Another window is already downloading this model.")),
    "too_large": _Kind(
        False, later("Files over 50 GB are offered only over the Xet protocol, which this app does not use.")
    ),
    "unsafe": _Kind(False, later("This repository names a file in a way that is not safe to write: {name}.")),
    "unverifiable": _Kind(
        False, later("Hugging Face gives no checksum for {name}, so a damaged download could not be noticed.")
    ),
}

KINDS = frozenset(_KINDS)
TOKEN_KINDS = frozenset({"gated", "token", "missing"})
"""Those that another access token may end."""


class HubProblem(UserError):
    """One of the kinds above, told as a sentence.

    goes_on: a download waits and tries again. wait_s: how long the server asked for, 0.0 if it did not.
    """

    def __init__(self, kind: str, *, wait_s: float = 0.0, **facts: Any) -> None:
        self.kind = kind
        self.wait_s = wait_s
        self._facts = {**facts, "wait": f"{wait_s:.0f}"}
        super().__init__(translated(_KINDS[kind].sentence, **self._facts))

    @property
    def goes_on(self) -> bool:
        return _KINDS[self.kind].goes_on

    def while_browsing(self) -> Self:
        """The same problem, told where no download runs."""
        kind = _KINDS[self.kind]
        if kind.browsing:
            self.message, self.hint = translated(kind.browsing, **self._facts), translated(kind.hint)
            self.args = (self.message,)
        return self

    def __reduce__(self) -> Any:
        return _again, (self.kind, self.wait_s, self._facts)


def _again(kind: str, wait_s: float, facts: dict[str, Any]) -> HubProblem:
    return HubProblem(kind, **{**facts, "wait_s": wait_s})
