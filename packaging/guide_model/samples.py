"""What the trainer's own network answers, token by token, for check.py to compare with llama.cpp's."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from corpus import HERE, Corpus, read_pairs
from export import load
from model import Guide
from tokenizer import Encoder
from train import load_held_out_names

MAX_TOKENS = 200


@torch.no_grad()
def greedy(network: Guide, prompt: list[int], end: int) -> list[int]:
    """The likeliest tokens after `prompt`, without the end mark."""
    answer: list[int] = []
    while len(answer) < MAX_TOKENS:
        hidden = network.hidden(torch.tensor([prompt + answer]))
        token = int(network.logits(hidden[0, -1]).argmax())
        if token == end:
            break
        answer.append(token)
    return answer


def main() -> None:
    """samples.py FOLDER FILE: the network in FOLDER on 30 dev questions and 10 conversations, as JSON."""
    folder, file = map(Path, sys.argv[1:])
    network, tokenizer = load(folder)
    encoder = Encoder(tokenizer)
    conversations = [[("user", question)] for _, question in read_pairs(HERE / "heldout" / "dev.tsv")[::8]]
    corpus = Corpus(99, load_held_out_names())
    for _ in range(10):
        system, turns = corpus.conversation()
        messages = [("system", system)] if system else []
        for turn in turns:
            messages += [("user", turn.question), ("assistant", turn.answer)]
        conversations.append(messages[:-1])
    rows = []
    for messages in conversations:
        prompt = encoder.prompt(messages)
        rows.append({"messages": messages, "prompt": prompt, "answer": greedy(network, prompt, encoder.end)})
    file.write_text(json.dumps(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
