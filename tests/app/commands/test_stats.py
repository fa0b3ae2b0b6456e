"""`inglenook stats` tells what answers took."""

from __future__ import annotations

import json

import pytest

from app import cli
from app.engine.events import Statistics
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.settings import SettingsStore


def _run(home: Paths, *arguments: str) -> int:
    return cli.main(["--home", str(home.home), "stats", *arguments], lambda *_: 1)


def _fill(home: Paths) -> None:
    with Database(home.database) as database:
        conversations = Conversations(database)
        question = conversations.add_question(conversations.create("Bread").id, "Why?")
        answer = conversations.answers.begin(question.id, "Baker")
        took = Statistics(
            1_000, 900, 200, 1.0, 100.0, 10.0, 3_661.0, energy_j=7_200.0, energy_source="estimate"
        )
        conversations.answers.finish(answer.id, "Because.", "end", took)
        SettingsStore(database).set(price_sent=2.0, price_written=10.0)


def test_a_home_without_answers_says_so(home: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(home) == 0
    assert "No answer was measured yet." in capsys.readouterr().err
    assert _run(home, "--json") == 0
    assert json.loads(capsys.readouterr().out)["total"] is None


def test_totals_by_week_model_and_conversation(home: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    _fill(home)
    assert _run(home) == 0
    told = capsys.readouterr()
    for heading, name in (("WEEK OF", "all"), ("MODEL", "Baker"), ("CONVERSATION", "Bread")):
        table = told.out[told.out.index(heading) :]
        (row,) = [line for line in table.split("\n\n")[0].splitlines() if line.startswith(name)]
        assert row.split()[1:] == ["1", "1,000", "100", "200", "1:01:01", "~2.00", "Wh", "0.0040"]
    assert "estimated" in told.err

    assert _run(home, "--json") == 0
    told_json = json.loads(capsys.readouterr().out)
    assert told_json["total"]["energy_wh"] == 2.0
    assert told_json["total"]["cost"] == 0.004
    assert [model["name"] for model in told_json["models"]] == ["Baker"]
