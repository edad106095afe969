"""What is said of an action or of a package of the plan, in Markdown, wherever it is shown."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from care_assess.plan import Package, PlannedAction
from care_assess.questionnaire import Resource
from care_assess.report.parts.story import Story
from care_assess.scoring import Score
from care_assess.text import Text, Translator
from care_assess.ui.board import Board
from care_assess.ui.markdown import plain
from care_assess.ui.summary import without_capital

__all__ = ["Item", "figures", "gain_of", "made_of", "resource_line", "risen", "said", "why"]

Item: TypeAlias = "PlannedAction | Package"
"""What has a line of its own."""

_HUNDREDTH = Fraction(1, 100)


def said(board: Board, text: Text) -> str:
    """What is to be done, to stand alone or within a sentence."""
    return plain(board.tr.text(text).rstrip(" ."))


def made_of(board: Board, package: Package) -> str:
    """How many actions a package gathers, and the first if its title is another; "" of an action alone."""
    if package.alone:
        return ""
    tr, count, first = board.tr, len(package.actions), package.actions[0]
    if first.text == package.title:
        return tr("plan_page.package", n=count)
    return tr("plan_page.package_first", n=count, action=said(board, first.text))


def why(board: Board, story: Story, item: Item) -> str:
    """Why now: the caps that it lifts, else what is answered today."""
    tr = board.tr
    if item.lifts:
        reasons = dict.fromkeys(without_capital(tr.text(cap.reason)) for cap in item.lifts)
        words = tr("plan_page.why.lifts", reason=plain(tr("results.separator").join(reasons)))
    else:
        question = board.questions[item.questions[0]]
        facts = {"question": plain(tr.text(question.text)), "answer": plain(story.said(question))}
        others = len(item.questions) - 1
        key = "today_more" if others else "today"
        stakes = tr(f"plan_page.why.stakes.{item.criticality}")
        words = f"{stakes} {tr(f'plan_page.why.{key}', n=others, **facts)}"
    return f"{words} {tr('plan_page.why.first')}" if item.requires else words


def gain_of(board: Board, gain: Fraction, now: Score, over: str) -> str:
    """A gain with the score before and after. ``over``: ``topic`` or ``overall``."""
    tr = board.tr
    if not gain or now.score is None:
        return tr("plan_page.gain.held")
    before, after = tr.number(now.score, 2), tr.number(now.score + gain, 2)
    return tr(f"plan_page.gain.{over}", gain=risen(board, gain), before=before, after=after)


def risen(board: Board, gain: Fraction) -> str:
    """``+0,25``, or that it is under a hundredth."""
    tr = board.tr
    return tr("plan_page.gain.small") if gain < _HUNDREDTH else f"+{tr.number(gain, 2)}"


def figures(board: Board, item: Item, gain: str) -> str:
    """Gain, effort, horizon and owner, in three lines."""
    horizon = board.tr(f"plan_page.horizon.{item.horizon}")
    effort = board.tr("plan_page.effort", n=item.days, horizon=horizon)
    owner = plain(board.tr.text(board.reference.owners[item.owner]))
    return f"{gain}  \n{effort}  \n{owner}"


def resource_line(tr: Translator, resource: Resource) -> str:
    """Name, provider and address in Markdown; the address as code, so that it is copied as it stands."""
    name, provider = plain(tr.text(resource.name)), plain(resource.provider)
    if not resource.url:
        return tr("plan_page.detail.resource", name=name, provider=provider)
    url = plain(resource.url) if "`" in resource.url else f"`{resource.url}`"
    return tr("plan_page.detail.resource_at", name=name, provider=provider, url=url)
