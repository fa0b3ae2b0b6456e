"""What the Hub says about repositories, as values of our own: rows of a search, and their model files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.hub.names import Tier, check_safe, explain, is_model_file, parse_repository, quantization, tier
from app.hub.problems import HubProblem
from app.hub.remote_file import LARGEST_BYTES, RemoteFile
from app.hub.values import Gate, gate_of, languages_of, license_of, table_of, tagged, text_of, whole_of
from app.models.gguf_names import ARCHITECTURES, NOT_CHAT, split_part
from app.words import tr


@dataclass(frozen=True, slots=True)
class FoundModel:
    """One row of a search. Numbers are 0 and texts empty where the Hub does not tell."""

    repo: str
    downloads: int
    likes: int
    gate: Gate
    license: str
    languages: tuple[str, ...]
    parameter_count: int
    architecture: str
    context_length: int
    updated_at: str  # ISO 8601


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One model to download: a file, or a split set as one. problem: a sentence when it cannot be."""

    path: str  # of the first part
    name: str  # for a person: without the part's number
    quantization: str
    tier: Tier | None
    explanation: str
    size_bytes: int
    parts: tuple[RemoteFile, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at its newest commit. files: smallest first."""

    repo: str
    commit: str
    gate: Gate
    license: str
    languages: tuple[str, ...]
    base_models: tuple[str, ...]
    parameter_count: int
    architecture: str
    context_length: int
    downloads: int
    likes: int
    updated_at: str
    files: tuple[ModelFile, ...]
    problem: str  # a sentence when none of its models can be used for chat


def is_not_chat(architecture: str) -> bool:
    """Whether the engine cannot chat with models of this kind; False for "", which nothing is told of."""
    return bool(architecture) and (architecture in NOT_CHAT or architecture not in ARCHITECTURES)


def read_found(row: dict[str, Any]) -> FoundModel | None:
    """A row of the Hub's search; None for one whose name is none of a repository."""
    try:
        repo, _ = parse_repository(text_of(row, "id"))
    except UserError:
        return None
    gguf = table_of(row, "gguf")
    return FoundModel(
        repo=repo,
        downloads=whole_of(row, "downloads"),
        likes=whole_of(row, "likes"),
        gate=gate_of(row),
        license=license_of(row),
        languages=languages_of(row),
        parameter_count=whole_of(gguf, "total"),
        architecture=text_of(gguf, "architecture"),
        context_length=whole_of(gguf, "context_length"),
        updated_at=text_of(row, "lastModified"),
    )


def read_repository(row: Any) -> Repository:
    """Of the answer of /api/models/ORG/NAME?blobs=true. HubProblem "odd" when it is none."""
    if not isinstance(row, dict):
        raise HubProblem("odd")
    found = read_found(row)
    commit = text_of(row, "sha")
    if found is None or not re.fullmatch(r"[0-9a-f]{7,64}", commit):
        raise HubProblem("odd")
    siblings = row.get("siblings")
    files = [
        _remote(found.repo, commit, sibling)
        for sibling in (siblings if isinstance(siblings, list) else [])
        if isinstance(sibling, dict)
    ]
    models = _grouped([file for file in files if file is not None])
    return Repository(
        repo=found.repo,
        commit=commit,
        gate=found.gate,
        license=found.license,
        languages=found.languages,
        base_models=tagged(row, "base_model:"),
        parameter_count=found.parameter_count,
        architecture=found.architecture,
        context_length=found.context_length,
        downloads=found.downloads,
        likes=found.likes,
        updated_at=found.updated_at,
        files=tuple(sorted(models, key=lambda model: (model.size_bytes, model.path))),
        problem=_repository_problem(found, bool(models)),
    )


def _repository_problem(found: FoundModel, has_models: bool) -> str:
    if not has_models:
        return tr("This repository holds no GGUF model. Look for one of the same name that ends in -GGUF.")
    if found.architecture in NOT_CHAT:
        return tr(
            'This is not a model for chat: its kind is "{architecture}".', architecture=found.architecture
        )
    if is_not_chat(found.architecture):
        return tr(
            'This version of Inglenook does not know this kind of model: "{architecture}".',
            architecture=found.architecture[:60],
        )
    return ""


def _remote(repo: str, commit: str, sibling: dict[str, Any]) -> RemoteFile | None:
    """A model's file; None for any other, and for one that must not be written."""
    path, lfs = text_of(sibling, "rfilename"), table_of(sibling, "lfs")
    if not is_model_file(path):
        return None
    try:
        check_safe(path)
    except HubProblem:
        return None
    sha256 = text_of(lfs, "sha256").lower()
    size = whole_of(lfs, "size") or whole_of(sibling, "size")
    return RemoteFile(repo, commit, path, size, sha256 if re.fullmatch(r"[0-9a-f]{64}", sha256) else "")


def _grouped(files: list[RemoteFile]) -> list[ModelFile]:
    """Single files, and split sets as one."""
    sets: dict[tuple[str, int], dict[int, RemoteFile]] = {}
    models = []
    for file in files:
        part = split_part(file.path)
        if part is None:
            models.append(_model(file.path, (file,), ""))
        else:
            name, number, count = part
            sets.setdefault((name, count), {})[number] = file
    for (name, count), parts in sets.items():
        is_complete = sorted(parts) == list(range(1, count + 1))
        problem = ""
        if not is_complete:
            problem = tr(
                "Only {there} of its {count} parts are in the repository.", there=len(parts), count=count
            )
        models.append(_model(name, tuple(parts[number] for number in sorted(parts)), problem))
    return models


def _model(name: str, parts: tuple[RemoteFile, ...], problem: str) -> ModelFile:
    kind = quantization(name)
    if not problem:
        if any(part.size_bytes > LARGEST_BYTES for part in parts):
            problem = HubProblem("too_large").message
        elif any(not part.sha256 or not part.size_bytes for part in parts):
            problem = HubProblem("unverifiable", name=name).message
    return ModelFile(
        path=parts[0].path,
        name=name,
        quantization=kind,
        tier=tier(kind),
        explanation=explain(kind),
        size_bytes=sum(part.size_bytes for part in parts),
        parts=parts,
        problem=problem,
    )
