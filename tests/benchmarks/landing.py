"""Do answers of limited length end with a sentence? With and without being led to a close.

    .venv/bin/python -m tests.benchmarks.landing [--model FILE] [--limits 16,24,32]

Only answers that the limit would cut are counted; they are made twice, at temperature 0.
"""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, Piece, ReplyOptions, Sampling
from app.engine.landing import ends_a_sentence
from app.paths import Paths

_QUESTIONS = (
    "What is a token?",
    "Who are you?",
    "Why are answers slow?",
    "What is the context length?",
    "How do I attach a file?",
    "How can I search my conversations?",
    "Does the model learn from what I write?",
    "Why does the model forget the beginning?",
    "What does temperature do?",
    "Which model should I take?",
    "How do I download a model?",
    "What is a quantization?",
    "Is my data sent anywhere?",
    "How do I stop an answer?",
    "Where are my conversations stored?",
    "What is a preset?",
    "How much memory do I need?",
    "What is the KV cache?",
    "Why is a long paste slow?",
    "How do I export a chat?",
    "What can you do?",
    "What is inference?",
    "How do I make answers faster?",
    "What is top-p?",
    "Can I use a model from another program?",
    "What does a system prompt do?",
    "How do I edit my question?",
    "What is a chat template?",
    "How do I delete a conversation?",
    "What is a GGUF file?",
)


def _answer(engine: Engine, question: str, options: ReplyOptions) -> tuple[str, Finished]:
    text, last = "", None
    for event in engine.reply([ChatMessage("user", question)], options, threading.Event()):
        if isinstance(event, Piece):
            text += event.text
        elif isinstance(event, Finished):
            last = event
    assert last is not None
    return text, last


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Paths.resolve().guide_model)
    parser.add_argument("--limits", default="16,24,32")
    arguments = parser.parse_args()
    greedy = Sampling(temperature=0.0)
    print(f"{'limit':>6} {'cut':>5} {'end with a sentence':>20} {'led to a close':>15} {'tokens left':>12}")
    with Engine() as engine:
        for _ in engine.load(arguments.model, LoadOptions(), threading.Event()):
            pass
        for limit in map(int, arguments.limits.split(",")):
            plain = led = count = left = 0
            for question in _QUESTIONS:
                text, finished = _answer(engine, question, ReplyOptions(greedy, limit))
                if finished.reason != "length":
                    continue
                count += 1
                plain += ends_a_sentence(text)
                text, finished = _answer(engine, question, ReplyOptions(greedy, limit, leads_to_close=True))
                led += ends_a_sentence(text)
                left += limit - finished.statistics.answer_tokens
            shares = (f"{100 * number / max(1, count):.0f} %" for number in (plain, led))
            columns = [
                f"{limit:>6}",
                f"{count:>5}",
                *(f"{share:>{w}}" for share, w in zip(shares, (20, 15), strict=True)),
            ]
            print(" ".join([*columns, f"{left / max(1, count):>12.1f}"]))


if __name__ == "__main__":
    main()
