"""On the command line too nothing is loaded that would make the computer swap, unless it is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.commands.session import check_memory
from app.engine.events import LoadOptions
from app.errors import UserError
from app.machine import hardware
from app.machine.hardware import Memory


def test_what_does_not_fit_is_told_with_the_options_that_help(
    guide_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardware, "memory", lambda: Memory(16 << 30, 24 << 20))
    with pytest.raises(UserError, match="would make this computer very slow") as caught:
        check_memory(guide_model, LoadOptions(context_length=2048))
    assert "A context of 512 tokens would fit." in caught.value.hint
    assert caught.value.hint.endswith("Options: --context 512, --load-anyway.")
    check_memory(guide_model, LoadOptions(context_length=512))
