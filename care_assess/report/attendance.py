"""Who came to a workshop: a list to keep with the training records, and a sheet to sign. Same people, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from io import StringIO

from care_assess.report.blocks import Block, Column, Cover, Heading, Report, Table, plain, words
from care_assess.report.pdf import write_pdf
from care_assess.report.spreadsheet import harmless
from care_assess.report.typeset import shorten
from care_assess.text import Translator, folded, format_time
from care_assess.workshop import Held
from care_assess.workshop.record import attendance, presences
from care_assess.workshop.telling import function_name, people_words

__all__ = ["PEOPLE", "Attendance"]

PEOPLE = (("function", 20), ("name", 34), ("day", 12), ("time", 9))
"""The columns of the list, and their width in characters."""

_SIGNED = {"function": 26, "name": 48, "day": 24, "time": 16, "signature": 66}
_LONGEST = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """The people of one workshop. ``zone``: that of the room, in which days and times are said."""

    held: Held
    establishment: str
    zone: tzinfo
    tr: Translator

    def rows(self) -> list[tuple[str, str, date, str]]:
        """Function, name, day, time: by function, then in the order in which they joined, a row each day."""
        return [
            (
                function_name(one.person.function, self.tr),
                one.person.name,
                one.at.astimezone(self.zone).date(),
                format_time(one.at.astimezone(self.zone)),
            )
            for one in presences(self.held, self.zone)
        ]

    def csv(self) -> bytes:
        """UTF-8 with its mark; what a spreadsheet would compute begins with an apostrophe."""
        text, tr = StringIO(), self.tr
        writer = csv.writer(text, delimiter=";" if tr.lang == "fr" else ",", lineterminator="\r\n")
        writer.writerow(tr(f"workshop.sheet.{name}") for name, _ in PEOPLE)
        for function, name, day, time in self.rows():
            writer.writerow((function, harmless(name), tr.date(day), time))
        return text.getvalue().encode("utf-8-sig", "replace")

    def pdf(self) -> bytes:
        """What the workshop was, who led it, who came, with room for each to sign."""
        tr, title = self.tr, self.tr("workshop.attendance.title")
        name = shorten(self.establishment, _LONGEST)
        report = Report(
            lang=tr.lang,
            day=self.held.workshop.start.astimezone(self.zone).date(),
            title=tr("workshop.attendance.title_of", name=name),
            subject=title,
            running=name,
            cover=Cover(
                product=tr("report.product"),
                title=title,
                establishment=name,
                perimeter="",
                facts=(),
                restriction=tr("report.restriction"),
                restriction_note="",
            ),
            blocks=tuple(self._blocks(title)),
        )
        return write_pdf(report, covered=False)

    def _blocks(self, title: str) -> Iterator[Block]:
        tr, workshop = self.tr, self.held.workshop
        counted = attendance(dict.fromkeys(one.person for one in presences(self.held, self.zone)))
        yield Heading(level=1, text=title, id="attendance")
        said = [workshop.title or tr("workshop.sheet.title"), self.establishment]
        yield words(" · ".join(shorten(one, _LONGEST) for one in said), "lead")
        if leaders := self._leaders():
            yield words(tr("workshop.attendance.led", names=tr("workshop.and").join(leaders)))
        if counted:
            yield words(people_words(counted, tr))
        yield Table(
            columns=tuple(
                Column(title=tr(f"workshop.sheet.{name}"), width=width)
                for name, width in _SIGNED.items()
            ),
            rows=tuple(
                (
                    (plain(function),),
                    (plain(name), plain(" ")),
                    (plain(tr.date(day)),),
                    (plain(time),),
                    (plain(" "),),
                )
                for function, name, day, time in self.rows()
            ),
        )
        yield words(tr("workshop.attendance.note"), "small")

    def _leaders(self) -> list[str]:
        """Who opened the workshop, then those who came in by the code of a facilitator; each once."""
        second = (one.name for one in self.held.participants if one.role == "facilitator")
        named = {folded(one): one for one in (self.held.workshop.opened_by, *second) if one}
        return list(named.values())
