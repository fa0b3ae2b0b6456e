"""What was read of a conversation comes back from the disk, or is read again: never anything else."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, Resumed
from app.engine.snapshots import SnapshotOptions, Snapshots, forget_all_but
from app.engine.written import Written
from tests.app.engine.driving import Heard, ask, loaded
from tests.waiting import until

StartEngine = Callable[..., Engine]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


@pytest.fixture
def start(tmp_path: Path, random_file: Path, folder: Path) -> Iterator[StartEngine]:
    """Starts an engine that keeps every conversation, however small."""
    engines: list[Engine] = []

    def start(budget_bytes: int | None = 1 << 30, context_length: int = 4096, worth_s: float = 0.0) -> Engine:
        options = SnapshotOptions(folder, budget_bytes, worth_s)
        engine = Engine(log_path=tmp_path / "engine.log", snapshots=options)
        engines.append(engine)
        return loaded(engine, random_file, LoadOptions(context_length=context_length, threads=1))

    yield start
    for engine in engines:
        engine.close()


def _story(letter: str) -> list[ChatMessage]:
    return [ChatMessage("user", f"{letter} " * 300)]


def _grown(messages: list[ChatMessage], heard: Heard) -> list[ChatMessage]:
    return [*messages, ChatMessage("assistant", heard.text), ChatMessage("user", "Go on.")]


def _resumed(heard: Heard) -> int:
    return sum(event.tokens for event in heard.events if isinstance(event, Resumed))


def test_conversations_switched_back_and_forth_are_not_read_again(start: StartEngine) -> None:
    engine = start()
    first = ask(engine, _story("a"), conversation="1")
    other = ask(engine, _story("b"), conversation="2")
    assert first.readings[0].reused < 20
    assert other.readings[0].reused < 20

    back = ask(engine, _grown(_story("a"), first), conversation="1")

    assert _resumed(back) > 500
    assert back.readings[0].total - back.readings[0].reused < 40
    assert _resumed(ask(engine, _grown(_story("b"), other), conversation="2")) > 500


def test_a_restart_reads_only_what_is_new_and_answers_the_same(start: StartEngine, random_file: Path) -> None:
    engine = start()
    first = ask(engine, _story("a"), conversation="1")
    engine.keep()
    engine.close()

    after = ask(start(), _grown(_story("a"), first), conversation="1", max_tokens=40)

    assert _resumed(after) > 500
    assert after.readings[0].total - after.readings[0].reused < 40
    with Engine() as fresh:
        loaded(fresh, random_file, LoadOptions(context_length=4096, threads=1))
        ask(fresh, _story("a"))
        assert ask(fresh, _grown(_story("a"), first), max_tokens=40).text == after.text


def test_a_system_prompt_is_read_once_for_all_conversations_that_have_it(start: StartEngine) -> None:
    presets = [ChatMessage("system", f"{word} " * 150) for word in ("Teach", "Translate")]

    def asked(engine: Engine, name: str, preset: ChatMessage) -> Heard:
        return ask(engine, [preset, ChatMessage("user", f"Question {name}")], conversation=name)

    engine = start()
    first, second = asked(engine, "1", presets[0]), asked(engine, "2", presets[1])
    assert first.readings[0].reused + second.readings[0].reused < 40
    shared = asked(engine, "3", presets[0])  # the preset of "2" is in memory
    assert _resumed(shared) > 150
    assert shared.readings[0].total - shared.readings[0].reused < 60
    assert asked(engine, "4", presets[0]).readings[0].reused > 150  # from memory
    engine.keep()
    engine.close()

    engine = start()
    messages = [presets[1], ChatMessage("user", "Question 5")]
    assert engine.measure(messages, "").reused_tokens > 150
    after = ask(engine, messages, conversation="5")
    assert _resumed(after) > 150
    with Engine() as fresh:
        loaded(fresh, engine.description().path, LoadOptions(context_length=4096, threads=1))  # type: ignore[union-attr]
        assert ask(fresh, messages).text == after.text


def test_it_is_kept_without_being_asked_when_nothing_goes_on(start: StartEngine, folder: Path) -> None:
    ask(start(), _story("a"), conversation="1")
    until((folder / "1.kv").exists, "it was not kept")


def test_another_model_in_its_place_keeps_it_first(
    start: StartEngine, folder: Path, random_file: Path
) -> None:
    engine = start()
    ask(engine, _story("a"), conversation="1")
    loaded(engine, random_file, LoadOptions(context_length=1024, threads=1))
    assert (folder / "1.kv").exists()


def _with_some_left_out(engine: Engine) -> tuple[list[ChatMessage], Heard]:
    """A conversation, with the next question, that is on the disk without its oldest messages; its last
    answer. The engine is closed."""
    messages = [ChatMessage("user", "old " * 120)]
    for _ in range(3):
        heard = ask(engine, messages, conversation="1")
        messages = [*messages, ChatMessage("assistant", heard.text), ChatMessage("user", "new " * 80)]
    heard = ask(engine, messages, conversation="1")
    assert heard.left_out
    engine.keep()
    engine.close()
    return _grown(messages, heard), heard


def test_what_was_left_out_stays_left_out_after_a_restart(start: StartEngine) -> None:
    messages, heard = _with_some_left_out(start(context_length=1024))
    engine = start(context_length=1024)
    foretold = engine.measure(messages, "", 24, conversation="1")

    after = ask(engine, messages, conversation="1")

    assert after.left_out == heard.left_out == foretold.left_out
    assert after.readings[0].total - after.readings[0].reused < 60
    assert (foretold.prompt_tokens, foretold.whole_tokens) == (after.readings[0].total,) * 2


def test_what_was_left_out_comes_back_in_a_longer_context(start: StartEngine) -> None:
    messages, _ = _with_some_left_out(start(context_length=1024))
    engine = start(context_length=2048)
    foretold = engine.measure(messages, "", 24, conversation="1")

    after = ask(engine, messages, conversation="1")

    assert after.left_out == foretold.left_out == 0
    assert after.readings[0].total == foretold.prompt_tokens > 1024


def test_a_damaged_snapshot_or_one_cut_short_is_read_again_instead(start: StartEngine, folder: Path) -> None:
    engine = start()
    first = ask(engine, _story("a"), conversation="1")
    engine.keep()
    engine.close()
    path = folder / "1.kv"
    sound = path.read_bytes()
    damaged = [sound[:-1000]]
    for place in (0, 100, len(sound) // 2, len(sound) - 200, len(sound) - 5):
        damaged.append(sound[:place] + bytes([sound[place] ^ 0x55]) + sound[place + 1 :])
    for data in damaged:
        path.write_bytes(data)
        engine = start()
        after = ask(engine, _grown(_story("a"), first), conversation="1")
        assert _resumed(after) == 0
        assert after.finished.reason == "length"
        engine.close()


def test_a_snapshot_of_another_model_is_not_used(
    start: StartEngine, folder: Path, random_file: Path, tmp_path: Path
) -> None:
    engine = start()
    first = ask(engine, _story("a"), conversation="1")
    engine.keep()
    changed = tmp_path / random_file.name
    changed.write_bytes(random_file.read_bytes())
    os.utime(changed, (1, 1))
    loaded(engine, changed)
    assert _resumed(ask(engine, _grown(_story("a"), first), conversation="1")) == 0


def test_the_one_not_used_for_longest_makes_room(start: StartEngine, folder: Path) -> None:
    engine = start()
    ask(engine, _story("a"), conversation="1")
    engine.keep()
    budget = int((folder / "1.kv").stat().st_size * 2.5)
    engine.close()
    engine = start(budget_bytes=budget)
    for number in ("2", "3"):
        ask(engine, _story(number), conversation=number)
        engine.keep()
    assert sorted(path.name for path in folder.glob("*.kv")) == ["2.kv", "3.kv"]


def test_a_budget_that_became_smaller_is_kept_at_the_start_and_when_another_does_not_fit(
    start: StartEngine, folder: Path
) -> None:
    engine = start()
    for number in ("1", "2", "3"):
        ask(engine, _story(number), conversation=number)
        engine.keep()
    engine.close()
    size = (folder / "3.kv").stat().st_size

    forget_all_but(SnapshotOptions(folder, int(size * 2.5)), {"1", "2", "3"})
    assert sorted(path.name for path in folder.glob("*")) == ["2.kv", "3.kv"]

    engine = start(budget_bytes=int(size * 1.5))
    ask(engine, [ChatMessage("user", "long " * 500)], conversation="4")
    engine.keep()
    assert [path.name for path in folder.glob("*")] == ["3.kv"]


def test_one_that_is_replaced_counts_while_the_new_one_is_written(folder: Path) -> None:
    snapshots = Snapshots(SnapshotOptions(folder, budget_bytes=25_000), {})

    def save(name: str) -> int:
        """Bytes of all while it is written."""
        total = 0

        def write(path: Path) -> tuple[()]:
            nonlocal total
            path.write_bytes(bytes(10_000))
            total = sum(file.stat().st_size for file in folder.iterdir())
            return ()

        about = {"left_out": 0, "context_length": 64, "read_tokens_per_s": 1}
        assert snapshots.save(name, Written(), 10_000, write, lambda: False, **about)
        return total

    for name in ("1", "2", "2"):
        assert save(name) <= 25_000
    assert sorted(path.name for path in folder.iterdir()) == ["1.kv", "2.kv"]


def test_what_does_not_fit_the_budget_or_is_not_worth_it_is_not_kept(
    start: StartEngine, folder: Path
) -> None:
    for engine in (start(budget_bytes=10_000), start(worth_s=1000.0)):
        ask(engine, _story("a"), conversation="1")
        engine.keep()
    assert not list(folder.glob("*"))


def test_without_a_name_nothing_is_written(start: StartEngine, folder: Path) -> None:
    engine = start()
    ask(engine, _story("a"))
    engine.keep()
    assert not folder.exists()


def test_snapshots_are_for_this_user_only(start: StartEngine, folder: Path) -> None:
    engine = start()
    ask(engine, _story("a"), conversation="1")
    engine.keep()
    assert (folder / "1.kv").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_those_of_deleted_conversations_go(start: StartEngine, folder: Path) -> None:
    engine = start()
    for number in ("1", "2"):
        ask(engine, _story(number), conversation=number)
        engine.keep()
    forget_all_but(SnapshotOptions(folder), {"2"})
    assert [path.name for path in folder.iterdir()] == ["2.kv"]


def test_a_kill_while_keeping_leaves_nothing_half(start: StartEngine, folder: Path) -> None:
    heard = ask(start(), _story("a"), conversation="1")
    killed = 0
    while killed < 3:
        engine = start()
        ask(engine, _story("a"), conversation="1")
        killed += _killed_while_keeping(engine, folder)
        after = ask(start(), _grown(_story("a"), heard), conversation="1")
        assert after.finished.reason == "length"
    forget_all_but(SnapshotOptions(folder), {"1"})
    assert all(path.name == "1.kv" for path in folder.iterdir())


def _killed_while_keeping(engine: Engine, folder: Path) -> bool:
    """False if it was through with it before, perhaps before that was seen."""
    pid = engine.pid
    assert pid is not None
    keeping = threading.Thread(target=engine.keep)
    keeping.start()
    half = folder / f"1.{pid}.new"
    until(lambda: half.exists() or not keeping.is_alive(), "nothing was kept", pause_s=0.0)
    os.kill(pid, signal.SIGKILL)
    keeping.join()
    return half.exists()
