"""Checks of the finished model file on llama.cpp, run by build.py in the program's environment.

- its greedy tokens equal the trainer's (samples.py), and so does its tokenizer;
- the window's first questions get an answer of their own topic, word for word.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from corpus import HERE
from score import Judge, engine_answerer

FIRST_QUESTIONS = {  # question to the topic whose answer it must get
    "What can you do?": "capabilities",
    "How does a language model make an answer?": "inference",
    "How do I get a bigger model?": "get_model",
    "Does anything leave my computer?": "privacy",
}


def equal_answers(model: Path, samples: Path) -> tuple[int, int]:
    """(equal, all): samples whose prompt and answer tokens are the same in llama.cpp."""
    sys.path.insert(0, str(HERE.parents[1]))
    import ctypes
    import os

    import llama_cpp

    library = llama_cpp.llama_cpp._lib
    library.ggml_backend_load_all_from_path.argtypes = [ctypes.c_char_p]
    library.ggml_backend_load_all_from_path(os.fsencode(Path(library._name).parent))
    llama = llama_cpp.Llama(str(model), n_ctx=2048, verbose=False)
    rows = json.loads(samples.read_text(encoding="utf-8"))
    equal = 0
    for row in rows:
        text = "".join(f"<|im_start|>{role}\n{said}<|im_end|>\n" for role, said in row["messages"])
        prompt = llama.tokenize((text + "<|im_start|>assistant\n").encode(), add_bos=False, special=True)
        answer: list[int] = []
        for token in llama.generate(prompt, temp=0.0, reset=True):
            if token == llama.token_eos() or len(answer) == len(row["answer"]) + 1:
                break
            answer.append(token)
        same = prompt == row["prompt"] and answer == row["answer"]
        equal += same
        if not same:
            print(f"DIFFERS {row['messages'][-1]}: {llama.detokenize(answer)!r}")
    return equal, len(rows)


def write_first_questions(model: Path, file: Path) -> None:
    """Write the window's first questions; raises SystemExit when one is not answered by its topic."""
    answer, close = engine_answerer(model)
    try:
        replies = answer([[("user", question)] for question in FIRST_QUESTIONS])
    finally:
        close()
    judge = Judge()
    for (question, topic), reply in zip(FIRST_QUESTIONS.items(), replies, strict=True):
        if judge.topic_of(question, reply) != topic:
            raise SystemExit(f"first question {question!r} gets {reply!r}")
    file.write_text(json.dumps(list(FIRST_QUESTIONS), indent=2) + "\n", encoding="utf-8")


def main() -> None:
    model, samples = map(Path, sys.argv[1:])
    write_first_questions(model, model.parent / "first_questions.json")
    equal, count = equal_answers(model, samples)
    print(f"{equal} of {count} answers equal the trainer's, token by token")
    if equal < count * 0.95:
        raise SystemExit("llama.cpp and the trainer disagree")


if __name__ == "__main__":
    main()
