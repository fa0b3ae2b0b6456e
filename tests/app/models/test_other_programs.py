"""Models of other programs are found where these keep them, and only looked at."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import threading
from collections.abc import Sequence
from pathlib import Path, PurePath

import pytest

from app.models.other_programs import OtherModel, Place, find, standard_places
from app.paths import Paths
from tests.app.engine import random_model
from tests.app.test_cli import run

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links need no rights on POSIX")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_model.write(tmp_path_factory.mktemp("models") / "made.gguf")


def found(places: Sequence[Place], known: Sequence[Path] = ()) -> list[OtherModel]:
    return list(find(places, known, threading.Event()))


def put(model: Path, *paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(model, path)


def ollama_model(models: Path, name: str, content: bytes, **manifest: object) -> Path:
    """As `ollama pull` leaves a model. name: HOST/NAMESPACE/MODEL/TAG."""
    digest = hashlib.sha256(content).hexdigest()
    blob = models / "blobs" / f"sha256-{digest}"
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.write_bytes(content)
    layers = [
        {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:" + "0" * 64, "size": 3},
        {
            "mediaType": "application/vnd.ollama.image.model",
            "digest": f"sha256:{digest}",
            "size": len(content),
        },
    ]
    note = models / "manifests" / name
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"schemaVersion": 2, "layers": layers, **manifest}))
    return blob


def everything(home: Path, model: Path) -> dict[str, Path]:
    """A model of each program in its folder on Linux; the path of each."""
    content = model.read_bytes()
    snapshot = home / ".cache/huggingface/hub/models--a--b/snapshots/0123abcd"
    paths = {
        "Hugging Face": snapshot / "hub-Q4_K_M.gguf",
        "llama.cpp": home / ".cache/llama.cpp/a_b_m.gguf",
        "LM Studio": home / ".lmstudio/models/maker/repo/studio.gguf",
        "Jan": home / ".config/Jan/data/llamacpp/models/qwen/model.gguf",
        "GPT4All": home / ".local/share/nomic.ai/GPT4All/all.gguf",
    }
    put(model, *paths.values())
    paths["Ollama"] = ollama_model(
        home / ".ollama/models", "registry.ollama.ai/library/qwen2.5/0.5b", content
    )
    return paths


def test_each_programs_models_are_found_with_its_name(tmp_path: Path, model: Path) -> None:
    paths = everything(tmp_path, model)
    before = sorted(tmp_path.rglob("*"))
    models = found(standard_places(tmp_path, {}, "linux"))
    assert {one.program: one.path for one in models} == paths and len(models) == len(paths)
    assert all(one.header.parameter_count > 0 for one in models)
    names = {one.program: one.name for one in models}
    assert names["Ollama"] == "qwen2.5:0.5b" and names["LM Studio"] == "Random 2x64"
    assert sorted(tmp_path.rglob("*")) == before


def test_folders_are_those_of_the_system_and_of_the_environment(tmp_path: Path) -> None:
    def folders(program: str, system: str, **named: str) -> list[str]:
        places = standard_places(tmp_path, named, system)
        return [
            PurePath(os.path.relpath(place.folder, tmp_path)).as_posix()
            for place in places
            if place.program == program
        ]

    assert folders("GPT4All", "darwin")[0] == "Library/Application Support/nomic.ai/GPT4All"
    assert folders("GPT4All", "win32")[0] == "AppData/Local/nomic.ai/GPT4All"
    assert "AppData/Roaming/Jan/data/llamacpp/models" in folders("Jan", "win32")
    assert folders("llama.cpp", "darwin") == ["Library/Caches/llama.cpp"]
    assert folders("Hugging Face", "win32") == [".cache/huggingface/hub"]
    assert folders("Hugging Face", "linux", HF_HOME=str(tmp_path / "hf")) == ["hf/hub"]
    assert folders("Hugging Face", "linux", HF_HUB_CACHE=str(tmp_path / "c")) == ["c"]
    assert folders("Ollama", "linux", OLLAMA_MODELS=str(tmp_path / "o"))[0] == "o"


def test_lm_studios_own_settings_say_where_its_models_are(tmp_path: Path, model: Path) -> None:
    own, elsewhere = tmp_path / "studio", tmp_path / "drive"
    put(model, own / "models/a/b/one.gguf", elsewhere / "c/d/two.gguf")
    (tmp_path / ".lmstudio-home-pointer").write_text(f"{own}\n")
    (own / "settings.json").write_text(json.dumps({"downloadsFolder": str(elsewhere)}))
    models = found(standard_places(tmp_path, {}, "linux"))
    assert [one.path.name for one in models] == ["one.gguf", "two.gguf"]
    for settings in ("no JSON", "[]", "[" * 100_000, '{"downloadsFolder": 7}', '{"downloadsFolder": "../x"}'):
        (own / "settings.json").write_text(settings)
        models = found(standard_places(tmp_path, {}, "linux"))
        assert [one.path.name for one in models] == ["one.gguf"]
    (tmp_path / ".lmstudio-home-pointer").write_bytes(b"\xff\0 nonsense")
    assert found(standard_places(tmp_path, {}, "linux")) == []


def test_a_file_is_told_once_and_not_when_it_is_listed_already(tmp_path: Path, model: Path) -> None:
    hub, studio = tmp_path / "hub", tmp_path / "studio"
    put(model, hub / "snapshots/1/m.gguf", studio / "other.gguf")
    (hub / "snapshots/2").mkdir()
    os.link(hub / "snapshots/1/m.gguf", hub / "snapshots/2/m.gguf")
    places = [Place("Hugging Face", hub), Place("LM Studio", studio), Place("LM Studio", studio)]
    assert [one.program for one in found(places)] == ["Hugging Face", "LM Studio"]
    assert [one.program for one in found(places, [hub / "snapshots/2/m.gguf"])] == ["LM Studio"]


@posix
def test_links_of_the_hugging_face_cache_are_followed_to_its_blobs(tmp_path: Path, model: Path) -> None:
    put(model, tmp_path / "blobs/abc")
    snapshot = tmp_path / "snapshots/1"
    snapshot.mkdir(parents=True)
    (snapshot / "m.gguf").symlink_to("../../blobs/abc")
    (snapshot / "gone.gguf").symlink_to("../../blobs/gone")
    assert [one.path for one in found([Place("Hugging Face", tmp_path)])] == [snapshot / "m.gguf"]


def test_projectors_other_parts_and_what_is_still_being_written_are_left_out(
    tmp_path: Path, model: Path
) -> None:
    put(
        model,
        tmp_path / "mmproj-model-f16.gguf",
        tmp_path / "set-00002-of-00002.gguf",
        tmp_path / "m.gguf.part",
        tmp_path / "notes.txt",
        tmp_path / "whole.gguf",
    )
    (tmp_path / "incomplete-m.gguf").write_bytes(model.read_bytes()[:-500])
    (tmp_path / "empty.gguf").write_bytes(b"")
    (tmp_path / "page.gguf").write_text("<html>")
    assert [one.path.name for one in found([Place("GPT4All", tmp_path)])] == ["whole.gguf"]


@posix
def test_hostile_folders_do_no_harm(tmp_path: Path, model: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")  # opening it would wait for ever
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "itself.gguf").symlink_to(tmp_path / "itself.gguf")
    (tmp_path / "endless.gguf").symlink_to("/dev/zero")
    (tmp_path / "folder.gguf").mkdir()
    deep = tmp_path.joinpath(*"abcdefghijklmnop")
    put(model, deep / "deep.gguf", tmp_path / "m.gguf")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o000)
    try:
        assert [one.path.name for one in found([Place("Jan", tmp_path)])] == ["m.gguf"]
    finally:
        locked.chmod(0o700)
    assert found([Place("Jan", tmp_path / "m.gguf"), Place("Jan", tmp_path / "nowhere")]) == []


def test_ollamas_manifests_are_not_trusted(tmp_path: Path, model: Path) -> None:
    content = model.read_bytes()
    host = "registry.ollama.ai"
    blob = ollama_model(tmp_path, f"{host}/someone/mine/latest", content)
    secret = tmp_path / "secret.gguf"
    secret.write_bytes(content + bytes(1))
    for number, digest in enumerate(("sha256:../../secret.gguf", "sha256-" + "0" * 64, "", None, 7, ["x"])):
        layers = [{"mediaType": "application/vnd.ollama.image.model", "digest": digest}]
        ollama_model(tmp_path, f"{host}/library/bad/{number}", content, layers=layers)
    for number, layers in enumerate((None, {}, "x", [1, None, {}])):
        ollama_model(tmp_path, f"{host}/library/odd/{number}", content, layers=layers)
    notes = tmp_path / "manifests" / host / "library/odd"
    (notes / "text").write_text("no JSON")
    (notes / "list").write_text("[]")
    (notes / "deep").write_text("[" * 100_000)
    (notes / "long").write_text(" " * 2_000_000 + "{}")
    (tmp_path / "manifests" / "loose").write_text("{}")
    [mine] = found([Place("Ollama", tmp_path, "ollama")])
    assert (mine.name, mine.path) == ("someone/mine:latest", blob)


def test_looking_ends_when_it_is_stopped(tmp_path: Path, model: Path) -> None:
    for number in range(3):
        put(model, tmp_path / f"{number}.gguf")
    stop = threading.Event()
    models = find([Place("Jan", tmp_path)], (), stop)
    next(models)
    stop.set()
    assert list(models) == []


def test_the_command_line_lists_them_and_one_that_was_added_no_more(
    home: Paths, tmp_path: Path, model: Path
) -> None:
    paths = everything(tmp_path / "person", model)
    own = {"HOME": str(tmp_path / "person"), "USERPROFILE": str(tmp_path / "person")}
    own |= dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HF_HOME"), "")
    listed = json.loads(run(home, "models", "--found", "--json", **own).stdout)
    here = [one for one in listed if str(tmp_path) in one["path"]]
    if sys.platform == "linux":
        assert {one["program"] for one in here} == set(paths)
    [ollama] = [one for one in here if one["program"] == "Ollama"]
    assert ollama["name"] == "qwen2.5:0.5b" and ollama["parameter_count"] > 0
    assert "Ollama" in run(home, "models", "--found", **own).stdout
    assert run(home, "models", "add", ollama["path"]).returncode == 0
    again = json.loads(run(home, "models", "--found", "--json", **own).stdout)
    assert ollama["path"] not in [one["path"] for one in again]
    assert ollama["path"] in [one["path"] for one in json.loads(run(home, "models", "--json").stdout)]
