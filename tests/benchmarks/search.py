"""What a search costs: python -m tests.benchmarks.search [--messages 100000] [--quick]

Fills a database with conversations whose words are as unevenly used as a language's (Zipf), every fifth of
them in Chinese characters without spaces, and searches it for what people type: a rare word, a common one,
single letters as they are typed, and what the index of words does not know. Prints in milliseconds median and
worst of several runs, and the median of the processor's time, which does not depend on what else the machine
does; then how late a thread that does something each 5 ms, as the window does, is while another one searches
without a pause.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from app.store.conversations import Conversations
from app.store.database import Database

WORDS = 40_000
CHARACTERS = 5_000
PER_CONVERSATION = 50
REPEATS = 7
BEAT_S = 0.005

QUERIES = {
    "a rare word": "quetzalcoatlus",
    "a common word": "the",
    "one letter": "t",
    "two letters": "ca",
    "two common words": "the of",
    "a common and a rare word": "the quetzalcoatlus",
    "a word that is nowhere": "xylophonist",
    "Chinese": "灯台",
    "a rare Chinese word": "灯台光見",
    "common Chinese": "丂丄",
    "one Chinese character": "光",
    "a sign": "🎂",
    "a word with signs": "c++",
    "a common word and a sign": "the 🎂",
    "a sign that is nowhere": "🦕",
}


def vocabulary(chance: random.Random) -> list[str]:
    syllables = [a + b for a, b in itertools.product("bcdfghklmnprstv", "aeiou")]
    made = {"".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(2 * WORDS)}
    return ["the", "of", "and", "to", "call", "can", *sorted(made)][:WORDS]


def messages(count: int, chance: random.Random) -> Iterator[str]:
    words = vocabulary(chance)
    chance.shuffle(words[6:])
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    characters = [chr(0x4E00 + number) for number in range(CHARACTERS)]
    for number in range(count):
        length = chance.randint(5, 160)
        if number // PER_CONVERSATION % 5 == 4:
            text = "".join(chance.choices(characters, cum_weights=weights[:CHARACTERS], k=2 * length))
        else:
            text = " ".join(chance.choices(words, cum_weights=weights, k=length))
        if number % 1000 == 7:
            text += " 昨日は灯台の光を見ました 🎂 and C++ code"
        if number % 20_000 == 11:
            text += " Quetzalcoatlus northropi"
        yield text


def fill(database: Database, count: int) -> None:
    chance = random.Random(20)
    with database.writing() as connection:
        for number, text in enumerate(messages(count, chance)):
            if number % PER_CONVERSATION == 0:
                conversation_id = add_conversation(connection, text, number)
                parent_id = None
            parent_id = connection.execute(
                "INSERT INTO message (conversation_id, parent_id, role, content, created_at, state) "
                "VALUES (?, ?, ?, ?, ?, 'complete')",
                (conversation_id, parent_id, ("user", "assistant")[number % 2], text, 1.7e9 + number),
            ).lastrowid


def add_conversation(connection: sqlite3.Connection, text: str, number: int) -> int | None:
    return connection.execute(
        "INSERT INTO conversation (title, created_at, updated_at) VALUES (?, ?, ?)",
        (text[:40], 1.7e9 + number, 1.7e9 + number),
    ).lastrowid


def lateness_ms(conversations: Conversations, seconds: float) -> list[float]:
    """Of a heartbeat beside a thread that searches all the time."""
    is_over = threading.Event()

    def search() -> None:
        for query in itertools.cycle(QUERIES.values()):
            if is_over.is_set():
                return
            conversations.search(query)

    searching = threading.Thread(target=search)
    late: list[float] = []
    searching.start()
    end = time.perf_counter() + seconds
    while (now := time.perf_counter()) < end:
        time.sleep(BEAT_S)
        late.append((time.perf_counter() - now - BEAT_S) * 1000)
    is_over.set()
    searching.join()
    return sorted(late)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true", help="5,000 messages")
    arguments = parser.parse_args()
    count = 5_000 if arguments.quick else arguments.messages
    with (
        tempfile.TemporaryDirectory() as folder,
        Database(Path(folder) / "inglenook.sqlite") as database,
    ):
        started = time.perf_counter()
        fill(database, count)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        print(f"{count:,} messages, {size / 1e6:.0f} MB, filled in {time.perf_counter() - started:.0f} s")
        conversations = Conversations(database)
        print(f"{'':<28}{'found':>7}{'median':>9}{'worst':>9}{'processor':>11}  ms")
        for name, query in QUERIES.items():
            times, processor = [], []
            for _ in range(REPEATS):
                started, worked = time.perf_counter(), time.thread_time()
                found = conversations.search(query)
                processor.append((time.thread_time() - worked) * 1000)
                times.append((time.perf_counter() - started) * 1000)
            figures = f"{median(times):>9.1f}{max(times):>9.1f}{median(processor):>11.1f}"
            print(f"{name:<28}{len(found):>7}{figures}")
        sys.setswitchinterval(0.001)  # as ui/main.py does
        late = lateness_ms(conversations, 2 if arguments.quick else 10)
        print(
            f"late beside a search: median {median(late):.1f}, 99 of 100 within "
            f"{late[len(late) * 99 // 100]:.1f}, worst {late[-1]:.1f} ms"
        )


if __name__ == "__main__":
    main()
