"""What this program is, its version, its log and the licences of what it is made with."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.licences import components
from app.words import tr
from ui.on_disk import show_on_disk
from ui.settings.licences import LicencesDialog
from ui.settings.section import Section
from ui.settings.your_data import ActionRow
from ui.theme import Theme


class AboutSection(Section):
    """For the person, and for who mends a problem with them."""

    def __init__(self, theme: Theme, log_folder: Path) -> None:
        super().__init__(theme, "Inglenook", "about")
        self._theme = theme
        self.add(
            ActionRow(
                theme,
                tr("Version {version}", version=_version("inglenook")),
                tr(
                    "Private chat with language models that run on your own computer. What you write stays "
                    "here; the program connects to the net only to find and download models, when you ask "
                    "for it."
                ),
            )
        )
        facts = (
            f"Inglenook {_version('inglenook')}, llama-cpp-python {_version('llama-cpp-python')}, "
            f"Qt {_version('PySide6-Essentials')}, Python {platform.python_version()}, {platform.platform()}"
        )
        self.add(
            ActionRow(
                theme, tr("Versions"), facts, (tr("Copy"), lambda: QGuiApplication.clipboard().setText(facts))
            )
        )
        self.add(
            ActionRow(
                theme,
                tr("Log"),
                tr(
                    "When something goes wrong, the log says more. Nothing that you write or that models "
                    "answer is in it."
                ),
                (tr("Show log"), lambda: show_on_disk(theme, self, log_folder / "inglenook.log")),
            )
        )
        self.add(
            ActionRow(
                theme,
                tr("Licences"),
                tr(
                    "Inglenook is free software under the MIT licence. It uses llama.cpp (MIT), Qt (LGPL), "
                    "and the fonts Inter and JetBrains Mono (OFL)."
                ),
                (tr("Show licences"), self._show_licences),
            )
        )

    def _show_licences(self) -> None:
        LicencesDialog(self._theme, components(), self.window()).open()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return tr("(not installed)")
