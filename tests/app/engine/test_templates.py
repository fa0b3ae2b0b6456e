"""Chat templates are programs from strangers: they work as they do elsewhere, and cannot do harm."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from app.engine import templates
from app.engine.templates import TemplateError, TemplateProcess
from tests.waiting import until_gone

MESSAGES = {"messages": [{"role": "user", "content": "Grüße"}], "add_generation_prompt": True}


@pytest.fixture(scope="module")
def process() -> Iterator[TemplateProcess]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "TIME_LIMIT_S", 0.5)  # of computing: a hundred times what these take
        process = TemplateProcess()
    yield process
    process.close()


def test_a_template_renders_as_transformers_does(process: TemplateProcess) -> None:
    source = (
        "{% for message in messages %}\n"
        "    {%- if message['role'] == 'none' %}{% continue %}{% endif %}\n"
        "    {% generation %}{{ message['content'] | trim }}{% endgeneration %}\n"
        "{% endfor %}\n"
        "{{ {'a': 'ü<'} | tojson }} {{ strftime_now('%Y') | length }} {{ bos_token is defined }}"
    )
    assert process.render(source, MESSAGES) == 'Grüße{"a": "ü<"} 4 False'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for %}", "error in line 1"),
        ("{{ raise_exception('no system role here') }}", "refused the conversation: no system role here"),
        ("{{ nothing.at.all }}", "failed"),
        ("{{ 1 / 0 }}", "failed"),
        ("{{ ''.__class__.__mro__ }}", "failed"),
    ],
)
def test_a_template_that_fails_gives_words(process: TemplateProcess, source: str, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        process.render(source, MESSAGES)


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 7 ** (9 ** 9) }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ 'a'.ljust(2 * 10 ** 9) | length }}",
        "{% set ns = namespace(x='a') %}{% for i in range(99999) %}{% set ns.x = ns.x * 2 %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    ],
)
def test_a_template_that_loops_or_fills_memory_is_stopped(process: TemplateProcess, source: str) -> None:
    with pytest.raises(TemplateError):
        process.render(source, MESSAGES)
    assert process.render("{{ messages[0].content }}", MESSAGES) == "Grüße"


def test_a_killed_process_is_replaced(process: TemplateProcess) -> None:
    assert process.render("a", {}) == "a"
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    until_gone(process.pid)
    assert process.render("b", {}) == "b"


def test_rendering_here_has_the_same_sandbox() -> None:
    with pytest.raises(TemplateError):
        templates.render("{{ messages.append(1) }}", {"messages": []})
