"""A stand-in for Hugging Face over real HTTP. The ways in which it can fail are in tests/hub_faults.py.

It answers on 127.0.0.1 and sends the bytes from `localhost`: to a client that is another origin.
Run it by hand to try the program: python -m tests.hub_server FOLDER (org/repo/file.gguf below it).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import socket
import struct
import sys
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

COMMIT = "c0ffee" * 6 + "c0ff"

_CRAWL_BYTES, _CRAWL_EACH_S = 500, 0.1

Fault = Callable[["Answering"], None]
"""Answers one request in the wrong way."""


@dataclass
class HubRepo:
    """A repository of the stand-in. lfs: hashes and sizes that it claims; the true ones if not given."""

    files: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, dict[str, Any]] = field(default_factory=dict)
    commit: str = COMMIT
    moved_to: str = ""

    def lfs(self, path: str) -> dict[str, Any]:
        content = self.files[path]
        true = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        return {**true, **self.lies.get(path, {})}


@dataclass(frozen=True)
class Seen:
    """One request as it came. kind: api, resolve or bytes."""

    kind: str
    path: str
    range: str
    authorization: str
    headers: dict[str, str]
    query: dict[str, list[str]]


class HubServer:
    """Repositories, faults and a log of what was asked. A context manager."""

    def __init__(self, port: int = 0) -> None:
        self.repos: dict[str, HubRepo] = {}
        self.seen: list[Seen] = []
        self.sent_bytes = 0
        self.page_size = 1000
        self.bytes_per_s = 0.0  # of the bodies; 0: as fast as it goes
        self.crawls = False
        self.token = ""  # one that opens gated and private repositories
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bytes_origin(self) -> str:
        return f"http://localhost:{self.port}"

    def be_slow(self, bytes_per_s: float) -> None:
        """From the half of a file on it crawls: nothing comes to its end before be_fast(), however long a
        test takes to get there."""
        self.bytes_per_s, self.crawls = bytes_per_s, True

    def be_fast(self) -> None:
        """Also with what is on its way."""
        self.bytes_per_s, self.crawls = 0.0, False

    def fail(self, kind: str, *faults: Fault) -> None:
        """The next requests of that kind (api, search, resolve, bytes) are answered by these, in turn."""
        self._faults[kind].extend(faults)

    def fault(self, kind: str) -> Fault | None:
        with contextlib.suppress(IndexError):
            return self._faults[kind].popleft()
        return None

    def ranges(self) -> list[str]:
        return [seen.range for seen in self.seen if seen.kind == "bytes"]


class Answering(BaseHTTPRequestHandler):
    """One connection."""

    hub: HubServer
    protocol_version = "HTTP/1.1"
    kind = ""
    repo = ""
    file = ""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path, query = unquote(parts.path), parse_qs(parts.query)
        is_cdn = path.startswith("/cdn/")
        self.kind = "bytes" if is_cdn else "api" if path.startswith("/api/") else "resolve"
        # Before it is seen, so that a fault made after that is for the next request.
        fault = (self.hub.fault("search") if path == "/api/models" else None) or self.hub.fault(self.kind)
        self.hub.seen.append(
            Seen(
                self.kind,
                path,
                self.headers.get("Range", ""),
                self.headers.get("Authorization", ""),
                {key.lower(): value for key, value in self.headers.items()},
                query,
            )
        )
        match = re.fullmatch(r"/(?:cdn/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path)
        if match:
            self.repo, self.file = match[1], match[3]
        with contextlib.suppress(ConnectionError, TimeoutError):
            if fault is not None:
                fault(self)
            elif is_cdn:
                self.answer_bytes()
            elif self.kind == "api":
                self._answer_api(path, query)
            else:
                self.answer_resolve()

    # What the real Hub does

    def answer_json(self, value: Any, **headers: str) -> None:
        self.answer(200, json.dumps(value).encode(), **{"Content-Type": "application/json", **headers})

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.start(status, {"Content-Length": str(len(body)), **headers})
        if self.command != "HEAD":
            self.send(body)

    def start(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, body: bytes) -> None:
        place = 0
        while place < len(body):
            is_crawling = self.hub.crawls and place > len(body) // 2
            block = body[place : place + (_CRAWL_BYTES if is_crawling else 1 << 16)]
            self.wfile.write(block)
            self.hub.sent_bytes += len(block)
            place += len(block)
            if is_crawling:
                time.sleep(_CRAWL_EACH_S)
            elif self.hub.bytes_per_s:
                time.sleep(len(block) / self.hub.bytes_per_s)

    def refuse(self, status: int, code: str = "", **headers: str) -> None:
        self.answer(status, b"refused", **({"X-Error-Code": code} if code else {}), **headers)

    def content(self) -> bytes:
        return self.hub.repos[self.repo].files[self.file]

    def answer_resolve(self, **changes: str) -> None:
        """302 to the other origin, as for every large file. changes: other headers; empty: left out."""
        repo = self.hub.repos.get(self.repo)
        if repo is None or not self._is_allowed(repo):
            self._refuse_access(repo)
            return
        if repo.moved_to:
            target = self.path.replace(self.repo, repo.moved_to, 1)
            self.answer(307, Location=target)
            return
        if self.file not in repo.files:
            self.refuse(404, "EntryNotFound")
            return
        lfs = repo.lfs(self.file)
        headers = {
            "Location": f"{self.hub.bytes_origin}/cdn{urlsplit(self.path).path}",
            "X_Repo_Commit": repo.commit,
            "X_Linked_Etag": f'"{lfs["sha256"]}"',
            "X_Linked_Size": str(lfs["size"]),
            "ETag": '"not-a-hash-of-the-file"',
        }
        self.answer(302, **{key: value for key, value in {**headers, **changes}.items() if value})

    def answer_bytes(self, content: bytes | None = None, *, total: int | None = None) -> None:
        """The range asked for. content: other bytes than the file's."""
        content = self.content() if content is None else content
        start, end = self.wanted(len(content))
        if start >= len(content):
            self.refuse(416)
            return
        self.start(206, self.range_headers(start, end, total or len(content)))
        if self.command != "HEAD":
            self.send(content[start:end])

    def wanted(self, size: int) -> tuple[int, int]:
        match = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if match is None:
            return 0, size
        return int(match[1]), min(size, int(match[2]) + 1 if match[2] else size)

    def range_headers(self, start: int, end: int, total: int) -> dict[str, str]:
        return {"Content-Length": str(end - start), "Content-Range": f"bytes {start}-{end - 1}/{total}"}

    def reset(self) -> None:
        """Ends the connection with RST."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _is_allowed(self, repo: HubRepo) -> bool:
        is_known = self.headers.get("Authorization") == f"Bearer {self.hub.token}"
        return not (repo.facts.get("gated") or repo.facts.get("private")) or (
            bool(self.hub.token) and is_known
        )

    def _refuse_access(self, repo: HubRepo | None) -> None:
        if repo is not None and repo.facts.get("gated"):
            self.refuse(403 if self.headers.get("Authorization") else 401, "GatedRepo")
        else:
            self.refuse(401, "RepoNotFound")

    def _answer_api(self, path: str, query: dict[str, list[str]]) -> None:
        if path == "/api/models":
            self._answer_search(query)
            return
        match = re.fullmatch(r"/api/models/([^/]+/[^/]+)(/tree/.+)?", path)
        repo = self.hub.repos.get(match[1]) if match else None
        if match is None or repo is None or repo.facts.get("private"):
            self.refuse(401, "RepoNotFound")
        elif repo.moved_to:
            self.answer(307, Location=f"/api/models/{repo.moved_to}?{urlsplit(self.path).query}")
        elif match[2]:
            self.answer_json(
                [
                    {
                        "type": "file",
                        "path": name,
                        "size": repo.lfs(name)["size"],
                        "lfs": {"oid": repo.lfs(name)["sha256"], "size": repo.lfs(name)["size"]},
                    }
                    for name in repo.files
                ]
            )
        else:
            siblings = [
                {"rfilename": name, "size": repo.lfs(name)["size"], "lfs": repo.lfs(name)}
                for name in repo.files
            ]
            self.answer_json({**self._row(match[1], repo), "sha": repo.commit, "siblings": siblings})

    def _answer_search(self, query: dict[str, list[str]]) -> None:
        text = query.get("search", [""])[0].lower()
        tags = query.get("filter", [])
        rows = [
            self._row(name, repo)
            for name, repo in self.hub.repos.items()
            if text in name.lower()
            and all(tag in repo.facts.get("tags", ["gguf"]) for tag in tags)
            and not (query.get("gated") == ["false"] and repo.facts.get("gated"))
        ]
        sort = query.get("sort", ["downloads"])[0]
        rows.sort(key=lambda row: row.get(sort) or 0, reverse=True)
        limit = min(int(query.get("limit", ["20"])[0]), self.hub.page_size)
        start = int(query.get("cursor", ["0"])[0])
        headers = {}
        if start + limit < len(rows):
            kept = re.sub(r"&cursor=\d+", "", urlsplit(self.path).query)
            headers["Link"] = f'<{self.hub.endpoint}/api/models?{kept}&cursor={start + limit}>; rel="next"'
        self.answer_json(rows[start : start + limit], **headers)

    def _row(self, name: str, repo: HubRepo) -> dict[str, Any]:
        return {"id": name, "gated": False, "downloads": 0, "likes": 0, "tags": ["gguf"], **repo.facts}


def _handler(hub: HubServer) -> type[Answering]:
    return type("Handler", (Answering,), {"hub": hub})


@contextlib.contextmanager
def serving(**repos: HubRepo) -> Iterator[HubServer]:
    with HubServer() as server:
        server.repos.update(repos)
        yield server


def main() -> None:
    root = Path(sys.argv[1])
    with HubServer(port=int(sys.argv[2]) if len(sys.argv) > 2 else 0) as server:
        for path in sorted(path for path in root.glob("*/*/**/*") if path.is_file()):
            org, name, *rest = path.relative_to(root).parts
            repo = server.repos.setdefault(f"{org}/{name}", HubRepo())
            repo.files["/".join(rest)] = path.read_bytes()
        print(f"HF_ENDPOINT={server.endpoint}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
