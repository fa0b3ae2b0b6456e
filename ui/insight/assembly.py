"""Puts the parts of ui/insight together for the window."""

from __future__ import annotations

from functools import partial

from app.context import sent_for
from app.insight.comparison import compare
from app.insight.proof import prove
from app.models.library import InstalledModel
from app.store.messages import Message
from ui.chat.answers import Answers
from ui.chat.page import ChatPage
from ui.chat.stores import Stores
from ui.insight.compare_view import CompareView
from ui.insight.following import JourneyFollower, Ways
from ui.insight.looking_closer import LookingCloser
from ui.insight.page import InsightPage
from ui.insight.parts import InsightParts
from ui.insight.proof_view import ProofView
from ui.insight.totals_view import TotalsView


def make_insight_page(parts: InsightParts) -> InsightPage:
    theme, models, settings = parts.theme, parts.models, parts.settings
    totals = TotalsView(theme, parts.database, settings, parts.quick_lane)
    comparison = CompareView(
        theme,
        models,
        settings,
        parts.engine_lane,
        lambda messages, chosen, load, options, stop: compare(
            parts.chat, parts.engine, messages, [model.path for model in chosen], load, options, stop
        ),
    )
    proof = ProofView(theme, models, settings, parts.engine_lane, partial(prove, parts.chat, parts.engine))
    return InsightPage(theme, (totals, comparison, proof), totals.first_field())


def show_journey(
    parts: InsightParts, page: ChatPage, stores: Stores, answers: Answers, message: Message | None
) -> None:
    """Of this answer of the page, or of its last one; the panel is made when it is first asked for."""
    follower = page.findChild(JourneyFollower)
    if follower is None:  # the page's own from now on
        closer = LookingCloser(parts.theme, page, stores, answers, parts.models)

        def run_on(answer: Message, used: InstalledModel, other: InstalledModel) -> None:
            parts.window.show_page("insight")
            insight, view = parts.window.findChild(InsightPage), parts.window.findChild(CompareView)
            assert insight is not None
            assert view is not None
            insight.go_to(view)
            view.prepare(sent_for(answer, stores.conversations), used, other)

        ways = Ways(closer.show, lambda: parts.window.show_page("insight"), run_on)
        pid = partial(getattr, parts.engine, "pid")
        follower = JourneyFollower(parts.theme, page, answers, pid, parts.models, ways)
    follower.open(message)
