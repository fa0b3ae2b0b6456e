"""Makes the built-in guide model from its corpus: python packaging/guide_model/build.py

Needs the program's environment (python3 packaging/start.py makes it); PyTorch goes into one of its own,
.venv-guide. Steps: train, write GGUF, check on llama.cpp, score on the held-out questions.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODEL = ROOT / "assets" / "models" / "inglenook-guide-q8_0.gguf"


def python_of(folder: Path) -> str:
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def recipe_python() -> str:
    """The interpreter of the recipe's environment, made when it is missing."""
    folder = ROOT / ".venv-guide"
    if not folder.exists():
        venv.create(folder, with_pip=True)
        subprocess.run(
            [python_of(folder), "-m", "pip", "install", "-r", HERE / "requirements.txt"], check=True
        )
    return python_of(folder)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "guide_model", help="weights and samples"
    )
    parser.add_argument("--tokens", default="34e6", help="tokens to train on")
    parser.add_argument("--bfloat16", action="store_true", help="faster where the processor has it (not AMX)")
    parser.add_argument("--keep-weights", action="store_true", help="do not train, use those in --work")
    options = parser.parse_args()
    recipe, program = recipe_python(), python_of(ROOT / ".venv")

    def step(python: str, script: str, *arguments: object) -> None:
        print(f"== {script}", flush=True)
        subprocess.run([python, HERE / script, *map(str, arguments)], check=True)

    if not options.keep_weights:
        bfloat16 = ["--bfloat16"] if options.bfloat16 else []
        train = ["train.py", "--out", options.work, *bfloat16]
        step(recipe, *train, "--tokens", options.tokens)
        weights = options.work / "weights.pt"
        step(
            recipe,
            *train,
            "--whole",
            "--start",
            weights,
            "--tokens",
            "2e6",
            "--rate",
            "4e-4",
            "--seed",
            "2",
        )
    samples = options.work / "samples.json"
    step(recipe, "export.py", options.work, MODEL)
    step(recipe, "samples.py", options.work, samples)
    step(program, "check.py", MODEL, samples)
    step(program, "score.py", "--model", MODEL)


if __name__ == "__main__":
    sys.exit(main())
