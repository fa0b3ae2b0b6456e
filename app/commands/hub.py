"""What `search`, `files` and `download` of the command line do. Imported when one of them runs."""

from __future__ import annotations

import argparse
import contextlib
import threading
from collections.abc import Generator, Iterator
from dataclasses import asdict, replace
from typing import TypeVar

from app.commands.ending import DONE, INTERRUPTED, stopped_by_interrupt
from app.commands.output import Output
from app.commands.stored import computer_of, library_of
from app.commands.terminal import columns, printable, write, write_json
from app.downloads.download import Downloads
from app.downloads.events import Cancelled, Done, DownloadEvent, Paused
from app.downloads.jobs import Job
from app.errors import UserError
from app.hub.access_token import AccessToken
from app.hub.client import Hub, SearchQuery
from app.hub.names import parse_repository, quantization
from app.hub.problems import HubProblem
from app.hub.repository import FoundModel, ModelFile, Repository
from app.machine.fit import Fit, estimate, recommended
from app.machine.outlook import Outlook, as_json, of_file, of_found
from app.models.gguf import Outline
from app.models.provenance import is_whole
from app.network.connections import Network, NetworkRecord
from app.paths import Paths
from app.quantities import readable_parameters, readable_size
from app.store.database import Database
from app.store.settings import SettingsStore

T = TypeVar("T")

_START_AGAIN = ("changed", "gone", "corrupt")


def search(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: a list of the fields of app.hub.repository.FoundModel, with "fit" and "outlook" as in files()
    or null."""
    query = SearchQuery(
        text=" ".join(arguments.text),
        sort=arguments.sort,
        license=arguments.license or "",
        without_gated=arguments.not_gated,
        limit=arguments.limit,
    )
    found: list[FoundModel] = []
    with _hub(arguments, paths) as hub, stopped_by_interrupt() as stop:
        while len(found) < arguments.limit:
            page = _result(hub.search(query, stop))
            found += [model for model in page.models if not arguments.fits or _may_fit(of_found(model, None))]
            if not page.next_page:
                break
            query = replace(query, next_page=page.next_page)
    computer = computer_of(paths)
    told = [(model, of_found(model, computer)) for model in found[: arguments.limit]]
    if arguments.json:
        write_json([_found_as_json(model, outlook) for model, outlook in told])
        return DONE
    if not told:
        output.note("Nothing was found.")
        return DONE
    rows: list[tuple[str, ...]] = [("REPOSITORY", "PARAMETERS", "LICENCE", "DOWNLOADS", "")]
    rows += [_found_row(model, outlook) for model, outlook in told]
    write(columns(rows, right=(1, 3)))
    return DONE


def _found_as_json(model: FoundModel, outlook: Outlook | None) -> dict[str, object]:
    return {
        **asdict(model),
        "fit": _as_json(outlook.fit if outlook else None),
        "outlook": as_json(outlook),
    }


def _found_row(model: FoundModel, outlook: Outlook | None) -> tuple[str, ...]:
    return (
        model.repo,
        readable_parameters(model.parameter_count) if model.parameter_count else "-",
        (model.license or "-") + (", gated" if model.gate else ""),
        f"{model.downloads:,}",
        outlook.label if outlook else "",
    )


def files(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: the fields of app.hub.repository.Repository, whose files also have "is_recommended", "fit" (the
    fields of app.machine.fit.Fit, "needed_bytes", "label", "reason") and "outlook" (as
    app.machine.outlook.as_json)."""
    with _hub(arguments, paths) as hub, stopped_by_interrupt() as stop:
        repository = _result(hub.repository(arguments.repo, stop))
        outline = _outline(hub, repository, stop)
    best = recommended(repository.files, repository.parameter_count)
    computer = computer_of(paths)
    with library_of(paths, output) as (_, settings):
        options = settings.load_options()
    count = repository.parameter_count
    told = [
        (file, of_file(file, outline, computer, parameter_count=count, options=options))
        for file in repository.files
    ]
    if arguments.json:
        listed = [_file_as_json(file, outlook, file is best) for file, outlook in told]
        write_json({**asdict(repository), "files": listed})
        return DONE
    output.note(_summary(repository))
    rows: list[tuple[str, ...]] = [("", "FILE", "WEIGHTS", "", "SIZE", "", "")]
    rows += [_file_row(file, outlook, file is best) for file, outlook in told]
    write(columns(rows, right=(4,)))
    if best:
        output.note("* is recommended for this computer.")
    if computer is None:
        output.note("How fast they would be is told after this command was run once: inglenook measure")
    return DONE


def _file_as_json(file: ModelFile, outlook: Outlook, is_best: bool) -> dict[str, object]:
    return {
        **asdict(file),
        "is_recommended": is_best,
        "fit": _as_json(outlook.fit),
        "outlook": as_json(outlook),
    }


def _file_row(file: ModelFile, outlook: Outlook, is_best: bool) -> tuple[str, ...]:
    return (
        "*" if is_best else "",
        file.name,
        file.quantization or "-",
        file.tier or "-",
        readable_size(file.size_bytes),
        outlook.label,
        file.problem or _expected(outlook),
    )


def download(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: an object a line, {"event": "checking" | "progress" | "waiting" | "verifying" | "paused" |
    "cancelled" | "done" | "error", ...} with the fields of app/downloads/events.py; errors have a "kind"."""
    with library_of(paths, output) as (_, settings):
        models = paths.with_models(settings.models_folder).models
    token = AccessToken(paths.home).get
    with _network(arguments, paths) as network, stopped_by_interrupt() as stop:
        downloads, hub = Downloads(models, network, token=token), Hub(network, token=token)
        job = _unfinished(downloads, arguments) or _planned(downloads, hub, arguments, output, stop)
        if job is None:
            return DONE
        end: DownloadEvent | None = None
        with contextlib.closing(_pausing(downloads, job, stop)) as events:
            for event in events:
                output.show(event)
                end = event
    return DONE if isinstance(end, Done | Cancelled) else INTERRUPTED


def _pausing(downloads: Downloads, job: Job, stop: threading.Event) -> Generator[DownloadEvent, None, None]:
    """A stop by Ctrl+C is a pause: the window does not go on with it by itself."""
    for event in downloads.fetch(job.id, stop):
        if isinstance(event, Paused) and event.resumes_by_itself:
            downloads.jobs.pause(job.id)
            event = Paused(resumes_by_itself=False)
        yield event


def _unfinished(downloads: Downloads, arguments: argparse.Namespace) -> Job | None:
    """The download that the same command began before; it needs no question to the Hub."""
    repo, file = parse_repository(arguments.repo)
    wanted = (arguments.file or file).lower()
    jobs = [
        job
        for job in downloads.jobs.unfinished(repo)
        if job.why_kind not in _START_AGAIN and (not wanted or wanted in _job_names(job))
    ]
    return jobs[0] if len(jobs) == 1 else None


def _job_names(job: Job) -> tuple[str, ...]:
    path = job.files[0].path
    return tuple(name.lower() for name in (path, path.rpartition("/")[2], quantization(path)))


def _planned(
    downloads: Downloads, hub: Hub, arguments: argparse.Namespace, output: Output, stop: threading.Event
) -> Job | None:
    """A new download; None when the model is here already."""
    repository = _result(hub.repository(arguments.repo, stop))
    file = _chosen(repository, arguments.file or parse_repository(arguments.repo)[1])
    if file.problem:
        raise UserError(file.problem, f"See: inglenook files {repository.repo}")
    target = downloads.jobs.target(repository.repo, file.path)
    if is_whole(target, file.parts):
        output.show(Done(target))
        return None
    output.note(f"{file.name}, {readable_size(file.size_bytes)}: {estimate(file.size_bytes).reason}")
    return downloads.jobs.plan(repository.repo, repository.commit, file.parts)


def _chosen(repository: Repository, wanted: str) -> ModelFile:
    """By path, name or quantization; the recommended one when nothing is named."""
    if not repository.files:
        raise UserError(repository.problem)
    listed = f"See: inglenook files {repository.repo}"
    if not wanted:
        best = recommended(repository.files, repository.parameter_count)
        if best is None:
            raise UserError(
                f"No file of {repository.repo} is known to fit this computer.", f"Name one. {listed}"
            )
        return best
    matching = [file for file in repository.files if wanted.lower() in _file_names(file)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        names = ", ".join(file.name for file in matching)
        raise UserError(f'More than one file of {repository.repo} is "{wanted}": {names}.', listed)
    raise UserError(f'{repository.repo} has no file "{wanted}".', listed)


def _file_names(file: ModelFile) -> tuple[str, ...]:
    """What a person may call it."""
    first = file.path.rpartition("/")[2]
    return tuple(name.lower() for name in (file.path, first, file.name, file.quantization))


@contextlib.contextmanager
def _hub(arguments: argparse.Namespace, paths: Paths) -> Iterator[Hub]:
    with _network(arguments, paths) as network:
        yield Hub(network, token=AccessToken(paths.home).get)


@contextlib.contextmanager
def _network(arguments: argparse.Namespace, paths: Paths) -> Iterator[Network]:
    """Connections are written down where the window lists them. Raises HubProblem when offline."""
    _check(Network(is_offline=arguments.offline))
    with Database(paths.database) as database:
        network = Network(NetworkRecord(database))
        network.switch(offline=SettingsStore(database).get().offline)
        _check(network)
        yield network


def _check(network: Network) -> None:
    try:
        network.check()
    except HubProblem as problem:
        raise problem.while_browsing() from None


def _result(results: Iterator[T]) -> T:
    """The one result; KeyboardInterrupt when Ctrl+C stopped it."""
    for result in results:
        return result
    raise KeyboardInterrupt


def _outline(hub: Hub, repository: Repository, stop: threading.Event) -> Outline | None:
    """From the smallest file: the cache is the same for all. None: cannot be read, so it is guessed."""
    with contextlib.suppress(UserError):
        for file in repository.files:
            if not file.problem:
                return _result(hub.outline(file, stop))
    return None


def _may_fit(outlook: Outlook | None) -> bool:
    return outlook is None or outlook.fit.verdict != "too_large"


def _expected(outlook: Outlook) -> str:
    """The speed where it is known and nothing is in the way, else what is."""
    runs = outlook.speed is not None and outlook.label in ("Runs well", "Slow")
    return outlook.sentence if runs else outlook.fit.reason


def _as_json(fit: Fit | None) -> dict[str, object] | None:
    if fit is None:
        return None
    return {**asdict(fit), "needed_bytes": fit.needed_bytes, "label": fit.label, "reason": fit.reason}


def _summary(repository: Repository) -> str:
    facts = [
        f"licence {repository.license}" if repository.license else "no licence named",
        "gated" if repository.gate else "",
        f"trained with {repository.context_length:,} tokens of context" if repository.context_length else "",
    ]
    told = f"{repository.repo}: {', '.join(fact for fact in facts if fact)}."
    return printable(f"{told} {repository.problem}".rstrip())
