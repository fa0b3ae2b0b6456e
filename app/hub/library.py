"""The Hub's own library: what it knows of names and headers, without what it does unasked.

It takes half a second to import, so that happens when a command for the Hub first needs it, never at the
program's start; the window asks on its lanes. None of its functions that send requests is used.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from functools import cache
from types import ModuleType

from app.paths import Paths

_PRIVACY = (
    "HF_HUB_DISABLE_TELEMETRY",
    "HF_HUB_DISABLE_XET",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN",  # that of a login in another program
    "HF_HUB_DISABLE_PROGRESS_BARS",
)
_importing = threading.Lock()


def is_repository(name: str) -> bool:
    """Whether it can be the org/name of a repository, by the Hub's rules."""
    utils = _utils()
    try:
        utils.validate_repo_id(name)
    except utils.HFValidationError:
        return False
    return "/" in name


def seconds_to_reset(headers: Mapping[str, str]) -> float | None:
    """Until the Hub takes requests again, from its RateLimit header; None when it does not say."""
    try:
        told = _utils().parse_ratelimit_headers(headers)
        return None if told is None else float(told.reset_in_seconds)
    except (ValueError, OverflowError):  # hundreds of digits
        return None


@cache
def _utils() -> ModuleType:
    """The variables are read when the library's constants are imported. HF_HOME is put back then: where
    the person's other programs keep their models is still to be known."""
    with _importing:
        os.environ.update(dict.fromkeys(_PRIVACY, "1"))
        theirs = os.environ.get("HF_HOME")
        os.environ["HF_HOME"] = str(Paths.resolve().home / "hub")
        try:
            from huggingface_hub import constants, utils  # noqa: F401 - constants reads them
        finally:
            del os.environ["HF_HOME"]
            if theirs is not None:
                os.environ["HF_HOME"] = theirs
        return utils
