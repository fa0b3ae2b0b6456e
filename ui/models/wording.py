"""Facts about models in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale

from app.hub.names import Tier
from app.words import Marked, later, tr, translated
from ui import formats

_LICENSES = {
    "apache-2.0": Marked("Apache 2.0"),
    "mit": Marked("MIT"),
    "gemma": later("Gemma licence"),
    "other": later("its own licence"),
    "openrail": Marked("OpenRAIL"),
}
_FAMILIES = (
    ("llama", later("Llama licence")),
    ("lfm", later("LFM licence")),
    ("qwen", later("Qwen licence")),
    ("falcon", later("Falcon licence")),
    ("cc-by-nc", later("CC BY-NC, not for business")),
    ("cc-by", Marked("CC BY")),
)
KINDS = {
    "chat": later("Everyday chat"),
    "reasoning": later("Reasoning"),
    "code": later("Code"),
    "multilingual": later("Many languages"),
}
_TIERS: dict[Tier, Marked] = {
    "Small": later("Small", "size of a model"),
    "Balanced": later("Balanced", "size of a model"),
    "Large": later("Large", "size of a model"),
}
_LANGUAGES = {
    "ar": later("Arabic", "a language"),
    "cs": later("Czech", "a language"),
    "de": later("German", "a language"),
    "en": later("English", "a language"),
    "es": later("Spanish", "a language"),
    "fr": later("French", "a language"),
    "hi": later("Hindi", "a language"),
    "id": later("Indonesian", "a language"),
    "it": later("Italian", "a language"),
    "ja": later("Japanese", "a language"),
    "ko": later("Korean", "a language"),
    "nl": later("Dutch", "a language"),
    "pl": later("Polish", "a language"),
    "pt": later("Portuguese", "a language"),
    "ru": later("Russian", "a language"),
    "th": later("Thai", "a language"),
    "tr": later("Turkish", "a language"),
    "uk": later("Ukrainian", "a language"),
    "vi": later("Vietnamese", "a language"),
    "zh": later("Chinese", "a language"),
}
"""Those that model cards name most; Qt knows the names of all others, but only in English."""


def license_name(license_id: str) -> str:
    """apache-2.0 -> Apache 2.0; "" where none is named."""
    return translated(_known_license(license_id)) or license_id


def license_fact(license_id: str) -> str:
    """The same where it stands alone: apache-2.0 -> licence Apache 2.0"""
    name, known = license_name(license_id), _known_license(license_id)
    return tr("licence {name}", name=name) if name and "licence" not in str(known) else name


def _known_license(license_id: str) -> Marked:
    family = next((name for start, name in _FAMILIES if license_id.startswith(start)), Marked(""))
    return _LICENSES.get(license_id, family)


def tier(name: Tier) -> str:
    """How far its weights are squeezed."""
    return translated(_TIERS[name], "size of a model")


def languages(codes: Sequence[str]) -> str:
    """("en", "zh", "es", "fr") -> English, Chinese and 2 more; "" for none."""
    names = [name for code in codes if (name := _language(code))]
    if len(names) <= 3:
        return ", ".join(names)
    return tr("{first}, {second} and {count} more", first=names[0], second=names[1], count=len(names) - 2)


def _language(code: str) -> str:
    if code in _LANGUAGES:
        return translated(_LANGUAGES[code], "a language")
    language = QLocale(code).language()
    return "" if language == QLocale.Language.C else QLocale.languageToString(language)


def day(iso: str) -> str:
    """2026-03-01T10:00:00.000Z -> 1 March 2026; "" for anything else."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    return formats.day(when)


def facts(*parts: str) -> str:
    """Those that are not empty, with dots between; none of them begins a line."""
    return "\N{NO-BREAK SPACE}· ".join(part for part in parts if part)


def size_facts(parameters: int, context_length: int = 0) -> str:
    """4B parameters · context of 32,768 tokens"""
    return facts(
        tr("{number} parameters", number=formats.readable_parameters(parameters)) if parameters else "",
        tr("context of {tokens}", tokens=formats.tokens(context_length)) if context_length else "",
    )
