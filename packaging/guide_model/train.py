"""Training: loss on the guide's own words, batches of similar lengths, Muon for the matrices."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from corpus import HERE, Corpus
from model import Guide, Shape
from tokenizer import Encoder, train_tokenizer
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

HEAD_TOKENS = 9  # of the last answer of four conversations in five; its rest is learned from the others
NEVER_CUT = {"tell_name", "ask_name", "count", "long_text"}  # what is hard comes late in these
POOL = 32  # batches drawn at once and sorted by length, to pad little


def load_held_out_names() -> set[str]:
    return set((HERE / "heldout" / "names.txt").read_text(encoding="utf-8").split())


def dropout_copy(tokenizer: Tokenizer, dropout: float) -> Tokenizer:
    """The same tokenizer that leaves out merges at random, so that odd spellings look familiar (BPE dropout,
    Provilkov et al. 2020)."""
    spec = json.loads(tokenizer.to_str())
    spec["model"]["dropout"] = dropout
    return Tokenizer.from_str(json.dumps(spec))


def batches(
    corpus: Corpus, encoder: Encoder, tokens: int, context: int, whole: bool
) -> Iterator[tuple[Tensor, Tensor]]:
    """Endless (ids, learn) pairs, each (batch, length) with about `tokens` entries."""
    rough = 0
    while True:
        pool: list[tuple[list[int], list[bool]]] = []
        total = 0
        while total < POOL * tokens:
            rough += 1
            system, turns = corpus.conversation()
            cut = None if whole or turns[-1].topic in NEVER_CUT or rough % 5 == 4 else HEAD_TOKENS
            ids, learn = encoder.conversation(system, turns, rough % 3 == 0, cut)
            pool.append((ids[:context], learn[:context]))
            total += min(len(ids), context)
        pool.sort(key=lambda item: len(item[0]))
        groups: list[list[tuple[list[int], list[bool]]]] = [[]]
        for item in pool:
            if groups[-1] and (len(groups[-1]) + 1) * len(item[0]) > tokens:
                groups.append([])
            groups[-1].append(item)
        order = torch.randperm(len(groups)).tolist()
        for index in order:
            group = groups[index]
            length = max(len(ids) for ids, _ in group)
            ids = torch.zeros(len(group), length, dtype=torch.long)
            learn = torch.zeros(len(group), length, dtype=torch.bool)
            for row, (values, mask) in enumerate(group):
                ids[row, : len(values)] = torch.tensor(values)
                learn[row, : len(mask)] = torch.tensor(mask)
            yield ids, learn


def loss_of(model: Guide, ids: Tensor, learn: Tensor) -> Tensor:
    """Mean cross entropy of the answers' tokens."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        hidden = model.hidden(ids[:, :-1])
        logits = model.logits(hidden[learn[:, 1:]])
    return functional.cross_entropy(logits.float(), ids[:, 1:][learn[:, 1:]])


BFLOAT16 = False  # set by main: faster where the processor has it, an illegal instruction where AMX is broken


def main() -> None:
    global BFLOAT16
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the tokenizer")
    parser.add_argument("--tokens", type=float, default=40e6, help="tokens to train on")
    parser.add_argument("--batch", type=int, default=3072, help="tokens a step")
    parser.add_argument("--rate", type=float, default=1e-3, help="highest learning rate")
    parser.add_argument("--whole", action="store_true", help="cut no answers: the last, slow stage")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--width", type=int, default=Shape().width)
    parser.add_argument("--layers", type=int, default=Shape().layers)
    parser.add_argument("--feed-forward", type=int, default=Shape().feed_forward)
    parser.add_argument("--heads", type=int, default=Shape().heads)
    parser.add_argument("--start", type=Path, help="weights to go on from (new optimizer state)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    BFLOAT16 = options.bfloat16
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)

    corpus = Corpus(options.seed, load_held_out_names())
    shape = Shape(
        width=options.width, layers=options.layers, feed_forward=options.feed_forward, heads=options.heads
    )
    saved = options.out / "tokenizer.json"
    tokenizer = (
        Tokenizer.from_file(str(saved))
        if saved.exists()
        else train_tokenizer(corpus, shape.vocabulary, 40_000)
    )
    tokenizer.save(str(saved))
    (options.out / "shape.json").write_text(json.dumps(shape.to_dict()))
    encoder = Encoder(tokenizer, dropout_copy(tokenizer, 0.1))
    model = Guide(shape)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    train(model, batches(corpus, encoder, options.batch, shape.context, options.whole), options)


def train(model: Guide, source: Iterator[tuple[Tensor, Tensor]], options: argparse.Namespace) -> None:
    """Warm-up, constant, then linear decay over the last 60 % of the tokens; checkpoints on the way."""
    matrices = [p for block in model.blocks for p in block.parameters() if p.ndim == 2]
    others = [p for p in model.parameters() if not any(p is m for m in matrices)]
    optimizers = [
        torch.optim.Muon(
            matrices, lr=options.rate, weight_decay=0.05, momentum=0.95, adjust_lr_fn="match_rms_adamw"
        ),
        torch.optim.AdamW(others, lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98)),
    ]
    seen, step, began, mean = 0, 0, time.monotonic(), 0.0
    next_save = time.monotonic() + 300
    while seen < options.tokens:
        ids, learn = next(source)
        progress = seen / options.tokens
        rate = min(1.0, (step + 1) / 100) * min(1.0, (1 - progress) / 0.6)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = options.rate * rate
        loss = loss_of(model, ids, learn)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        seen += ids.numel()
        step += 1
        mean = loss.item() if step == 1 else 0.99 * mean + 0.01 * loss.item()
        if step % 100 == 0:
            speed = seen / (time.monotonic() - began)
            print(f"step {step} tokens {seen / 1e6:.2f}M loss {mean:.4f} {speed:.0f} tok/s", flush=True)
        if time.monotonic() > next_save:
            torch.save(model.state_dict(), options.out / "weights.pt")
            next_save += 300
    torch.save(model.state_dict(), options.out / "weights.pt")


if __name__ == "__main__":
    main()
