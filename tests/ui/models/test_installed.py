"""The models on this computer, in the real window."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from app.paths import Paths
from tests.hub_server import HubRepo, HubServer
from tests.ui.models.conftest import NAME, REPO, OpenModels, Visitor, models_below
from ui.controls import TextButton
from ui.models.badge import Badge
from ui.models.moving_box import MovingBox

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
DOWNLOADED = f"Inglenook Guide ({NAME})"  # the built-in one has the name already


def texts(visitor: Visitor, number: int) -> list[str]:
    return [label.text() for label in visitor.installed()[number].findChildren(QLabel) if label.isVisible()]


def test_a_model_is_removed_only_after_a_question(
    open_models: OpenModels, guide_model: Path, home: Paths
) -> None:
    (home.models / "mine").mkdir(parents=True)
    shutil.copy(guide_model, home.models / "mine" / "mine.gguf")
    visitor = open_models()
    visitor.wait(lambda: len(visitor.installed()) == 2)
    visitor.person.click("Remove Inglenook Guide (mine)")
    assert any(text.startswith("Remove Inglenook Guide (mine)?") for text in texts(visitor, 0))
    visitor.person.click("Keep")
    assert models_below(home) == ["mine/mine.gguf"]
    assert visitor.person.shows_button("Remove Inglenook Guide (mine)")


def test_the_model_in_use_is_removed_and_the_guide_takes_its_place(
    open_models: OpenModels, guide_repo: HubRepo, home: Paths
) -> None:
    visitor = open_models(is_ready=True)
    visitor.download()
    visitor.click("Chat with it")
    person = visitor.person
    person.wait(lambda: person.desk.models.current and not person.desk.models.current.is_guide)
    person.click("Models")
    visitor.wait(lambda: len(visitor.installed()) == 2)
    person.click(f"Remove {DOWNLOADED}")
    person.click("Remove")
    visitor.wait(lambda: len(visitor.installed()) == 1)
    focused = visitor.page.focusWidget()
    assert focused is not None and focused.accessibleName() == "Open a model file…"
    assert models_below(home) == []
    person.wait(lambda: person.desk.models.current and person.desk.models.current.is_guide)
    visitor.look_for(REPO)
    visitor.click(f"Download {NAME}")  # can be had again
    visitor.click(f"Chat {NAME}")


def test_a_download_is_off_the_list_with_its_model(
    open_models: OpenModels, guide_repo: HubRepo, home: Paths
) -> None:
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: visitor.line().startswith("Ready") and len(visitor.installed()) == 2)
    assert visitor.notice()
    visitor.person.click(f"Remove {DOWNLOADED}")
    visitor.person.click("Remove")
    visitor.wait(lambda: len(visitor.installed()) == 1)
    assert (visitor.line(), visitor.notice()) == ("", "")
    visitor.look_for(REPO)
    visitor.click(f"Download {NAME}")
    visitor.click(f"Chat {NAME}")


def test_a_downloaded_model_is_verified_and_damage_is_found(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: len(visitor.installed()) == 2)
    verify = f"Verify {DOWNLOADED}: read it again, compare its checksum"
    visitor.person.click(verify)
    visitor.wait(lambda: "It is whole: every byte is as it was published." in texts(visitor, 0))
    with (home.models / REPO / f"{NAME}.gguf").open("r+b") as file:
        file.seek(3_000_000)
        file.write(b"damage")
    visitor.person.click(verify)
    visitor.wait(lambda: any("is damaged: its SHA-256" in text for text in texts(visitor, 0)))


def test_a_model_of_the_list_is_chatted_with(open_models: OpenModels, slow_model: Path, home: Paths) -> None:
    (home.models / "mine").mkdir(parents=True)
    shutil.copy(slow_model, home.models / "mine" / "slow.gguf")
    visitor = open_models(is_ready=True)
    visitor.click("Chat with Random 4x512")
    visitor.wait(visitor.person.page.isVisible)
    visitor.wait(lambda: visitor.person.shows_button("Model: Random 4x512 · F16"))


def test_a_model_of_another_program_is_used_where_it_lies(
    open_models: OpenModels, guide_model: Path, no_other_programs: Path, home: Paths
) -> None:
    theirs = no_other_programs / ".lmstudio" / "models" / "maker" / "theirs"
    theirs.mkdir(parents=True)
    shutil.copy(guide_model, theirs / "theirs-Q8_0.gguf")
    visitor = open_models(is_ready=True)
    visitor.click("Use Inglenook Guide")
    visitor.wait(lambda: len(visitor.installed()) == 2)
    assert not visitor.person.shows_button("Use Inglenook Guide")
    assert models_below(home) == []
    assert visitor.installed()[0].model.path == theirs / "theirs-Q8_0.gguf"
    visitor.person.click("Remove Inglenook Guide (theirs-Q8_0)")
    visitor.person.click("Remove")
    visitor.wait(lambda: len(visitor.installed()) == 1)
    assert (theirs / "theirs-Q8_0.gguf").is_file()


def test_of_many_models_those_touched_last_are_shown_and_the_others_on_a_click(
    open_models: OpenModels, guide_model: Path, home: Paths
) -> None:
    home.models.mkdir(parents=True)
    for number in range(12):
        copy = home.models / f"copy-{number:02}.gguf"
        shutil.copy(guide_model, copy)
        os.utime(copy, (1_790_000_000 + number, 1_790_000_000 + number))
    visitor = open_models()
    latest = [f"Inglenook Guide (copy-{number:02})" for number in range(4, 12)]
    visitor.wait(lambda: visitor.names_of_models() == [*latest, "Inglenook Guide"])
    more = next(one for one in visitor.page.findChildren(TextButton) if one.text() == "Show all 13 models")
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    visitor.wait(lambda: len(visitor.installed()) == 13)
    focused = visitor.page.focusWidget()
    assert focused is not None and focused.accessibleName() == "Chat with Inglenook Guide (copy-00)"


def test_the_models_are_moved_to_another_folder_and_used_there(
    open_models: OpenModels, guide_repo: HubRepo, home: Paths, tmp_path: Path
) -> None:
    visitor = open_models(is_ready=True)
    assert not visitor.person.shows_button("Move the models to another folder…")
    visitor.download()
    visitor.click("Chat with it")
    person = visitor.person
    person.wait(lambda: person.desk.models.current and not person.desk.models.current.is_guide)
    person.click("Models")
    visitor.click("Move the models to another folder…")
    dialog = next(one for one in person.window.findChildren(QFileDialog) if one.isVisible())
    dialog.fileSelected.emit(str(tmp_path / "large disk"))
    dialog.close()
    person.click("Move")
    box = person.find(MovingBox)
    visitor.wait(lambda: box.accessibleDescription().startswith("The models are in "))
    new = tmp_path / "large disk" / REPO / f"{NAME}.gguf"
    assert new.is_file() and models_below(home) == []
    visitor.wait(lambda: visitor.installed()[0].model.path == new)
    visitor.wait(lambda: person.desk.models.current and person.desk.models.current.path == new)
    assert person.desk.settings.get().models_folder == str(tmp_path / "large disk")
    person.click(f"Remove {DOWNLOADED}")  # and what is downloaded now lies there
    person.click("Remove")
    visitor.look_for(REPO)
    visitor.click(f"Download {NAME}")
    visitor.click(f"Chat {NAME}")
    assert new.is_file() and models_below(home) == []


def test_the_model_in_use_is_marked(open_models: OpenModels, slow_model: Path, home: Paths) -> None:
    (home.models / "mine").mkdir(parents=True)
    shutil.copy(slow_model, home.models / "mine" / "slow.gguf")
    visitor = open_models(is_ready=True)
    visitor.wait(lambda: marked(visitor) == ["Inglenook Guide"])
    visitor.click("Chat with Random 4x512")
    visitor.wait(lambda: visitor.person.shows_button("Model: Random 4x512 · F16"))
    visitor.person.click("Models")
    visitor.wait(lambda: marked(visitor) == ["Random 4x512"])


def marked(visitor: Visitor) -> list[str]:
    shown = visitor.installed()
    return [card.accessibleName() for card in shown if any(b.isVisible() for b in card.findChildren(Badge))]


def test_a_file_that_is_no_model_is_listed_with_the_reason(open_models: OpenModels, home: Paths) -> None:
    (home.models / "mine").mkdir(parents=True)
    (home.models / "mine" / "bad.gguf").write_bytes(b"GGUF but no model" * 50)
    visitor = open_models()
    visitor.wait(lambda: len(visitor.installed()) == 2)
    bad = visitor.installed()[0]
    assert bad.accessibleName() == "bad"
    assert bad.model.problem in texts(visitor, 0)
    assert not visitor.person.shows_button("Verify bad: read it again, compare its checksum")
