"""The overview: four figures, both radars with their tables, what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from care_assess.answers import CLEARED, level_of
from care_assess.questionnaire import TOPICS
from care_assess.report.blocks import (
    Axis,
    Beside,
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Radar,
    Scale,
    Series,
    Table,
    Tiles,
    plain,
    words,
)
from care_assess.report.parts.story import Previous, Story
from care_assess.scoring import TARGET, Score
from care_assess.versions.comparing import remarks

__all__ = ["overview"]

_FEWEST_AXES = 3


def overview(story: Story) -> Iterator[Block]:
    """The part."""
    tr = story.tr
    yield PageBreak()
    yield Heading(level=1, text=tr("report.overview.heading"), id="overview")
    yield Tiles(tiles=story.tiles(story.scores.overall))
    yield _scale(story)
    yield words(" ".join((*_changes(story), tr("report.overview.target"))))
    yield Heading(level=2, text=tr("report.overview.domains"), id="overview-domains")
    yield _domains(story)
    yield Heading(level=2, text=tr("report.overview.topics"), id="overview-topics")
    yield _topics(story)


def _scale(story: Story) -> Scale:
    names = tuple(map(story.inside, story.reference.levels))
    said = (
        story.tr("report.overview.scale_value", level=level, name=name)
        for level, name in enumerate(names)
    )
    return Scale(names=names, alt=story.tr("report.overview.scale", values=story.listed(said)))


def _changes(story: Story) -> Iterator[str]:
    if story.previous is None:
        return
    up, down = _moves(story, story.previous)
    day = story.tr.date(story.previous.sheet.date)
    if not up + down:
        yield story.tr("report.overview.unchanged", day=day)
        return
    yield story.tr("report.overview.changes", day=day, n=up + down, up=up, down=down)
    if story.previous.reread is not None:
        day_of = story.previous.sheet.date
        yield from remarks(story.previous.reread, day_of, story.questionnaires, story.tr)


def _moves(story: Story, previous: Previous) -> tuple[int, int]:
    """How many answers known both times are at a higher, at a lower level."""
    up = down = 0
    for question in story.asked():
        now = level_of(question, story.answer(question.id))
        before = level_of(question, previous.sheet.answers.get(question.id, CLEARED))
        if now is not None and before is not None:
            up += now > before
            down += now < before
    return up, down


def _domains(story: Story) -> Beside | Table:
    names = [story.text(one.short) for one in story.questionnaires]
    scores = {one.id: story.scores.domains[one.id].total for one in story.questionnaires}
    before = (
        {}
        if story.previous is None
        else {name: domain.total for name, domain in story.previous.scores.domains.items()}
    )
    return _beside(story, "report.column.domain", names, scores, before)


def _topics(story: Story) -> Beside | Table:
    topics = [topic for topic in TOPICS if topic in story.scores.topics]
    names = [story.text(story.reference.topics[topic].short) for topic in topics]
    scores = {topic: story.scores.topics[topic] for topic in topics}
    before = {} if story.previous is None else story.previous.scores.topics
    return _beside(story, "report.column.topic", names, scores, before)


def _beside(
    story: Story,
    title: str,
    names: Sequence[str],
    scores: Mapping[str, Score],
    before: Mapping[str, Score],
) -> Beside | Table:
    """The radar and its table; the table alone when there are too few for a shape."""
    tr = story.tr
    table = _table(story, title, names, scores, before)
    if len(scores) < _FEWEST_AXES:
        return table
    now = tuple(score.normalised for score in scores.values())
    target = (Fraction(TARGET),) * len(scores)
    series = [
        Series(name=tr("report.now", day=tr.date(story.sheet.date)), kind="now", values=now),
        Series(name=tr("report.target"), kind="target", values=target),
    ]
    if story.previous is not None:
        name = tr("report.before", day=tr.date(story.previous.sheet.date))
        values = tuple(before[one].normalised if one in before else None for one in scores)
        series.insert(1, Series(name=name, kind="previous", values=values))
    said = [
        tr("report.overview.radar_value", name=name, value=story.figure(score))
        for name, score in zip(names, scores.values(), strict=True)
    ]
    radar = Radar(
        axes=tuple(Axis(label=name) for name in names),
        series=tuple(series),
        alt=tr("report.overview.radar", values=story.listed(said)),
    )
    return Beside(figure=radar, table=table)


def _table(
    story: Story,
    title: str,
    names: Sequence[str],
    scores: Mapping[str, Score],
    before: Mapping[str, Score],
) -> Table:
    tr = story.tr
    columns = [
        Column(title=tr(title), width=66),
        Column(title=tr("report.column.level"), width=88),
        Column(title=tr("report.column.score"), width=46, align="right"),
    ]
    if story.previous is not None:
        columns.append(Column(title=tr("report.column.previous"), width=36, align="right"))
    rows: list[tuple[Cell, ...]] = []
    for name, (key, score) in zip(names, scores.items(), strict=True):
        row: list[Cell] = [(plain(name),), story.level(score), (plain(story.figure(score)),)]
        if story.previous is not None:
            row.append((plain(story.figure(before[key]) if key in before else "–"),))
        rows.append(tuple(row))
    return Table(columns=tuple(columns), rows=tuple(rows))
