"""From the Hub to a conversation, in the real window against a stand-in for Hugging Face."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.hub.remote_file import RemoteFile
from app.paths import Paths
from tests.hub_faults import cut_after, flipped, status
from tests.hub_server import HubRepo, HubServer
from tests.ui.models.conftest import NAME, REPO, OpenModels, models_below
from tests.ui.models.split_model import write_split
from ui.controls import IconButton
from ui.fields import Switch
from ui.models import get_button
from ui.models.file_list import FileCard
from ui.models.get_button import GetButton
from ui.models.home_view import HomeView
from ui.models.outlook_line import OutlookLine
from ui.network.page import NetworkPage
from ui.notice import Notice
from ui.page_buttons import PageButton
from ui.progress_bar import ProgressBar

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


def test_from_an_empty_library_to_chatting_with_a_downloaded_model(
    open_models: OpenModels, guide_repo: HubRepo, home: Paths
) -> None:
    visitor = open_models(is_ready=True)
    assert visitor.names_of_models() == ["Inglenook Guide"]
    visitor.download()
    visitor.wait(lambda: visitor.notice() == f"{NAME} is on this computer now.")
    assert models_below(home) == [f"{REPO}/{NAME}.gguf"]
    visitor.wait(lambda: len(visitor.installed()) == 2)
    assert visitor.line() == "Ready · 4.3 MB, verified"
    visitor.person.click("Chat with it")
    person = visitor.person
    assert person.page.isVisible()
    person.wait(lambda: person.desk.models.current and not person.desk.models.current.is_guide)
    person.wait(lambda: person.desk.models.description is not None)
    assert person.ask("What can you do?").state == "complete"
    person.click("Models")
    assert visitor.line() == ""  # it has been seen to
    visitor.look_for(REPO)  # where what was foretold gives way to what the answer took
    visitor.wait(lambda: visitor.files() and re.match(r"\d", sentence_of(visitor.files()[0])))
    assert "a page read in" in sentence_of(visitor.files()[0])


def sentence_of(card: FileCard) -> str:
    return card.findChildren(OutlookLine)[0].sentence()


def test_a_split_set_is_offered_downloaded_and_used_as_one_model(
    open_models: OpenModels, hub: HubServer, guide_model: Path, home: Paths, tmp_path: Path
) -> None:
    parts = write_split(guide_model, tmp_path, "cut-Q8_0", 15)
    assert len(parts) == 3
    hub.repos[REPO] = HubRepo({part.name: part.read_bytes() for part in parts})
    visitor = open_models(is_ready=True)
    visitor.look_for(REPO)
    visitor.wait(visitor.files)
    assert [card.accessibleName() for card in visitor.files()] == ["cut-Q8_0.gguf"]
    visitor.person.click("Download cut-Q8_0")
    visitor.click("Chat cut-Q8_0")  # the same button, once the model is there
    assert len(models_below(home)) == 3
    person = visitor.person
    person.click("Models")
    person.click("Back")
    (card,) = [one for one in visitor.installed() if not one.model.is_guide]
    assert any("cut-Q8_0.gguf in 3 files" in label.text() for label in card.findChildren(QLabel))
    models = person.desk.models
    person.wait(lambda: models.current and models.current.path.name == parts[0].name)
    person.wait(lambda: models.description is not None)
    assert person.ask("Hello").state == "complete"


def test_a_paused_download_goes_on_where_it_was(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    hub.be_slow(2_000_000)
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: " of 4.3 MB · " in visitor.line())
    visitor.person.click(f"Pause {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Paused · "))
    assert models_below(home) == []
    hub.be_fast()
    visitor.click(f"Resume {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Ready"))
    begins = [int(asked.removeprefix("bytes=").split("-")[0]) for asked in hub.ranges() if asked]
    assert begins[-1] > 0
    assert models_below(home) == [f"{REPO}/{NAME}.gguf"]


def test_a_download_survives_the_end_of_the_program_and_goes_on_by_itself(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    hub.be_slow(2_000_000)
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: " of 4.3 MB · " in visitor.line())
    visitor.person.close()
    assert models_below(home) == []
    hub.be_fast()
    later = open_models()
    later.wait(lambda: later.line().startswith("Ready"))
    assert models_below(home) == [f"{REPO}/{NAME}.gguf"]
    assert not hub.ranges()[-1].startswith("bytes=0-")


def test_a_paused_download_stays_paused_at_the_next_start(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    hub.be_slow(2_000_000)
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: " of 4.3 MB · " in visitor.line())
    visitor.person.click(f"Pause {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Paused · "))
    visitor.person.close()
    asked = len(hub.ranges())
    later = open_models()
    later.wait(lambda: later.line().startswith("Paused · "))
    assert len(hub.ranges()) == asked


def test_a_server_in_trouble_is_told_and_tried_again(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    visitor = open_models()
    visitor.look_for(REPO)
    visitor.wait(lambda: visitor.files() and hub.ranges())  # its header was read
    hub.fail("bytes", cut_after(1_000_000))
    hub.fail("resolve", *[status(503)] * 3)
    lines: list[str] = []
    visitor.person.desk.downloads.changed.connect(lambda _: lines.append(visitor.line()))
    visitor.click(f"Download {NAME}")
    visitor.click("Back")
    visitor.wait(lambda: visitor.line().startswith("Ready"))
    assert any("Hugging Face has a problem right now (error 503)." in line for line in lines)
    assert models_below(home) == [f"{REPO}/{NAME}.gguf"]


def test_a_waiting_download_is_tried_at_once_when_asked(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    visitor = open_models()
    visitor.look_for(REPO)
    visitor.wait(lambda: visitor.files() and hub.ranges())
    hub.fail("resolve", status(429, Retry_After="500"))
    visitor.click(f"Download {NAME}")
    visitor.click("Back")
    visitor.wait(lambda: visitor.line().startswith("Hugging Face asks us to wait 500 s"))
    visitor.click(f"Try now: {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Ready"))
    assert models_below(home) == [f"{REPO}/{NAME}.gguf"]


def test_a_damaged_download_fails_with_a_sentence_and_can_be_tried_again(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    visitor = open_models()
    visitor.look_for(REPO)
    visitor.wait(lambda: visitor.files() and hub.ranges())  # its header was read
    hub.fail("bytes", flipped(3_000_000))
    visitor.click(f"Download {NAME}")
    visitor.click("Back")
    visitor.wait(lambda: "is damaged" in visitor.line())
    assert models_below(home) == []
    bar = visitor.person.find(ProgressBar, f"Progress of {NAME}")
    visitor.wait(lambda: bar.accessibleDescription() == "0%")  # it was thrown away
    visitor.click(f"Try again {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Ready"))


def test_what_changed_on_the_hub_is_planned_anew(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    hub.be_slow(2_000_000)
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: " of 4.3 MB · " in visitor.line())
    visitor.person.click(f"Pause {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Paused · "))
    hub.be_fast()
    guide_repo.files[f"{NAME}.gguf"] += bytes(4096)  # a new version; the old one is no longer served
    visitor.person.click(f"Resume {NAME}")
    visitor.wait(lambda: "is not the one this download began with" in visitor.line())
    visitor.click(f"Try again {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Ready"))
    assert (home.models / REPO / f"{NAME}.gguf").stat().st_size == len(guide_repo.files[f"{NAME}.gguf"])


def test_cancelling_asks_first_and_leaves_nothing(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    hub.be_slow(1_000_000)
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: " of 4.3 MB · " in visitor.line())
    visitor.person.click(f"Cancel: {NAME}")
    visitor.wait(lambda: "already downloaded will be thrown away" in visitor.line())
    visitor.person.click("Keep")
    visitor.wait(lambda: " of 4.3 MB" in visitor.line())
    visitor.person.click(f"Cancel: {NAME}")
    visitor.person.click(f"Cancel the download of {NAME}")
    visitor.wait(lambda: not visitor.line())
    assert not [path for path in (home.models / ".downloads").iterdir() if path.is_dir()]
    assert visitor.person.desk.downloads.all() == []


def test_two_are_downloaded_at_once_and_the_third_waits_for_its_turn(
    open_models: OpenModels, hub: HubServer, guide_model: Path, home: Paths
) -> None:
    hub.be_slow(3_000_000)
    names = [f"guide-{number}-Q8_0" for number in (1, 2, 3)]
    hub.repos[REPO] = HubRepo({f"{name}.gguf": guide_model.read_bytes() for name in names})
    visitor = open_models()
    visitor.look_for(REPO)
    for name in names:
        visitor.click(f"Download {name}")
    visitor.click("Back")
    visitor.wait(lambda: visitor.line(names[2]).startswith("Waits for its turn"))
    visitor.wait(lambda: all(" of 4.3 MB · " in visitor.line(name) for name in names[:2]))
    visitor.person.click(f"Pause {names[2]}")
    visitor.wait(lambda: visitor.line(names[2]).startswith("Paused"))
    visitor.click(f"Resume {names[2]}")
    hub.be_fast()
    visitor.wait(lambda: all(visitor.line(name).startswith("Ready") for name in names))
    assert len(models_below(home)) == 3


def test_the_button_of_a_running_download_leads_to_where_it_is_paused(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_button, "_SECOND_CLICK_S", 0.0)  # what follows is no double click
    hub.be_slow(400_000)
    visitor = open_models()
    visitor.look_for(REPO)
    visitor.click(f"Download {NAME}")
    button = next(one for one in visitor.page.findChildren(GetButton) if one.isVisible())
    visitor.wait(lambda: button.toolTip() == "Show the downloads")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert visitor.line() and not visitor.person.shows_button("Back")
    visitor.person.click(f"Pause {NAME}")
    visitor.wait(lambda: visitor.line().startswith("Paused"))


def test_a_download_that_runs_waits_while_inglenook_is_offline(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    hub.be_slow(500_000)
    visitor = open_models()
    person = visitor.person
    visitor.download()
    visitor.wait(lambda: " MB of " in visitor.line())

    def press_switch() -> None:
        person.press(Qt.Key.Key_L, CTRL, Qt.KeyboardModifier.ShiftModifier)
        QTest.mouseClick(person.find(NetworkPage).findChildren(Switch)[0], Qt.MouseButton.LeftButton)
        person.press(Qt.Key.Key_M, CTRL)

    press_switch()
    told = "Inglenook is offline. The download goes on when Offline is switched off in Settings."
    visitor.wait(lambda: visitor.line() == told)
    assert not person.shows_button(f"Try now: {NAME}")  # it would be of no use
    hub.be_fast()
    press_switch()
    visitor.wait(lambda: visitor.line().startswith("Ready"))


def test_the_sidebar_tells_of_downloads_on_every_page(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    hub.be_slow(2_000_000)
    visitor = open_models()
    person = visitor.person
    visitor.download()
    person.press(Qt.Key.Key_N, CTRL, on=visitor.box)
    assert person.page.isVisible()
    button = person.find(PageButton, "Models")
    person.wait(lambda: button.note().endswith("%"))
    hub.be_fast()
    person.wait(lambda: visitor.notice())
    assert button.note() == ""
    notice = person.find(Notice)
    (dismiss,) = [one for one in notice.findChildren(IconButton) if one.accessibleName() == "Dismiss"]
    QTest.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert visitor.notice() == ""


def test_what_is_looked_at_stays_in_place_when_the_list_of_downloads_grows(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5)
    home = visitor.person.find(HomeView)
    bar = home.verticalScrollBar()
    visitor.wait(lambda: bar.maximum() > 400)
    bar.setValue(400)
    listed = visitor.person.desk.downloads
    file = guide_repo.lfs(f"{NAME}.gguf")
    listed.add(REPO, "c0ffee1", [RemoteFile(REPO, "c0ffee1", f"{NAME}.gguf", file["size"], file["sha256"])])
    visitor.wait(lambda: visitor.line().startswith("Ready"))
    visitor.wait(lambda: bar.value() > 400)
    visitor.wait(lambda: len(visitor.installed()) == 2)
    visitor.person.click(f"Take it off the list: {NAME}")
    visitor.wait(lambda: not visitor.line())
    visitor.wait(lambda: abs(bar.value() - 400) <= 1)


def test_two_windows_do_not_download_the_same(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo, home: Paths
) -> None:
    hub.be_slow(1_000_000)
    visitor = open_models()
    visitor.download()
    visitor.wait(lambda: " of 4.3 MB · " in visitor.line())
    other = open_models()
    other.wait(lambda: other.line() == "Another window is already downloading this model.")
    hub.be_fast()
    visitor.wait(lambda: visitor.line().startswith("Ready"))
    other.wait(lambda: len(other.installed()) == 2)
    assert other.line() == ""
