"""How good the guide is, on questions that no writer of the corpus has seen.

Runs on the program's own engine and prints each miss and the figures as JSON:
python packaging/guide_model/score.py [--model FILE] [--questions dev|questions]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus import COUNT_TOO_FAR, HERE, MAX_COUNT, NUMBER_WORDS, count_answer, read_pairs, read_topics

MODEL = HERE.parents[1] / "assets" / "models" / "inglenook-guide-q8_0.gguf"
MAX_ANSWER_TOKENS = 600
OUTSIDE = "out_general"
Messages = list[tuple[str, str]]  # (role, text)
Answerer = Callable[[list[Messages]], list[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    accepted: tuple[str, ...]
    question: str
    answer: str
    topic: str  # which topic's answer it is word for word; "" if none's

    @property
    def is_right(self) -> bool:
        return self.topic in self.accepted


class Judge:
    """Tells from its words which topic an answer belongs to. Only a whole answer counts."""

    def __init__(self) -> None:
        self._topics = read_topics()
        self._by_answer = {topic.answer.strip(): topic.id for topic in self._topics.values()}

    def topic_of(self, question: str, answer: str) -> str:
        answer = answer.strip()
        counts = {count_answer(n) for n in range(2, MAX_COUNT + 1)} | {COUNT_TOO_FAR}
        if answer in counts:
            return "count" if answer == self._wanted_count(question) else ""
        before, after = self._topics["tell_name"].answer.split("{name}")
        if answer.startswith(before) and answer.endswith(after):
            name = answer[len(before) : len(answer) - len(after)]
            return "tell_name" if name and name.lower() in question.lower() else ""
        return self._by_answer.get(answer, "")

    @staticmethod
    def _wanted_count(question: str) -> str:
        values = {word: n for n, word in enumerate(NUMBER_WORDS, 1)} | {str(n): n for n in range(1, 1001)}
        words = re.findall(r"[a-z]+|[0-9]+", question.lower())
        found = [values[word] for word in words if word in values]
        if not found:
            return ""
        return count_answer(found[-1]) if found[-1] <= MAX_COUNT else COUNT_TOO_FAR


def judge_questions(file: str, answer: Answerer) -> list[Judged]:
    """Each held-out question alone in a conversation."""
    judge = Judge()
    pairs = read_pairs(HERE / "heldout" / f"{file}.tsv")
    answers = answer([[("user", question)] for _, question in pairs])
    return [
        Judged(tuple(accepted.split(",")), question, text, judge.topic_of(question, text))
        for (accepted, question), text in zip(pairs, answers, strict=True)
    ]


def judge_names(answer: Answerer) -> list[tuple[str, str, bool]]:
    """100 conversations: a name, none to three other questions, the name asked for. (name, answer, kept)."""
    rng = random.Random(7)
    names = (HERE / "heldout" / "names.txt").read_text(encoding="utf-8").split()
    turns = read_pairs(HERE / "heldout" / "name_turns.tsv")
    between = [
        question for accepted, question in read_pairs(HERE / "heldout" / "dev.tsv") if "name" not in accepted
    ]
    conversations: list[Messages] = [
        [("user", turns[i % len(turns)][0].format(name=n))] for i, n in enumerate(names)
    ]
    questions = [[*rng.sample(between, i % 4), turns[i % len(turns)][1]] for i in range(len(names))]
    replies = answer(conversations)
    for step in range(max(map(len, questions))):
        open_rows = [row for row in range(len(names)) if step < len(questions[row])]
        for row in open_rows:
            conversations[row] += [("assistant", replies[row]), ("user", questions[row][step])]
        for row, text in zip(open_rows, answer([conversations[row] for row in open_rows]), strict=True):
            replies[row] = text
    return [(name, reply, name.lower() in reply.lower()) for name, reply in zip(names, replies, strict=True)]


def figures(judged: list[Judged], names: list[tuple[str, str, bool]]) -> dict[str, float]:
    """Shares from 0 to 1."""

    def share(rows: Iterable[bool]) -> float:
        values = list(rows)
        return round(sum(values) / len(values), 4)

    inside = [row for row in judged if OUTSIDE not in row.accepted]
    return {
        "questions": len(judged),
        "in_scope_right": share(row.is_right for row in inside),
        "out_of_scope_honest": share(row.is_right for row in judged if OUTSIDE in row.accepted),
        "greetings_right": share(row.is_right for row in inside if "greeting" in row.accepted),
        "names_kept": share(kept for _, _, kept in names),
    }


def engine_answerer(model: Path) -> tuple[Answerer, Callable[[], None]]:
    """Answers through the program's engine, greedily, and what ends it. An answer without an end fails."""
    sys.path.insert(0, str(HERE.parents[1]))
    from app.engine.client import Engine
    from app.engine.events import ChatMessage, Finished, LoadOptions, Piece, ReplyOptions, Sampling

    engine = Engine()
    stop = threading.Event()
    for _ in engine.load(model, LoadOptions(), stop):
        pass
    options = ReplyOptions(Sampling(temperature=0.0), max_tokens=MAX_ANSWER_TOKENS)

    def one(messages: Messages) -> str:
        text = ""
        for event in engine.reply([ChatMessage(role, said) for role, said in messages], options, stop):  # type: ignore[arg-type]
            if isinstance(event, Piece):
                text += event.text
            elif isinstance(event, Finished) and event.reason != "end":
                text += f" [no end: {event.reason}]"
        return text

    return lambda conversations: [one(messages) for messages in conversations], engine.close


def report(judged: list[Judged], names: list[tuple[str, str, bool]]) -> dict[str, float]:
    """Print the misses, return the figures."""
    for row in judged:
        if not row.is_right:
            print(
                f"MISS {','.join(row.accepted)}: {row.question!r} -> {row.topic or '?'}: {row.answer[:90]!r}"
            )
    for name, reply, kept in names:
        if not kept:
            print(f"NAME {name}: {reply[:90]!r}")
    return figures(judged, names)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--questions", choices=("dev", "questions"), default="questions")
    options = parser.parse_args()
    answer, close = engine_answerer(options.model)
    try:
        result = report(judge_questions(options.questions, answer), judge_names(answer))
    finally:
        close()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
