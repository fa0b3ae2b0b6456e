"""What is in the log file, and what is not."""

from __future__ import annotations

import logging
import stat
import sys
import threading

import pytest

from app.hub.client import Hub, SearchQuery
from app.logs import start_log
from app.network.connections import Network
from app.paths import Paths
from tests.app.served_hub import QUICK
from tests.hub_server import HubServer


def test_the_log_tells_what_happens_but_not_what_a_person_searches_for(
    home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, http = logging.getLogger(), logging.getLogger("httpx2")
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    before = root.level, http.level
    try:
        path = start_log(home.logs)
        logging.getLogger("app.test").info("Something happened")
        with HubServer() as server:
            hub = Hub(Network(), endpoint=server.endpoint, patience=QUICK)
            list(hub.search(SearchQuery(text="my secret illness"), threading.Event()))
            assert server.seen[0].query["search"] == ["my secret illness"]
        for handler in root.handlers:
            handler.flush()
    finally:
        root.setLevel(before[0])
        http.setLevel(before[1])
    log = path.read_text(encoding="utf-8")
    assert "Something happened" in log and "secret" not in log
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    root.handlers[-1].close()
