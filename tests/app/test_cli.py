"""The command line, as a person or a script runs it: the real command in a process of its own."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.engine.events import Statistics
from app.machine.speed_store import SpeedStore
from app.models.library import Library
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.settings import SettingsStore
from tests.app.engine import random_model

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "ui"]
LIKELIEST = ["--temperature", "0"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are POSIX's")


def environment(home: Paths, **more: str) -> dict[str, str]:
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return {**kept, "PYTHONPATH": str(ROOT), "INGLENOOK_HOME": str(home.home), **more}


def run(home: Paths, *arguments: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=given,
        capture_output=True,
        env=environment(home, **more),
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def events(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def text(shown: Sequence[dict[str, Any]]) -> str:
    return "".join(event["text"] for event in shown if event["event"] == "piece")


@contextlib.contextmanager
def started(home: Paths, *arguments: str, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stderr=subprocess.PIPE,
        env=environment(home),
        start_new_session=True,  # so that an interrupt reaches all its processes, as from a terminal
        **{"stdout": subprocess.PIPE, "stdin": subprocess.DEVNULL, **more},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(60)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


@pytest.fixture
def endless(home: Paths, endless_model: Path) -> Paths:
    """A home whose model does not come to an end by itself while a test runs."""
    with Database(home.database) as database:
        SettingsStore(database).set(model=str(endless_model), temperature=0.0)
    return home


# Asking


def test_a_question_is_answered_with_text_and_statistics_and_nothing_is_written(home: Paths) -> None:
    done = run(home, "ask", *LIKELIEST, "Who are you?")
    assert done.returncode == 0
    assert done.stdout.strip() and done.stdout.endswith("\n")
    assert "tokens/s" in done.stderr and "first word after" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not home.home.exists()


def test_a_question_is_answered_with_events(home: Paths) -> None:
    done = run(home, "ask", "--json", *LIKELIEST, "--max-tokens", "4", "Who are you?")
    shown = events(done.stdout)
    names = [event["event"] for event in shown]
    assert done.returncode == 0 and done.stderr == ""
    assert list(dict.fromkeys(names)) == ["loading", "reading", "piece", "finished"]
    assert all(0 <= event["fraction"] <= 1 for event in shown if event["event"] == "loading")
    reading = [event for event in shown if event["event"] == "reading"]
    assert set(reading[-1]) == {"event", "done", "total", "reused"}
    assert reading[-1]["done"] == reading[-1]["total"] > 0
    finished = shown[-1]
    assert set(finished) == {
        "event",
        "reason",
        "prompt_tokens",
        "reused_tokens",
        "answer_tokens",
        "first_token_s",
        "read_tokens_per_s",
        "write_tokens_per_s",
        "total_s",
        "drafted_tokens",
        "accepted_tokens",
        "model_drafted_tokens",
        "model_accepted_tokens",
    }
    assert (finished["reason"], finished["answer_tokens"]) == ("length", 4)
    assert finished["prompt_tokens"] == reading[-1]["total"]


def test_the_question_can_come_from_standard_input_in_any_encoding(home: Paths) -> None:
    plain = run(home, "ask", *LIKELIEST, "Who are you?")
    given = run(home, "ask", *LIKELIEST, "-", given="\ufeffWho are you?\r\n".encode())
    assert given.stdout == plain.stdout
    latin = run(home, "ask", *LIKELIEST, "--max-tokens", "3", "-", given=b"Wer bist du, Ker\xfcl\x00?\n")
    assert latin.returncode == 0 and latin.stdout.strip()


def test_a_name_is_kept_and_the_second_turn_reuses_the_first(home: Paths) -> None:
    done = run(home, "chat", "--json", given=b"My name is Anna.\n\nWhat is my name?\n")
    assert done.returncode == 0 and done.stderr == ""
    first, second = (event for event in events(done.stdout) if event["event"] == "finished")
    assert first["reused_tokens"] == 0
    assert second["reused_tokens"] >= first["prompt_tokens"] + first["answer_tokens"] - 4
    assert second["prompt_tokens"] > second["reused_tokens"]
    assert not home.home.exists()


def test_a_template_that_fails_on_a_conversation_is_told_once(home: Paths, tmp_path: Path) -> None:
    picky = "{% if 'zebra' in messages[-1].content %}{{ raise_exception('no zebras') }}{% endif %}"
    shape = random_model.Shape(template=picky + random_model.CHATML)
    model = str(random_model.write(tmp_path / "picky.gguf", shape))
    questions = b"A horse\nA zebra\nMore zebras\n"
    done = run(home, "chat", "--json", "--model", model, "--max-tokens", "3", given=questions)
    told = [event["problem"] for event in events(done.stdout) if event["event"] == "template_problem"]
    assert told == ["This model's chat template refused the conversation: no zebras"] * 2
    assert done.stderr.count(told[0]) == done.stderr.count("A plain one stands in.") == 1


def test_the_same_seed_gives_the_same_answer_and_a_system_prompt_is_sent(home: Paths) -> None:
    given = b"Tell me about privacy\n"
    options = ("--seed", "7", "--temperature", "1.5", "--system", "You answer briefly.", "--context", "512")
    first, again = (run(home, "chat", "--json", *options, given=given) for _ in range(2))
    assert text(events(first.stdout)) == text(events(again.stdout)) != ""
    bare = run(home, "chat", "--json", "--max-tokens", "1", given=given)
    sent = [events(done.stdout)[-1]["prompt_tokens"] for done in (first, bare)]
    assert sent[0] > sent[1]


def test_the_windows_settings_count_and_options_overrule_them(endless: Paths) -> None:
    with Database(endless.database) as database:
        SettingsStore(database).set(max_answer_tokens=5)
    [finished] = events(run(endless, "ask", "--json", "Hello").stdout)[-1:]
    assert (finished["reason"], finished["answer_tokens"]) == ("length", 5)
    [finished] = events(run(endless, "ask", "--json", "--max-tokens", "2", "Hello").stdout)[-1:]
    assert (finished["reason"], finished["answer_tokens"]) == ("length", 2)
    with Database(endless.database) as database:
        assert Conversations(database).all() == []


# Being interrupted


@posix
@pytest.mark.parametrize("command", ["ask", "chat"])
def test_an_interrupt_stops_the_answer_and_keeps_what_was_said(endless: Paths, command: str) -> None:
    arguments = ["ask", "--json", "Hello"] if command == "ask" else ["chat", "--json"]
    with started(endless, *arguments, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None
        if command == "chat":
            process.stdin.write(b"Hello\nHello again\n")
            process.stdin.flush()
        said = b""
        for line in process.stdout:
            said += line
            if said.count(b'"piece"') == 3:
                os.killpg(process.pid, signal.SIGINT)
                break
        rest, told = process.communicate(timeout=60)
    shown = events((said + rest).decode())
    assert process.returncode == 130
    assert shown[-1]["event"] == "finished" and shown[-1]["reason"] == "stopped"
    assert shown[-1]["answer_tokens"] >= 3
    assert told == b""


@posix
def test_an_interrupt_leaves_the_text_and_its_statistics(endless: Paths) -> None:
    with started(endless, "ask", "Hello") as process:
        assert process.stdout is not None
        said = process.stdout.read(4)
        os.killpg(process.pid, signal.SIGINT)
        rest, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (said + rest).endswith(b"\n")
    assert b"tokens/s" in told and told.endswith(b", stopped.\n")


@posix
def test_an_interrupt_while_waiting_for_input_ends_quietly(home: Paths) -> None:
    with started(home, "chat", "--json", "--max-tokens", "1", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.write(b"Hello\n")
        process.stdin.flush()
        while json.loads(process.stdout.readline())["event"] != "finished":
            pass  # after it nothing can be seen of its waiting
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)
        assert (process.returncode, process.stderr.read()) == (130, b"")


@posix
def test_a_reader_who_leaves_ends_the_answer_quietly(endless: Paths) -> None:
    with started(endless, "ask", "Hello") as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(4)
        process.stdout.close()
        process.wait(60)
        assert (process.returncode, process.stderr.read()) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_output_that_has_no_room_is_told(home: Paths) -> None:
    with Path("/dev/full").open("w") as full, started(home, "ask", "Hello", stdout=full) as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"could not be written" in told and b"Traceback" not in told


@posix
def test_in_a_terminal_an_interrupt_stops_the_answer_and_the_chat_goes_on(endless: Paths) -> None:
    import pty

    ours, theirs = pty.openpty()

    seen = b""

    def read_until(sign: bytes) -> None:
        nonlocal seen
        while sign not in seen:
            ready, _, _ = select.select([ours], [], [], 60)
            assert ready, f"nothing more after {seen!r}"
            seen += os.read(ours, 4096)
        seen = seen.partition(sign)[2]

    process = subprocess.Popen(
        [*COMMAND, "chat"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(endless, TERM="dumb"),
        start_new_session=True,
    )
    os.close(theirs)
    try:
        read_until(b"> ")
        for _ in range(2):
            os.write(ours, b"Hello\r")
            read_until(b"Reading: ")
            os.killpg(process.pid, signal.SIGINT)
            read_until(b", stopped.")
            read_until(b"> ")
        os.write(ours, b"\x04")
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait(60)
        os.close(ours)


# Failing


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask"], "QUESTION"),
        (["frobnicate"], "frobnicate"),
        (["ask", "--temperature", "hot", "x"], "not a number"),
        (["ask", "--temperature", "-1", "x"], "from 0.0 to 5.0"),
        (["ask", "--max-tokens", "0", "x"], "from 1"),
        (["ask", "--sed", "1", "x"], "--sed"),
        (["--homes"], "--homes"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_sentence_and_a_hint(home: Paths, arguments: list[str], told: str) -> None:
    done = run(home, *arguments)
    sentence, hint = done.stderr.splitlines()
    assert done.returncode == 2
    assert told in sentence and sentence.endswith(".")
    assert hint.startswith("See: inglenook") and hint.endswith("--help")


def test_failures_are_a_sentence_a_hint_and_with_json_an_event(home: Paths, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"")
    for arguments in (["--model", str(broken), "Hello"], ["--model", "gpt-9", "Hello"], [" "]):
        done = run(home, "ask", "--json", *arguments)
        assert done.returncode == 1
        [error] = events(done.stdout)
        assert set(error) == {"event", "message", "hint"} and error["event"] == "error"
        assert done.stderr.splitlines() == [error["message"], error["hint"]]
        assert error["message"].endswith(".")


def test_wrong_usage_is_an_event_too(home: Paths) -> None:
    done = run(home, "ask", "--json")
    assert done.returncode == 2
    assert events(done.stdout)[0]["event"] == "error"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a display, or say so themselves")
def test_without_a_display_the_window_says_so_and_names_the_command_line(home: Paths) -> None:
    done = run(home)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no display" in done.stderr and "inglenook ask" in done.stderr
    assert not home.home.exists()


def test_opening_a_file_that_is_not_there_says_so(home: Paths, tmp_path: Path) -> None:
    done = run(home, "open", str(tmp_path / "no-model.gguf"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no-model.gguf" in done.stderr and not home.home.exists()


def test_a_damaged_home_does_not_keep_a_question_from_being_answered(home: Paths) -> None:
    home.home.mkdir()
    home.database.write_bytes(b"scrambled " * 1000)
    done = run(home, "ask", *LIKELIEST, "--max-tokens", "3", "Hello")
    assert done.returncode == 0 and done.stdout.strip()
    assert "is damaged" in done.stderr
    assert home.database.read_bytes() == b"scrambled " * 1000


def test_a_terminal_without_the_characters_shows_a_substitute(home: Paths) -> None:
    done = run(home, "tokens", "Käse 🎂", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and "?" in done.stdout


@posix
def test_arguments_that_are_not_utf8_are_understood_as_far_as_they_go(home: Paths) -> None:
    done = run(home, "ask", "--max-tokens", "2", os.fsdecode(b"Gr\xfc\xdf"), "--system", os.fsdecode(b"\xff"))
    assert done.returncode == 0, done.stderr


# Looking


def test_a_text_is_shown_as_tokens(home: Paths) -> None:
    done = run(home, "tokens", "--json", "Hello, wörld 🎂")
    [shown] = [event for event in events(done.stdout) if "tokens" in event]
    assert shown["count"] == len(shown["tokens"]) > 2
    assert all(set(token) == {"id", "piece"} for token in shown["tokens"])
    assert "".join(token["piece"] for token in shown["tokens"]).startswith("Hello, w")
    listed = run(home, "tokens", "-", given=b"Hello, you").stdout.splitlines()
    assert listed[-1].endswith("tokens") and "Hello" in listed[0]
    assert run(home, "tokens", "").stdout == "0 tokens\n"


def test_what_a_model_is_sent_is_shown(home: Paths) -> None:
    done = run(home, "prompt", "--json", "--system", "Be kind.", "Hi")
    [shown] = [event for event in events(done.stdout) if "text" in event]
    assert "system\nBe kind." in shown["text"]
    assert shown["text"] == "".join(token["piece"] for token in shown["tokens"])
    assert shown["count"] == len(shown["tokens"])
    assert {token["special"] for token in shown["tokens"]} == {True, False}
    assert {token["role"] for token in shown["tokens"]} == {"system", "user", None}
    assert run(home, "prompt", "Hi").stdout.startswith("<|im_start|>user\nHi<|im_end|>")
    told = run(home, "prompt", "--show", "Hi").stdout.splitlines()
    assert [line.split()[0] for line in told] == ["template", "you", "template"]
    assert told[0].split()[1].startswith("⟨<|im_start|>⟩:")
    hi = [token["id"] for token in shown["tokens"] if token["role"] == "user"]
    assert told[1].split()[1:] == [f"Hi:{hi[0]}"]


def test_what_an_answer_would_take_is_told_before_it_is_asked(home: Paths, guide_model: Path) -> None:
    first = run(home, "forecast", "What is a token?")
    assert first.stdout.startswith("Reads ") and "first word" not in first.stdout
    assert "has not answered here yet" in first.stderr
    assert not home.database.exists()
    took = Statistics(
        prompt_tokens=100,
        reused_tokens=0,
        answer_tokens=50,
        first_token_s=0.5,
        read_tokens_per_s=200.0,
        write_tokens_per_s=40.0,
        total_s=1.75,
    )
    with Database(home.database) as database:
        conversations = Conversations(database)
        conversation = conversations.create("Bread and butter")
        question = conversations.add_question(conversation.id, "What do I need?")
        answer = conversations.answers.begin(question.id, "Inglenook Guide")
        conversations.answers.finish(answer.id, "Bread and butter.", "end", took)
        SpeedStore(database).record(guide_model, took)
    [alone] = events(run(home, "forecast", "--json", "And how much?").stdout)[-1:]
    named = ("--conversation", "bread")
    [told] = events(run(home, "forecast", "--json", *named, "And how much?").stdout)[-1:]
    assert told["new_tokens"] > alone["new_tokens"] > 0
    assert told["prompt_tokens"] == told["new_tokens"] + told["reused_tokens"]
    assert 0 < alone["first_word_s"] < told["first_word_s"] < told["answer_s"]
    assert told["accuracy"] is None
    assert "first word in about" in run(home, "forecast", *named, "And how much?").stdout
    assert run(home, "forecast", "--conversation", "nowhere", "Hi").returncode == 1


def test_the_models_are_listed(home: Paths, guide_model: Path, tmp_path: Path) -> None:
    [guide] = json.loads(run(home, "models", "--json").stdout)
    assert (guide["name"], guide["path"], guide["is_guide"], guide["is_default"]) == (
        "Inglenook Guide",
        str(guide_model),
        True,
        True,
    )
    table = run(home, "models").stdout.splitlines()
    assert table[0].split() == ["NAME", "SIZE", "WEIGHTS", "PARAMETERS", "CONTEXT", "WORDS/S", "FILE"]
    assert table[1].startswith("*  Inglenook Guide") and table[1].endswith(str(guide_model))
    assert not home.home.exists()


def test_a_file_opened_in_the_window_is_known_by_name(home: Paths, guide_model: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(guide_model.read_bytes())
    with Database(home.database) as database:
        Library(home, database).add(mine)
        SettingsStore(database).set(model=str(mine))
    for arguments in (
        ["--home", str(home.home), "models", "--json"],
        ["models", "--json", "--home", str(home.home)],
    ):
        listed = json.loads(run(Paths(tmp_path / "nowhere"), *arguments).stdout)
        assert [(model["path"], model["is_default"]) for model in listed] == [
            (str(mine), True),
            (str(guide_model), False),
        ]
    assert run(home, "tokens", "--model", "mine", "Hello").returncode == 0


def test_the_doctor_tells_versions_computer_engine_and_folders(home: Paths) -> None:
    report = json.loads(run(home, "doctor", "--json").stdout)
    parts = {"versions", "cpu", "memory", "gpus", "engine", "draft_model", "trial", "folders"}
    assert set(report) == parts
    assert report["draft_model"] == {"model": "Inglenook Guide", "name": "", "problem": ""}
    assert report["versions"]["inglenook"] and report["versions"]["llama_cpp_python"]
    assert report["engine"]["variant"] and report["engine"]["problem"] == ""
    assert report["memory"]["total_bytes"] > report["memory"]["available_bytes"] > 0
    assert report["folders"]["home"] == str(home.home)
    told = run(home, "doctor").stdout
    for name in ("Inglenook", "Processor", "Features", "Memory", "Engine", "Home", "Models"):
        assert f"\n{name}" in f"\n{told}"
    assert not home.home.exists()


def test_help_lists_the_commands_and_the_version_is_told(home: Paths) -> None:
    told = run(home, "--help").stdout
    for name in ("ask", "chat", "tokens", "models", "doctor", "--home", "--version"):
        assert name in told
    for name in ("ask", "chat", "tokens", "models", "doctor"):
        assert run(home, name, "--help").returncode == 0
    assert run(home, "--version").stdout.startswith("Inglenook ")


def test_a_draft_model_guesses_on_the_command_line_too(home: Paths) -> None:
    home.models.mkdir(parents=True)
    large = random_model.Shape(layers=4, width=128, recites=True)
    random_model.write(home.models / "large.gguf", large)
    small = dataclasses.replace(large, layers=1, width=32, heads=2, kv_heads=1, feed_forward=64)
    random_model.write(home.models / "small.gguf", small)

    def guessed(*options: str) -> int:
        told = run(home, "ask", *LIKELIEST, "--max-tokens", "60", "--json", *options, "Recite.")
        assert told.returncode == 0, told.stderr
        return int(json.loads(told.stdout.splitlines()[-1])["model_drafted_tokens"])

    assert guessed("--model", "large") > 0
    assert guessed("--model", "large", "--draft-model", "off") == 0
    assert guessed("--model", "large", "--draft-model", "small") > 0
    refused = run(home, "ask", "--model", "small", "--draft-model", "large", "--max-tokens", "2", "Recite.")
    assert "Random 4x128 is not much smaller than Random 1x32" in refused.stderr
