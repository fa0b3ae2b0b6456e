"""The models on this computer: the built-in guide, the models folder, and files opened from the disk."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import UserError
from app.machine.speed_store import ModelUse, SpeedStore
from app.models.gguf import Header, Outline, read_header
from app.models.gguf_names import split_name, split_part
from app.models.gguf_tensors import Work
from app.models.provenance import provenance_path
from app.paths import Paths
from app.store.all_settings import Settings
from app.store.database import Database
from app.words import tr


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One model file. name: what its header calls it, and more where several are called so. problem: a
    sentence when its header cannot be read; the numbers are 0 then, and outline and work None. use: its last
    answer and measured speed, None when it never answered here."""

    name: str
    path: Path
    size_bytes: int
    architecture: str
    quantization: str
    parameter_count: int
    context_length: int
    is_guide: bool
    problem: str
    outline: Outline | None = None
    work: Work | None = None
    use: ModelUse | None = None


class Library:
    """Every model that can be chosen. Files are used where they lie, never copied or changed.

    database None: the files opened from the disk are not known, and none can be added.
    """

    def __init__(self, paths: Paths, database: Database | None) -> None:
        self._paths = paths
        self._database = database

    def use(self, paths: Paths) -> None:
        """The models were moved."""
        self._paths = paths

    def list(self) -> list[InstalledModel]:
        """The person's own models by name, then the guide. A file that is gone is left out."""
        uses = SpeedStore(self._database).uses() if self._database is not None else {}
        guide = self._paths.guide_model
        files = [*self._own_files(), guide]
        models = _told_apart([self._describe(path, uses.get(path)) for path in files if path.is_file()])
        return sorted(models, key=lambda model: (model.is_guide, model.name.casefold(), model.path))

    def add(self, path: Path) -> InstalledModel:
        """Remembers a file from the disk. UserError when it is no model that can be used."""
        path = path.absolute()
        model = _described(path, read_header(path), is_guide=False)
        if self._database is None:
            raise RuntimeError("a library without a database")
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO model_file (path, added_at) VALUES (?, ?)", (str(path), time.time())
            )
        return model

    def remove(self, model: InstalledModel) -> bool:
        """Takes a model off the list. True: its files went to the system's bin; False: it was opened from
        the disk, so its file stays where it is. UserError for the built-in guide, and without a bin."""
        if model.is_guide or model.path == self._paths.guide_model:
            raise UserError(tr("The built-in guide is a part of the program and cannot be removed."))
        if self._database is not None:
            with self._database.writing() as connection:
                connection.execute("DELETE FROM model_file WHERE path = ?", (str(model.path),))
            SpeedStore(self._database).forget(model.path)
        if not set(self._folders()) & set(model.path.parents):
            return False
        from send2trash import send2trash  # loads what the system needs for it; seldom needed

        try:
            send2trash([path for path in _files(model.path) if path.exists()])
        except OSError as error:
            raise UserError(
                tr(
                    "{file} could not be moved to the bin: {reason}.",
                    file=model.path.name,
                    reason=error.strerror or error,
                ),
                tr("Delete it by hand in {folder}.", folder=model.path.parent),
            ) from error
        return True

    def find(self, name_or_path: str) -> InstalledModel:
        """The model of that name, or part of a name that only one has, or the file of that path."""
        wanted = name_or_path.strip().casefold()
        models = self.list()
        exact = [model for model in models if wanted in _names(model)]
        partly = [model for model in models if wanted and any(wanted in name for name in _names(model))]
        if len(exact) == 1:
            return exact[0]
        path = Path(name_or_path).expanduser().absolute()
        if listed := next((model for model in models if model.path == path and not model.problem), None):
            return listed
        if path.is_file() or len(Path(name_or_path).parts) > 1 or path.suffix == ".gguf":
            return _described(path, read_header(path), is_guide=False)
        if not exact and len(partly) == 1:
            return partly[0]
        if several := exact or partly:
            files = ", ".join(str(model.path) for model in several)
            raise UserError(
                tr('More than one model is called "{name_or_path}".', name_or_path=name_or_path),
                tr("Choose one of: {files}.", files=files),
            )
        known = ", ".join(model.name for model in models) or "none"
        raise UserError(
            tr('There is no model called "{name_or_path}".', name_or_path=name_or_path),
            tr("Known models: {known}.", known=known),
        )

    def default(self, settings: Settings) -> InstalledModel:
        """The model chosen in the settings if its file is still there, else the guide."""
        if settings.model and Path(settings.model).is_file():
            return self._describe(Path(settings.model))
        if self._paths.guide_model.is_file():
            return self._describe(self._paths.guide_model)
        for model in self.list():
            if not model.problem:
                return model
        raise UserError(
            tr("There is no model here: the built-in guide is missing from this installation."),
            tr("Download or open another model, or install Inglenook again."),
            "another_model",
        )

    def _own_files(self) -> set[Path]:
        files = {path for folder in self._folders() for path in _model_files(folder)}
        return {*files, *self._opened_files()}

    def _folders(self) -> tuple[Path, Path]:
        """The chosen folder and our own: what was downloaded before the choice is there still."""
        return self._paths.models, self._paths.own_models

    def _opened_files(self) -> Iterator[Path]:
        if self._database is None:
            return
        with self._database.reading() as connection:
            rows = connection.execute("SELECT path FROM model_file").fetchall()
        yield from (Path(row["path"]) for row in rows)

    def _describe(self, path: Path, use: ModelUse | None = None) -> InstalledModel:
        is_guide = path == self._paths.guide_model
        try:
            return _described(path, read_header(path), is_guide=is_guide, use=use)
        except UserError as error:
            return InstalledModel(path.stem, path, _size(path), "", "", 0, 0, is_guide, error.message)


def _described(path: Path, header: Header, *, is_guide: bool, use: ModelUse | None = None) -> InstalledModel:
    return InstalledModel(
        name=header.name or path.stem,
        path=path,
        size_bytes=header.size_bytes,
        architecture=header.architecture,
        quantization=header.quantization,
        parameter_count=header.parameter_count,
        context_length=header.context_length,
        is_guide=is_guide,
        problem="",
        outline=header.outline,
        work=header.work,
        use=use,
    )


def _told_apart(models: Sequence[InstalledModel]) -> list[InstalledModel]:
    """No two of the same name: of those that makers called the same, all but the guide get their quantization
    behind it, or where that is the same, too, their file's name."""
    told = [replace(model, name=_distinct_name(model, models)) for model in models]
    names = Counter(model.name.casefold() for model in told)
    return [
        model
        if names[model.name.casefold()] == 1
        else replace(model, name=f"{model.name} in {model.path.parent}")
        for model in told
    ]


def _distinct_name(model: InstalledModel, models: Sequence[InstalledModel]) -> str:
    alike = [other for other in models if other.name.casefold() == model.name.casefold()]
    if model.is_guide or len(alike) == 1:
        return model.name
    if model.quantization and [other.quantization for other in alike].count(model.quantization) == 1:
        return f"{model.name} {model.quantization}"
    return f"{model.name} ({_file_stem(model.path)})"


def _file_stem(path: Path) -> str:
    """Its name without the ending and the number of a part."""
    part = split_part(path.name)
    return (part[0] if part else path.name).removesuffix(".gguf")


def _model_files(folder: Path) -> list[Path]:
    try:
        return [
            path
            for path in folder.rglob("*.gguf")
            if not path.name.startswith(".") and _is_first_or_only(path)
        ]
    except OSError:  # not there yet, or not readable
        return []


def _is_first_or_only(path: Path) -> bool:
    """The other parts of a split set are no models of their own."""
    part = split_part(path.name)
    return part is None or part[1] == 1


def _files(path: Path) -> list[Path]:
    """All that belongs to a model: its parts, and the note where it came from."""
    part = split_part(path.name)
    names = [split_name(path.name, number + 1) for number in range(part[2])] if part else [path.name]
    return [path.with_name(name) for name in names] + [provenance_path(path)]


def _names(model: InstalledModel) -> tuple[str, ...]:
    """What a person may call it: its own name, its file's, with and without the ending, or its path."""
    path = model.path
    return tuple(text.casefold() for text in (model.name, path.stem, path.name, str(path)))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
