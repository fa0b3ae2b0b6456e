"""Conversations out of one home folder and into another: our own format, and files that are broken."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.attachments import Attachment
from app.engine.events import Statistics
from app.errors import REMEDIES, UserError
from app.exchange.export import Export, file_name, write_json
from app.exchange.importing import Import
from app.exchange.markdown import markdown, write_markdown
from app.exchange.portable import Portable, PortableMessage, as_json
from app.exchange.reading import read
from app.machine.timing import Forecast
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database, storable
from app.store.drafts import Draft, Drafts
from app.store.messages import Message
from app.store.versions import Versions

texts = st.text(max_size=60).map(storable)
names = st.text(max_size=20).map(lambda text: " ".join(storable(text).split()))
times = st.floats(0, 4e9)
counts = st.integers(0, 2**40)
figures = st.floats(0, 1e6)
attached = st.builds(
    Attachment, st.sampled_from(["paste", "file"]), texts, texts, st.none() | st.integers(0, 10**6)
)
forecasts = st.builds(Forecast, counts, counts, counts, figures, figures)
statistics = st.builds(Statistics, counts, counts, counts, figures, figures, figures, figures)


@st.composite
def conversations(draw: st.DrawFn) -> Portable:
    """With branches anywhere, and every field filled with something now and then."""
    messages: list[PortableMessage] = []
    for number in range(draw(st.integers(0, 7))):
        role = draw(st.sampled_from(["user", "assistant"]))
        messages.append(
            PortableMessage(
                parent=draw(st.none() | st.integers(0, number - 1)) if number else None,
                role=role,  # type: ignore[arg-type]
                content=draw(texts),
                created_at=draw(times),
                state=draw(st.sampled_from(["complete", "interrupted", "failed"])),
                model=draw(texts),
                error=draw(texts),
                hint=draw(texts),
                finish_reason=draw(st.sampled_from(["end", "length", "context", "stopped", None])),
                left_out=draw(st.integers(0, 99)),
                is_corrected=draw(st.booleans()),
                options=draw(texts),
                statistics=draw(st.none() | statistics),
                thinking_s=draw(st.none() | figures),
                sending=draw(st.sampled_from(("usual", "pinned", "left_out"))),
                summary=draw(texts),
                remedy=draw(st.sampled_from(REMEDIES)),
                forecast=draw(st.none() | forecasts),
                attachments=tuple(draw(st.lists(attached, max_size=2))) if role == "user" else (),
            )
        )
    preset = draw(st.sampled_from(["", "Mine", "Summary"]))
    return Portable(
        title=draw(names),
        created_at=draw(times),
        updated_at=draw(times),
        messages=tuple(messages),
        leaf=draw(st.integers(0, len(messages) - 1)) if messages else None,
        draft=draw(texts),
        draft_attachments=tuple(draw(st.lists(attached, max_size=1))),
        title_by=draw(st.sampled_from(["words", "model", "person"])),
        pinned_at=draw(st.none() | times),
        archived_at=draw(st.none() | times),
        folder=draw(names),
        preset=preset,
        preset_options={"seed": 4} if preset == "Mine" else {},
        options=draw(st.sampled_from([{}, {"temperature": 0.5, "seed": 3}, {"system_prompt": "Be brief."}])),
    )


def same(one: Portable) -> Portable:
    """Without what the built-in preset of that name brings along."""
    return dataclasses.replace(one, preset_options={}) if one.preset == "Summary" else one


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=st.lists(conversations(), min_size=10, max_size=10))
def test_200_conversations_with_branches_come_back_identical(
    made: list[Portable], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("exchange")
    with Database(folder / "one.sqlite") as one, Database(folder / "two.sqlite") as two:
        Import(one).store(made)
        first = Export(one).all()
        assert [same(conversation) for conversation in first] == made
        write_json(folder / "all.json", first)
        Import(two).store(read(folder / "all.json"))
        assert Export(two).all() == first


def test_nothing_that_a_message_has_is_forgotten() -> None:
    ids = {"id", "conversation_id", "parent_id"}
    assert set(Message._fields) - ids <= {one.name for one in dataclasses.fields(PortableMessage)}


def test_what_was_imported_is_used_as_any_other(home: Paths, tmp_path: Path) -> None:
    question = PortableMessage(None, "user", "Heads or tails?", 5.0)
    answers = [PortableMessage(0, "assistant", text, 6.0, finish_reason="end") for text in ("Heads", "Tails")]
    made = Portable("Coin", 5.0, 6.0, (question, *answers), 2, folder="Games", pinned_at=7.0)
    with Database(home.database) as database:
        [chat] = Import(database).store([made])
        kept = Conversations(database)
        assert [message.content for message in kept.thread(chat)] == ["Heads or tails?", "Tails"]
        heads = Versions(database).of(chat)[kept.thread(chat)[-1].id][0]
        Versions(database).choose(heads)
        assert kept.thread(chat)[-1].content == "Heads"
        assert [hit.title for hit in kept.search("tails")] == ["Coin", "Coin"]
        assert kept.get(chat).pinned_at == 7.0
        assert kept.add_question(chat, "Sure?").parent_id == heads


def test_removed_messages_are_not_exported(home: Paths) -> None:
    with Database(home.database) as database:
        kept = Conversations(database)
        chat = kept.create("Coin").id
        question = kept.add_question(chat, "Secret")
        kept.answers.begin(question.id, "Guide")
        Versions(database).remove(question.id)
        kept.delete(kept.create("Deleted").id)
        [exported] = Export(database).all()
    assert (exported.title, exported.messages, exported.leaf) == ("Coin", (), None)


def test_a_message_that_waits_is_exported_before_the_draft(home: Paths) -> None:
    with Database(home.database) as database:
        chat = Conversations(database).create("Coin").id
        drafts = Drafts(database)
        drafts.queue(chat, Draft("Next", (Attachment("file", "a.txt", "text"),)))
        drafts.save(chat, Draft("And then"))
        [exported] = Export(database).all()
    assert exported.draft == "Next\n\nAnd then"
    assert [one.name for one in exported.draft_attachments] == ["a.txt"]


def test_an_answer_that_is_being_written_is_exported_as_interrupted(home: Paths) -> None:
    with Database(home.database) as database:
        kept = Conversations(database)
        question = kept.add_question(kept.create().id, "Go on")
        kept.answers.save_partial(kept.answers.begin(question.id, "Guide").id, "Well")
        [exported] = Export(database).all()
    assert [message.state for message in exported.messages] == ["complete", "interrupted"]


# Files that are broken or hostile

GOOD = as_json(
    Portable(
        "Coin",
        5.0,
        6.0,
        (PortableMessage(None, "user", "Hello", 5.0), PortableMessage(0, "assistant", "Hi", 6.0)),
        1,
    )
)


def own(**changes: Any) -> bytes:
    return json.dumps({"format": "inglenook", "version": 1, "conversations": [{**GOOD, **changes}]}).encode()


def with_message(**changes: Any) -> bytes:
    return own(messages=[GOOD["messages"][0], {**GOOD["messages"][1], **changes}])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no whole JSON file"),
        (b"\x00\xff\xfe broken", "no text"),
        (b'{"format": "inglenook", "conv', "no whole JSON file"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' * 100_000, "nested too deeply"),
        (b"[]", "neither"),
        (b"{}", "neither"),
        (b'"text"', "neither"),
        (b"[1, 2]", "neither"),
        (b'{"messages": [{"role": "user"}]}', "neither"),
        (b'{"format": "inglenook", "version": 1, "conversations": []}', "no conversation in it"),
        (b'{"format": "inglenook", "version": 2, "conversations": []}', "newer version"),
        (b'{"format": "inglenook", "version": 1}', "has no “conversations”"),
        (b'{"format": "inglenook", "version": 1, "conversations": [7]}', "not written as an object"),
        (own(title=7), "“title” of a conversation is not a text"),
        (own(created_at=float("nan")), "a number that is none"),
        (own(created_at=float("inf")), "a number that is none"),
        (own(created_at=1e300), "a time in seconds"),
        (own(created_at=-1), "a time in seconds"),
        (own(created_at=True), "a time in seconds"),
        (own(leaf=2), "earlier message"),
        (own(leaf=-1), "earlier message"),
        (own(messages={}), "not a list"),
        (own(title_by="nobody"), "one of words, model, person"),
        (own(draft_attachments=[{"name": "x"}]), "an attachment has no “text”"),
        (with_message(parent=1), "earlier message"),  # its own parent
        (with_message(parent=5), "earlier message"),
        (with_message(parent="0"), "earlier message"),
        (with_message(role="system"), "one of user, assistant"),
        (with_message(state="writing"), "one of complete"),
        (with_message(left_out=10**30), "a whole number"),
        (with_message(content=["x"]), "is not a text"),
        (with_message(statistics={"prompt_tokens": 1}), "has no"),
        (b'[{"mapping": {}, "title": 3}]', "title of a conversation is not a text"),
        (b'[{"mapping": {}, "create_time": "now"}]', "not a number"),
        (b'[{"mapping": {}, "create_time": 1e20}]', "out of range"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "a number that is none"),
    ],
)
def test_a_broken_file_changes_nothing_and_says_why(
    home: Paths, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "broken.json"
    file.write_bytes(content)
    with Database(home.database) as database:
        with pytest.raises(UserError, match=r"broken\.json cannot be imported") as caught:
            Import(database).store(read(file))
        assert told in caught.value.message
        assert Export(database).all() == []


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_damage_to_a_file_is_a_bug(tmp_path: Path, data: st.DataObject) -> None:
    """A part of a sound file replaced by anything is refused with a sentence, or still sound."""
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
        max_leaves=3,
    )
    value = json.loads(data.draw(st.sampled_from([own(), json.dumps(CHATGPT), json.dumps(LM_STUDIO)])))
    target: Any = value
    while True:
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        key = data.draw(st.sampled_from(keys))
        inner = target[key]
        if isinstance(inner, dict | list) and inner and data.draw(st.booleans()):
            target = inner
            continue
        target[key] = data.draw(anything)
        break
    file = tmp_path / "damaged.json"
    file.write_text(json.dumps(value))
    try:
        found = read(file)
    except UserError:
        return
    with Database(tmp_path / "home.sqlite") as database:
        for chat in Import(database).store(found):
            Export(database).conversation(chat)
            Conversations(database).thread(chat)


def test_a_zip_that_is_damaged_or_has_nothing_for_us_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("chat.html", "<html>")
    with pytest.raises(UserError, match=r"no conversations\.json"):
        read(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", json.dumps([CHATGPT]) * 50)
    whole = file.read_bytes()
    file.write_bytes(whole[:40] + b"\xff" * 40 + whole[80:])
    with pytest.raises(UserError, match=r"cannot be imported"):
        read(file)


def test_a_zip_that_would_fill_the_memory_is_refused_before_it_does(tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("conversations.json", "w", force_zip64=True) as member,
    ):
        for _ in range(600):
            member.write(b" " * (1 << 20))
    assert file.stat().st_size < 2_000_000
    with pytest.raises(UserError, match="larger than 512 MB"):
        read(file)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path / "gone.json")


# Other programs


def node(parent: str | None, role: str, text: str, **about: Any) -> dict[str, Any]:
    message = {
        "author": {"role": role},
        "create_time": 1_700_000_000.5,
        "content": {"content_type": "text", "parts": [text]},
        "metadata": {"model_slug": "gpt-4"},
        **about,
    }
    return {"parent": parent, "message": message, "children": []}


CHATGPT: dict[str, Any] = {
    "title": "Lighthouses",
    "create_time": 1_700_000_000.0,
    "update_time": 1_700_000_100.0,
    "current_node": "again",
    "mapping": {
        "root": {"parent": None, "message": None, "children": ["system"]},
        "system": node("root", "system", ""),
        "question": node("system", "user", "How high is a lighthouse?"),
        "look": node(
            "question",
            "assistant",
            "",
            recipient="browser",
            content={"content_type": "code", "text": "search('lighthouse')"},
        ),
        "found": node("look", "tool", "Results"),
        "first": node("found", "assistant", "Some are 40 m high."),
        "more": node("first", "assistant", "The highest is 133 m."),
        "again": node("question", "assistant", "It depends."),
        "picture": node(
            "again",
            "user",
            "",
            content={
                "content_type": "multimodal_text",
                "parts": [{"asset_pointer": "file://x"}, "This one?"],
            },
        ),
    },
}

LM_STUDIO: dict[str, Any] = {
    "name": "Ferries",
    "pinned": True,
    "createdAt": 1_755_014_461_974,
    "systemPrompt": "Be brief.",
    "messages": [
        {
            "versions": [
                {"type": "singleStep", "role": "user", "content": [{"type": "text", "text": "What floats?"}]}
            ],
            "currentlySelected": 0,
        },
        {
            "versions": [
                {
                    "type": "multiStep",
                    "role": "assistant",
                    "steps": [
                        {
                            "type": "contentBlock",
                            "style": {"type": "thinking", "title": "Thought for 2 seconds"},
                            "content": [
                                {"type": "text", "text": "<think>", "isStructural": True},
                                {"type": "text", "text": "Wood?"},
                            ],
                        },
                        {
                            "type": "contentBlock",
                            "genInfo": {"identifier": "qwen3-4b"},
                            "content": [{"type": "text", "text": "Wood floats."}],
                        },
                        {"type": "debugInfoBlock", "debugInfo": "x"},
                    ],
                },
                {
                    "type": "multiStep",
                    "role": "assistant",
                    "steps": [{"type": "contentBlock", "content": [{"type": "text", "text": "Cork."}]}],
                },
            ],
            "currentlySelected": 0,
        },
        {
            "versions": [
                {"type": "singleStep", "role": "user", "content": [{"type": "text", "text": "And iron?"}]}
            ],
            "currentlySelected": 0,
        },
    ],
}


def test_chatgpts_export_is_read_with_its_branches(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("conversations.json", json.dumps([CHATGPT, {**CHATGPT, "title": None}]))
    found, untitled = read(file)
    assert (found.title, untitled.title) == ("Lighthouses", "")
    assert [(one.parent, one.role, one.content) for one in found.messages] == [
        (None, "user", "How high is a lighthouse?"),
        (0, "assistant", "Some are 40 m high.\n\nThe highest is 133 m."),
        (0, "assistant", "It depends."),
        (2, "user", "[A picture that was not exported with the text.]\n\nThis one?"),
    ]
    assert found.leaf == 2
    assert (found.messages[1].model, found.messages[0].model) == ("gpt-4", "")
    assert found.created_at == 1_700_000_000.0


def test_nodes_that_lead_back_to_themselves_do_not_hang_the_import(tmp_path: Path) -> None:
    loop = {"a": node("b", "user", "A"), "b": node("a", "user", "B"), "c": node(None, "user", "C")}
    file = tmp_path / "loop.json"
    file.write_text(json.dumps([{**CHATGPT, "mapping": loop, "current_node": "a"}]))
    [found] = read(file)
    assert [one.content for one in found.messages] == ["C"]
    assert found.leaf == 0


def test_lm_studios_conversation_is_read_with_its_versions(tmp_path: Path) -> None:
    file = tmp_path / "1755014461974.conversation.json"
    file.write_text(json.dumps(LM_STUDIO))
    [found] = read(file)
    assert [(one.parent, one.content) for one in found.messages] == [
        (None, "What floats?"),
        (0, "<think>\nWood?\n</think>\n\nWood floats."),
        (0, "Cork."),
        (1, "And iron?"),
    ]
    assert (found.title, found.leaf, found.created_at) == ("Ferries", 3, 1_755_014_461.974)
    assert (found.messages[1].model, found.pinned_at is not None) == ("qwen3-4b", True)
    assert found.options == {"system_prompt": "Be brief."}


# Markdown


def test_markdown_has_what_is_shown_first_and_the_other_branches_below() -> None:
    file = Attachment("file", "notes.txt", "One\n```\nTwo")
    messages = (
        PortableMessage(None, "user", "Heads or tails?", 5.0, attachments=(file,)),
        PortableMessage(0, "assistant", "Heads", 6.0, model="Guide"),
        PortableMessage(0, "assistant", "Tai", 6.0, state="failed", error="It died.", model="Guide"),
    )
    told = markdown(Portable("Coin", 5.0, 6.0, messages, 1))
    assert told.startswith("# Coin\n\n*1 January 1970*\n\n## You\n\nnotes.txt:\n````\nOne\n```\nTwo\n````")
    shown, others = told.split("# Other versions")
    assert "## Guide\n\nHeads\n" in shown and "Tai\n" not in shown
    assert "*After “Heads or tails?”:*\n\n## Guide\n\nTai\n\n*It died.*" in others


def test_markdown_tells_reasoning_from_the_answer() -> None:
    answer = PortableMessage(None, "assistant", "<think>\nHeads?\n\nOr tails?\n</think>\n\nHeads", 5.0)
    told = markdown(Portable("Coin", 5.0, 6.0, (answer,), 0))
    assert "## Answer\n\n> *Reasoning*\n>\n> Heads?\n>\n> Or tails?\n\nHeads\n" in told
    question = PortableMessage(None, "user", "What is <think> for?", 5.0)
    assert "What is <think> for?" in markdown(Portable("Coin", 5.0, 6.0, (question,), 0))


def test_several_conversations_become_a_folder_of_files(tmp_path: Path) -> None:
    made = [Portable(title, 5.0, 6.0, (), None) for title in ("A/B: c?", "a b c", "", "CON", "../up")]
    written = write_markdown(tmp_path / "chats", made)
    assert [path.name for path in written] == [
        "A B c.md",
        "a b c 2.md",
        "Conversation.md",
        "_CON.md",
        "up.md",
    ]
    assert {path.parent for path in written} == {tmp_path / "chats"}
    assert all(path.read_text().startswith("# ") for path in written)
    assert len(file_name("x" * 500)) == 80


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "in_the_way").write_text("")
    with pytest.raises(UserError):
        write_json(tmp_path / "in_the_way" / "all.json", [])
