"""One model of the catalog: what it is good for, its sizes, whether it fits, and its download."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.engine.events import LoadOptions
from app.errors import UserError
from app.hub.client import Listing
from app.hub.names import Tier
from app.hub.repository import ModelFile
from app.machine import outlook
from app.machine.fit import of_tier
from app.machine.speed import ComputerSpeed
from app.models.catalog import CatalogModel
from app.words import tr, translated
from ui import formats, glossary
from ui.controls import Label, TextButton
from ui.models import wording
from ui.models.badge import Badge
from ui.models.card import Card, Title, TroubleLine, words_label
from ui.models.choice_chip import ChipRow
from ui.models.get_button import GetButton
from ui.models.outlook_line import OutlookLine
from ui.theme import Theme

TIERS: tuple[Tier, ...] = ("Small", "Balanced", "Large")


class CatalogCard(Card):
    """Sizes are guessed until show_listing() gives them."""

    all_files_requested = Signal(str)  # the repository

    def __init__(self, theme: Theme, model: CatalogModel, tier: Tier, get: GetButton) -> None:
        super().__init__(theme, model.name)
        self.model = model
        self.get = get
        self._tier = tier
        self._computer: ComputerSpeed | None = None
        self._options = LoadOptions()
        self._listing: Listing | None = None
        self._badge = Badge(theme, tr("Recommended"))
        self._badge.hide()
        self._tiers = ChipRow(
            theme, tr("Size of {name}", name=model.name), [(tier, wording.tier(tier)) for tier in TIERS]
        )
        self._facts = words_label(theme)
        self._outlook = OutlookLine(theme)
        self._unavailable = TroubleLine(theme)
        self._trouble = TroubleLine(theme)
        self._all_files = TextButton(theme, tr("All files"), look="link", font_px=13, height_px=30)
        self._all_files.setAccessibleName(tr("All files of {name}", name=model.name))
        self._lay_out(theme)
        self._tiers.chosen.connect(self._choose)
        get.shelved.connect(self._show_outlook)
        get.troubled.connect(self._trouble.show_trouble)
        self._all_files.clicked.connect(lambda: self.all_files_requested.emit(model.repo))
        self._tiers.choose(tier)
        self._show()

    def _lay_out(self, theme: Theme) -> None:
        model = self.model
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(Title(theme, model.name, font_px=15))
        title.addWidget(self._badge)
        title.addStretch(1)
        title.addWidget(self._all_files)
        title.addWidget(self.get)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 14, 14)
        column.setSpacing(4)
        column.addLayout(title)
        column.addWidget(self._facts)
        column.addSpacing(4)
        column.addLayout(
            _two_lines(
                theme,
                (tr("Good for"), translated(model.good_for)),
                (tr("Not for"), translated(model.not_good_for)),
            )
        )
        column.addSpacing(6)
        column.addWidget(self._tiers)
        column.addSpacing(2)
        column.addWidget(self._outlook)
        column.addWidget(self._unavailable)
        column.addWidget(self._trouble)

    def set_recommended(self, is_recommended: bool) -> None:
        self._badge.setVisible(is_recommended)
        self.set_marked(is_recommended)
        self.get.set_recommended(is_recommended)

    def show_computer(self, computer: ComputerSpeed | None, options: LoadOptions) -> None:
        """How fast this computer is, as far as it is known, and how models are loaded."""
        self._computer, self._options = computer, options
        self._show_outlook()

    def show_listing(self, listing: Listing) -> None:
        """The files as they are on the Hub."""
        self._listing = listing
        self._unavailable.show_trouble("")
        self._show()

    def show_problem(self, error: UserError) -> None:
        """The Hub said that it cannot be had."""
        self._unavailable.show_trouble(error.message)

    def _choose(self, tier: str) -> None:
        self._tier = next(one for one in TIERS if one == tier)
        self._show()

    def _file(self, tier: Tier) -> ModelFile | None:
        return of_tier(self._listing.repository.files, tier) if self._listing else None

    def _show(self) -> None:
        license_id = self.model.license or (self._listing.repository.license if self._listing else "")
        self._facts.set_text(
            wording.facts(
                wording.size_facts(self.model.parameters),
                wording.license_name(license_id),
                wording.languages(self.model.languages),
            )
        )
        for tier in TIERS:
            file = self._file(tier)
            chip = self._tiers.chip(tier)
            if file is not None:
                chip.set_detail(f"{file.quantization} · {formats.readable_size(file.size_bytes)}")
                chip.setToolTip(glossary.tip("quantization"))
            else:
                chip.set_detail(
                    tr("about {size}", size=formats.readable_size(self.model.fit(tier).weights_bytes))
                )
            chip.setEnabled(self._listing is None or file is not None)
        if self._listing is not None and self._file(self._tier) is None:
            order: tuple[Tier, ...] = ("Balanced", "Small", "Large")
            there = [tier for tier in order if self._file(tier) is not None]
            if there:
                self._tier = there[0]
                self._tiers.choose(self._tier)
        commit = self._listing.repository.commit if self._listing else ""
        self.get.set_file(f"{self.model.name}, {wording.tier(self._tier)}", commit, self._file(self._tier))
        self._show_outlook()

    def _show_outlook(self) -> None:
        file = self._file(self._tier)
        if file is None or self._listing is None:
            known = outlook.of_catalog(self.model, self._tier, self._computer)
        else:
            known = outlook.of_file(
                file,
                self._listing.outline,
                self._computer,
                parameter_count=self.model.parameters,
                options=self._options,
            )
        known = outlook.best_known(self.get.installed(), known, self._computer, self._options)
        self._outlook.show_outlook(known)


def _two_lines(theme: Theme, *lines: tuple[str, str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for number, (name, sentence) in enumerate(lines):
        grid.addWidget(Label(theme, name, font_px=13, ink="muted"), number, 0, Qt.AlignmentFlag.AlignTop)
        words = words_label(theme, sentence)
        words.set_ink("text")
        grid.addWidget(words, number, 1)
    return grid
