"""A window at its Models page, and the stand-in for Hugging Face that it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.machine.probe_model import PROBED
from app.machine.speed import ComputerSpeed, Rate
from app.machine.speed_store import SpeedStore
from app.paths import Paths
from app.store.database import Database
from tests.desk import OpenWindow, Person, open_window, slow_model
from tests.hub_server import HubRepo, HubServer
from ui.models.catalog_card import CatalogCard
from ui.models.downloads import DownloadCard
from ui.models.file_list import FileCard
from ui.models.found_row import FoundRow
from ui.models.installed_card import InstalledCard
from ui.models.page import ModelsPage
from ui.models.problem_box import ProblemBox
from ui.models.search_box import HubSearchBox
from ui.notice import Notice

__all__ = ["open_window", "slow_model"]

REPO, NAME = "maker/guide-GGUF", "guide-Q8_0"

_XDG = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
OpenModels = Callable[..., "Visitor"]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """Empty; the window asks it instead of huggingface.co."""
    with HubServer() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
        yield server


@pytest.fixture
def guide_repo(hub: HubServer, guide_model: Path) -> HubRepo:
    """A repository with the built-in model in it, and with what is no model of its own."""
    content = guide_model.read_bytes()
    facts = {
        "downloads": 12_345,
        "likes": 77,
        "lastModified": "2026-11-01T10:00:00.000Z",
        "tags": ["gguf", "license:apache-2.0", "en"],
        "gguf": {"total": 4_000_000, "architecture": "llama", "context_length": 2048},
    }
    hub.repos[REPO] = HubRepo(
        {f"{NAME}.gguf": content, "mmproj-guide-F16.gguf": content, "guide.imatrix.gguf": b"GGUF"}, facts
    )
    return hub.repos[REPO]


@pytest.fixture
def measured(home: Paths) -> None:
    """A desktop computer's speed is known, so that no window begins to measure the real one."""
    with Database(home.database) as database:
        rates = tuple(Rate(weights, 1e13, 4e12) for weights in PROBED)
        SpeedStore(database).save(ComputerSpeed(rates, "haswell", 0.0, 1.0))


@pytest.fixture
def no_other_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The person's home folder, of this test's own, and no variable that leads out of it."""
    person = tmp_path / "person"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    for name in ("HF_HOME", "HF_HUB_CACHE", "LLAMA_CACHE", "OLLAMA_MODELS", *_XDG):
        monkeypatch.delenv(name, raising=False)
    return person


@pytest.fixture
def open_models(
    hub: HubServer, measured: None, no_other_programs: Path, open_window: OpenWindow
) -> Iterator[OpenModels]:
    """Opens windows, each at its Models page. Closed before the stand-in is."""
    visitors: list[Visitor] = []

    def open_models(*, is_ready: bool = False) -> Visitor:
        visitors.append(Visitor(open_window(is_ready=is_ready)))
        return visitors[-1]

    yield open_models
    for visitor in visitors:
        visitor.person.close()


class Visitor:
    """Somebody at the Models page: what is typed and clicked there, and what is read."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.click("Models")
        self.page = person.find(ModelsPage)
        self.box = person.find(HubSearchBox)
        self.wait(lambda: self.installed())

    def wait(self, condition: Callable[[], object]) -> None:
        self.person.wait(condition)

    def click(self, name: str) -> None:
        self.person.click(name)

    def look_for(self, text: str) -> None:
        """Type it and press Return."""
        self.box.setFocus()
        self.box.selectAll()
        QTest.keyClicks(self.box, text)
        QTest.keyClick(self.box, Qt.Key.Key_Return)

    def download(self, name: str = NAME, repo: str = REPO) -> None:
        """Press Download on the repository's page, and go back to the list of downloads."""
        self.look_for(repo)
        self.click(f"Download {name}")
        self.wait(lambda: any(card.accessibleName() == name for card in self.page.findChildren(DownloadCard)))
        self.person.click("Back")

    # Reading

    def installed(self) -> list[InstalledCard]:
        """From top to bottom."""
        shown = [one for one in self.page.findChildren(InstalledCard) if one.isVisible()]
        return sorted(shown, key=lambda card: card.y())

    def line(self, name: str = NAME) -> str:
        """What is said about a download; empty when it is not listed."""
        cards = self.page.findChildren(DownloadCard)
        return next((one.line() for one in cards if one.isVisible() and one.accessibleName() == name), "")

    def found(self) -> list[str]:
        return [one.model.repo for one in self.page.findChildren(FoundRow) if one.isVisible()]

    def files(self) -> list[FileCard]:
        return [one for one in self.page.findChildren(FileCard) if one.isVisible()]

    def catalog(self) -> list[CatalogCard]:
        return [one for one in self.page.findChildren(CatalogCard) if one.isVisible()]

    def problem(self) -> str:
        """The sentence of the problem that is shown."""
        boxes = self.page.findChildren(ProblemBox)
        return next((one.text() for one in boxes if one.isVisible()), "")

    def notice(self) -> str:
        """What the window tells over the page; empty while it tells nothing."""
        return "".join(notice.text() for notice in self.person.window.findChildren(Notice))

    def names_of_models(self) -> list[str]:
        return [one.accessibleName() for one in self.installed()]


def models_below(home: Paths) -> list[str]:
    return sorted(path.relative_to(home.models).as_posix() for path in home.models.rglob("*.gguf"))
