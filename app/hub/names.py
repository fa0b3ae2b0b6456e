"""What the names on the Hub tell: repositories, split sets, quantizations; and which are safe to write."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from app.errors import UserError
from app.hub.library import is_repository
from app.hub.problems import HubProblem
from app.words import Marked, later, tr, translated

Tier = Literal["Small", "Balanced", "Large"]

_SIDE_FILE = re.compile(r"mmproj|imatrix", re.IGNORECASE)
_QUANTIZATION = re.compile(
    r"(?<![A-Za-z0-9])(?P<name>(?:IQ[1-4]_(?:XXS|XS|NL|S|M)|Q[2-8]_K(?:_(?:XXS|XS|XL|S|M|L))?|Q[1-8]_[01]"
    r"|TQ[12]_0|MXFP4(?:_MOE)?|NVFP4|BF16|F(?:P)?16|F(?:P)?32))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"(?<![A-Za-z0-9])A(\d{1,3}(?:\.\d{1,2})?)B(?![A-Za-z0-9])", re.IGNORECASE)
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}

_BITS = {"TQ1": 1.7, "TQ2": 2.1, "MXFP4": 4.3, "NVFP4": 4.5, "BF16": 16.0, "F16": 16.0, "F32": 32.0}


def parse_repository(text: str) -> tuple[str, str]:
    """(org/repo, path of a file or "") of a link to Hugging Face or an `org/repo`.

    UserError when it is neither.
    """
    given = text.strip()
    path, file = given, ""
    if "://" in given or given.lower().startswith(("huggingface.co/", "www.huggingface.co/", "hf.co/")):
        parts = urlsplit(given if "://" in given else f"https://{given}")
        path = unquote(parts.path).strip("/")
        names = path.split("/")
        if names[:1] in (["models"], ["api"]):
            names = names[2:] if names[:2] == ["api", "models"] else names[1:]
        if len(names) > 4 and names[2] in ("blob", "resolve", "raw"):
            file = "/".join(names[4:])
        path = "/".join(names[:2])
    if not is_repository(path):
        raise UserError(
            tr("“{given}” is not a repository on Hugging Face.", given=given[:100]),
            tr("Give it as org/name, or paste its link from huggingface.co."),
        )
    return path, file


def is_model_file(path: str) -> bool:
    """A GGUF file with weights of a language model: no projector for images, no importance matrix."""
    name = PurePosixPath(path).name
    return name.lower().endswith(".gguf") and not _SIDE_FILE.search(name)


def quantization(path: str) -> str:
    """From a file's name or its folder's, as Q4_K_M; "" where the name does not tell."""
    for part in reversed(PurePosixPath(path).parts):
        found = [match["name"] for match in _QUANTIZATION.finditer(part)]
        if found:
            return found[-1].upper().replace("FP16", "F16").replace("FP32", "F32")
    return ""


def bits_per_weight(quantization: str) -> float:
    """About how many bits one weight takes; 0.0 for an unknown name."""
    for name, bits in _BITS.items():
        if quantization.startswith(name):
            return bits
    match = re.match(r"I?Q(\d)_(\w+)", quantization)
    if match is None:
        return 0.0
    more = {"K_S": 0.5, "K_L": 1.0, "K_XL": 1.1, "0": 0.5, "1": 1.0, "XXS": 0.1, "XS": 0.3}
    return int(match[1]) + more.get(match[2], 0.6 if quantization.startswith("IQ") else 0.8)


def active_parameters(name: str) -> int:
    """Those computed for each token, where a name tells as in Qwen3-30B-A3B; 0 where it does not."""
    match = _ACTIVE.search(name)
    return int(float(match[1]) * 1e9) if match else 0


def tier(quantization: str) -> Tier | None:
    """How it is offered to a person; None for an unknown name."""
    bits = bits_per_weight(quantization)
    if not bits:
        return None
    return "Small" if bits < 4 else "Balanced" if bits < 6 else "Large"


def explain(quantization: str) -> str:
    """One sentence on what this quantization means for the answers; "" for an unknown name."""
    bits = bits_per_weight(quantization)
    if quantization in ("Q4_0", "Q4_1"):
        return tr("An older format, about as large as the usual Q4_K_M, and a little less exact.")
    if quantization.startswith(("IQ4", "Q4_K_S")):
        return tr("A little smaller than the usual Q4_K_M, and a little less exact.")
    for most, sentence in (
        (0.1, Marked("")),
        (3.0, later("Squeezed hard: it fits where nothing else does, and makes clearly more mistakes.")),
        (4.0, later("Small, with some loss: for computers that have no room for the balanced one.")),
        (5.0, later("The usual choice: a third of the full size and nearly its quality.")),
        (6.0, later("A little larger and a little closer to the full model.")),
        (8.0, later("Close to the full model; rarely worth the room over the balanced one.")),
        (15.0, later("Practically as good as the full model, at half its size.")),
        (
            99.0,
            later(
                "The full model as it was published: far larger, for no better answers that you would notice."
            ),
        ),
    ):
        if bits < most:
            return translated(sentence)
    return ""


def check_safe(path: str) -> None:
    """Raises HubProblem for a path from a repository that must not become a file here.

    What any of the three systems cannot write, or would write somewhere else, is refused on all of them.
    """
    parts = path.split("/")
    harmful = (
        not path
        or len(path.encode("utf-8", "replace")) > 512
        or any(character < " " or character in '\\:*?"<>|\x7f' for character in path)
        or any(not _is_safe_name(part) for part in parts)
    )
    if harmful:
        raise HubProblem("unsafe", name=ascii(path[:100]))


def _is_safe_name(name: str) -> bool:
    return (
        0 < len(name.encode("utf-8", "replace")) <= 200
        and not name.startswith((".", " "))  # "..", and files that hide
        and not name.endswith((".", " "))
        and name.split(".")[0].lower() not in _RESERVED
    )
