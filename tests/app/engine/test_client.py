"""The child process: bad files, stopping, death, and life beside others."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.engine import child, client
from app.engine.client import Engine
from app.engine.events import (
    ChatMessage,
    Finished,
    Loading,
    LoadOptions,
    Piece,
    Reading,
    ReplyEvent,
    ReplyOptions,
)
from app.engine.snapshots import SnapshotOptions
from app.errors import UserError
from tests.app.engine import random_model
from tests.app.engine.driving import GREEDY, Heard, ask, freeze, loaded, turns
from tests.control_group import limited
from tests.waiting import until, until_gone

ENDLESS = ReplyOptions(sampling=GREEDY, max_tokens=3000)


@pytest.fixture(scope="module")
def endless_engine(endless_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One whose answers are not over before a test has done what it does while they are written."""
    with Engine(log_path=tmp_path_factory.mktemp("log") / "engine.log") as engine:
        yield loaded(engine, endless_model)


def load_error(engine: Engine, path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        loaded(engine, path)
    assert engine.description() is None
    return caught.value


def test_a_load_shows_progress_and_ends_with_the_description(engine: Engine, random_file: Path) -> None:
    events = list(engine.load(random_file, LoadOptions(threads=1), threading.Event()))
    fractions = [event.fraction for event in events if isinstance(event, Loading)]
    assert fractions[0] == 0.0
    assert fractions == sorted(fractions)
    description = engine.description()
    assert description is not None
    assert description.path == random_file
    assert description.context_length == 4096
    assert description.vocabulary_size == 320
    assert description.variant


def test_the_program_itself_never_imports_the_native_library(guide_model: Path) -> None:
    code = (
        "import sys, threading; from pathlib import Path\n"
        "from app.engine.client import Engine\nfrom app.engine.events import LoadOptions\n"
        "if __name__ == '__main__':\n"
        "    with Engine() as engine:\n"
        f"        list(engine.load(Path({str(guide_model)!r}), LoadOptions(), threading.Event()))\n"
        "        assert engine.count('x')\n"
        "    print([name for name in ('llama_cpp', 'numpy', 'jinja2', 'PySide6') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("size", [0, 3, 50, 3000, 150_000])
def test_a_truncated_file_gives_a_sentence_and_the_engine_goes_on(
    engine: Engine, random_file: Path, tmp_path: Path, size: int
) -> None:
    path = tmp_path / "cut.gguf"
    path.write_bytes(random_file.read_bytes()[:size])
    error = load_error(engine, path)
    assert "cut.gguf" in error.message
    assert error.hint
    assert ask(loaded(engine, random_file), "Still there?", max_tokens=3).finished


def test_a_file_that_is_no_model_gives_a_sentence(engine: Engine) -> None:
    assert "not a model file" in load_error(engine, Path(__file__)).message


def test_an_unknown_architecture_gives_a_sentence(engine: Engine, tmp_path: Path) -> None:
    path = random_model.write(tmp_path / "m.gguf", random_model.Shape(architecture="frobnicator"))
    assert "frobnicator" in load_error(engine, path).message


def test_a_file_that_only_llama_cpp_can_refuse_gives_its_reason(engine: Engine, tmp_path: Path) -> None:
    # The table of tensors is whole, but names weights that the architecture does not have.
    path = random_model.write(tmp_path / "m.gguf")
    path.write_bytes(path.read_bytes().replace(b"blk.1.attn_q", b"blk.1.nonono"))
    error = load_error(engine, path)
    assert "cannot be loaded" in error.message
    assert "blk.1.attn_q" in error.message


def test_a_context_beyond_all_memory_gives_its_size(engine: Engine, tmp_path: Path) -> None:
    path = random_model.write(tmp_path / "m.gguf", random_model.Shape(context=2**30))
    options = LoadOptions(context_length=2**30, threads=1)
    with pytest.raises(UserError, match=r"not enough memory for a context of 1,073,741,824 tokens"):
        loaded(engine, path, options)
    assert loaded(engine, path, LoadOptions(context_length=512, threads=1)).count("x") == 1


def test_without_a_model_everything_says_so(engine: Engine) -> None:
    for call in (lambda: engine.count("x"), lambda: ask(engine, "x"), lambda: engine.measure([], "x")):
        with pytest.raises(UserError, match="No model"):
            call()
    assert engine.pid is None


def test_a_load_that_is_stopped_ends_without_a_model(engine: Engine, slow_file: Path) -> None:
    for _ in range(5):  # one may be loaded before this process comes to its turn
        stop = threading.Event()
        for _ in engine.load(slow_file, LoadOptions(threads=1), stop):
            stop.set()
        if engine.description() is None:
            break
    assert engine.description() is None
    assert loaded(engine, slow_file).description() is not None


def test_stopping_while_writing_keeps_what_was_said(endless_engine: Engine) -> None:
    stop = threading.Event()

    def stop_after_some(event: ReplyEvent) -> None:
        if isinstance(event, Piece) and event.token_count > 5:
            stop.set()

    heard = ask(endless_engine, "Write.", max_tokens=3000, stop=stop, on_event=stop_after_some)
    assert heard.finished.reason == "stopped"
    assert heard.text
    assert 5 < heard.finished.statistics.answer_tokens < 3000
    after = ask(endless_engine, turns("Write.", heard.text, "More."), max_tokens=1)
    assert after.readings[0].reused > 20


def test_stopping_ends_the_batch_that_is_being_read_and_what_was_read_is_reused(
    engine: Engine, slow_file: Path
) -> None:
    def ask_and_stop(letter: str) -> tuple[Heard, list[int]]:
        """What was heard, and how much was read after each batch from the one on after which it is asked."""
        stop = threading.Event()

        def stop_after_two(event: ReplyEvent) -> None:
            if isinstance(event, Reading) and event.done > 64:
                stop.set()

        heard = ask(engine, letter * 3000, stop=stop, on_event=stop_after_two)
        return heard, [reading.done for reading in heard.readings if reading.done > 64]

    loaded(engine, slow_file)
    for letter in "rstuv":
        heard, batches_after = ask_and_stop(letter)
        if len(batches_after) <= 2:  # the one after which it was asked, and one that ended in that moment
            break  # else this process came late to its turn, and the engine went on meanwhile
    assert len(batches_after) <= 2
    statistics = heard.finished.statistics
    assert heard.finished.reason == "stopped"
    assert (statistics.answer_tokens, statistics.first_token_s) == (0, 0.0)
    assert statistics.prompt_tokens > 3000
    assert batches_after[-1] < 3000
    again = threading.Event()
    second = ask(engine, letter * 3000, stop=again, on_event=lambda event: again.set())
    assert second.readings[0].reused == heard.readings[-1].done


def test_a_stop_that_came_before_gives_an_empty_answer(random_engine: Engine) -> None:
    stop = threading.Event()
    stop.set()
    for _ in range(20):  # an answer of one token would be ready before anybody looked at the stop
        heard = ask(random_engine, "Too late.", stop=stop, max_tokens=1)
        assert (heard.text, heard.finished.reason) == ("", "stopped")
    assert ask(random_engine, "Next.").finished.reason == "length"


def test_a_stop_while_another_answer_runs_ends_with_finished(endless_engine: Engine) -> None:
    running = endless_engine.reply(turns("First."), ENDLESS, threading.Event())
    next(running)
    stop = threading.Event()
    stop.set()
    assert ask(endless_engine, "Second.", stop=stop).finished.reason == "stopped"
    running.close()


def test_progress_of_a_long_read_is_seen(engine: Engine, slow_file: Path) -> None:
    loaded(engine, slow_file)
    done = [reading.done for reading in ask(engine, "p" * 1200, max_tokens=1).readings]
    assert done == sorted(set(done))
    assert len(done) > 4  # how large a batch may be is known to tests of batches.py


def test_an_abandoned_reply_leaves_the_engine_in_step(endless_engine: Engine) -> None:
    reply = endless_engine.reply(turns("Endless."), ENDLESS, threading.Event())
    for event in reply:
        if isinstance(event, Piece):
            break
    reply.close()
    heard = ask(endless_engine, "Again.", max_tokens=2)
    assert isinstance(heard.events[0], Reading)
    assert heard.finished.statistics.answer_tokens == 2


def test_questions_are_answered_while_a_reply_runs(endless_engine: Engine) -> None:
    stop = threading.Event()
    reply = endless_engine.reply([ChatMessage("user", "q" * 1500)], ENDLESS, stop)
    next(reply)
    assert endless_engine.count("hello") == 5
    assert endless_engine.measure([], "draft").draft_tokens == 5
    assert len(endless_engine.tokens("ab")) == 2
    stop.set()
    finished = list(reply)[-1]
    assert isinstance(finished, Finished)
    assert finished.reason == "stopped"  # nothing had waited for its end


def test_a_second_reply_waits_for_the_first(random_engine: Engine) -> None:
    heard: list[str] = []

    def answer() -> None:
        heard.append(ask(random_engine, "Both.", max_tokens=300).finished.reason)

    threads = [threading.Thread(target=answer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == ["length", "length"]


def test_two_engines_answer_at_once(engine: Engine, random_file: Path, tmp_path: Path) -> None:
    loaded(engine, random_file)
    with Engine(log_path=tmp_path / "second.log") as second:
        loaded(second, random_file)
        one = engine.reply(turns("Side by side."), ENDLESS, threading.Event())
        two = second.reply(turns("Side by side."), ENDLESS, threading.Event())
        for _ in range(4):
            next(one)
            next(two)
        assert engine.pid != second.pid
        one.close()
        two.close()


@pytest.mark.allow_log_problems
def test_kill_9_in_the_middle_of_an_answer_is_told_and_the_next_load_works(
    engine: Engine, endless_model: Path, random_file: Path
) -> None:
    loaded(engine, endless_model)
    pid = engine.pid
    assert pid
    heard: list[ReplyEvent] = []
    told = "ended by the system or by another program while writing the answer"
    with pytest.raises(UserError, match=told) as caught:
        for event in engine.reply(turns("Live long."), ENDLESS, threading.Event()):
            if isinstance(event, Piece) and not any(isinstance(one, Piece) for one in heard):
                os.kill(pid, signal.SIGKILL)
            heard.append(event)
    assert caught.value.hint
    assert not isinstance(heard[-1], Finished)
    assert engine.description() is None
    assert ask(loaded(engine, random_file), "And now?", max_tokens=3).finished


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody cut a file that is in use")
@pytest.mark.allow_log_problems
def test_a_file_that_is_cut_while_it_is_in_use_is_named(
    engine: Engine, tmp_path: Path, endless_model: Path
) -> None:
    model = tmp_path / "cut.gguf"
    shutil.copyfile(endless_model, model)
    loaded(engine, model)
    with pytest.raises(
        UserError, match=r"cut\.gguf was changed on the disk while writing the answer"
    ) as caught:
        for event in engine.reply(turns("Live long."), ENDLESS, threading.Event()):
            if isinstance(event, Piece):
                os.truncate(model, 4096)
    assert caught.value.remedy == "again"
    shutil.copyfile(endless_model, model)
    assert ask(loaded(engine, model), "And now?", max_tokens=3).finished


@pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
@pytest.mark.allow_log_problems
def test_a_kill_for_want_of_memory_is_told_apart(engine: Engine, random_file: Path) -> None:
    loaded(engine, random_file)
    assert engine.pid
    with limited(memory_bytes=1 << 20) as group:
        group.take(engine.pid)
        with pytest.raises(UserError, match="because memory ran out") as caught:
            list(engine.reply(turns("Take what you need."), ENDLESS, threading.Event()))
    assert caught.value.remedy == "smaller_context"
    assert ask(loaded(engine, random_file), "And now?", max_tokens=3).finished


@pytest.mark.allow_log_problems
@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGILL])
def test_a_crash_names_its_signal(
    engine: Engine, endless_model: Path, random_file: Path, number: signal.Signals
) -> None:
    loaded(engine, endless_model)
    reply = engine.reply(turns("Crash."), ENDLESS, threading.Event())
    next(reply)
    assert engine.pid
    os.kill(engine.pid, number)
    expected = "instruction" if number == signal.SIGILL else number.name
    with pytest.raises(UserError, match=expected):
        for _ in reply:
            pass
    assert ask(loaded(engine, random_file), "Back?", max_tokens=3).finished


@pytest.mark.allow_log_problems
def test_a_death_while_idle_is_noticed(engine: Engine, random_file: Path) -> None:
    loaded(engine, random_file)
    assert engine.pid
    pid = engine.pid
    os.kill(pid, signal.SIGKILL)
    # Its threads take a moment to end after it is a zombie.
    until(lambda: engine.description() is None, "the death was not noticed")
    with pytest.raises(UserError, match="No model"):
        engine.count("x")
    with pytest.raises(UserError, match="was ended by the system"):  # not that there never was a model
        list(engine.reply(turns("Still there?"), ENDLESS, threading.Event()))
    assert loaded(engine, random_file).count("x") == 1


def test_unloading_ends_the_process(engine: Engine, random_file: Path) -> None:
    loaded(engine, random_file)
    pid = engine.pid
    assert pid
    engine.unload()
    assert engine.description() is None
    until_gone(pid)


def test_closing_while_a_reply_runs_ends_it_with_an_error(engine: Engine, endless_model: Path) -> None:
    loaded(engine, endless_model)
    reply = engine.reply(turns("On and on."), ENDLESS, threading.Event())
    next(reply)
    engine.close()
    with pytest.raises(UserError):
        for _ in reply:
            pass


def test_a_load_that_begins_after_the_end_leaves_no_process(random_file: Path, tmp_path: Path) -> None:
    engine = Engine(log_path=tmp_path / "engine.log")
    engine.close()
    with pytest.raises(UserError, match="No model"):
        loaded(engine, random_file)
    assert engine.pid is None


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "sys.exit(0)", "1 / 0"])
def test_the_child_ends_with_its_program(random_file: Path, end: str) -> None:
    code = (
        "import os, sys, threading, psutil; from pathlib import Path\n"
        "from app.engine.client import Engine\nfrom app.engine.events import *\n"
        "if __name__ == '__main__':\n"
        "    engine = Engine()\n"
        f"    list(engine.load(Path({str(random_file)!r}), LoadOptions(threads=1), threading.Event()))\n"
        "    reply = engine.reply([ChatMessage('user', 'x')], ReplyOptions(), threading.Event())\n"
        "    next(reply)\n"
        "    family = psutil.Process(engine.pid).children(recursive=True)\n"
        "    print(engine.pid, *(child.pid for child in family), flush=True)\n"
        f"    {end}\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    pids = [int(word) for word in done.stdout.split()]
    assert len(pids) == 2  # the engine and its templates
    for pid in pids:
        until_gone(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="the out-of-memory score is Linux's")
def test_the_child_is_what_the_kernel_ends_when_memory_ends(random_engine: Engine) -> None:
    assert Path(f"/proc/{random_engine.pid}/oom_score_adj").read_text().strip() == "800"


def test_llama_cpp_writes_to_the_log_file(engine: Engine, random_file: Path, tmp_path: Path) -> None:
    loaded(engine, random_file)
    assert "llama" in (tmp_path / "engine.log").read_text()


def test_an_engine_too_busy_to_stop_is_ended_and_that_is_a_normal_stop(
    engine: Engine, slow_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_STOP_LIMIT_S", 0.5)
    loaded(engine, slow_file)
    stop = threading.Event()

    def hang(event: ReplyEvent) -> None:
        if not stop.is_set():
            freeze(engine.pid)
            stop.set()

    heard = ask(engine, "a " * 1000, max_tokens=10_000, stop=stop, on_event=hang)

    assert heard.finished.reason == "stopped"
    assert engine.description() is None
    assert ask(loaded(engine, slow_file), "Hello", max_tokens=2).finished.reason == "length"


def test_who_stops_waiting_for_a_measurement_does_not_mix_up_the_next(random_engine: Engine) -> None:
    stop = threading.Event()
    messages = turns("A question that is measured.")
    expected = random_engine.measure(messages, "")
    hung = freeze(random_engine.pid)
    timer = threading.Timer(0.2, stop.set)
    timer.start()
    try:
        assert random_engine.measure_before(messages, None, None, stop) is None
        assert random_engine.measure_before(messages, None, None, stop) is None
    finally:
        hung.resume()
        timer.join()
    assert random_engine.count("one two three") == len(random_engine.tokens("one two three"))
    assert random_engine.measure(messages, "") == expected


def test_an_answer_is_stopped_at_once_while_the_child_is_busy_and_the_next_one_is_whole(
    random_engine: Engine,
) -> None:
    busy, stop, seen = psutil.Process(random_engine.pid), threading.Event(), []
    for event in random_engine.reply(turns("Hello"), ReplyOptions(GREEDY, 400), stop):
        seen.append(event)
        if isinstance(event, Finished):
            assert busy.status() == psutil.STATUS_STOPPED  # it was not waited for
            busy.resume()
        elif isinstance(event, Piece) and not stop.is_set():
            freeze(busy.pid)
            stop.set()
    assert isinstance(seen[-1], Finished) and seen[-1].reason == "stopped"
    last_piece = next(event for event in reversed(seen) if isinstance(event, Piece))
    assert seen[-1].statistics.answer_tokens == last_piece.token_count
    assert ask(random_engine, "Hello", max_tokens=3).finished.statistics.answer_tokens == 3


def test_a_load_that_nobody_waits_for_any_more_is_ended(engine: Engine, slow_file: Path) -> None:
    loading = engine.load(slow_file, LoadOptions(threads=1), threading.Event())
    next(loading)
    hung = freeze(engine.pid)
    loading.close()
    assert not hung.is_running()
    loaded(engine, slow_file)


def test_nobody_waits_long_for_a_hung_engine_to_keep_what_it_read(
    random_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "_ALIVE_LIMIT_S", 0.5)
    with Engine(log_path=tmp_path / "e.log", snapshots=SnapshotOptions(tmp_path / "kept")) as keeping:
        loaded(keeping, random_file)
        hung = freeze(keeping.pid)
        keeping.keep()  # comes back long before the time that a large state may take
        assert keeping.description() is None and not hung.is_running()
