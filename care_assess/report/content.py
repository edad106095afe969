"""The report of an assessment, built of blocks: pure, in one language, ready for any writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from care_assess.answers import Sheet, applicability
from care_assess.plan import Plan
from care_assess.questionnaire import Questionnaire, Reference
from care_assess.report.blocks import Block, Contents, Cover, Heading, Report
from care_assess.report.digest import digest
from care_assess.report.parts.actions import action_plan, clarifications, evidence
from care_assess.report.parts.annex import annex
from care_assess.report.parts.board import board
from care_assess.report.parts.method import method
from care_assess.report.parts.overview import overview
from care_assess.report.parts.results import domains, topics
from care_assess.report.parts.risks import risks
from care_assess.report.parts.story import Previous, Story
from care_assess.report.parts.workshop import workshop
from care_assess.report.typeset import shorten
from care_assess.scoring import Scores
from care_assess.text import Lang, translator
from care_assess.versions.comparing import Reread
from care_assess.workshop import Record

__all__ = ["build", "cover_of", "story_of"]

_LONGEST_NAME = 120
_LONGEST_PERIMETER = 420


def build(
    sheet: Sheet,
    questionnaires: Sequence[Questionnaire],
    reference: Reference,
    scores: Scores,
    plan: Plan,
    *,
    previous: tuple[Sheet, Scores] | None = None,
    reread: Reread | None = None,
    earlier: Sequence[Questionnaire] = (),
    workshops: Record | None = None,
    lang: Lang = "fr",
    at: date | None = None,
) -> Report:
    """The report.

    ``previous``: the assessment to compare with; ``reread``: how it came to the versions of this one.
    ``earlier``: the versions that the notes of the sheet were given to. ``workshops``: what they left behind. ``at``: the day it is printed, to
    be said on the cover.
    """
    story = story_of(
        sheet,
        questionnaires,
        reference,
        scores,
        plan,
        previous=previous,
        reread=reread,
        earlier=earlier,
        workshops=workshops,
        lang=lang,
    )
    tr = story.tr
    name, day = shorten(sheet.organisation.name, _LONGEST_NAME), tr.date(sheet.date)
    return Report(
        lang=lang,
        day=sheet.date,
        title=tr("report.title_of", name=name, day=day),
        subject=tr("report.subject", name=name, day=day),
        running=tr("report.running", name=shorten(name, 80), day=day),
        cover=cover_of(story, at),
        blocks=tuple(_blocks(story)),
    )


def story_of(
    sheet: Sheet,
    questionnaires: Sequence[Questionnaire],
    reference: Reference,
    scores: Scores,
    plan: Plan,
    *,
    previous: tuple[Sheet, Scores] | None = None,
    reread: Reread | None = None,
    earlier: Sequence[Questionnaire] = (),
    workshops: Record | None = None,
    lang: Lang = "fr",
) -> Story:
    """All that the parts are told from."""
    return Story(
        sheet=sheet,
        questionnaires=questionnaires,
        reference=reference,
        scores=scores,
        plan=plan,
        previous=None if previous is None else Previous(*previous, reread),
        earlier=earlier,
        workshops=workshops,
        tr=translator(lang),
        applicable=applicability(questionnaires, sheet, reference),
        questions={one.id: one for each in questionnaires for one in each.questions},
    )


def _blocks(story: Story) -> Iterator[Block]:
    yield Heading(level=1, text=story.tr("report.contents"), id="contents", listed=False)
    yield Contents()
    for part in (
        board,
        overview,
        domains,
        topics,
        workshop,
        risks,
        action_plan,
        clarifications,
        evidence,
        method,
        annex,
    ):
        yield from part(story)


def cover_of(story: Story, at: date | None) -> Cover:
    """The first page of the report."""
    tr, organisation = story.tr, story.sheet.organisation
    return Cover(
        product=tr("report.product"),
        title=tr("report.title"),
        establishment=shorten(organisation.name, _LONGEST_NAME),
        perimeter=shorten(story.sheet.perimeter, _LONGEST_PERIMETER),
        facts=tuple(_facts(story, at)),
        restriction=tr("report.restriction"),
        restriction_note=tr("report.restriction_note"),
    )


def _facts(story: Story, at: date | None) -> Iterator[tuple[str, str]]:
    tr, sheet = story.tr, story.sheet
    organisation = sheet.organisation
    yield tr("report.cover.day"), tr.date(sheet.date)
    if at is not None:
        yield tr("report.cover.printed"), tr.date(at)
    yield tr("report.cover.kind"), tr(f"report.kind.{organisation.kind}")
    if organisation.ght:
        yield tr("report.cover.ght"), shorten(organisation.ght, _LONGEST_NAME)
    if organisation.finess:
        yield tr("report.cover.finess"), shorten(organisation.finess, _LONGEST_NAME)
    yield tr("report.cover.tier"), tr(f"report.tier.{sheet.tier}")
    versions = (f"{story.text(one.title)} {one.version}" for one in story.questionnaires)
    yield tr("report.cover.versions"), "\n".join(versions)
    whole = digest(sheet, story.questionnaires, story.reference)
    groups = [whole[start : start + 8] for start in range(0, len(whole), 8)]
    yield tr("report.cover.digest"), " ".join(groups)
