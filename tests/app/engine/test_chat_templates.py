"""Models with chat templates of every kind answer, and what is wrong with a template is told."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from app.engine import templates
from app.engine.chat_template import ChatTemplate
from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, ModelDescription, Reading, TemplateProblem
from app.engine.llama import Log, open_library
from app.engine.model import Model
from app.engine.stopping import StopFlag
from app.engine.templates import TemplateProcess
from tests.app.engine import random_model
from tests.app.engine.driving import Heard, ask, freeze, loaded

_SYSTEM = ChatMessage("system", "Be kind.")
_REFUSES_SYSTEM = (
    "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    + random_model.CHATML
)
_WANTS_TURNS = (
    "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('roles must alternate') }}{% endif %}{% endfor %}" + random_model.CHATML
)
_LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
_FILLS_MEMORY = "{{ 'a' * 10 ** 10 }}"


def with_template(engine: Engine, folder: Path, template: str) -> ModelDescription:
    shape = random_model.Shape(template=template)
    description = loaded(engine, random_model.write(folder / "m.gguf", shape)).description()
    assert description is not None
    return description


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (_LOOPS, "did not come to an end"),
        (_FILLS_MEMORY, "memory"),
        ("{{ raise_exception('never') }}", "refused the conversation: never"),
        ("{% for", "error in line 1"),
        ("static text", "does not show the model the user's message"),
    ],
)
def test_a_template_that_cannot_be_used_is_replaced_and_told(
    engine: Engine, tmp_path: Path, template: str, problem: str
) -> None:
    description = with_template(engine, tmp_path, template)
    assert problem in description.template_problem
    assert description.has_template
    assert ask(engine, [_SYSTEM, ChatMessage("user", "Hello")], max_tokens=5).finished


def test_a_model_without_a_template_answers_without_complaint(engine: Engine, tmp_path: Path) -> None:
    description = with_template(engine, tmp_path, "")
    assert not description.has_template
    assert description.template_problem == ""
    assert ask(engine, "Hello", max_tokens=5).finished


def test_a_good_template_has_no_problem(random_engine: Engine) -> None:
    description = random_engine.description()
    assert description is not None
    assert description.has_template
    assert description.template_problem == ""


def test_a_template_without_system_role_gets_the_prompt_in_the_first_message(
    engine: Engine, tmp_path: Path
) -> None:
    description = with_template(engine, tmp_path, _REFUSES_SYSTEM)
    assert description.template_problem == ""
    with_system = engine.measure([_SYSTEM], "Hello").prompt_tokens
    assert with_system == engine.measure([], "Be kind.\n\nHello").prompt_tokens


def test_a_template_that_insists_on_turns_gets_them(engine: Engine, tmp_path: Path) -> None:
    description = with_template(engine, tmp_path, _WANTS_TURNS)
    assert description.template_problem == ""
    unanswered = [ChatMessage("user", "One"), ChatMessage("user", "Two")]
    assert engine.measure(unanswered, "Three").prompt_tokens == (
        engine.measure([], "One\n\nTwo\n\nThree").prompt_tokens
    )


def test_a_template_that_turns_bad_later_costs_its_limit_once(engine: Engine, tmp_path: Path) -> None:
    late = "{% if messages[0].content == 'now' %}" + _LOOPS + "{% endif %}" + random_model.CHATML
    assert with_template(engine, tmp_path, late).template_problem == ""
    assert "did not come to an end" in _told(ask(engine, "now", max_tokens=3))
    assert engine.pid
    assert not psutil.Process(engine.pid).children()  # its process was ended, and is not needed again
    assert "did not come to an end" in _told(ask(engine, "Hello", max_tokens=3))
    assert not psutil.Process(engine.pid).children()


def test_an_answer_tells_that_the_template_failed_on_its_conversation(engine: Engine, tmp_path: Path) -> None:
    picky = "{% if 'zebra' in messages[-1].content %}{{ raise_exception('no zebras') }}{% endif %}"
    assert with_template(engine, tmp_path, picky + random_model.CHATML).template_problem == ""
    assert _told(ask(engine, "A zebra", max_tokens=3)).endswith("refused the conversation: no zebras")
    assert _told(ask(engine, "A horse", max_tokens=3)) == ""


def _told(heard: Heard) -> str:
    """Why the template was not used, which comes before reading begins."""
    before = heard.events[: next(i for i, event in enumerate(heard.events) if isinstance(event, Reading))]
    return next((event.problem for event in before if isinstance(event, TemplateProblem)), "")


def test_a_template_that_did_not_get_to_run_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "WAIT_LIMIT_S", 4.0)  # in which it starts, also where much else runs
    shape = random_model.Shape(template=_REFUSES_SYSTEM)
    with (tmp_path / "engine.log").open("a") as log:
        library = open_library(Log(log))
        file, options = random_model.write(tmp_path / "m.gguf", shape), LoadOptions(threads=1)
        model = Model(library, file, options, stop=StopFlag(), on_progress=lambda _: None)
        process = TemplateProcess()
        monkeypatch.undo()
        process.start()
        assert process.pid is not None
        freeze(process.pid)  # as if other programs took all of the processor
        template = ChatTemplate(shape.template, model.vocabulary, process)
        try:
            assert process.pid is None  # it was given up
            assert template.problem == ""
            assert template.render([_SYSTEM, ChatMessage("user", "Hello")]).is_default is False
        finally:
            process.close()


def test_the_default_template_ends_at_its_own_marks(engine: Engine, tmp_path: Path) -> None:
    # No control tokens at all: the marks are plain text for this model, as for many base models.
    shape = random_model.Shape(template="", control=())
    loaded(engine, random_model.write(tmp_path / "m.gguf", shape))
    heard = ask(engine, "Hello", max_tokens=50)
    assert "<|im_" not in heard.text
