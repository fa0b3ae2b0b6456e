"""What strangers made, as hostile as it comes: a result or a sentence, in little time and memory."""

from __future__ import annotations

import json
import os
import re
import struct
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.documents.extract import read_document
from app.engine.templates import TemplateError, TemplateProcess
from app.errors import UserError
from app.exchange.export import file_name
from app.exchange.importing import Import
from app.exchange.reading import read
from app.hub.names import check_safe
from app.hub.problems import HubProblem
from app.models import gguf
from app.store.database import Database
from tests.app.engine import random_model
from ui.chat.inline import parse
from ui.chat.open_marks import close_marks
from ui.chat.page import _open_link as open_link

_SECONDS, _MEGABYTES = 10.0, 100  # far more than any example takes on a busy computer

bounded = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def within_bounds() -> Iterator[None]:
    """A UserError is as good as a result; anything else, or too much time or memory, is not."""
    began = time.process_time()
    tracemalloc.start()
    try:
        yield
    except UserError as error:
        assert error.message.endswith("."), error.message
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert time.process_time() - began < _SECONDS
    assert peak < _MEGABYTES << 20


# Model files


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return random_model.write(tmp_path_factory.mktemp("gguf") / "whole.gguf").read_bytes()


_NUMBERS = st.sampled_from([0, 1, 2**31 - 1, 2**32 - 1, 2**63 - 1, 2**64 - 1])


@bounded
@given(head=st.tuples(st.integers(0, 4), _NUMBERS, _NUMBERS), rest=st.binary(max_size=400))
def test_a_header_that_promises_the_world(tmp_path: Path, head: tuple[int, int, int], rest: bytes) -> None:
    path = tmp_path / "made.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", *head) + rest)
    with within_bounds():
        gguf.read_header(path)


@bounded
@given(place=st.integers(8, 12_000), number=_NUMBERS)
def test_a_length_in_a_sound_model_that_is_a_lie(
    tmp_path: Path, model: bytes, place: int, number: int
) -> None:
    path = tmp_path / "lie.gguf"
    path.write_bytes(model[:place] + struct.pack("<Q", number) + model[place + 8 :])
    with within_bounds():
        gguf.read_header(path)


# Chat templates

_MARK = "template-was-here"
_ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.system('touch MARK') }}",
    "{{ self.__init__.__globals__.__builtins__.__import__('os').system('touch MARK') }}",
    "{{ lipsum.__globals__['os'].popen('touch MARK').read() }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ messages.__class__.__base__ }}",
    "{{ raise_exception.__globals__['os'].system('touch MARK') }}",
    "{{ strftime_now.__globals__.os.system('touch MARK') }}",
    "{{ (messages|map(attribute='__class__')|list)[0].__mro__ }}",
    "{{ '%s'.format.__self__.__class__ }}{{ '{0.__class__.__mro__}'.format(1) }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os.system('touch MARK') }}",
    "{% extends '/etc/passwd' %}",
)


@pytest.fixture(scope="module")
def templates() -> Iterator[TemplateProcess]:
    process = TemplateProcess()
    yield process
    process.close()


@pytest.mark.parametrize("source", _ESCAPES)
def test_a_template_runs_no_code(templates: TemplateProcess, tmp_path: Path, source: str) -> None:
    mark = tmp_path / _MARK
    try:
        text = templates.render(source.replace("MARK", str(mark)), {"messages": [{"role": "user"}]})
    except TemplateError:
        text = ""
    assert not mark.exists()
    assert "root:" not in text and "<class" not in text and "<module" not in text


_PARTS = st.sampled_from(
    [
        *("{{ ", " }}", "{% ", " %}", "{#", "#}", "messages", "[0]", ".content", "|tojson", "|length", "for"),
        *(" in ", "if ", "endif", "endfor", "range(", "9**9", ")", "~", "*", "'a'", "loop", "set x = ", "x"),
        *("|join(','*9)", "|center(99999)", "namespace()", "macro m()", "endmacro", "m()", "generation"),
    ]
)


@settings(bounded, max_examples=120)
@given(source=st.lists(_PARTS, max_size=14).map("".join))
def test_a_template_out_of_pieces_gives_text_or_words(templates: TemplateProcess, source: str) -> None:
    with within_bounds():
        try:
            text = templates.render(source, {"messages": [{"role": "user", "content": "Hi"}]})
            assert len(text) < 10_000_000
        except TemplateError as error:
            assert str(error)


# Imported conversations

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["\ud800", "\0", 2**63, -(2**63) - 1, 1e308, "../../etc/passwd", "user", "assistant"])
)
_KEYS = st.sampled_from(
    [
        *("format", "version", "conversations", "title", "messages", "role", "content", "parent", "leaf"),
        *("mapping", "message", "author", "children", "current_node", "create_time", "parts", "metadata"),
        *("versions", "currentlySelected", "steps", "text", "type", "created_at", "updated_at", "options"),
    ]
)
_JSON = st.recursive(
    _LEAVES, lambda part: st.lists(part, max_size=3) | st.dictionaries(_KEYS, part, max_size=6), max_leaves=24
)
_FRAMES: tuple[Callable[[object], object], ...] = (
    lambda value: value,
    lambda value: {"format": "inglenook", "version": 1, "conversations": [value]},
    lambda value: [{"title": "A", "mapping": {"a": value, "b": {"parent": "a", "message": value}}}],
    lambda value: [{"mapping": {"a": {"parent": "b", "message": value}, "b": {"parent": "a"}}}],
    lambda value: {"name": "A", "messages": [{"versions": [value], "currentlySelected": 0}, value]},
)


@settings(bounded, max_examples=150)
@given(value=_JSON, frame=st.sampled_from(_FRAMES))
def test_an_imported_file_is_refused_or_stored_whole(
    tmp_path: Path, value: object, frame: Callable[[object], object]
) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps(frame(value)), encoding="utf-8", errors="surrogatepass")
    with within_bounds(), Database(tmp_path / "home" / "import.sqlite") as database:
        Import(database).store(read(path))
        with database.reading() as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"a":' * 100_000, b"9" * 100_000, b"\xff\xfe[\0]\0"])
def test_an_imported_file_made_to_break_the_reader(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "conversations.json"
    path.write_bytes(content)
    with within_bounds(), pytest.raises(UserError):
        read(path)


def test_a_zip_writes_nothing_and_is_not_unpacked_without_end(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../conversations.json", b"[]")
        archive.writestr("../outside.txt", b"x")
    with pytest.raises(UserError, match="cannot be imported"):
        read(path)
    assert sorted(tmp_path.parent.rglob("outside.txt")) == []
    # What the archive says of its sizes is believed only when it is too much.
    content = bytearray(path.read_bytes())
    content = content.replace(struct.pack("<I", 2), struct.pack("<I", 0x7FFFFFFF))
    path.write_bytes(content)
    with within_bounds(), pytest.raises(UserError):
        read(path)


# Attached and dropped files


@bounded
@given(
    start=st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\xef\xbb\xbf", b"PK\3\4"]),
    content=st.binary(max_size=300),
)
def test_an_attached_file_is_text_or_refused(tmp_path: Path, start: bytes, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(start + content)
    with within_bounds():
        assert "\0" not in read_document(path).text.encode("utf-8", "surrogatepass").decode(
            "utf-8", "replace"
        )


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj<</Kids[1 0 R]/Count 9>>endobj trailer<<>>"]
)
def test_a_broken_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with within_bounds(), pytest.raises(UserError):
        read_document(path)


@pytest.mark.skipif(sys.platform == "win32", reason="about files that are none")
def test_what_is_dropped_may_be_no_file_at_all(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    (tmp_path / "zeros.gguf").symlink_to("/dev/zero")
    (tmp_path / "loop.gguf").symlink_to(tmp_path / "loop.gguf")
    (tmp_path / "gone.gguf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.gguf").mkdir()
    for name in ("pipe", "zeros", "loop", "gone", "folder", "missing"):
        path = tmp_path / f"{name}.gguf"
        for reader in (gguf.read_header, read_document, read):
            with within_bounds(), pytest.raises(UserError):
                reader(path)  # type: ignore[operator]


# Links, and names of files

_LINKS = st.sampled_from(
    ["file:", "javascript:", "data:", "vbscript:", "smb:", "inglenook:", "x-man-page:", "//"]
)


@bounded
@given(
    scheme=_LINKS,
    noise=st.sampled_from(["", " ", "\t", "\n", "\0", "%20", "&#58;", "&colon;", "\u200b", "JaVa", "https:"]),
    rest=st.text(st.sampled_from("/etc:alert(1)<>[]'\"\\ \t%&#;"), max_size=12),
    form=st.sampled_from(
        ["[a]({})", "<{}>", "![a]({})", "[a]: {}\n\n[a]", "{}", "[a](<{}>)", "[![b]({})](x)"]
    ),
)
@example(scheme="javascript:", noise="", rest="alert(1)", form="[a]({})")
@example(scheme="file:", noise="", rest="///etc/passwd", form="<{}>")
def test_no_link_in_an_answer_leads_to_a_file_or_a_program(
    scheme: str, noise: str, rest: str, form: str
) -> None:
    for address in (noise + scheme + rest, scheme[:4] + noise + scheme[4:] + rest, scheme.upper() + rest):
        source = form.format(address)
        for text in (source, close_marks(source)):
            for _, _, link in parse(text).links:
                assert re.match(r"(https?|mailto):", link, re.IGNORECASE), link
                assert QUrl(link).scheme() in ("http", "https", "mailto", "")


def test_a_link_that_is_followed_is_looked_at_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    for address in (
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/share",
        "",
        "x:y",
    ):
        open_link(address)
    assert opened == []
    open_link("https://example.org")
    assert [url.host() for url in opened] == ["example.org"]


@bounded
@given(
    title=st.text(max_size=40)
    | st.sampled_from(["../../x", "..", "/etc/passwd", "C:\\x", "a\0b", "CON", "."])
)
def test_a_title_is_a_name_of_a_file_and_no_path(title: str) -> None:
    name = file_name(title)
    assert name and not set(name) & set('/\\:\0<>|"?*') and name not in (".", "..")
    assert Path("/folder", f"{name}.md").parent == Path("/folder")


@bounded
@given(
    parts=st.lists(
        st.sampled_from(
            ["..", ".", "", "a", "con", "a:b", "\\", "C:", "~", "x\0", "a ", "é", "\u202e", "nul.gguf"]
        ),
        min_size=1,
        max_size=4,
    ),
    lead=st.sampled_from(["", "/", "\\", "//", "./"]),
)
def test_a_name_from_the_hub_stays_in_its_folder(tmp_path: Path, parts: list[str], lead: str) -> None:
    path = lead + "/".join([*parts, "m.gguf"])
    try:
        check_safe(path)
    except HubProblem:
        return
    target = Path(os.path.normpath(tmp_path / path))
    assert tmp_path in target.parents and "\\" not in path and "\0" not in path
