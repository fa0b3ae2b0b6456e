"""Values in what the Hub sends. They are doubted: one of another type counts as missing."""

from __future__ import annotations

import re
from typing import Any, Literal

Gate = Literal["", "auto", "manual"]

_NOT_LANGUAGES = {"moe", "llm", "vlm", "rag", "tts", "asr", "ocr", "nlp", "dpo", "sft", "gpt"}


def text_of(row: dict[str, Any], key: str) -> str:
    """ "" when there is none."""
    value = row.get(key)
    return value if isinstance(value, str) else ""


def whole_of(row: dict[str, Any], key: str) -> int:
    """0 when there is none."""
    value = row.get(key)
    return value if type(value) is int and 0 <= value < 1 << 63 else 0


def table_of(row: dict[str, Any], key: str) -> dict[str, Any]:
    """Empty when there is none."""
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def gate_of(row: dict[str, Any]) -> Gate:
    """Whether access must be asked for, and who answers: the Hub or a person."""
    value = row.get("gated")
    return "manual" if value == "manual" else "auto" if value else ""


def _tags(row: dict[str, Any]) -> list[str]:
    tags = row.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def tagged(row: dict[str, Any], prefix: str) -> tuple[str, ...]:
    """Values of tags as base_model:org/name; base_model:quantized:org/name is the same once more."""
    values = [tag.removeprefix(prefix) for tag in _tags(row) if tag.startswith(prefix)]
    return tuple(value for value in values if ":" not in value)


def license_of(row: dict[str, Any]) -> str:
    """The licence's id, "" when none is told."""
    named = tagged(row, "license:")
    return named[0] if named else text_of(table_of(row, "cardData"), "license")


def languages_of(row: dict[str, Any]) -> tuple[str, ...]:
    """Two or three letters each."""
    return tuple(tag for tag in _tags(row) if re.fullmatch(r"[a-z]{2,3}", tag) and tag not in _NOT_LANGUAGES)
