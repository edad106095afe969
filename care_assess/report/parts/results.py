"""The results: each domain with its sections, caps and ladders, then topics and axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from care_assess.questionnaire import OUTSIDE, TOPICS, Ladder, Questionnaire
from care_assess.report.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Run,
    Table,
    Tiles,
    Tone,
    Words,
    plain,
    words,
)
from care_assess.report.parts.story import Story
from care_assess.scoring import CapHeld, LadderResult, Score

__all__ = ["domains", "topics"]

_POINTS = 12


def domains(story: Story) -> Iterator[Block]:
    """The results by domain."""
    yield PageBreak()
    yield Heading(level=1, text=story.tr("report.domains.heading"), id="domains")
    for questionnaire in story.questionnaires:
        yield from _domain(story, questionnaire)


def _domain(story: Story, questionnaire: Questionnaire) -> Iterator[Block]:
    result = story.scores.domains[questionnaire.id]
    title = story.text(questionnaire.title)
    yield Heading(level=2, text=title, id=f"domain-{questionnaire.id}")
    if not result.total.applicable:
        yield words(story.tr("report.domains.not_applicable"))
        return
    yield Tiles(tiles=story.tiles(result.total))
    yield from _held_back(story, result.total)
    for ladder in questionnaire.ladders:
        if ladder.id in result.ladders:
            yield _ladder(story, ladder, result.ladders[ladder.id])
    names = [story.text(section.title) for section in questionnaire.sections]
    scores = [result.sections[section.id] for section in questionnaire.sections]
    yield _table(story, "report.column.section", names, scores)


def _held_back(story: Story, score: Score) -> Iterator[Block]:
    """The caps and the sensitivity to "not applicable", in words."""
    tr = story.tr
    if score.caps:
        runs = [Run(f"{story.capped(cap, score)} ") for cap in score.caps]
        if score.uncapped is not None and score.uncapped != score.score:
            runs.append(Run(tr("report.uncapped", score=tr.number(score.uncapped)), tone="muted"))
        yield Words(runs=tuple(runs), style="callout")
    if score.if_not_applicable_were_zero is not None:
        declared = sum(term.declared for term in score.terms)
        figure = tr.number(score.if_not_applicable_were_zero)
        yield words(tr("report.sensitivity", n=declared, score=figure), "small")


def _ladder(story: Story, ladder: Ladder, result: LadderResult) -> Block:
    tr = story.tr
    title = story.inside(ladder.title)
    note = Run(story.text(ladder.note), tone="muted")
    if result.at_most is None or result.proven is None:
        return Words(runs=(Run(f"{tr('report.ladder.none', title=title)} "), note), style="callout")
    settled = result.proven == result.at_most
    key = "report.ladder.settled" if settled else "report.ladder.at_most"
    said = [] if settled else [tr("report.ladder.proven", level=result.proven)]
    if result.blocking:
        points = [f"{point} ({question})" for question, point in result.blocking]
        shown = story.few(points, _POINTS)
        said.append(tr("report.ladder.blocking", n=len(points), points=shown))
    missing = {question for rung in result.rungs for question in rung.missing}
    if missing:
        said.append(tr("report.ladder.missing", n=len(missing)))
    level = Run(f"{tr(key, title=title, level=result.at_most)} ", bold=True)
    return Words(runs=(level, Run("".join(f"{one} " for one in said)), note), style="callout")


def topics(story: Story) -> Iterator[Block]:
    """The results by topic and by axis."""
    tr, reference = story.tr, story.reference
    yield PageBreak()
    yield Heading(level=1, text=tr("report.topics.heading"), id="topics")
    yield Heading(level=2, text=tr("report.topics.six"), id="topics-six")
    yield words(tr("report.topics.indicators"))
    listed = [topic for topic in (*TOPICS, OUTSIDE) if topic in story.scores.topics]
    names = [story.text(reference.topics[topic].name) for topic in listed]
    yield _table(
        story,
        "report.column.topic",
        names,
        [story.scores.topics[topic] for topic in listed],
        caps=True,
    )
    yield Heading(level=2, text=tr("report.topics.axes"), id="topics-axes")
    names = [story.text(reference.axes[axis]) for axis in story.scores.axes]
    yield _table(story, "report.column.axis", names, list(story.scores.axes.values()))


def _cap(story: Story, cap: CapHeld, score: Score) -> Run:
    tone: Tone = "warning" if cap in score.biting else "muted"
    return Run(story.capped(cap, score), tone=tone)


def _table(
    story: Story, title: str, names: Sequence[str], scores: Sequence[Score], *, caps: bool = False
) -> Table:
    """The scores line by line, the caps under the names when asked."""
    tr = story.tr
    columns = (
        Column(title=tr(title), width=60),
        Column(title=tr("report.column.level"), width=45),
        Column(title=tr("report.column.score"), width=14, align="right"),
        Column(title=tr("report.column.interval"), width=21, align="right"),
        Column(title=tr("report.column.coverage"), width=19, align="right"),
        Column(title=tr("report.column.evidence"), width=17, align="right"),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, score in zip(names, scores, strict=True):
        held = [(_cap(story, cap, score),) for cap in score.caps] if caps else []
        figure = "–" if score.level is None else story.figure(score)
        rows.append(
            (
                (plain(name), *held),
                story.level(score),
                (plain(figure),),
                (plain(story.interval(score)),),
                (plain(story.share(score.coverage)),),
                (plain(story.share(score.evidence_rate)),),
            )
        )
    return Table(columns=columns, rows=tuple(rows))
