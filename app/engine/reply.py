"""One answer, from messages to events: plan, read, write."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import psutil

from app.engine.chat_template import DEFAULT_STOPS, ChatTemplate, Renderer
from app.engine.drafter import Drafter
from app.engine.events import (
    NO_DRAFT_MODEL,
    NOTHING_DONE,
    ChatMessage,
    DraftModel,
    Finished,
    LeftOut,
    ModelDescription,
    PromptOutline,
    PromptPart,
    PromptSize,
    Reading,
    ReplyEvent,
    ReplyOptions,
    Sampling,
    SentPrompt,
    SentToken,
    Statistics,
    TemplateProblem,
    Token,
)
from app.engine.keeping import Keeping
from app.engine.model import Model
from app.engine.outline import layout, outlined, sent_of
from app.engine.overlong import to_go_on
from app.engine.payoff import Payoff
from app.engine.prompts import Plan, Planner, shared_ends
from app.engine.sampling import choose_sampling, recommended_sampling
from app.engine.snapshots import Snapshots
from app.engine.stopping import IsUnwanted, Stopped
from app.engine.text import new_decoder
from app.engine.work import Work
from app.engine.writing import Clock, Writing
from app.engine.written import Continuation, Written
from app.errors import UserError
from app.reasoning import opened
from app.words import tr

_COUNTED = 4096  # texts whose tokens are remembered
_SENT_REMEMBERED = 32  # prompts whose tokens are known to the letter


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What has to be in memory before writing begins: the prompt, and the answer's tokens that are given.
    shared_ends: as the function of that name tells."""

    prompt: Continuation
    tokens: list[int]
    reused: int
    shared_ends: Sequence[int] = ()


class Chat:
    """A loaded model together with its template: what the child offers to the program."""

    def __init__(
        self,
        model: Model,
        renderer: Renderer,
        snapshots: Snapshots | None = None,
        drafter: Drafter | None = None,
        draft_model: DraftModel = NO_DRAFT_MODEL,
    ) -> None:
        """drafter: a smaller model that guesses; draft_model: what is told of it."""
        self._model = model
        self._drafter = drafter
        self._draft_model = draft_model
        self._keeping = Keeping(model, snapshots)
        self._payoff = Payoff()
        # Tokens of the last prompts, oldest first, by their messages and how many were left out.
        self._sent: dict[tuple[tuple[ChatMessage, ...], int], list[int]] = {}
        self._recommended = recommended_sampling(model.metadata)
        # Of what is left out of a long conversation, which is asked for again with each key.
        self._count_alone = lru_cache(maxsize=_COUNTED)(self.count)
        self._template = ChatTemplate(model.header.template, model.vocabulary, renderer)
        self._planner = Planner(self._template, model.vocabulary, model.context_length, model.memory.can_move)

    def describe(self) -> ModelDescription:
        """The loaded model."""
        model, header = self._model, self._model.header
        return ModelDescription(
            path=model.path,
            name=header.name,
            architecture=header.architecture,
            quantization=header.quantization,
            parameter_count=header.parameter_count,
            size_bytes=header.size_bytes,
            context_length=model.context_length,
            trained_context_length=header.context_length,
            vocabulary_size=model.vocabulary.size,
            has_template=bool(header.template),
            template_problem=self._template.problem,
            recommended=self._recommended,
            threads=model.threads.write,
            read_threads=model.threads.read,
            variant=model.variant,
            kv_cache=model.kv_cache,
            cache_bytes=model.cache_bytes,
            thinking=self._template.can_think,
            draft_model=self._draft_model,
            on_card=model.on_card,
        )

    def count(self, text: str) -> int:
        """Tokens of a text."""
        return len(self._ids(text))

    def tokens(self, text: str) -> list[Token]:
        """Tokens of a text, each with what it stands for."""
        vocabulary = self._model.vocabulary
        return [
            Token(token, vocabulary.special_bytes_of(token).decode("utf-8", "replace"))
            for token in self._ids(text)
        ]

    def sent(self, messages: Sequence[ChatMessage], left_out: int) -> SentPrompt:
        """The prompt of these messages: the very tokens, as long as they are remembered."""
        exact = self._sent.get((tuple(messages), left_out))
        ids = exact or self._planner.plan_without(messages, left_out).tokens
        vocabulary, decoder = self._model.vocabulary, new_decoder()
        sent, _ = sent_of(messages, left_out)
        owners = layout(self._template, vocabulary, sent, ids).owners()
        tokens = tuple(
            SentToken(
                token,
                decoder.decode(vocabulary.special_bytes_of(token)),
                vocabulary.is_special(token),
                sent[owner].role if owner >= 0 else None,
            )
            for token, owner in zip(ids, owners, strict=True)
        )
        return SentPrompt(tokens, exact is not None, choose_sampling(Sampling(), self._recommended))

    def measure(
        self,
        messages: Sequence[ChatMessage],
        draft: str,
        max_tokens: int | None,
        conversation: str | None = None,
    ) -> PromptSize:
        """What would be sent if the draft were asked now. Raises UserError if it does not fit."""
        asked = [*messages, ChatMessage("user", draft)] if draft.strip() else list(messages)
        draft_tokens = self.count(draft)
        if not any(message.role == "user" for message in asked):
            return PromptSize(draft_tokens, 0, 0, self._model.context_length)
        _, size = self._plan(asked, draft_tokens, max_tokens, conversation)
        return size

    def outline(
        self,
        messages: Sequence[ChatMessage],
        parts: Sequence[PromptPart],
        max_tokens: int | None,
        conversation: str | None = None,
    ) -> PromptOutline:
        """What would be sent now for these messages, in parts. Raises UserError if it does not fit.

        Without a question nothing would be sent: then the parts are only counted.
        """
        if not any(message.role == "user" for message in messages):
            counts = tuple(self._count_alone(part.text) for part in parts)
            size = PromptSize(0, 0, 0, self._model.context_length)
            return PromptOutline(size, 0, counts, (False,) * len(parts))
        plan, size = self._plan(messages, 0, max_tokens, conversation)
        return outlined(
            self._template, self._model.vocabulary, messages, parts, plan, size, self._count_alone
        )

    def _plan(
        self,
        messages: Sequence[ChatMessage],
        draft_tokens: int,
        max_tokens: int | None,
        conversation: str | None,
    ) -> tuple[Plan, PromptSize]:
        """For questions in between: any thread may ask."""
        keeping = self._keeping
        before = keeping.left_out_before(conversation)
        plan = self._planner.plan(messages, max_tokens, self._model.written.copy(), before)
        reused = self._model.memory.reachable(plan.prompt, plan.prompt.reused)
        if (found := keeping.snapshot_to_use(conversation, plan.prompt.tokens, reused)) is not None:
            there = self._planner.plan(messages, max_tokens, found.written, before)
            reused = max(reused, keeping.reachable_in(found, there))
        context, prompt = self._model.context_length, len(plan.prompt.tokens)
        return plan, PromptSize(draft_tokens, prompt, reused, context, plan.room, plan.whole, plan.left_out)

    def keep(self, is_unwanted: IsUnwanted) -> None:
        """Put what was read of the present conversation on the disk, if that is worth it. Raises Stopped."""
        self._keeping.keep(is_unwanted)

    def forget(self, conversation: str) -> None:
        """What is in memory of it is not put on the disk any more, unless it is answered again.

        Any thread may ask.
        """
        self._keeping.forget(conversation)

    def reply(
        self, messages: Sequence[ChatMessage], options: ReplyOptions, conversation: str | None = None
    ) -> Iterator[ReplyEvent]:
        """One answer. Being stopped is a normal end, with what was measured until then."""
        model, clock = self._model, Clock()
        try:
            plan = yield from self._planned(messages, options, conversation)
        except Stopped:
            yield Finished(NOTHING_DONE, "stopped")
            return
        if plan.left_out:
            yield LeftOut(plan.left_out)
        if plan.template_problem:
            yield TemplateProblem(plan.template_problem)
        beginning = self._beginning(plan.prompt, options.begun)
        reused = model.memory.reachable(plan.prompt, beginning.reused)
        shared = shared_ends(messages, plan.prompt.text)
        beginning = replace(beginning, reused=reused, shared_ends=shared)
        # A reasoning that the template opens has to begin in the answer's text, where it ends.
        opening = opened(plan.prompt.text.decode("utf-8", "replace")) if messages[-1].role == "user" else ""
        stops = DEFAULT_STOPS if plan.is_default else ()
        writing = Writing(model, self._payoff, options, clock, opening, stops, self._drafter)
        try:
            yield from self._read(beginning, clock)
        except Stopped:
            yield from writing.rest()
            yield Finished(self._statistics(beginning, writing, clock), "stopped")
            return
        model.begin_sampling(choose_sampling(options.sampling, self._recommended), beginning.tokens)
        yield from writing.events()
        yield Finished(self._statistics(beginning, writing, clock), writing.reason or "end")

    def _planned(
        self, messages: Sequence[ChatMessage], options: ReplyOptions, conversation: str | None
    ) -> Generator[ReplyEvent, None, Plan]:
        """What is sent, once what is on the disk of it is in memory. Raises Stopped."""
        model, keeping = self._model, self._keeping
        self._template.thinking = options.thinking
        before = keeping.left_out_before(conversation)

        def plan_with(written: Written) -> Plan:
            known = written.copy()  # for who is told to stop leaves the planning alone
            planning = Work(
                lambda: self._planner.plan(
                    messages, options.max_tokens, known, before, keeps_all=options.keeps_all
                )
            )
            return planning.result(model.is_stopped)

        yield from keeping.change_to(conversation, plan_with, model.is_stopped)
        plan = plan_with(model.written)
        keeping.begin(conversation, plan.left_out)
        self._planner.remember(messages, plan)
        if not plan.left_out:
            model.written.forget_moved()
        if options.begun:
            plan = self._exact(messages, plan)
        self._remember_sent(messages, plan)
        return plan

    def _exact(self, messages: Sequence[ChatMessage], plan: Plan) -> Plan:
        """The plan with the very tokens that were read for these messages, as long as they are remembered."""
        tokens = self._sent.get((tuple(messages), plan.left_out), plan.prompt.tokens)
        if tokens == plan.prompt.tokens:
            return plan
        there = self._model.written.common_with(tokens)
        return replace(
            plan, prompt=Continuation(plan.prompt.text, tokens, kept=0, kept_bytes=0, reused=there)
        )

    def _remember_sent(self, messages: Sequence[ChatMessage], plan: Plan) -> None:
        key = (tuple(messages), plan.left_out)
        self._sent.pop(key, None)
        self._sent[key] = plan.prompt.tokens
        if len(self._sent) > _SENT_REMEMBERED:
            del self._sent[next(iter(self._sent))]

    def _beginning(self, prompt: Continuation, begun: Sequence[int]) -> _Beginning:
        """The prompt and the answer's first tokens, and how many of both are in memory already."""
        vocabulary = self._model.vocabulary
        if not begun:
            return _Beginning(prompt, prompt.tokens, prompt.reused)
        if not all(0 <= token < vocabulary.size for token in begun):
            raise UserError(
                tr("The beginning of this answer is not in this model's tokens."),
                tr("Choose the model that wrote it, or let this one answer anew."),
                "another_model",
            )
        said = [token for token in begun if not vocabulary.is_end(token)]
        tokens = [*prompt.tokens, *said]
        if len(tokens) >= self._model.context_length:
            raise to_go_on(len(tokens), self._model.context_length)
        there = 0 if prompt.removed else self._model.written.common_with(tokens)
        return _Beginning(prompt, tokens, max(prompt.reused, there))

    def _read(self, beginning: _Beginning, clock: Clock) -> Iterator[ReplyEvent]:
        prompt, vocabulary, written = beginning.prompt, self._model.vocabulary, self._model.written
        written.begin(prompt, vocabulary)
        for token in beginning.tokens[len(prompt.tokens) :]:
            written.append(token, vocabulary.bytes_of(token))
        written.in_memory = beginning.reused
        self._model.memory.move(prompt.kept, prompt.removed)
        total = len(beginning.tokens)
        clock.read_began = time.perf_counter()
        yield Reading(beginning.reused, total, beginning.reused)
        shared = [written.until(end) for end in beginning.shared_ends]
        for progress in self._model.read(beginning.tokens, beginning.reused, shared):
            yield Reading(progress.done, total, beginning.reused)

    def _statistics(self, beginning: _Beginning, writing: Writing, clock: Clock) -> Statistics:
        now = time.perf_counter()
        prompt_tokens = len(beginning.prompt.tokens)
        read_s = (clock.first_token or now) - (clock.read_began or now)
        read = max(0, self._model.written.in_memory - beginning.reused - writing.chosen)
        if clock.first_token:
            read = len(beginning.tokens) - beginning.reused
        write_s = clock.last_token - clock.first_token
        return Statistics(
            prompt_tokens=prompt_tokens,
            reused_tokens=min(beginning.reused, prompt_tokens),
            answer_tokens=writing.count,
            first_token_s=clock.first_token - clock.began if clock.first_token else 0.0,
            read_tokens_per_s=read / read_s if read_s > 0 else 0.0,
            write_tokens_per_s=(writing.chosen - 1) / write_s if writing.chosen > 1 and write_s > 0 else 0.0,
            total_s=now - clock.began,
            prepare_s=(clock.read_began or now) - clock.began,
            processor_s=time.process_time() - clock.processor_began,
            memory_bytes=psutil.Process().memory_info().rss,
            pace=clock.pace.pace(),
            drafted_tokens=writing.by_lookup.drafted + writing.by_model.drafted,
            accepted_tokens=writing.by_lookup.accepted + writing.by_model.accepted,
            model_drafted_tokens=writing.by_model.drafted,
            model_accepted_tokens=writing.by_model.accepted,
        )

    def _ids(self, text: str) -> list[int]:
        return self._model.vocabulary.tokenize(text.encode("utf-8", "replace"), special=False)
