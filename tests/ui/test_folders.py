"""Where a dialog for files begins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ui import folders


@pytest.mark.skipif(os.name == "nt", reason="Windows always has the folder, and does not look at HOME")
def test_documents_are_looked_for_at_home_where_there_is_no_folder_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(Path(__file__).parent)
    assert folders.documents() == str(tmp_path)
    (tmp_path / "Documents").mkdir()
    assert folders.documents() == str(tmp_path / "Documents")
