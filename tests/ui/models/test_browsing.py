"""The catalog, searching and repositories, in the real window against a stand-in for Hugging Face."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.machine.speed_store import SpeedStore
from app.paths import Paths
from tests.hub_faults import silence, status
from tests.hub_server import HubRepo, HubServer
from tests.ui.models.conftest import NAME, REPO, OpenModels, Visitor
from ui.controls import Label
from ui.models.badge import Badge
from ui.models.catalog_card import CatalogCard
from ui.models.choice_chip import ChoiceChip
from ui.models.gate_box import GateBox
from ui.models.outlook_line import OutlookLine
from ui.models.picker import Picker
from ui.settings.page import SettingsPage
from ui.settings.token import TokenRow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def serve_catalog(hub: HubServer, content: bytes) -> None:
    """Every repository of the catalog, with files of the sizes that such models have."""
    for entry in json.loads(Paths.resolve().catalog.read_text(encoding="utf-8"))["models"]:
        stem = entry["repo"].split("/")[1].removesuffix("-GGUF")
        repo = hub.repos[entry["repo"]] = HubRepo()
        for name, bits in (("Q3_K_M", 3.9), ("Q4_K_M", 4.85), ("Q8_0", 8.5)):
            repo.files[f"{stem}-{name}.gguf"] = content
            repo.lies[f"{stem}-{name}.gguf"] = {"size": int(entry["parameters"] * bits / 8)}


def serve_soups(hub: HubServer, count: int) -> None:
    """Repositories of 1B, 2B .. parameters; the larger, the more downloads and the fewer likes."""
    for number in range(1, count + 1):
        facts = {
            "downloads": number,
            "likes": count - number,
            "gguf": {"total": number * 1_000_000_000, "architecture": "llama"},
            "tags": ["gguf", "license:mit" if number % 2 else "license:apache-2.0"],
            "gated": "auto" if number == 3 else False,
        }
        hub.repos[f"maker/soup-{number}B-GGUF"] = HubRepo({}, facts)


def soups(*numbers: int) -> list[str]:
    return [f"maker/soup-{number}B-GGUF" for number in numbers]


def chips(card: CatalogCard) -> list[str]:
    return [chip.accessibleDescription() for chip in card.findChildren(ChoiceChip)]


# The catalog


def test_the_catalog_recommends_one_model_and_shows_the_sizes_of_the_hub(
    open_models: OpenModels, hub: HubServer, guide_model: Path
) -> None:
    serve_catalog(hub, guide_model.read_bytes()[:200_000])
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5)
    first, *others = visitor.catalog()
    assert any(badge.isVisible() for badge in first.findChildren(Badge))
    assert not any(badge.isVisible() for card in others for badge in card.findChildren(Badge))
    visitor.wait(first.get.isEnabled)
    assert [chip.partition(" · ")[0] for chip in chips(first)] == ["Q3_K_M", "Q4_K_M", "Q8_0"]
    outlook = first.findChildren(OutlookLine)[0]
    assert outlook.label() == "Runs well"
    assert "words a second; a page read in" in outlook.sentence()


def test_cards_stay_where_they_are_when_the_computer_was_measured(
    open_models: OpenModels, hub: HubServer, guide_model: Path
) -> None:
    serve_catalog(hub, guide_model.read_bytes()[:200_000])
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5 and visitor.catalog()[4].get.isEnabled())
    before = [card.model.name for card in visitor.catalog()]
    speeds = SpeedStore(visitor.person.desk.database)
    fast = speeds.computer()
    assert fast is not None
    slow = [replace(rate, read_weights_per_s=2e10, write_weights_per_s=1e10) for rate in fast.rates]
    speeds.save(replace(fast, rates=tuple(slow)))
    visitor.person.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    visitor.person.click("Models")  # where it is read again
    outlook = visitor.catalog()[0].findChildren(OutlookLine)[0]
    visitor.wait(lambda: outlook.label() == "Slow")
    assert [card.model.name for card in visitor.catalog()] == before
    assert visitor.person.shows_button("Show it first")
    visitor.person.click("Show it first")
    visitor.wait(lambda: len(visitor.catalog()) == 5 and visitor.catalog()[0].model.name != before[0])
    assert any(badge.isVisible() for badge in visitor.catalog()[0].findChildren(Badge))
    assert not visitor.person.shows_button("Show it first")


def test_a_size_is_chosen_and_the_outlook_follows(
    open_models: OpenModels, hub: HubServer, guide_model: Path
) -> None:
    serve_catalog(hub, guide_model.read_bytes()[:200_000])
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5)
    card = visitor.catalog()[0]
    visitor.wait(card.get.isEnabled)
    small, _, large = card.findChildren(ChoiceChip)
    outlook = card.findChildren(OutlookLine)[0]
    QTest.mouseClick(small, Qt.MouseButton.LeftButton)
    told = outlook.sentence()
    assert card.get.accessibleName() == f"Download {card.model.name}, Small"
    QTest.mouseClick(large, Qt.MouseButton.LeftButton)
    assert outlook.sentence() != told
    assert card.get.accessibleName() == f"Download {card.model.name}, Large"


def test_the_catalog_is_narrowed_to_a_kind_and_unfolded(open_models: OpenModels, hub: HubServer) -> None:
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5)
    visitor.person.click("Code")
    visitor.wait(lambda: {card.model.kind for card in visitor.catalog()} == {"code"})
    visitor.person.click("All")
    visitor.wait(lambda: len(visitor.catalog()) == 5)
    visitor.person.click("Show all 26")
    visitor.wait(lambda: len(visitor.catalog()) == 26)


def test_without_a_network_the_catalog_says_so_and_tries_again(
    open_models: OpenModels, hub: HubServer, guide_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve_catalog(hub, guide_model.read_bytes()[:200_000])
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    visitor = open_models()
    visitor.wait(visitor.problem)
    assert visitor.problem() == ("There is no connection to Hugging Face. Check the network, then try again.")
    visitor.wait(visitor.catalog)
    card = visitor.catalog()[0]
    assert all(chip.startswith("about ") for chip in chips(card))
    assert not card.get.isEnabled()
    monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
    visitor.person.click("Try again")
    visitor.wait(card.get.isEnabled)
    assert visitor.problem() == ""


def test_a_model_that_is_gone_from_the_hub_is_told_on_its_card_only(
    open_models: OpenModels, hub: HubServer, guide_model: Path
) -> None:
    serve_catalog(hub, guide_model.read_bytes()[:200_000])
    hub.fail("api", status(401, "RepoNotFound"))
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5)
    visitor.wait(lambda: sum(card.get.isEnabled() for card in visitor.catalog()) == 4)
    (gone,) = [card for card in visitor.catalog() if not card.get.isEnabled()]
    visitor.wait(lambda: any("does not exist" in words for words in texts(gone)))
    assert visitor.problem() == ""
    others = [card for card in visitor.catalog() if card is not gone]
    assert not any("does not exist" in words for card in others for words in texts(card))


def test_the_sizes_of_the_catalog_take_one_connection_to_each_server(
    open_models: OpenModels, hub: HubServer, guide_model: Path
) -> None:
    serve_catalog(hub, guide_model.read_bytes()[:200_000])
    visitor = open_models()
    visitor.wait(lambda: len([seen for seen in hub.seen if seen.kind == "bytes"]) == 5)
    visitor.wait(lambda: all(card.get.isEnabled() for card in visitor.catalog()))
    assert visitor.person.desk.network.count == 2  # the Hub, and where it sends for the bytes


def texts(card: CatalogCard) -> list[str]:
    return [label.whole_text() for label in card.findChildren(Label) if label.isVisible()]


# Searching


def test_a_search_is_sent_with_return_and_not_before(open_models: OpenModels, hub: HubServer) -> None:
    serve_soups(hub, 3)
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5)
    QTest.keyClicks(visitor.box, "soup")
    assert not [seen for seen in hub.seen if "search" in seen.query]
    QTest.keyClick(visitor.box, Qt.Key.Key_Return)
    visitor.wait(lambda: visitor.found() == soups(3, 2, 1))
    assert [seen.query["search"] for seen in hub.seen if "search" in seen.query] == [["soup"]]
    visitor.person.click("New chat")
    visitor.person.click("Models")
    QTest.keyClicks(visitor.box, "2B")
    assert visitor.box.text() == "2B"


def test_a_search_is_sent_and_its_words_cleared_with_the_mouse(
    open_models: OpenModels, hub: HubServer
) -> None:
    serve_soups(hub, 3)
    visitor = open_models()
    assert not visitor.person.shows_button("Clear")
    QTest.keyClicks(visitor.box, "soup")
    visitor.click("Search")
    visitor.wait(lambda: visitor.found() == soups(3, 2, 1))
    visitor.click("Clear")
    assert visitor.box.text() == "" and not visitor.person.shows_button("Search")


def test_what_was_found_is_ordered_and_filtered(open_models: OpenModels, hub: HubServer) -> None:
    serve_soups(hub, 12)
    visitor = open_models()
    visitor.look_for("soup")
    visitor.wait(lambda: visitor.found() == soups(*range(12, 0, -1)))
    order, size, licence = visitor.page.findChildren(Picker)
    choose(order, "Most liked")
    visitor.wait(lambda: visitor.found() == soups(*range(1, 13)))
    choose(size, "3B to 9B")
    visitor.wait(lambda: visitor.found() == soups(*range(3, 10)))
    choose(licence, "MIT")
    visitor.wait(lambda: visitor.found() == soups(3, 5, 7, 9))
    visitor.person.click("Free to download")
    visitor.wait(lambda: visitor.found() == soups(5, 7, 9))


def choose(picker: Picker, words: str) -> None:
    """With the keyboard, as its list would."""
    picker.setFocus()
    while picker.currentText() != words:
        before = picker.currentIndex()
        QTest.keyClick(picker, Qt.Key.Key_Down)
        assert picker.currentIndex() != before, f"no {words!r}"


def test_models_that_do_not_fit_are_left_out(open_models: OpenModels, hub: HubServer) -> None:
    serve_soups(hub, 2)
    hub.repos["maker/soup-9000B-GGUF"] = HubRepo(
        {}, {"downloads": 99, "gguf": {"total": 9_000_000_000_000, "architecture": "llama"}}
    )
    visitor = open_models()
    visitor.look_for("soup")
    visitor.wait(lambda: len(visitor.found()) == 3)
    visitor.person.click("Fits this computer")
    visitor.wait(lambda: visitor.found() == soups(2, 1))


def test_more_is_fetched_page_by_page(open_models: OpenModels, hub: HubServer) -> None:
    serve_soups(hub, 45)
    visitor = open_models()
    visitor.look_for("soup")
    visitor.wait(lambda: len(visitor.found()) == 20)
    visitor.click("More")
    visitor.wait(lambda: len(visitor.found()) == 40)
    visitor.click("More")
    visitor.wait(lambda: len(visitor.found()) == 45)
    assert not visitor.person.shows_button("More")


def test_a_search_that_takes_long_is_cancelled(open_models: OpenModels, hub: HubServer) -> None:
    serve_soups(hub, 2)
    visitor = open_models()
    visitor.wait(lambda: visitor.problem() or visitor.catalog())
    hub.fail("search", silence)
    visitor.look_for("soup")
    visitor.wait(
        lambda: any(seen.path == "/api/models" for seen in hub.seen)
    )  # else the next one gets the fault
    visitor.click("Cancel")
    visitor.wait(lambda: "Search cancelled." in page_texts(visitor))
    assert visitor.found() == []
    visitor.look_for("soup")
    visitor.wait(lambda: visitor.found() == soups(2, 1))


def page_texts(visitor: Visitor) -> list[str]:
    return [label.whole_text() for label in visitor.page.findChildren(Label) if label.isVisible()]


def test_nothing_found_and_a_failing_server_are_told(open_models: OpenModels, hub: HubServer) -> None:
    visitor = open_models()
    visitor.look_for("zebra")
    visitor.wait(
        lambda: any(text.startswith("Nothing was found for “zebra”") for text in page_texts(visitor))
    )
    hub.fail("api", *[status(500)] * 30)
    visitor.look_for("soup")
    visitor.wait(lambda: "Hugging Face has a problem right now (error 500)." in visitor.problem())


# A repository


def test_a_found_repository_opens_and_back_leads_back(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    visitor = open_models()
    visitor.look_for("guide")
    visitor.wait(lambda: visitor.found() == [REPO])
    visitor.person.click(REPO)
    visitor.wait(visitor.files)
    assert [card.accessibleName() for card in visitor.files()] == [f"{NAME}.gguf"]  # no mmproj, no imatrix
    card = visitor.files()[0]
    visitor.wait(lambda: card.label() == "Runs well")
    assert "Practically as good as the full model, at half its size." in [
        text for text in page_texts(visitor) if text
    ]
    QTest.keyClick(visitor.box, Qt.Key.Key_Escape)
    visitor.wait(visitor.found)
    QTest.keyClick(visitor.box, Qt.Key.Key_Escape)
    visitor.wait(visitor.catalog)
    assert visitor.box.text() == ""


def test_a_pasted_link_opens_its_repository_at_once(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    visitor = open_models()
    QApplication.clipboard().setText(f"https://huggingface.co/{REPO}/tree/main")
    visitor.box.setFocus()
    QTest.keyClick(visitor.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    visitor.wait(visitor.files)
    assert REPO in page_texts(visitor)


def test_what_is_no_repository_is_told(open_models: OpenModels, hub: HubServer) -> None:
    visitor = open_models()
    visitor.look_for("nobody/nothing")
    visitor.wait(lambda: visitor.problem().startswith("nobody/nothing does not exist or is private"))
    visitor.look_for("not/a/repository")
    visitor.wait(lambda: visitor.problem().startswith("“not/a/repository” is not a repository"))


def test_a_gated_repository_says_where_access_is_given(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    guide_repo.facts["gated"] = "manual"
    visitor = open_models()
    visitor.look_for(REPO)
    visitor.wait(visitor.files)
    box = visitor.person.find(GateBox)
    assert f"huggingface.co/{REPO}" in box.text() and "enter it in Settings" in box.text()
    visitor.person.click(f"Download {NAME}")
    visitor.wait(
        lambda: any(text.startswith(f"{REPO} is handed out on request") for text in page_texts(visitor))
    )
    visitor.person.click("Back")
    visitor.wait(lambda: visitor.line().startswith(f"{REPO} is handed out"))
    person = visitor.person
    person.click(f"Enter a token in Settings for {NAME}")
    assert person.find(TokenRow).isVisible()
    person.find(SettingsPage).look_for("language")
    assert not person.find(TokenRow).isVisible()
    person.click("Models")
    visitor.look_for(REPO)
    visitor.click("Enter a token in Settings")
    assert person.find(TokenRow).isVisible()


def test_what_may_be_private_leads_to_the_token(open_models: OpenModels, hub: HubServer) -> None:
    visitor = open_models()
    visitor.look_for("nobody/nothing")
    visitor.wait(visitor.problem)
    visitor.click("Open Settings")
    assert visitor.person.find(TokenRow).isVisible()


def test_back_leads_back_step_by_step_and_escape_to_the_chat(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    visitor = open_models()
    visitor.look_for("guide")
    visitor.wait(visitor.found)
    visitor.person.click(REPO)
    visitor.wait(visitor.files)
    visitor.person.click("Back")
    visitor.wait(visitor.found)
    visitor.person.click("Back")
    visitor.wait(visitor.installed)
    assert visitor.box.text() == ""
    QTest.keyClick(visitor.box, Qt.Key.Key_Escape)
    visitor.wait(visitor.person.page.isVisible)


def test_everything_on_the_page_is_named_and_reached_by_the_tab_key(
    open_models: OpenModels, hub: HubServer, guide_model: Path
) -> None:
    serve_catalog(hub, guide_model.read_bytes()[:200_000])
    visitor = open_models()
    visitor.wait(lambda: len(visitor.catalog()) == 5 and visitor.catalog()[0].get.isEnabled())
    visitor.box.setFocus()
    reached = [""]
    for _ in range(13):
        QTest.keyClick(visitor.person.window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(visitor.person.window.focusWidget().accessibleName())
    name = visitor.catalog()[0].model.name
    assert reached[1:] == [
        "Open a model file…",
        "Chat with Inglenook Guide",
        "All",
        "Everyday chat",
        "Reasoning",
        "Code",
        "Many languages",
        f"All files of {name}",
        visitor.catalog()[0].get.accessibleName(),
        "Small",
        "Balanced",
        "Large",
        f"All files of {visitor.catalog()[1].model.name}",
    ]


def test_every_control_of_every_view_has_a_name(
    open_models: OpenModels, hub: HubServer, guide_repo: HubRepo
) -> None:
    guide_repo.facts["gated"] = "auto"
    visitor = open_models()
    visitor.wait(visitor.catalog)
    assert unnamed(visitor) == []
    visitor.look_for("guide")
    visitor.wait(visitor.found)
    assert unnamed(visitor) == []
    visitor.person.click(REPO)
    visitor.click(f"Download {NAME}")
    assert unnamed(visitor) == []
    visitor.person.click("Back")
    visitor.person.click("Back")
    visitor.wait(lambda: visitor.line().startswith(f"{REPO} is handed out"))
    assert unnamed(visitor) == []
    visitor.person.click(f"Cancel: {NAME}")
    visitor.wait(lambda: not visitor.line())


def unnamed(visitor: Visitor) -> list[str]:
    """Kinds of what takes the keyboard and has nothing to be read out."""
    return [
        type(widget).__name__
        for widget in visitor.page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
    ]
