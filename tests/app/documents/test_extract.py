from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from app import confined
from app.confined import ConfinedProcess, Limits, TooMuch
from app.documents import pdf as pdf_files
from app.documents.extract import read_document
from app.documents.passages import beginning, nearest, split
from app.errors import UserError


def pdf(*pages: str) -> bytes:
    """A PDF with these lines, one a page, written by hand."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        content = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(
            f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode() + content + b"\nendstream"
        )
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return made + end.encode() + f"startxref\n{len(made)}\n%%EOF\n".encode()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"# Notes\r\nOne\rTwo\n\n", "# Notes\nOne\nTwo"),
        ("Grüße 🎂".encode(), "Grüße 🎂"),
        (b"\xef\xbb\xbfWith a mark", "With a mark"),
        ("Grüße".encode("utf-16"), "Grüße"),
        ("Grüße".encode("utf-32"), "Grüße"),
        ("Grüße".encode("cp1252"), "Grüße"),
    ],
)
def test_text_is_read_in_whichever_encoding_it_is(tmp_path: Path, content: bytes, text: str) -> None:
    file = tmp_path / "notes.md"
    file.write_bytes(content)
    attachment = read_document(file)
    assert (attachment.kind, attachment.name, attachment.text) == ("file", "notes.md", text)


def test_a_pdf_gives_the_text_of_all_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "two.pdf"
    file.write_bytes(pdf("The first page", "The second page"))
    assert read_document(file).text == "The first page\n\nThe second page"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b" \n\n", "There is no text in empty.txt"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture.png is no text file"),
        ("broken.pdf", b"%PDF-1.7\nnothing else", "broken.pdf cannot be read: it is damaged"),
        ("cut.pdf", pdf("The first page")[:200], "cut.pdf cannot be read"),
        ("blank.pdf", pdf(""), "There is no text in blank.pdf"),
    ],
)
def test_what_cannot_be_attached_is_said(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=told):
        read_document(tmp_path / name)


def test_a_folder_and_a_file_that_is_gone_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        read_document(tmp_path)
    with pytest.raises(UserError, match="cannot be read: No such file"):
        read_document(tmp_path / "gone.txt")


def test_a_locked_pdf_is_said(tmp_path: Path) -> None:
    (tmp_path / "open.pdf").write_bytes(pdf("Secret"))
    with PdfWriter(clone_from=tmp_path / "open.pdf") as writer:
        writer.encrypt("secret", algorithm="RC4-128")
        writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UserError, match="locked with a password"):
        read_document(tmp_path / "locked.pdf")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(21 << 20)
    with pytest.raises(UserError, match="too large"):
        read_document(tmp_path / "huge.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_a_pdf_that_swells_without_end_fills_neither_time_nor_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = zlib.compress(b"BT " + b"(x) Tj " * 30_000_000, 1)
    bomb = pdf("x").replace(b"/FlateDecode", b"/FlateDecode", 1)
    stream = bomb.index(b"stream\n") + len(b"stream\n")
    end = bomb.index(b"\nendstream")
    (tmp_path / "bomb.pdf").write_bytes(bomb[:stream] + content + bomb[end:])
    monkeypatch.setattr(pdf_files, "_TIME_S", 10.0)
    with pytest.raises(UserError, match=r"bomb\.pdf"):
        read_document(tmp_path / "bomb.pdf")


def _serve_many(pipe: Connection) -> None:
    """As the process of one document, for many: most of what it takes is to start."""
    confined.begin()
    pipe.send("ready")
    while True:
        pipe.send(pdf_files.read_pages(pipe.recv(), 5_000_000))


@pytest.fixture(scope="module")
def reader() -> Iterator[ConfinedProcess]:
    process = ConfinedProcess(_serve_many, "documents", Limits(20.0, pdf_files.MEMORY_BYTES))
    yield process
    process.close()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(place=st.integers(9, 600), junk=st.binary(min_size=1, max_size=40))
def test_no_damage_to_a_pdf_is_a_bug(
    reader: ConfinedProcess, tmp_path: Path, place: int, junk: bytes
) -> None:
    whole = pdf("The first page", "The second page")
    file = tmp_path / "damaged.pdf"
    file.write_bytes(whole[:place] + junk + whole[place + len(junk) :])
    try:
        problem, text = reader.ask(str(file))
        assert not (problem and text)
    except TooMuch as error:  # of memory, or of time
        assert error.kind != "died"


# What fits

TEXT = "\n\n".join(
    [f"Paragraph {number} speaks of nothing much. " * 12 for number in range(20)]
    + ["Lighthouses burn oil or electricity. " * 10]
    + [f"Paragraph {number} goes on. " * 20 for number in range(20, 40)]
)


def test_the_beginning_is_cut_between_paragraphs() -> None:
    cut = beginning(TEXT, 5_000)
    assert len(cut) < 5_010
    assert cut.endswith("nothing much.\n\n[…]")
    assert beginning("short", 100) == "short"
    assert beginning("x" * 50, 20) == "x" * 20 + "\n\n[…]"


def test_the_passages_nearest_to_the_question_are_sent_in_their_order() -> None:
    cut = nearest(TEXT, "What does a lighthouse burn?", 3_000)
    assert "Lighthouses burn oil" in cut
    assert len(cut) <= 3_000
    assert cut.startswith("[…]") and cut.endswith("[…]")
    assert nearest(TEXT, "zebra", 3_000) == beginning(TEXT, 3_000)
    assert nearest(TEXT, "", 3_000) == beginning(TEXT, 3_000)
    several = nearest(TEXT, "paragraph 3 and paragraph 30", 8_000)
    assert several.index("Paragraph 3 speaks") < several.index("Paragraph 30 goes")


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=6_000), question=st.text(max_size=40), most=st.integers(0, 3_000))
def test_no_text_and_no_question_makes_the_cutting_fail(text: str, question: str, most: int) -> None:
    assert len(nearest(text, question, most)) <= most + 10
    passages = split(text)
    assert all(len(passage) <= 2_500 for passage in passages)
    assert "".join("".join(passages).split()) == "".join(text.split())
