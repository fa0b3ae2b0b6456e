"""The window that these tests use."""

from __future__ import annotations

from tests.desk import open_window, slow_model

__all__ = ["open_window", "slow_model"]
