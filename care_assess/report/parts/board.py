"""The page for the board: what can stop care, the levels, five decisions, an order of magnitude."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from care_assess.plan import PlannedAction, decisions
from care_assess.questionnaire import Question
from care_assess.report.blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Heading,
    OnePage,
    Run,
    Table,
    bold,
    muted,
    plain,
    words,
)
from care_assess.report.parts.story import Story
from care_assess.report.typeset import shorten
from care_assess.scoring import TARGET

__all__ = ["about", "board", "domain_bars"]

_STOPS_CARE = ("ransomware", "ehr_outage", "directory_takeover", "supplier")
_CAUSES = 4
_DECISIONS = 5
_LONGEST = 190  # characters of a text that others write: the page is one page
_CRITICALITY = {"critical": 0, "high": 1, "medium": 2, "low": 3}


def board(story: Story) -> tuple[Block, ...]:
    """The page."""
    tr = story.tr
    blocks: tuple[Block, ...] = (
        Heading(level=1, text=tr("report.board.heading"), id="board"),
        words(" ".join(_lead(story)), "lead"),
        Heading(level=2, text=tr("report.board.stop"), id="board-stop", listed=False),
        _causes(story),
        Heading(level=2, text=tr("report.board.domains"), id="board-domains", listed=False),
        domain_bars(story),
        *_decisions(story),
    )
    return (OnePage(blocks),)


def about(story: Story, actions: Iterable[PlannedAction]) -> str:
    """Their person-days as an order of magnitude: to the day under 20, to 5 under 100, to 10 under 500, then to 50."""
    days = story.plan.days_of(actions)
    step = 1 if days < 20 else 5 if days < 100 else 10 if days < 500 else 50
    return story.tr.number((days + step // 2) // step * step, 0)


def _lead(story: Story) -> Iterator[str]:
    score, tr = story.scores.overall, story.tr
    if score.score is None or score.low is None or score.high is None:
        yield tr("report.board.nothing")
        return
    low, high = tr.number(score.low), tr.number(score.high)
    if score.level is None:
        coverage = story.share(score.coverage)
        yield tr(
            "report.board.no_level", coverage=coverage, needed=story.needed(), low=low, high=high
        )
    else:
        name = story.quoted(story.inside(story.reference.levels[score.level]))
        yield tr("report.board.level", level=score.level, name=name, score=tr.number(score.score))
        if low != high:
            yield tr("report.board.between", low=low, high=high)
    held = [cap for one in story.scores.domains.values() for cap in one.total.biting]
    reasons = dict.fromkeys(story.reason(cap, _LONGEST) for cap in held)
    if reasons:
        yield tr("report.board.caps", n=len(reasons), reasons=story.listed(list(reasons)[:_CAUSES]))
    weakest = story.scores.weakest
    if weakest is not None and len(story.questionnaires) > 1:
        figure = story.figure(story.scores.domains[weakest].total)
        key = "report.board.weakest_so_far" if score.level is None else "report.board.weakest"
        yield tr(key, domain=shorten(story.short(weakest), _LONGEST), score=figure)
    yield from _since(story)


def _since(story: Story) -> Iterator[str]:
    if story.previous is None:
        return
    before, now = story.previous.scores.overall.score, story.scores.overall.score
    if before is None or now is None:
        return
    yield story.tr(
        "report.board.since",
        day=story.tr.date(story.previous.sheet.date),
        change=change(story, now - before),
    )


def change(story: Story, difference: Fraction) -> str:
    """``+0,4``, ``−0,2`` or ``0,0``: with its sign."""
    written = story.tr.number(abs(difference))
    if not any(sign in written for sign in "123456789"):
        return written
    return f"+{written}" if difference > 0 else f"\u2212{written}"


def _causes(story: Story) -> Block:
    causes = sorted(_weaknesses(story), key=lambda one: _gravity(story, one))[:_CAUSES]
    if not causes:
        return words(story.tr("report.board.no_stop"))
    columns = (
        Column(title=story.tr("report.column.finding"), width=112),
        Column(title=story.tr("report.column.opens"), width=58),
    )
    return Table(columns=columns, rows=tuple(_cause(story, question) for question in causes))


def _weaknesses(story: Story) -> Iterator[Question]:
    for question in story.asked():
        if not story.applies(question.id) or not set(_STOPS_CARE) & set(question.scenarios):
            continue
        kind = story.answer(question.id).kind
        level = story.level_of(question)
        weak = kind == "unknown" or (level is not None and level <= 1) or _holds(story, question)
        if weak and (question.criticality == "critical" or _holds(story, question)):
            yield question


def _holds(story: Story, question: Question) -> bool:
    return any(cap.question == question.id for cap in story.scores.caps)


def _gravity(story: Story, question: Question) -> tuple[object, ...]:
    """Caps first, then what a director was asked, the certain before the unknown, the worst before the bad."""
    level = story.level_of(question)
    return (
        not _holds(story, question),
        question.tier != "core",
        level is None,
        level or 0,
        -len(set(_STOPS_CARE) & set(question.scenarios)),
        -question.weight,
        question.id,
    )


def _cause(story: Story, question: Question) -> tuple[Cell, ...]:
    said = story.said(question)
    names = [
        shorten(story.text(story.reference.scenarios[one].name), _LONGEST)
        for one in _STOPS_CARE
        if one in question.scenarios
    ]
    return (
        (
            bold(shorten(story.text(question.text), _LONGEST)),
            (Run(shorten(said, _LONGEST)), Run(f" ({question.id})", tone="muted")),
        ),
        (muted(" · ".join(names)),),
    )


def domain_bars(story: Story) -> Bars:
    """The domains on one scale."""
    bars = []
    said = []
    for questionnaire in story.questionnaires:
        score = story.scores.domains[questionnaire.id].total
        level = story.level(score)
        label = shorten(story.text(questionnaire.short), _LONGEST)
        figure = "" if score.score is None or score.level is None else story.figure(score)
        bars.append(
            Bar(
                label=label,
                score=score.normalised,
                low=score.in_points(score.low),
                high=score.in_points(score.high),
                level=level,
                value=figure,
            )
        )
        said.append(
            story.tr(
                "report.overview.bar_value",
                name=label, value=figure, interval=story.interval(score), level=level.name,
            )
        )  # fmt: skip
    return Bars(
        bars=tuple(bars),
        target=TARGET,
        target_name=story.tr("report.target_short", target=TARGET),
        alt=story.tr("report.overview.bars", target=TARGET, values=story.listed(said)),
    )


def _decisions(story: Story) -> Iterator[Block]:
    tr = story.tr
    chosen = decisions(story.plan, _DECISIONS)
    if not chosen:
        title = tr("report.board.to_decide")
        yield Heading(level=2, text=title, id="board-decisions", listed=False)
        yield words(tr("report.board.no_decision"))
        return
    title = tr(
        "report.board.five" if len(chosen) == _DECISIONS else "report.board.decisions",
        n=len(chosen),
    )
    yield Heading(level=2, text=title, id="board-decisions", listed=False)
    columns = (
        Column(title=tr("report.column.decision"), width=96),
        Column(title=tr("report.column.owner"), width=50),
        Column(title=tr("report.column.days"), width=24, align="right"),
    )
    yield Table(columns=columns, rows=tuple(_decision(story, action) for action in chosen))
    quick = [action for action in story.plan.actions if action.horizon == "quick"]
    yield words(
        tr(
            "report.board.cost",
            decided=about(story, chosen),
            total=about(story, story.plan.actions),
            quick=about(story, quick),
        ),
        "small",
    )


def _decision(story: Story, action: PlannedAction) -> tuple[Cell, ...]:
    paragraphs = [bold(shorten(story.inside(action.text), _LONGEST))]
    if action.lifts:
        paragraphs.append(muted(story.tr("report.board.lifts")))
    owner = shorten(story.text(story.reference.owners[action.owner]), _LONGEST)
    return (tuple(paragraphs), (plain(owner),), (plain(str(action.days)),))
