"""The page of the crises: how exposed the establishment is to each, what opens the way, what reduces it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from care_assess.report.blocks import (
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
from care_assess.risks import Reduction, Risk, band_of, build_risks, by_exposure

__all__ = ["risks"]

_OPENINGS = 2
_LONGEST = 150  # characters of a text that others write: the page is one page
_LONGEST_NOTE = 600


def risks(story: Story) -> Iterator[Block]:
    """The page; nothing when the questionnaires place no question in any scenario."""
    facts = (story.questionnaires, story.sheet, story.plan, story.reference)
    found = by_exposure(build_risks(*facts))
    if not found:
        return
    tr = story.tr
    columns = (
        Column(title=tr("risks.compare.name"), width=36),
        Column(title=tr("risks.opens.title"), width=70),
        Column(title=tr("risks.report.actions"), width=70),
    )
    note = story.reference.scenarios_note
    blocks: list[Block] = [
        Heading(level=1, text=tr("risks.report.heading"), id="risks"),
        words(tr("risks.report.intro")),
        Table(columns=columns, rows=tuple(_row(story, risk) for risk in found)),
    ]
    if note is not None:
        blocks.append(words(shorten(story.text(note), _LONGEST_NOTE), "small"))
    yield OnePage(tuple(blocks))


def _row(story: Story, risk: Risk) -> tuple[Cell, ...]:
    return (
        (bold(shorten(story.text(risk.name), _LONGEST)), *_exposure(story, risk)),
        tuple(_openings(story, risk)),
        tuple(_action(story, one) for one in risk.actions)
        or (muted(story.tr("risks.actions.none")),),
    )


def _exposure(story: Story, risk: Risk) -> Iterator[tuple[Run, ...]]:
    """The band and the value with its bounds, in words; or why there is none."""
    tr, exposure = story.tr, risk.exposure
    if exposure is None:
        yield plain(tr("risks.outside"))
        return
    yield plain(tr("risks.report.band", band=tr(f"risks.band.{risk.band or 'none'}")))
    if risk.band is None or exposure.value is None:
        low, high = (tr(f"risks.band.{band_of(one)}") for one in (exposure.low, exposure.high))
        key = "risks.unclear" if low != high else "risks.unclear_one"
        yield muted(tr(key, known=tr.percent(risk.known), low=low, high=high))
        return
    low, high = _hundredths(story, exposure.low), _hundredths(story, exposure.high)
    yield plain(tr("risks.value", value=_hundredths(story, exposure.value)))
    if low != high:
        yield muted(tr("risks.between", low=low, high=high))


def _openings(story: Story, risk: Risk) -> Iterator[tuple[Run, ...]]:
    """The worst answers; without any, that none opens the way."""
    for one in risk.opens[:_OPENINGS]:
        question = story.questions[one.question]
        said = shorten(story.said(question), _LONGEST)
        yield (
            Run(f"{shorten(story.text(question.text), _LONGEST)} "),
            Run(said, bold=True),
            Run(f" ({one.question})", tone="muted"),
        )
    if not risk.opens:
        yield muted(story.tr("risks.opens.none"))
    elif len(risk.opens) > _OPENINGS:
        yield muted(story.tr("risks.more", n=len(risk.opens) - _OPENINGS))


def _action(story: Story, one: Reduction) -> tuple[Run, ...]:
    """An action, its days, and the exposure once it is done."""
    said = shorten(story.inside(one.action.text), _LONGEST)
    after = story.tr("risks.report.action", n=one.action.days, after=_hundredths(story, one.after))
    return Run(f"{said} "), Run(after, tone="muted")


def _hundredths(story: Story, share: Fraction) -> str:
    """A share in [0, 1] as a whole number from 0 to 100."""
    return story.tr.number(100 * share, 0)
