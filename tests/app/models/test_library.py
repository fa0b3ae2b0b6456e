from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.library import Library
from app.paths import Paths
from app.store.all_settings import Settings
from app.store.database import Database
from tests.app.engine import random_model


@pytest.fixture
def library(home: Paths) -> Iterator[Library]:
    with Database(home.database) as database:
        yield Library(home, database)


def test_a_new_installation_has_the_guide_and_answers_with_it(library: Library, guide_model: Path) -> None:
    [guide] = library.list()
    assert (guide.name, guide.path, guide.is_guide, guide.problem) == (
        "Inglenook Guide",
        guide_model,
        True,
        "",
    )
    assert guide.size_bytes == guide_model.stat().st_size
    assert guide.architecture == "llama" and guide.quantization == "Q8_0" and guide.context_length == 2048
    assert library.default(Settings()) == guide


def test_files_in_the_models_folder_and_its_folders_are_listed_before_the_guide(
    library: Library, home: Paths, guide_model: Path
) -> None:
    nested = home.models / "someone" / "copy"
    nested.mkdir(parents=True)
    shutil.copy(guide_model, nested / "copy.gguf")
    (nested / "notes.txt").write_text("not a model")
    (nested / ".half.gguf").write_text("a hidden file")
    assert [model.path for model in library.list()] == [nested / "copy.gguf", guide_model]
    assert [model.is_guide for model in library.list()] == [False, True]


def test_a_file_from_the_disk_is_used_where_it_lies_and_remembered(
    library: Library, home: Paths, guide_model: Path, tmp_path: Path
) -> None:
    file = tmp_path / "elsewhere" / "mine.gguf"
    file.parent.mkdir()
    shutil.copy(guide_model, file)
    added = library.add(file)
    library.add(file)
    assert (added.path, added.is_guide) == (file, False)
    with Database(home.database) as reopened:
        assert [model.path for model in Library(home, reopened).list()] == [file, guide_model]
    file.unlink()
    assert [model.path for model in library.list()] == [guide_model]


def test_a_file_that_is_no_model_is_refused_with_a_sentence_and_not_remembered(
    library: Library, tmp_path: Path
) -> None:
    for name, content in (("empty.gguf", b""), ("text.gguf", b"Dear diary, " * 100)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError):
            library.add(tmp_path / name)
    with pytest.raises(UserError):
        library.add(tmp_path / "missing.gguf")
    assert len(library.list()) == 1


def test_a_damaged_file_in_the_folder_is_listed_with_its_problem(
    library: Library, home: Paths, guide_model: Path
) -> None:
    home.models.mkdir()
    (home.models / "half.gguf").write_bytes(guide_model.read_bytes()[:2000])
    half, guide = library.list()
    assert (half.name, half.size_bytes, half.parameter_count) == ("half", 2000, 0)
    assert half.problem.endswith(".")
    assert guide.problem == ""


def test_a_model_is_found_by_name_file_name_part_of_a_name_or_path(
    library: Library, guide_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = library.list()[0]
    for text in ("Inglenook Guide", "inglenook guide", "guide", "inglenook-guide-q8_0", str(guide_model)):
        assert library.find(text) == guide
    shutil.copy(guide_model, tmp_path / "here.gguf")
    monkeypatch.chdir(tmp_path)
    assert library.find("here.gguf").path == tmp_path / "here.gguf"
    assert library.find("./here.gguf").path == tmp_path / "here.gguf"


def test_an_unknown_or_ambiguous_name_is_answered_with_the_known_ones(
    library: Library, home: Paths, guide_model: Path
) -> None:
    with pytest.raises(UserError, match='no model called "gpt-9"') as caught:
        library.find("gpt-9")
    assert caught.value.hint == "Known models: Inglenook Guide."
    with pytest.raises(UserError):
        library.find("")
    home.models.mkdir()
    shutil.copy(guide_model, home.models / "second-guide.gguf")
    with pytest.raises(UserError, match="More than one model") as caught:
        library.find("guide")
    assert str(guide_model) in caught.value.hint
    assert library.find("Inglenook Guide").path == guide_model
    assert library.find("second-guide").path == home.models / "second-guide.gguf"


def test_models_that_their_makers_called_the_same_can_be_told_apart(
    library: Library, home: Paths, guide_model: Path
) -> None:
    for name in ("one/twin.gguf", "two/twin.gguf", "other-Q8_0.gguf"):
        file = home.models / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(guide_model, file)
    fine = random_model.write(home.models / "fine.gguf")
    coarse = fine.read_bytes().replace(_file_type(1), _file_type(15))
    (home.models / "coarse.gguf").write_bytes(coarse)
    assert [model.name for model in library.list()] == [
        "Inglenook Guide (other-Q8_0)",
        f"Inglenook Guide (twin) in {home.models / 'one'}",
        f"Inglenook Guide (twin) in {home.models / 'two'}",
        "Random 2x64 F16",
        "Random 2x64 Q4_K_M",
        "Inglenook Guide",
    ]
    assert library.find("random 2x64 f16").path == fine
    assert library.find(str(fine)).name == "Random 2x64 F16"


def _file_type(number: int) -> bytes:
    """As the header says it: a key, the type of its value (4: a whole number), the value."""
    return b"general.file_type" + struct.pack("<II", 4, number)


def test_the_default_is_the_chosen_model_until_its_file_is_gone(
    library: Library, guide_model: Path, tmp_path: Path
) -> None:
    chosen = tmp_path / "chosen.gguf"
    shutil.copy(guide_model, chosen)
    settings = Settings(model=str(chosen))
    assert library.default(settings).path == chosen
    chosen.unlink()
    assert library.default(settings).path == guide_model
