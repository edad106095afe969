"""The record of a self-assessment: what there is to say elsewhere, without typing it twice. Same sheet, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO

from care_assess.campaign import Campaign, coverage
from care_assess.report.blocks import (
    Block,
    Column,
    Contents,
    Heading,
    PageBreak,
    Report,
    Table,
    bold,
    plain,
    words,
)
from care_assess.report.content import cover_of
from care_assess.report.parts.annex import annex
from care_assess.report.parts.story import Story
from care_assess.report.spreadsheet import Cell, harmless, write_workbook
from care_assess.report.spreadsheet import Column as SheetColumn
from care_assess.report.spreadsheet import Table as Sheet
from care_assess.report.typeset import shorten

__all__ = ["Record", "record_csv", "record_report", "record_xlsx"]

_FACTS = (("fact", 44), ("value", 70))
_ANSWERS = (
    ("domain", 26), ("id", 10), ("question", 70), ("answer", 60), ("level", 8), ("evidence", 40), ("grade", 14),
    ("comment", 40), ("references", 60),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """An assessment and the campaign it belongs to, as of a day."""

    story: Story
    campaign: Campaign
    day: date


def record_report(record: Record) -> Report:
    """The document: the facts to declare, the scores, then every answer with its evidence."""
    story, tr = record.story, record.story.tr
    name = shorten(story.sheet.organisation.name, 120)
    title = tr("campaign.record.title")
    return Report(
        lang=tr.lang,
        day=story.sheet.date,
        title=tr("campaign.record.title_of", name=name),
        subject=title,
        running=shorten(name, 80),
        cover=replace(cover_of(story, record.day), title=title),
        blocks=tuple(_blocks(record)),
    )


def record_xlsx(record: Record) -> bytes:
    """A sheet of the facts to declare, one of the answers; nothing in it is a formula."""
    story, tr = record.story, record.story.tr
    tables = [
        Sheet(
            name=tr(f"campaign.record.{name}"),
            columns=tuple(
                SheetColumn(title=tr(f"campaign.record.column.{title}"), width=width)
                for title, width in columns
            ),
            rows=tuple(rows),
            frozen=frozen,
        )
        for name, columns, rows, frozen in (
            ("facts", _FACTS, _facts(record), 1),
            ("answers", _ANSWERS, _answers(story), 2),
        )
    ]
    return write_workbook(tr("campaign.record.title"), story.sheet.date, tables, lang=tr.lang)


def record_csv(record: Record) -> bytes:
    """The facts, then the answers, in UTF-8 with its mark; a cell is never taken for a formula."""
    story, tr, text = record.story, record.story.tr, StringIO()
    writer = csv.writer(text, delimiter=";" if tr.lang == "fr" else ",", lineterminator="\r\n")
    for columns, rows in ((_FACTS, _facts(record)), (_ANSWERS, _answers(story))):
        writer.writerow(tr(f"campaign.record.column.{name}") for name, _ in columns)
        for row in rows:
            writer.writerow(harmless("" if cell is None else str(cell)) for cell in row)
        writer.writerow(())
    return text.getvalue().encode("utf-8-sig", "replace")


def _blocks(record: Record) -> Iterator[Block]:
    story, tr = record.story, record.story.tr
    yield Heading(level=1, text=tr("report.contents"), id="contents", listed=False)
    yield Contents()
    yield PageBreak()
    yield Heading(level=1, text=tr("campaign.record.facts"), id="facts")
    yield words(tr("campaign.record.what"))
    rows = tuple(((bold(name),), (plain(value),)) for name, value in _facts(record))
    yield Table(columns=_columns(story, (60, 110)), rows=rows)
    yield from annex(story)


def _columns(story: Story, widths: tuple[int, int]) -> tuple[Column, ...]:
    titles = (story.tr(f"campaign.record.column.{name}") for name, _ in _FACTS)
    return tuple(
        Column(title=title, width=width) for title, width in zip(titles, widths, strict=True)
    )


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    """What a platform asks of an assessment as a whole."""
    story, campaign = record.story, record.campaign
    sheet, tr, scores = story.sheet, story.tr, story.scores
    said = "campaign.record.fact"
    yield tr(f"{said}.establishment"), sheet.organisation.name
    if sheet.organisation.finess:
        yield tr(f"{said}.finess"), sheet.organisation.finess
    if sheet.perimeter:
        yield tr(f"{said}.perimeter"), sheet.perimeter
    yield tr(f"{said}.date"), tr.date(sheet.date)
    last = campaign.completed(record.day)
    yield tr(f"{said}.completed"), tr.date(last) if last else tr("campaign.record.unknown")
    for name in ("platform", "receipt"):
        if getattr(campaign, name):
            yield tr(f"campaign.record.fact.{name}"), getattr(campaign, name)
    found = coverage(campaign, record.day)
    if found.entities:
        entities = tr("campaign.record.entities", covered=found.covered, n=found.entities)
        yield tr(f"{said}.entities"), entities
        yield tr(f"{said}.activity"), story.share(found.share)
    yield tr(f"{said}.coverage"), story.share(scores.overall.coverage)
    yield tr(f"{said}.evidence"), story.share(scores.overall.evidence_rate)
    yield tr(f"{said}.score"), _score(story)
    for topic, score in scores.topics.items():
        if score.applicable:
            yield story.text(story.reference.topics[topic].name), story.figure(score)


def _score(story: Story) -> str:
    """The whole, never without its weakest part."""
    overall, weakest = story.scores.overall, story.scores.weakest
    if weakest is None:
        return story.figure(overall)
    return story.tr(
        "campaign.record.score", score=story.figure(overall), weakest=story.short(weakest)
    )


def _answers(story: Story) -> Iterator[tuple[Cell, ...]]:
    tr, known = story.tr, story.reference.references
    titles = {one.id: story.text(one.short) for one in story.questionnaires}
    for question in story.asked():
        if not story.applies(question.id):
            continue
        answer = story.answer(question.id)
        cited = (story.text(known[one]) for one in question.references if one in known)
        yield (
            titles[question.questionnaire],
            question.id,
            story.text(question.text),
            story.said(question),
            story.level_of(question),
            ", ".join(answer.evidence),
            tr(f"report.grade.{answer.grade}") if answer.evidence else "",
            answer.comment,
            "\n".join(cited),
        )
