"""A ready-to-run exercise, adapted to an establishment, as the document to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from care_assess.exercises.material import Common, Kit, Stimulus, adapted
from care_assess.exercises.setting import Setting
from care_assess.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Contents,
    Cover,
    Heading,
    PageBreak,
    Report,
    Run,
    Table,
    bold,
    muted,
    plain,
    words,
)
from care_assess.report.typeset import shorten
from care_assess.text import Text, Translator, french_spacing

__all__ = ["Handbook", "exercise_report"]

_LONGEST_NAME = 120
_LOG_ROWS, _ACTION_ROWS = 10, 4
_BLANK = " \n "  # two lines high: one writes in it


@dataclass(frozen=True, kw_only=True, slots=True)
class Handbook:
    """An exercise, for whom and on which day it is made. ``name``: that of the establishment."""

    kit: Kit
    common: Common
    setting: Setting
    name: str
    day: date
    tr: Translator

    def text(self, text: Text) -> str:
        """A text of the exercise in the language of the document, adapted."""
        said = adapted(self.tr.text(text), self.kit, self.setting)
        return french_spacing(said) if self.tr.lang == "fr" else said

    def sender(self, one: Stimulus) -> str:
        """From whom, by what, to whom; the department by the name it has here."""
        said = self.text(one.way)
        here = self.setting.name_of(one.service) if one.service else ""
        return self.tr("exercises.kit.named", way=said, name=here) if here else said

    def remark(self, one: Stimulus) -> str:
        """What to do with a row whose department is not there; empty otherwise."""
        missing = one.service is not None and one.service in self.setting.absent
        return self.tr("exercises.kit.absent") if missing else ""

    def situation(self) -> str:
        """What is read to the players; then the departments that are not there, for whom reads it."""
        said, tr = self.text(self.kit.situation), self.tr
        if not self.setting.absent:
            return said
        names = ", ".join(
            f"{name[:1].lower()}{name[1:]}"
            for name in (tr(f"exercises.service.{one}") for one in self.setting.absent)
        )
        return tr("exercises.kit.without", said=said, names=names)


def exercise_report(book: Handbook) -> Report:
    """The document: for those who run it first, then what is handed out and filled in."""
    tr, name = book.tr, shorten(book.name, _LONGEST_NAME)
    title = tr("exercises.kit.title", title=book.text(book.kit.title))
    return Report(
        lang=tr.lang,
        day=book.day,
        title=tr("exercises.kit.title_of", title=book.text(book.kit.title), name=name),
        subject=title,
        running=shorten(name, 80),
        cover=Cover(
            product=tr("report.product"),
            title=title,
            establishment=name,
            perimeter=book.text(book.kit.scenario),
            facts=tuple(_facts(book)),
            restriction=tr("exercises.kit.restriction"),
            restriction_note=tr("exercises.kit.restriction_note"),
        ),
        blocks=tuple(_blocks(book)),
    )


def _facts(book: Handbook) -> Iterator[tuple[str, str]]:
    tr = book.tr
    yield tr("exercises.kit.level"), tr(f"exercises.level.{book.kit.level}")
    yield from ((book.text(name), book.text(text)) for name, text in book.kit.sheet)
    yield tr("exercises.kit.made"), tr.date(book.day)


def _blocks(book: Handbook) -> Iterator[Block]:
    yield _heading(book, 1, "contents", listed=False)
    yield Contents()
    for part in (_run_it, _play_it, _observe_it, _fill_in):
        yield PageBreak()
        yield from part(book)


def _run_it(book: Handbook) -> Iterator[Block]:
    """For those who prepare and run it."""
    tr, common, kit = book.tr, book.common, book.kit
    yield _heading(book, 1, "prepare")
    yield words(book.text(common.notice), "callout")
    yield _heading(book, 2, "counts")
    yield _bullets(book, common.counts)
    yield words(tr("exercises.kit.counts_source"), "small")
    yield _heading(book, 2, "rules")
    yield _bullets(book, common.rules)
    yield _heading(book, 2, "goals")
    yield _bullets(book, kit.goals)
    yield _heading(book, 2, "preparation")
    yield _grid(
        book, "preparation", (14, 110, 46), [_said(book, one) for one in common.preparation]
    )
    yield words(tr("exercises.kit.equipment", text=book.text(common.equipment)))
    yield _heading(book, 2, "roles")
    yield _grid(book, "roles", (40, 62, 68), [_said(book, one) for one in common.roles])
    yield words(tr("exercises.kit.contacts", text=book.text(common.contacts)))
    yield _heading(book, 2, "hints")
    yield _bullets(book, kit.hints)


def _play_it(book: Handbook) -> Iterator[Block]:
    """What is read to the players, the timeline, and what its short words mean."""
    kit = book.kit
    yield _heading(book, 1, "play")
    yield _heading(book, 2, "situation")
    yield words(book.situation(), "callout")
    if kit.handout:
        yield _heading(book, 2, "handout")
        yield words(book.text(kit.handout), "callout")
    yield _heading(book, 2, "timeline")
    rows = [
        (
            plain(str(number)),
            bold(book.text(one.at)),
            plain(book.sender(one)),
            (*plain(book.text(one.text)), *_remark(book, one)),
            plain(book.text(one.expected)),
        )
        for number, one in enumerate(kit.stimuli, 1)
    ]
    yield _grid(book, "timeline", (8, 22, 34, 56, 50), rows)
    yield _heading(book, 2, "acronyms")
    signs = [(sign, book.text(meaning)) for sign, meaning in book.common.acronyms]
    yield words(
        " · ".join(book.tr("exercises.kit.acronym", sign=one, text=said) for one, said in signs)
    )


def _observe_it(book: Handbook) -> Iterator[Block]:
    """The grid of those who observe."""
    yield _heading(book, 1, "observe")
    yield words(book.tr("exercises.kit.observer"))
    rows = [
        (plain(str(number)), plain(book.text(one)), plain(_BLANK), plain(_BLANK), plain(_BLANK))
        for number, one in enumerate(book.kit.grid, 1)
    ]
    yield _grid(book, "grid", (8, 76, 28, 18, 40), rows)


def _fill_in(book: Handbook) -> Iterator[Block]:
    """The log, the situation report, the debriefing and the after-action review."""
    tr, common = book.tr, book.common
    yield _heading(book, 1, "forms")
    yield _heading(book, 2, "log")
    yield _columns(book, common.log, _LOG_ROWS)
    yield _heading(book, 2, "briefing")
    yield _bullets(book, common.briefing)
    yield _heading(book, 2, "debrief")
    yield words(book.text(common.debrief))
    yield PageBreak()
    yield _heading(book, 1, "review")
    rows = [(plain(book.text(one)), plain(_BLANK)) for one in (*common.review, *book.kit.questions)]
    yield _grid(book, "review", (85, 85), rows)
    yield _heading(book, 2, "actions")
    yield _columns(book, common.actions, _ACTION_ROWS)
    yield _heading(book, 2, "approval")
    blank = [(plain(book.text(one)), plain(_BLANK), plain(_BLANK)) for one in common.approvals]
    titles = tuple(map(book.text, common.approval))
    yield _made(titles, (60, 70, 40), blank)
    yield words(tr("exercises.kit.next"))


def _remark(book: Handbook, one: Stimulus) -> tuple[Run, ...]:
    said = book.remark(one)
    return muted(f" {said}") if said else ()


def _heading(book: Handbook, level: int, name: str, *, listed: bool = True) -> Heading:
    text = book.tr(f"exercises.kit.part.{name}")
    return Heading(level=1 if level == 1 else 2, text=text, id=f"exercise-{name}", listed=listed)


def _bullets(book: Handbook, texts: Sequence[Text]) -> Bullets:
    return Bullets(items=tuple(plain(book.text(one)) for one in texts))


def _said(book: Handbook, texts: Sequence[Text]) -> tuple[tuple[Run, ...], ...]:
    return tuple(plain(book.text(one)) for one in texts)


def _grid(
    book: Handbook, name: str, widths: Sequence[int], rows: Sequence[Sequence[tuple[Run, ...]]]
) -> Table:
    """A table whose columns have the names of that part."""
    return _made(_titles(book, name, len(widths)), widths, rows)


def _columns(book: Handbook, titles: Sequence[Text], blank: int) -> Table:
    """A form of so many blank rows."""
    said = tuple(map(book.text, titles))
    return _made(said, (1,) * len(said), [tuple(plain(_BLANK) for _ in said)] * blank)


def _made(
    titles: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[tuple[Run, ...]]]
) -> Table:
    def cell(runs: tuple[Run, ...]) -> Cell:
        return (runs,)

    return Table(
        columns=tuple(
            Column(title=title, width=width) for title, width in zip(titles, widths, strict=True)
        ),
        rows=tuple(tuple(map(cell, row)) for row in rows),
    )


def _titles(book: Handbook, name: str, count: int) -> tuple[str, ...]:
    return tuple(book.tr(f"exercises.kit.{name}.{number}") for number in range(1, count + 1))
