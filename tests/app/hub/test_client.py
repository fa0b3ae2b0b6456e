"""Searching and reading the Hub, against a stand-in over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from app.errors import UserError
from app.hub.client import Hub, Listing, SearchQuery
from app.hub.problems import HubProblem
from app.hub.repository import FoundModel, Repository
from app.network.connections import Network
from tests import hub_faults, hub_server
from tests.app.engine import random_model
from tests.app.served_hub import FILE, IMPATIENT, QUICK, REPO, model_bytes, serve
from tests.hub_server import Answering, HubRepo, HubServer

T = TypeVar("T")


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        yield server


@pytest.fixture
def hub(server: HubServer) -> Hub:
    return Hub(Network(), endpoint=server.endpoint, patience=QUICK)


def only(results: Iterator[T]) -> T:
    [result] = results
    return result


def search(hub: Hub, **query: object) -> list[FoundModel]:
    return list(only(hub.search(SearchQuery(**query), threading.Event())).models)  # type: ignore[arg-type]


def repository(hub: Hub, name: str = REPO) -> Repository:
    return only(hub.repository(name, threading.Event()))


def facts(downloads: int, billions: float, *tags: str, architecture: str = "llama") -> dict[str, object]:
    gguf = {"total": int(billions * 1e9), "architecture": architecture, "context_length": 8192}
    return {"downloads": downloads, "gguf": gguf, "tags": ["gguf", "region:us", *tags]}


def test_a_search_tells_what_a_person_chooses_by(server: HubServer, hub: Hub) -> None:
    server.repos["a/llama-GGUF"] = HubRepo(facts=facts(5, 3.2, "license:mit", "en", "de"))
    server.repos["b/llama-GGUF"] = HubRepo(facts={**facts(9, 8.0), "gated": "manual", "likes": 4})
    server.repos["c/other-GGUF"] = HubRepo(facts=facts(7, 1.0))
    first, second = search(hub, text="llama")
    assert (first.repo, first.downloads, first.likes, first.gate) == ("b/llama-GGUF", 9, 4, "manual")
    assert (second.license, second.languages, second.parameter_count) == ("mit", ("en", "de"), 3_200_000_000)
    asked = server.seen[0].query
    assert asked["filter"] == ["gguf"] and asked["search"] == ["llama"] and asked["sort"] == ["downloads"]


def test_filters_leave_out_what_is_not_wanted(server: HubServer, hub: Hub) -> None:
    server.repos["a/small"] = HubRepo(facts=facts(9, 1.0, "license:mit"))
    server.repos["a/large"] = HubRepo(facts=facts(8, 70.0, "license:mit"))
    server.repos["a/gated"] = HubRepo(facts={**facts(7, 1.0), "gated": "auto"})
    server.repos["a/embeddings"] = HubRepo(facts=facts(6, 1.0, architecture="bert"))
    server.repos["a/images"] = HubRepo(facts=facts(5, 1.0, architecture="flux"))
    server.repos["a/untold"] = HubRepo(facts={"downloads": 4})
    assert [model.repo for model in search(hub)] == ["a/small", "a/large", "a/gated", "a/untold"]
    assert [model.repo for model in search(hub, without_gated=True)] == ["a/small", "a/large", "a/untold"]
    assert [model.repo for model in search(hub, license="mit")] == ["a/small", "a/large"]
    assert [model.repo for model in search(hub, most_parameters=2 * 10**9)] == [
        "a/small",
        "a/gated",
        "a/untold",
    ]


def test_pages_follow_each_other(server: HubServer, hub: Hub) -> None:
    for number in range(45):
        server.repos[f"a/model-{number:02}"] = HubRepo(facts=facts(100 - number, 1.0))
    seen, query = [], SearchQuery(limit=20)
    for expected in (20, 20, 5):
        page = only(hub.search(query, threading.Event()))
        assert len(page.models) == expected
        seen += [model.repo for model in page.models]
        query = SearchQuery(limit=20, next_page=page.next_page)
    assert seen == sorted(server.repos) and page.next_page == ""


def test_a_next_page_elsewhere_is_not_followed(server: HubServer, hub: Hub) -> None:
    elsewhere = f'<{server.bytes_origin}/api/models?cursor=1>; rel="next"'
    server.fail("api", lambda answering: answering.answer_json([], Link=elsewhere))
    assert only(hub.search(SearchQuery(), threading.Event())).next_page == ""


def test_a_repository_lists_its_models_with_sizes_hashes_and_meaning(server: HubServer, hub: Hub) -> None:
    served = serve(server, 5000, REPO, FILE, "mmproj-F16.gguf", "README.md", "m.imatrix.gguf", "../evil.gguf")
    for number in (1, 2):
        served.files[f"Q8_0/m-Q8_0-0000{number}-of-00002.gguf"] = model_bytes(4000, number)
    served.files["Q2_K/m-Q2_K-00001-of-00002.gguf"] = model_bytes(3000)
    served.facts = facts(1, 1.0, "license:apache-2.0", "base_model:maker/model")
    found = repository(hub)
    assert (found.repo, found.commit, found.license) == (REPO, hub_server.COMMIT, "apache-2.0")
    assert found.base_models == ("maker/model",)
    half, single, whole = found.files
    assert half.problem == "Only 1 of its 2 parts are in the repository."
    assert (single.name, single.quantization, single.tier, single.size_bytes) == (
        FILE,
        "Q4_K_M",
        "Balanced",
        5000,
    )
    assert single.parts[0].sha256 == served.lfs(FILE)["sha256"] and single.explanation
    assert (whole.name, whole.quantization, whole.size_bytes) == ("Q8_0/m-Q8_0.gguf", "Q8_0", 8000)
    assert [part.path[-18:] for part in whole.parts] == [
        "-00001-of-00002.gguf"[-18:],
        "-00002-of-00002.gguf"[-18:],
    ]


def test_a_model_without_a_checksum_or_too_large_is_named(server: HubServer, hub: Hub) -> None:
    served = serve(server, 5000, REPO, "a-Q4_0.gguf", "b-Q4_0.gguf")
    served.lies = {"a-Q4_0.gguf": {"sha256": None}, "b-Q4_0.gguf": {"size": 50_000_000_001}}
    problems = {file.name: file.problem for file in repository(hub).files}
    assert "no checksum" in problems["a-Q4_0.gguf"] and "Xet" in problems["b-Q4_0.gguf"]


def test_a_renamed_repository_is_followed_and_one_that_is_no_model_says_so(
    server: HubServer, hub: Hub
) -> None:
    serve(server, 5000, "new/name", "README.md")
    server.repos["old/name"] = HubRepo(moved_to="new/name")
    found = repository(hub, f"{server.endpoint}/old/name")
    assert found.repo == "new/name" and "holds no GGUF" in found.problem


@pytest.mark.parametrize(
    ("fault", "kind", "sentence"),
    [
        (hub_faults.status(401, "RepoNotFound"), "missing", "does not exist or is private."),
        (hub_faults.status(503), "server", "has a problem right now (error 503)."),
        (hub_faults.status(429, Retry_After="30"), "rate", "wait 30 s before the next request."),
        (hub_faults.status(429, RateLimit='"api";r=0;t=55'), "rate", "wait 55 s"),
        (hub_faults.sign_in_page, "odd", "could not be understood"),
        (hub_faults.sign_in_redirect, "odd", "could not be understood"),
        (lambda answering: answering.answer_json([1, 2]), "odd", "could not be understood"),
        (lambda answering: answering.answer(200, b"[" * 100_000), "odd", "could not be understood"),
        (lambda answering: answering.reset(), "dropped", "broke"),
        (hub_faults.silence, "slow", "does not answer"),
    ],
)
def test_each_failure_has_a_sentence(
    fault: hub_server.Fault, kind: str, sentence: str, server: HubServer
) -> None:
    server.fail("api", fault)
    patience = IMPATIENT if kind == "slow" else QUICK
    with pytest.raises(HubProblem) as caught:
        repository(Hub(Network(), endpoint=server.endpoint, patience=patience))
    assert caught.value.kind == kind and sentence in caught.value.message
    assert "download" not in caught.value.message


def test_no_connection_is_named(server: HubServer) -> None:
    with pytest.raises(HubProblem, match="no connection to Hugging Face"):
        search(Hub(Network(), endpoint="http://127.0.0.1:9", patience=QUICK))


def test_the_endpoint_is_taken_from_the_environment(
    server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint + "/")
    serve(server)
    assert repository(Hub(Network())).repo == REPO
    monkeypatch.setenv("HF_ENDPOINT", "nonsense")
    with pytest.raises(UserError, match="HF_ENDPOINT is not an address"):
        repository(Hub(Network()))


def test_a_search_that_is_stopped_ends_at_once_with_nothing(server: HubServer, hub: Hub) -> None:
    stop, hung_up = threading.Event(), threading.Event()

    def hang(answering: Answering) -> None:
        stop.set()
        hub_faults.silence(answering)
        hung_up.set()

    server.fail("api", hang)
    assert list(hub.search(SearchQuery(), stop)) == []
    assert hung_up.wait(60)


def test_only_our_own_name_and_the_given_token_are_sent(server: HubServer) -> None:
    serve(server)
    repository(Hub(Network(), endpoint=server.endpoint, token=lambda: "hf_x"))
    search(Hub(Network(), endpoint=server.endpoint))
    assert [seen.authorization for seen in server.seen] == ["Bearer hf_x", ""]
    assert {seen.headers["user-agent"].split("/")[0] for seen in server.seen} == {"inglenook"}
    assert all("cookie" not in seen.headers for seen in server.seen)


def test_a_wrong_token_is_only_blamed_where_one_is_kept(server: HubServer) -> None:
    for token, kind in (("", "missing"), ("hf_x", "token")):
        with pytest.raises(HubProblem) as caught:
            repository(Hub(Network(), endpoint=server.endpoint, token=lambda token=token: token))
        assert caught.value.kind == kind
        assert ("the access token in Settings is wrong" in caught.value.message) == bool(token)


# Headers before a download


def test_a_header_is_read_from_the_first_bytes(server: HubServer, hub: Hub, tmp_path: Path) -> None:
    content = random_model.write(tmp_path / "m.gguf").read_bytes() + bytes(500_000)
    server.repos[REPO] = HubRepo({FILE: content})
    outline = only(hub.outline(repository(hub).files[0], threading.Event()))
    assert (outline.architecture, outline.context_length, outline.layer_count) == ("llama", 4096, 2)
    assert outline.cache_bytes_per_token == 2 * 2 * (16 + 16) * 2 and outline.vocabulary_size == 320
    assert server.ranges() == ["bytes=0-65535"]


def test_the_range_grows_until_the_facts_are_there(server: HubServer, hub: Hub, tmp_path: Path) -> None:
    whole = random_model.write(tmp_path / "m.gguf").read_bytes()
    long_text = b"a" * 200_000
    pair = (5).to_bytes(8, "little") + b"first" + (8).to_bytes(4, "little")
    pair += len(long_text).to_bytes(8, "little") + long_text
    count = int.from_bytes(whole[16:24], "little") + 1
    content = whole[:16] + count.to_bytes(8, "little") + pair + whole[24:] + bytes(800_000)
    server.repos[REPO] = HubRepo({FILE: content})
    for fault in ([], [hub_faults.whole_file] * 2):
        server.seen.clear()
        server.fail("bytes", *fault)
        outline = only(hub.outline(repository(hub).files[0], threading.Event()))
        assert outline.layer_count == 2
        assert server.ranges() == ["bytes=0-65535", "bytes=65536-262143"]


def test_many_repositories_are_asked_for_over_one_connection_to_each_server(
    server: HubServer, tmp_path: Path
) -> None:
    content = random_model.write(tmp_path / "m.gguf").read_bytes() + bytes(500_000)
    there = [f"maker/model-{number}" for number in range(3)]
    server.repos.update({name: HubRepo({FILE: content}) for name in there})
    server.repos["maker/moved"] = HubRepo(moved_to=there[0])
    network = Network()
    hub = Hub(network, endpoint=server.endpoint, patience=QUICK)
    names = [there[0], "maker/gone", there[1], "maker/moved", there[2]]
    told = list(hub.listings(names, "Files", threading.Event()))
    outlined = [name for name, listing in told if isinstance(listing, Listing) and listing.outline]
    refused = [(name, listing.kind) for name, listing in told if isinstance(listing, HubProblem)]
    assert outlined == [there[0], there[1], "maker/moved", there[2]]
    assert refused == [("maker/gone", "missing")]
    assert network.count == 2  # the Hub, and where it sends for the bytes


def test_no_other_repository_is_asked_for_when_the_hub_cannot_be_reached(server: HubServer, hub: Hub) -> None:
    serve(server)
    server.fail("api", hub_faults.status(429))
    with pytest.raises(HubProblem) as caught:
        list(hub.listings([REPO, REPO], "Files", threading.Event()))
    assert caught.value.kind == "rate" and len(server.seen) == 1


def test_a_header_that_is_none_is_refused(server: HubServer, hub: Hub) -> None:
    server.repos[REPO] = HubRepo({FILE: b"<html>" + bytes(100_000)})
    with pytest.raises(UserError, match="not a model file"):
        only(hub.outline(repository(hub).files[0], threading.Event()))
