"""What `ask`, `chat`, `tokens` and `prompt` of the command line do."""

from __future__ import annotations

import argparse
import sys

from app.commands.ending import DONE, INTERRUPTED
from app.commands.output import Output
from app.commands.sent import lines as sent_lines
from app.commands.session import session
from app.commands.terminal import printable, visible, write, write_json
from app.commands.written import argument_or_input, input_lines, typed_lines
from app.errors import UserError
from app.paths import Paths


def ask(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    question = argument_or_input(" ".join(arguments.question))
    if not question.strip():
        raise UserError("The question is empty.", 'Write it behind the command: inglenook ask "Who are you?"')
    with session(arguments, paths, output) as talk:
        return DONE if talk.answer(question) else INTERRUPTED


def chat(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    by_a_person = sys.stdin is not None and sys.stdin.isatty()
    if by_a_person:
        output.note("One message a line. Ctrl+C stops an answer, Ctrl+D ends the chat.")
    with session(arguments, paths, output) as talk:
        for question in typed_lines() if by_a_person else input_lines():
            if not question.strip():
                continue
            try:
                if not talk.answer(question) and not by_a_person:
                    return INTERRUPTED
            except UserError as error:
                if not by_a_person:
                    raise
                output.error(error)
    return DONE


def tokens(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: {"count", "tokens": [{"id", "piece"}]}."""
    text = argument_or_input(arguments.text)
    with session(arguments, paths, output, only_counts=True) as talk:
        tokens = talk.tokens(text)
    if arguments.json:
        listed = [{"id": token.id, "piece": token.piece} for token in tokens]
        write_json({"count": len(tokens), "tokens": listed})
        return DONE
    for token in tokens:
        write(f"{token.id:>8}  {visible(token.piece)}\n")
    write(f"{len(tokens):,} token{'' if len(tokens) == 1 else 's'}\n")
    return DONE


def prompt(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: {"count", "text", "tokens": [{"id", "piece", "special", "role"}]}; role null: the template."""
    text = argument_or_input(arguments.text)
    with session(arguments, paths, output) as talk:
        sent = talk.sent(text)
    if arguments.json:
        listed = [
            {"id": token.id, "piece": token.text, "special": token.is_special, "role": token.role}
            for token in sent.tokens
        ]
        write_json({"count": len(sent.tokens), "text": sent.text, "tokens": listed})
        return DONE
    if arguments.show:
        write("".join(f"{line}\n" for line in sent_lines(sent)))
    else:
        write(f"{printable(sent.text)}\n")
    output.note(f"{len(sent.tokens):,} tokens.")
    return DONE
