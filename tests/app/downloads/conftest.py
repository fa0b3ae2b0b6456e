"""A stand-in for the Hub with one repository, and who downloads from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.downloads.download import Downloads
from app.network.connections import Network
from app.paths import Paths
from tests.app.served_hub import QUICK, serve
from tests.hub_server import HubServer


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        serve(server)
        yield server


@pytest.fixture
def downloads(home: Paths, server: HubServer) -> Downloads:
    return Downloads(home.models, Network(), endpoint=server.endpoint, patience=QUICK)
