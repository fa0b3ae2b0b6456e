"""Facts about models in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale

from ui import formats

_LICENSES = {
    "apache-2.0": "Apache 2.0",
    "mit": "MIT",
    "gemma": "Gemma licence",
    "other": "its own licence",
    "openrail": "OpenRAIL",
}
_FAMILIES = (
    ("llama", "Llama licence"),
    ("lfm", "LFM licence"),
    ("qwen", "Qwen licence"),
    ("falcon", "Falcon licence"),
    ("cc-by-nc", "CC BY-NC, not for business"),
    ("cc-by", "CC BY"),
)
KINDS = {"chat": "Everyday chat", "reasoning": "Reasoning", "code": "Code", "multilingual": "Many languages"}


def license_name(license_id: str) -> str:
    """apache-2.0 -> Apache 2.0; "" where none is named."""
    known = _LICENSES.get(license_id)
    if known is not None or not license_id:
        return known or ""
    return next((name for start, name in _FAMILIES if license_id.startswith(start)), license_id)


def languages(codes: Sequence[str]) -> str:
    """("en", "zh", "es", "fr") -> English, Chinese and 2 more; "" for none."""
    names = [name for code in codes if (name := _language(code))]
    if len(names) <= 3:
        return ", ".join(names)
    return f"{names[0]}, {names[1]} and {len(names) - 2} more"


def _language(code: str) -> str:
    language = QLocale(code).language()
    return "" if language == QLocale.Language.C else QLocale.languageToString(language)


def day(iso: str) -> str:
    """2026-03-01T10:00:00.000Z -> 1 March 2026; "" for anything else."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    return f"{when.day} {when:%B %Y}"


def facts(*parts: str) -> str:
    """Those that are not empty, with dots between."""
    return " · ".join(part for part in parts if part)


def size_facts(parameters: int, context_length: int = 0) -> str:
    """4B parameters · context of 32,768 tokens"""
    return facts(
        f"{formats.parameters(parameters)} parameters" if parameters else "",
        f"context of {formats.tokens(context_length)}" if context_length else "",
    )
