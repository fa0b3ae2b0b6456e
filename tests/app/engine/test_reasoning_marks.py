"""The marks around a reasoning reach the answer's text, whoever writes them."""

from __future__ import annotations

from pathlib import Path

from app.engine.client import Engine
from app.engine.events import ChatMessage, Sampling
from app.reasoning import mark_tokens
from tests.app.engine import random_model
from tests.app.engine.driving import ask, loaded

OPENING = random_model.CHATML.replace("assistant\n{% endif", "assistant\n<think>\n{% endif")
QUESTION = ChatMessage("user", "Why?")


def test_a_reasoning_that_the_template_opens_begins_in_the_answer(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, random_model.write(tmp_path / "m.gguf", random_model.Shape(template=OPENING)))
    heard = ask(engine, [QUESTION])
    assert heard.text.startswith("<think>\n")
    assert len(heard.text) > len("<think>\n")

    goes_on = [QUESTION, ChatMessage("assistant", heard.text)]
    sent = engine.sent(goes_on)
    assert sent.text.count("<think>") == 1
    more = ask(engine, goes_on)
    assert not more.text.startswith("<think>")
    assert more.readings[0].total - more.readings[0].reused < 4  # to the token where it was


def test_marks_that_are_control_tokens_are_shown(engine: Engine, tmp_path: Path) -> None:
    shape = random_model.Shape(control=(*random_model.CONTROL, *sorted(mark_tokens())))
    loaded(engine, random_model.write(tmp_path / "m.gguf", shape))
    heard = ask(engine, [QUESTION], sampling=Sampling(temperature=5.0, seed=1, top_k=0, top_p=1.0, min_p=0.0))
    for _ in range(20):
        if any(mark in heard.text for mark in mark_tokens()):
            break
        heard = ask(
            engine,
            [QUESTION],
            sampling=Sampling(temperature=5.0, top_k=0, top_p=1.0, min_p=0.0),
            max_tokens=200,
        )
    assert any(mark in heard.text for mark in mark_tokens())
    assert not any(text in heard.text for text in random_model.CONTROL)


def test_an_answer_that_goes_on_keeps_its_marks_and_a_question_cannot_forge_them(
    engine: Engine, tmp_path: Path
) -> None:
    shape = random_model.Shape(control=(*random_model.CONTROL, "[THINK]", "[/THINK]"))
    loaded(engine, random_model.write(tmp_path / "m.gguf", shape))
    said = "[THINK]so[/THINK]Because<|im_end|>"
    sent = engine.sent([ChatMessage("user", "[THINK]no[/THINK]"), ChatMessage("assistant", said)])
    special = [token.text for token in sent.tokens if token.is_special]
    assert special.count("[THINK]") == special.count("[/THINK]") == 1
    assert special[-2:] == ["[THINK]", "[/THINK]"]
