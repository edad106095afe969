"""The plan by topic, what to clarify, and the evidence named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from care_assess.plan import Package, PlannedAction, by_topic
from care_assess.questionnaire import OUTSIDE, TOPICS
from care_assess.report.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Run,
    Table,
    bold,
    muted,
    plain,
    words,
)
from care_assess.report.parts.board import about
from care_assess.report.parts.story import Story

__all__ = ["action_plan", "clarifications", "evidence", "gain_text", "helps", "why"]

_Paragraphs: TypeAlias = "tuple[tuple[Run, ...], ...]"

_QUESTIONS = 6
_UNANSWERED = 40


def action_plan(story: Story) -> Iterator[Block]:
    """The plan, topic by topic."""
    tr, plan = story.tr, story.plan
    yield PageBreak()
    yield Heading(level=1, text=tr("report.plan.heading"), id="plan")
    if not plan.actions:
        yield words(tr("report.board.no_decision"))
        return
    days = tr("report.plan.intro", n=len(plan.actions), days=about(story, plan.actions))
    yield words(f"{days}{tr('report.plan.order')} {tr('report.plan.days_note')}")
    if len(plan.packages) < len(plan.actions):
        yield words(tr("report.plan.packages", n=len(plan.packages)))
    lists = by_topic(plan)
    for topic in (*TOPICS, OUTSIDE):
        title = story.text(story.reference.topics[topic].name)
        yield Heading(level=2, text=title, id=f"plan-{topic}")
        if lists.get(topic):
            yield _plan_table(story, topic, lists[topic])
        else:
            yield words(tr("report.plan.none"))


def _plan_table(story: Story, topic: str, packages: Sequence[Package]) -> Table:
    tr = story.tr
    columns = (
        Column(title=tr("report.column.rank"), width=12, align="right"),
        Column(title=tr("report.column.action"), width=93),
        Column(title=tr("report.column.gain"), width=16, align="right"),
        Column(title=tr("report.column.effort"), width=20),
        Column(title=tr("report.column.owner"), width=40),
    )
    return Table(columns=columns, rows=tuple(_row(story, topic, one) for one in packages))


def _row(story: Story, topic: str, package: Package) -> tuple[Cell, ...]:
    """One action, or a package with its actions that bear on the topic."""
    tr, reference, head = story.tr, story.reference, package.head
    said = _alone(story, head) if package.alone else _together(story, topic, package)
    first = story.ranks(package.requires)
    if first:
        ranks = ", ".join(map(str, first))
        said = (*said, muted(tr("report.plan.after", n=len(first), ranks=ranks)))
    gain = package.topic_gains.get(topic, Fraction(0))
    effort = f"effort.{head.effort}" if package.alone else "in_all"
    return (
        (plain(str(package.rank)),),
        said,
        (plain(gain_text(story, gain)),),
        (
            plain(tr("report.plan.days", n=package.days, days=tr.number(package.days, 0))),
            muted(tr(f"report.plan.{effort}")),
        ),
        (
            plain(story.text(reference.owners[package.owner])),
            muted(story.text(reference.functions[head.function])),
        ),
    )


def _alone(story: Story, action: PlannedAction) -> _Paragraphs:
    said = (bold(story.inside(action.text)), *map(plain, why(story, action)))
    resources = helps(story, action)
    if not resources:
        return said
    return (*said, muted(story.tr("report.plan.help", resources=resources)))


def _together(story: Story, topic: str, package: Package) -> _Paragraphs:
    """The title of a package, the caps that it lifts, and its actions that bear on the topic."""
    tr = story.tr
    lifted = (tr("report.plan.lifts", reason=story.reason(cap)) for cap in package.lifts)
    here = [one for one in package.actions if topic in one.topics]
    key = "package" if len(here) == len(package.actions) else "package_part"
    return (
        bold(story.inside(package.title)),
        *map(plain, lifted),
        muted(tr(f"report.plan.{key}", n=len(package.actions), here=len(here))),
        *(plain(f"{one.rank}. {story.inside(one.text)}") for one in here),
    )


def why(story: Story, action: PlannedAction) -> Iterator[str]:
    """The reasons of an action: the caps it lifts, what is answered today."""
    tr = story.tr
    for cap in action.lifts:
        yield tr("report.plan.lifts", reason=story.reason(cap))
    first, *others = action.questions
    answer = story.said(story.questions[first])
    yield tr("report.plan.today", answer=story.quoted(answer), question=first)
    if others:
        shown = story.few(others, _QUESTIONS)
        yield tr("report.plan.today_more", n=len(others), others=shown)


def gain_text(story: Story, gain: Fraction) -> str:
    """``+0,25``, or that it is under a hundredth."""
    tr = story.tr
    if not gain:
        return "–"
    smallest = Fraction(1, 100)
    if gain < smallest:
        return tr("report.plan.small_gain", gain=tr.number(smallest, 2))
    return tr("report.plan.gain", gain=tr.number(gain, 2))


def helps(story: Story, action: PlannedAction) -> str:
    """The kits, guides and services that help, with who gives them; unsure ones are left out."""
    resources = (story.reference.resources[one] for one in action.resources)
    return story.listed(
        f"{story.inside(one.name)} ({one.provider})" for one in resources if one.shown
    )


def clarifications(story: Story) -> Iterator[Block]:
    """What is unknown and who could know, then what has no answer."""
    tr = story.tr
    yield PageBreak()
    yield Heading(level=1, text=tr("report.clarify.heading"), id="clarify")
    if story.plan.to_clarify:
        yield words(tr("report.clarify.intro"))
        yield _clarify_table(story)
    else:
        yield words(tr("report.clarify.none"))
    missing = [
        question.id
        for question in story.asked()
        if story.applies(question.id) and story.answer(question.id).kind == "none"
    ]
    if missing:
        shown = story.few(missing, _UNANSWERED)
        yield words(tr("report.clarify.unanswered", n=len(missing), questions=shown))


def _clarify_table(story: Story) -> Table:
    tr = story.tr
    columns = (
        Column(title=tr("report.column.reference"), width=18),
        Column(title=tr("report.column.question"), width=92),
        Column(title=tr("report.column.knows"), width=48),
        Column(title=tr("report.column.spread"), width=20, align="right"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in story.plan.to_clarify:
        question = story.questions[one.question]
        said = [plain(story.text(question.text))]
        said += [
            (Run(tr("report.clarify.lifts", reason=story.reason(cap)), tone="warning"),)
            for cap in one.lifts
        ]
        rows.append(
            (
                (muted(question.id),),
                tuple(said),
                (plain(story.text(story.reference.owners[one.owner])),),
                (plain(gain_text(story, one.spread)),),
            )
        )
    return Table(columns=columns, rows=tuple(rows))


def evidence(story: Story) -> Iterator[Block]:
    """The documents named, question by question."""
    tr = story.tr
    yield Heading(level=1, text=tr("report.evidence.heading"), id="evidence")
    cited = [question for question in story.asked() if story.answer(question.id).evidence]
    if not cited:
        yield words(tr("report.evidence.none"))
        return
    yield words(tr("report.evidence.intro"))
    columns = (
        Column(title=tr("report.column.reference"), width=18),
        Column(title=tr("report.column.question"), width=66),
        Column(title=tr("report.column.documents"), width=72),
        Column(title=tr("report.column.grade"), width=20),
    )
    rows: list[tuple[Cell, ...]] = []
    for question in cited:
        answer = story.answer(question.id)
        rows.append(
            (
                (muted(question.id),),
                (plain(story.text(question.text)),),
                tuple(map(plain, answer.evidence)),
                ((Run(tr(f"report.grade.{answer.grade}"), bold=answer.grade != "declared"),),),
            )
        )
    yield Table(columns=columns, rows=tuple(rows))
