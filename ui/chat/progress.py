"""What the status line says while a model is loaded or an answer made: words, and the done fraction."""

from __future__ import annotations

from app.machine.timing import Forecast
from app.store.messages import Message
from app.words import digits, tr, trn
from ui import formats
from ui.chat.answers import LiveAnswer

_SLOW_FIRST_WORD_S, _SLOW_ANSWER_S = 2.0, 20.0


def reads_long(forecast: Forecast) -> bool:
    """Whether the first word takes so long that people ask how it could come sooner."""
    return forecast.first_word_s > _SLOW_FIRST_WORD_S


def writes_long(forecast: Forecast) -> bool:
    """The same of the answer, once it has begun."""
    return forecast.answer_s - forecast.first_word_s > _SLOW_ANSWER_S


def load_progress(model_name: str, fraction: float | None) -> tuple[str, float | None]:
    if fraction is None:
        return "", None
    if not fraction:
        return tr("Loading {model}…", model=model_name), fraction
    return tr("Loading {model} · {percent}", model=model_name, percent=formats.percent(fraction)), fraction


def answer_progress(
    live: LiveAnswer, model_name: str, load_fraction: float | None, is_first: bool
) -> tuple[str, float | None]:
    """is_first: no other answer is made before this one."""
    if live.is_stopping:
        return tr("Stopping…"), None
    match live.phase:
        case "waiting" if not is_first:
            return tr("Waiting for the answer in another conversation"), None
        case "waiting" if load_fraction is not None:
            return load_progress(model_name, load_fraction)
        case "loading":
            return load_progress(model_name, live.loaded_fraction)
        case "reading":
            done, total = live.reading.done, live.reading.total
            reading = tr("Reading {done} of {tokens}", done=done, tokens=formats.tokens(total))
            return " · ".join([*_resumed_line(live), reading]), done / max(1, total)
        case "writing" | "ending":
            return writing_line(live), None
    return tr("Starting…"), None


def forecast_line(forecast: Forecast) -> str:
    """Reads 60 new tokens (1,180 already read) · first word in about 2 s · typical answer in about 25 s"""
    line = trn("Reads {count} new token", "Reads {count} new tokens", forecast.new_tokens)
    if forecast.reused_tokens:
        line = trn(
            "Reads {count} new token ({reused} already read)",
            "Reads {count} new tokens ({reused} already read)",
            forecast.new_tokens,
            reused=forecast.reused_tokens,
        )
    if not forecast.answer_s:
        return line
    first_word = tr("first word in {time}", time=about(forecast.first_word_s))
    return " · ".join([line, first_word, tr("typical answer in {time}", time=about(forecast.answer_s))])


def reading_reason(forecast: Forecast) -> str:
    """Why the first word takes its time: all that is new is read before it."""
    if not forecast.new_tokens or not forecast.first_word_s:
        return tr("The model reads every token before it writes the first word.")
    return trn(
        "The model reads every token before it writes the first word: {count} new token at about {speed} "
        "tokens a second.",
        "The model reads every token before it writes the first word: {count} new tokens at about {speed} "
        "tokens a second.",
        forecast.new_tokens,
        speed=round_speed(forecast.new_tokens / forecast.first_word_s),
    )


def writing_reason(forecast: Forecast) -> str:
    """Why the answer takes its time after that; empty where it is not known."""
    write_s = forecast.answer_s - forecast.first_word_s
    if not forecast.answer_s or write_s <= 0:
        return ""
    return tr(
        "Then it writes token by token: a typical answer here has {tokens}, at about {speed} tokens a "
        "second.",
        tokens=formats.tokens(forecast.answer_tokens),
        speed=round_speed(forecast.answer_tokens / write_s),
    )


def round_speed(tokens_per_s: float) -> str:
    """With no more digits than a forecast has: 63.4 -> 63; 1895 -> 1,900; 6.24 -> 6.2"""
    if tokens_per_s < 9.95:
        return digits(tokens_per_s, 1)
    return digits(round(tokens_per_s, -max(0, len(str(round(tokens_per_s))) - 2)))


def about(time_s: float) -> str:
    """A time that was foretold, with no more digits than a forecast has."""
    if time_s < 1:
        return tr("under 1 s")
    time = tr("{count} s", count=round(time_s)) if time_s < 10 else formats.seconds(time_s)
    return tr("about {time}", time=time)


def idle_line(answer: Message | None) -> str:
    """What is told between two answers: the figures of the last one, if it has any."""
    if answer is None or answer.statistics is None:
        return ""
    return tr("Last answer · {figures}", figures=formats.answer_foot(answer.statistics, None))


def writing_line(live: LiveAnswer) -> str:
    """Writing · 36.4 tok/s · 187 tokens · first word 0.8 s"""
    parts = [tr("Writing")]
    if live.pieces.tokens_per_s:
        parts.append(formats.speed(live.pieces.tokens_per_s))
    parts.append(formats.tokens(live.pieces.token_count))
    if live.first_word_s:
        parts.append(tr("first word {time}", time=formats.seconds(live.first_word_s)))
    return " · ".join([*parts, *_resumed_line(live)])


def _resumed_line(live: LiveAnswer) -> list[str]:
    """Resumed: 3,900 tokens not read again, about 41 s saved"""
    if live.resumed is None:
        return []
    tokens = formats.tokens(live.resumed.tokens)
    if not live.resumed.saved_s:
        return [tr("Resumed: {tokens} not read again", tokens=tokens)]
    saved = formats.seconds(live.resumed.saved_s)
    return [tr("Resumed: {tokens} not read again, about {time} saved", tokens=tokens, time=saved)]
