"""An XLSForm workbook → a questionnaire of ours.

``survey``, ``choices`` and ``settings`` are read as https://xlsform.org says; groups become sections,
selects become choices, ``relevant`` becomes a condition when ours can say it. Columns of our own complete
it: ``score`` of a choice; ``weight``, ``tier``, ``criticality``, ``topics``, ``answered_by`` of a question;
``unit``, ``better``, ``cuts`` of a number; ``prefix``, ``axis``, ``summary``, ``score_min``, ``score_max``
in the settings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from care_assess.errors import ContentError
from care_assess.exchange.conditions import Target, condition
from care_assess.exchange.drafting import (
    Drafted,
    DraftedAnswer,
    DraftedSection,
    Heading,
    as_levels,
    exact,
    finish,
    scale_values,
    set_ceiling,
)
from care_assess.exchange.model import Imported, Remarks
from care_assess.exchange.naming import MOST_QUESTIONS, identifier, prefix_of, question_ids, unique
from care_assess.exchange.numbers import drafted_number
from care_assess.exchange.survey import (
    Choice,
    Entry,
    Faults,
    Form,
    Group,
    Item,
    number_of,
    read_form,
)
from care_assess.exchange.texts import Words
from care_assess.exchange.workbook import read_workbook
from care_assess.exchange.xpath import Inexpressible
from care_assess.questionnaire.model import PLAIN, Scale, as_level

__all__ = ["read_xlsform"]

_KINDS = {
    "select_one": "choice",
    "select_multiple": "multiple",
    "integer": "number",
    "decimal": "number",
    "date": "date",
    "text": "information",
}
"""Types of XLSForm that ask what we ask."""
_READ = {
    "type", "name", "relevant", "required", "weight", "tier", "criticality", "topics", "answered_by",
    "unit", "better", "cuts", "constraint",
}  # fmt: skip
"""Columns of the survey that are read, beside label and hint."""
_IN_WORDS = {"label", "hint"}
_LISTS = {"topics"}
_VERSION = re.compile(r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})")
_PREFIX = re.compile(r"[A-Z]{2,6}")
_TRUE = {"yes", "true", "true()", "oui"}
_INSERTED = re.compile(r"\$\{[^}]*\}")


def read_xlsform(name: str, data: bytes, taken: Collection[str] = ()) -> Imported:
    """The questionnaire of a workbook; ``taken``: prefixes to choose another than, when it names none.

    Raises ContentError: one fault for bytes that are no workbook, else a fault for each cell to put right.
    """
    remarks, faults = Remarks(), Faults(name)
    form = read_form(read_workbook(name, data), faults, remarks)
    if form is not None:
        imported = _Builder(name, form, faults, remarks, taken).build()
    if form is None or faults.found:
        found = tuple(faults.found)
        raise ContentError("exchange.refused", found, file=name)
    return imported


class _Builder:
    """Makes the document of one form; what is wrong in it goes to ``faults``."""

    def __init__(
        self, file: str, form: Form, faults: Faults, remarks: Remarks, taken: Collection[str]
    ) -> None:
        self._form = form
        self._taken = taken
        self._faults = faults
        self._remarks = remarks
        self._name = form.settings.get("form_id") or PurePath(file).stem
        self._title = form.title or {"fr": PurePath(file).stem}
        self._options: dict[str, dict[str, str]] = {}
        self._scale = self._scale_of_scores()
        self._asked: dict[str, Drafted] = {}
        self._relevant: list[tuple[Drafted, Entry, Sequence[Group]]] = []

    def build(self) -> Imported:
        """The whole questionnaire."""
        sections = [one for one in self._sections() if one.questions]
        questions = [question for section in sections for question in section.questions]
        if not questions:
            self._faults.at("survey", "exchange.xlsform.no_question")
        if len(questions) > MOST_QUESTIONS:
            self._faults.at("survey", "exchange.too_many_questions", limit=MOST_QUESTIONS)
            questions = []
        prefix = self._prefix()
        for question, made in zip(questions, question_ids(prefix, len(questions)), strict=False):
            question.id = made
        targets = {
            name: Target(question=drafted, options=self._options.get(name, {}))
            for name, drafted in self._asked.items()
        }
        for question, entry, around in self._relevant:
            self._condition(question, entry, around, targets)
        self._columns_left_out([entry for _, entry, _ in self._relevant])
        settings = self._form.settings
        heading = Heading(
            name=self._name,
            version=self._version(),
            title=self._title,
            summary=self._form.summary,
            prefix=prefix,
            values={
                **{key: settings[key] for key in ("axis",) if settings.get(key)},
                **scale_values(self._scale),
            },
        )
        return finish(heading, sections, self._remarks)

    # ---- the settings

    def _scale_of_scores(self) -> Scale:
        """From ``score_min`` to ``score_max``; 0 to 5 when they are not said."""
        said = [self._form.settings.get(key, "") for key in ("score_min", "score_max")]
        if not any(said):
            return PLAIN
        low, high = (number_of(text) for text in said)
        if low is None or high is None or low >= high:
            found = " ".join(said)
            self._faults.at("settings", "exchange.xlsform.scale", found=found)
            return PLAIN
        return Scale(minimum=as_level(Fraction(low)), maximum=as_level(Fraction(high)))

    def _version(self) -> str:
        said = self._form.settings.get("version", "")
        if _VERSION.fullmatch(said):
            return said
        self._remarks.assumed("", "exchange.assumed.version", version="1.0.0")
        return "1.0.0"

    def _prefix(self) -> str:
        said = self._form.settings.get("prefix", "")
        if _PREFIX.fullmatch(said):
            return said
        prefix = prefix_of(self._name, self._taken)
        self._remarks.assumed("", "exchange.assumed.prefix", prefix=prefix)
        return prefix

    # ---- sections

    def _sections(self) -> Iterator[DraftedSection]:
        """One a group of the first rank; entries outside any group make sections of their own."""
        loose: list[Item] = []
        for item in [*self._form.items, None]:
            if isinstance(item, Entry):
                loose.append(item)
                continue
            if loose:
                yield self._section("general", "survey", self._title, loose, ())
                loose = []
            if item is not None:
                name = item.row["name"]
                title = item.label or {"fr": name or "…"}
                yield self._section(name, item.row.place("type"), title, item.items, (item,))

    def _section(
        self, name: str, place: str, title: Words, items: Sequence[Item], around: tuple[Group, ...]
    ) -> DraftedSection:
        section = DraftedSection(name=name, place=place, title=title, intro={})
        for item, groups in self._flat(items, around):
            if item.type == "note" and not section.intro and not section.questions:
                section.intro = item.label
            elif item.type not in _KINDS:
                self._remarks.lost(item.row.place("type"), "exchange.lost.type", type=item.type)
            elif drafted := self._question(item):
                section.questions.append(drafted)
                self._asked[item.name] = drafted
                self._relevant.append((drafted, item, groups))
        return section

    def _flat(
        self, items: Sequence[Item], around: tuple[Group, ...]
    ) -> Iterator[tuple[Entry, tuple[Group, ...]]]:
        """The entries of a group and of the groups within it, each with the groups around it."""
        if around and around[-1].repeated:
            self._remarks.lost(around[-1].row.place("type"), "exchange.lost.repeat")
        if len(around) > 1:
            self._remarks.lost(around[-1].row.place("type"), "exchange.lost.subgroup")
        for item in items:
            if isinstance(item, Entry):
                yield item, around
            else:
                yield from self._flat(item.items, (*around, item))

    # ---- questions

    def _question(self, entry: Entry) -> Drafted | None:
        for column, missing in (("name", not entry.name), ("label", not entry.label)):
            if missing:
                self._faults.add(entry.row, column, f"exchange.xlsform.no_{column}")
        if not entry.name or not entry.label:
            return None
        if any(_INSERTED.search(text) for text in entry.label.values()):
            self._remarks.lost(entry.row.place("label"), "exchange.lost.inserted")
        drafted = Drafted(
            id="",
            place=entry.row.place("name"),
            type=_KINDS[entry.type],
            text=entry.label,
            help=entry.hint,
            values=self._values(entry),
        )
        if drafted.type in {"choice", "multiple"}:
            self._choose(drafted, entry)
        elif drafted.type == "number":
            drafted_number(drafted, entry, self._scale, self._faults, self._remarks)
        return drafted

    def _values(self, entry: Entry) -> dict[str, Any]:
        """The columns of our own that the row fills."""
        values: dict[str, Any] = {}
        for column in ("tier", "criticality", "answered_by", *_LISTS):
            if said := entry.row[column]:
                values[column] = said.replace(",", " ").split() if column in _LISTS else said
        if said := entry.row["weight"]:
            weight = _positive(said)
            if weight is None:
                self._faults.add(entry.row, "weight", "exchange.xlsform.weight", found=said)
            else:
                values["weight"] = weight
        return values

    def _choose(self, drafted: Drafted, entry: Entry) -> None:
        """Give a select its options; without scores it can only be a text."""
        choices = self._form.choices.get(entry.list)
        if not choices:
            self._faults.add(entry.row, "type", "exchange.xlsform.no_list", list=entry.list)
            return
        kept = [choice for choice in choices if not choice.offered]
        if not self._scored(kept, drafted.type):
            self._without_scores(drafted, kept)
            return
        names: dict[str, str] = {}
        for choice in kept:
            names[choice.name] = unique(identifier(choice.name, "o"), names.values())
        drafted.answers = tuple(
            DraftedAnswer(
                id=names[choice.name],
                words=choice.words,
                level=exact(choice.score or Decimal(0)),
                place=choice.place,
            )
            for choice in kept
        )
        made = as_levels(drafted, self._scale)
        self._options[entry.name] = {choice: made[name] for choice, name in names.items()}
        if drafted.type == "multiple":
            set_ceiling(drafted, self._scale)

    def _scored(self, choices: Sequence[Choice], kind: str) -> bool:
        """Whether the choices make a scale; a list with some scores needs them all."""
        given = [choice for choice in choices if choice.score is not None]
        for choice in choices:
            if given and choice.score is None:
                self._faults.at(choice.place, "exchange.xlsform.score_missing")
            elif choice.score is not None and not self._fits(choice.score):
                self._faults.at(
                    choice.place,
                    "exchange.xlsform.score_off",
                    found=str(choice.score),
                    **{name: str(end) for name, end in self._ends.items()},
                )
        scores = [choice.score or Decimal(0) for choice in given]
        worth = max(scores, default=Decimal(0)) > self._scale.minimum
        return len(scores) > 1 and (worth if kind == "multiple" else len(set(scores)) > 1)

    @property
    def _ends(self) -> Mapping[str, int | Decimal]:
        return {
            "low": exact(Fraction(self._scale.minimum)),
            "high": exact(Fraction(self._scale.maximum)),
        }

    def _fits(self, score: Decimal) -> bool:
        """Whether a score is a level of the scale: whole when it is ours."""
        inside = self._scale.minimum <= Fraction(score) <= self._scale.maximum
        return inside and (score == int(score) or not self._scale.plain)

    def _without_scores(self, drafted: Drafted, choices: Sequence[Choice]) -> None:
        """A question whose choices are worth nothing: asked as a text, its choices in the help."""
        drafted.type = "information"
        languages = {lang for choice in choices for lang in choice.words}
        offered = {
            lang: " · ".join(choice.words.get(lang, choice.name) for choice in choices)
            for lang in languages
        }
        drafted.help = {
            lang: "\n".join(filter(None, (drafted.help.get(lang, ""), offered.get(lang, ""))))
            for lang in {*drafted.help, *offered}
        }
        self._remarks.lost(drafted.place, "exchange.lost.no_score")

    # ---- what is said of every question

    def _condition(
        self,
        question: Drafted,
        entry: Entry,
        around: Sequence[Group],
        targets: Mapping[str, Target],
    ) -> None:
        """Give the question the condition of its row and of the groups around it, or say which is lost."""
        parts = []
        for row in (*(group.row for group in around), entry.row):
            if not row["relevant"]:
                continue
            try:
                parts.append(condition(row["relevant"], targets))
            except Inexpressible as found:
                what = found.what or row["relevant"]
                self._remarks.lost(row.place("relevant"), "exchange.lost.relevant", what=what)
        if parts:
            question.values["applies_if"] = parts[0] if len(parts) == 1 else {"all": parts}

    def _columns_left_out(self, entries: Sequence[Entry]) -> None:
        """Say which columns say something that has no place in our format."""
        for entry in entries:
            for column, text in entry.row.cells.items():
                field = column.partition("::")[0].strip()
                if text and field not in _READ | _IN_WORDS:
                    place = entry.row.place(column)
                    self._remarks.lost(place, "exchange.lost.column", column=field)
            if entry.row["required"].lower() in _TRUE:
                self._remarks.lost(entry.row.place("required"), "exchange.lost.required")
            if entry.row["constraint"] and "min" not in self._asked[entry.name].values:
                place = entry.row.place("constraint")
                self._remarks.lost(place, "exchange.lost.column", column="constraint")


def _positive(text: str) -> int | Decimal | None:
    """A weight: above 0, at most 100."""
    number = number_of(text)
    return exact(number) if number is not None and 0 < number <= 100 else None
