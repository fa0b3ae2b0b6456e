"""Quantities and terms of inference in plain words."""

from __future__ import annotations

from app.engine.pace import Pace
from app.insight.energy import CORE_WATTS, JOULES_PER_WH
from app.insight.journey import Journey
from app.words import digits, tr
from ui import formats

_LAMP_W = 5.0


def energy(joules: float) -> str:
    """9 -> 2.5 mWh; 90 -> 0.025 Wh; 7200 -> 2.0 Wh; 7200000 -> 2.0 kWh"""
    wh = joules / JOULES_PER_WH
    if wh < 0.00995:
        return tr("{number} mWh", number=digits(wh * 1000, 1 if wh < 0.0095 else 0))
    if wh >= 999.5:
        return tr("{number} kWh", number=digits(wh / 1000, 1))
    decimals = 0 if wh >= 99.5 else 1 if wh >= 0.995 else 2 if wh >= 0.0995 else 3
    return tr("{number} Wh", number=digits(wh, decimals))


def about_tokens(journey: Journey) -> str:
    return tr(
        "Into tokens. A model does not see letters: all it is sent is cut into tokens, pieces of words from "
        "a fixed list. This is the whole conversation so far with your question, {tokens}; it is sent anew "
        "with each question.",
        tokens=formats.tokens(journey.prompt_tokens),
    )


def about_reading(journey: Journey) -> str:
    new = formats.count(journey.prompt_tokens - journey.reused_tokens)
    return tr(
        "Reading. Before the first word the model computes with every token it has not seen yet: {new} of "
        "{total}. What was read before stays in memory and costs nothing, {kept} here. A long text that you "
        "paste is slow in this part.",
        new=new,
        total=formats.tokens(journey.prompt_tokens),
        kept=formats.count(journey.reused_tokens),
    )


def about_writing(journey: Journey) -> str:
    return tr(
        "Writing. The answer comes token by token, and for each one the whole model is gone through again: "
        "an answer twice as long takes twice the time. The line shows the speed; it falls as the "
        "conversation grows, and while other programs compute.",
    )


def about_memory(journey: Journey) -> str:
    return tr(
        "Memory that the model's process holds: its weights, and what it has read of this conversation. It "
        "is the model's size that counts most; a longer context takes more."
    )


def about_energy(journey: Journey) -> str:
    lamp = tr(
        "As much as a lamp of {watts} W takes in {time}.",
        watts=digits(_LAMP_W),
        time=formats.seconds(journey.energy_j / _LAMP_W),
    )
    match journey.energy_source:
        case "processor":
            told = tr("Energy, counted by the processor itself, for all programs that ran meanwhile.")
        case "battery":
            told = tr("Energy, from the battery's power: that of the whole computer with its screen.")
        case "estimate":
            told = tr(
                "Energy, an estimate, as this computer does not tell: the time its cores computed, times "
                "{watts} W, which a busy core takes. A graphics card is not counted.",
                watts=digits(CORE_WATTS),
            )
        case _:
            return tr("Energy. It is not known for this answer.")
    return tr("{first} {second}", first=told, second=lamp)


def pace_in_words(pace: Pace) -> str:
    """For a screen reader: the line's beginning, end, and slowest place."""
    speeds = pace.smooth().speeds()
    if not speeds:
        return tr("Not measured over time")
    return tr(
        "Speed over time: at first {first}, at the end {last}, at the slowest {least}",
        first=formats.speed(speeds[0]),
        last=formats.speed(speeds[-1]),
        least=formats.speed(min(speeds)),
    )
