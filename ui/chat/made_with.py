"""The settings that an answer was made with, in words."""

from __future__ import annotations

from app.engine.events import Sampling
from app.store.messages import Message
from app.words import Marked, digits, later, tr, translated

_OPTIONS = {
    "context_length": later("Context length"),
    "max_answer_tokens": later("Greatest length"),
    "thinking": later("Thinking"),
    "temperature": later("Temperature"),
    "top_k": later("Top-K"),
    "top_p": later("Top-P"),
    "min_p": later("Min-P"),
    "repeat_penalty": later("Repeat penalty"),
    "seed": later("Seed"),
    "system_prompt": later("System prompt"),
}
_SAMPLING = ("temperature", "top_k", "top_p", "min_p", "repeat_penalty")


def chosen_settings(answer: Message) -> str:
    """What was set by hand, a line each."""
    values = answer.made_with
    told = [f"{_name(name)}: {_short(value)}" for name, value in values.items() if name in _OPTIONS]
    return "\n".join(told) or tr("As the model and this computer suggest")


def settings_line(answer: Message, usual: Sampling) -> str:
    """All that chose the words, set by hand or not. usual: of the model, where nothing is set."""
    values = answer.made_with
    told = []
    for name in _SAMPLING:
        value = values.get(name, getattr(usual, name))
        if value is not None:
            told.append(f"{_name(name)} {_short(value)}")
    seed = values.get("seed", values.get("drawn_seed"))
    if seed is not None:
        told.append(f"{_name('seed')} {seed}")
    return tr("Settings: {settings}", settings=", ".join(told))


def _name(option: str) -> str:
    marked: Marked = _OPTIONS[option]
    return translated(marked)


def _short(value: object) -> str:
    if isinstance(value, float):
        return digits(value, len(f"{value:g}".partition(".")[2]))
    words = " ".join(str(value).split())
    return words if len(words) <= 80 else words[:80].rstrip() + "…"
