"""What the status line says while a model is loaded or an answer made: words, and the done fraction."""

from __future__ import annotations

from app.machine.forecast import Forecast
from app.store.messages import Message
from ui import formats
from ui.chat.answers import LiveAnswer


def load_progress(model_name: str, fraction: float | None) -> tuple[str, float | None]:
    if fraction is None:
        return "", None
    return f"Loading {model_name}" + (f" · {fraction:.0%}" if fraction else "…"), fraction


def answer_progress(
    live: LiveAnswer, model_name: str, load_fraction: float | None, is_first: bool
) -> tuple[str, float | None]:
    """is_first: no other answer is made before this one."""
    if live.is_stopping:
        return "Stopping…", None
    match live.phase:
        case "waiting" if not is_first:
            return "Waiting for the answer in another conversation", None
        case "waiting" if load_fraction is not None:
            return load_progress(model_name, load_fraction)
        case "loading":
            return load_progress(model_name, live.loaded_fraction)
        case "reading":
            done, total = live.reading.done, live.reading.total
            reading = f"Reading {formats.count(done)} of {formats.tokens(total)}"
            return " · ".join([*_resumed_line(live), reading]), done / max(1, total)
        case "writing" | "ending":
            return writing_line(live), None
    return "Starting…", None


def forecast_line(forecast: Forecast) -> str:
    """Reads 60 new tokens (1,180 already read) · first word in about 2 s · typical answer in about 25 s"""
    plural = "" if forecast.new_tokens == 1 else "s"
    line = f"Reads {formats.count(forecast.new_tokens)} new token{plural}"
    if forecast.reused_tokens:
        line += f" ({formats.count(forecast.reused_tokens)} already read)"
    if not forecast.answer_s:
        return line
    times = (("first word", forecast.first_word_s), ("typical answer", forecast.answer_s))
    return " · ".join([line, *(f"{what} in {_about(time_s)}" for what, time_s in times)])


def _about(time_s: float) -> str:
    """No more digits than a forecast has."""
    if time_s < 1:
        return "under 1 s"
    return f"about {round(time_s)} s" if time_s < 10 else f"about {formats.seconds(time_s)}"


def idle_line(answer: Message | None) -> str:
    """What is told between two answers: the figures of the last one, if it has any."""
    if answer is None or answer.statistics is None:
        return ""
    return f"Last answer · {formats.answer_foot(answer.statistics, None)}"


def writing_line(live: LiveAnswer) -> str:
    """Writing · 36.4 tok/s · 187 tokens · first word 0.8 s"""
    parts = ["Writing"]
    if live.pieces.tokens_per_s:
        parts.append(formats.speed(live.pieces.tokens_per_s))
    parts.append(formats.tokens(live.pieces.token_count))
    if live.first_word_s:
        parts.append(f"first word {formats.seconds(live.first_word_s)}")
    return " · ".join([*parts, *_resumed_line(live)])


def _resumed_line(live: LiveAnswer) -> list[str]:
    """Resumed: 3,900 tokens not read again, about 41 s saved"""
    if live.resumed is None:
        return []
    saved = f", about {formats.seconds(live.resumed.saved_s)} saved" if live.resumed.saved_s else ""
    return [f"Resumed: {formats.tokens(live.resumed.tokens)} not read again{saved}"]
