"""A table of organisations, one a row → a tree, or every fault with its row and its column.

Nothing is taken of a table in which anything is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from care_assess.budget.numbers import Unreadable, read_percent
from care_assess.errors import ContentError, Fault, Message, Param
from care_assess.exchange.workbook import Row, Sheet
from care_assess.offers.words import fold
from care_assess.steering.checking import as_tree, faults_of
from care_assess.steering.model import KINDS, Kind, Member, Tree, key_of
from care_assess.text import LANGUAGES, folded, translator

__all__ = ["FIELDS", "LONGEST", "MOST", "REQUIRED", "Field", "known_as", "read_tree"]

Field: TypeAlias = Literal["kind", "name", "parent", "share", "finess"]
FIELDS: tuple[Field, ...] = get_args(Field)
REQUIRED: tuple[Field, ...] = ("kind", "name")
LONGEST = 200
"""Characters of a cell, at most."""
MOST = 5_000
"""Organisations, at most."""

_FINESS = re.compile(r"[0-9][0-9AB][0-9]{7}")


def known_as(name: Field) -> list[str]:
    """The names under which a column goes, in both languages."""
    return _words(f"ght.known_as.{name}")


def read_tree(file: str, table: Sheet, columns: Mapping[Field, str]) -> Tree:
    """The tree of ``table``. ``columns``: field → the column that holds it.

    A cell names the organisation above by its name or its FINESS number. An organisation alone under another
    needs no share. Raises ContentError with every fault, ordered by row.
    """
    faults = [
        _fault(file, 0, "", Message(f"ght.fault.no_{name}"))
        for name in REQUIRED
        if name not in columns
    ]
    if len(table.rows) > MOST:
        faults.append(_fault(file, 0, "", Message("ght.fault.many", {"limit": MOST})))
    if not faults:
        reader = _Reader(file, columns, _names_of_kinds())
        members = reader.members(table)
        if not reader.faults:
            reader.judge(members)
        if not reader.faults:
            return as_tree(members)
        faults = sorted(reader.faults, key=lambda one: one.line)
    raise ContentError("ght.refused", tuple(faults), file=file, n=len(faults))


@dataclass(slots=True)
class _Reader:
    """Reads rows one after the other; what is wrong gathers in ``faults``."""

    file: str
    columns: Mapping[Field, str]
    kinds: Mapping[str, Kind]
    faults: list[Fault] = field(default_factory=list)
    _rows: dict[str, int] = field(default_factory=dict)

    def members(self, table: Sheet) -> tuple[Member, ...]:
        """The organisations, worth something while there is no fault."""
        names = self._names(table)
        alone = self._alone(table)
        return tuple(self._member(row, names, alone) for row in table.rows)

    def judge(self, members: tuple[Member, ...]) -> None:
        """Say what prevents them from being a tree, each at its row."""
        for member, message in faults_of(members):
            self.faults.append(_fault(self.file, self._rows.get(member, 0), "", message))

    def _member(self, row: Row, names: Mapping[str, str], alone: Mapping[str, bool]) -> Member:
        texts = {name: self._text(row, name) for name in FIELDS}
        for name, text in texts.items():
            if len(text) > LONGEST:
                self._refuse(row, name, "long", limit=LONGEST)
            elif name in REQUIRED and not text:
                self._refuse(row, name, "required")
        finess = self._finess(row, texts["finess"])
        made = Member(
            id=key_of(texts["name"], finess),
            kind=self._kind(row, texts["kind"]),
            name=texts["name"],
            parent=self._parent(row, texts["parent"], names),
            share=self._share(row, texts, alone=alone[folded(texts["parent"])]),
            finess=finess,
        )
        self._rows[made.id] = row.number  # of two of one id, the second is the one told
        return made

    def _names(self, table: Sheet) -> Mapping[str, str]:
        """What an organisation may be called in the column of parents → its id."""
        found: dict[str, str] = {}
        for row in table.rows:
            name, finess = self._text(row, "name"), self._spelt(self._text(row, "finess"))
            for called in filter(None, (folded(name), finess.casefold())):
                found.setdefault(called, key_of(name, finess))
        return found

    def _alone(self, table: Sheet) -> Mapping[str, bool]:
        """Whether an organisation named as parent has one row under it."""
        parents = [folded(self._text(row, "parent")) for row in table.rows]
        return {one: parents.count(one) == 1 for one in set(parents)}

    def _text(self, row: Row, name: Field) -> str:
        return " ".join(row[self.columns[name]].split()) if name in self.columns else ""

    def _kind(self, row: Row, text: str) -> Kind:
        found = self.kinds.get(fold(text))
        if found is None and text:
            self._refuse(row, "kind", "kind", text=text[:60])
        return found or "establishment"

    def _parent(self, row: Row, text: str, names: Mapping[str, str]) -> str:
        if not text:
            return ""
        found = names.get(folded(text))
        if found is None:
            facts = {"name": self._text(row, "name"), "parent": text[:60]}
            self._refuse(row, "parent", "no_parent", **facts)
        return found or ""

    def _share(self, row: Row, texts: Mapping[Field, str], *, alone: bool) -> Fraction:
        if not texts["share"]:
            if texts["parent"] and not alone:
                self._refuse(row, "share", "no_share", name=texts["name"])
            return Fraction(1)
        try:
            return read_percent(texts["share"])
        except Unreadable:
            self._refuse(row, "share", "share", text=texts["share"][:60])
            return Fraction(1)

    def _finess(self, row: Row, text: str) -> str:
        spelt = self._spelt(text)
        if spelt and not _FINESS.fullmatch(spelt):
            self._refuse(row, "finess", "finess", text=text[:60])
        return spelt

    def _spelt(self, text: str) -> str:
        return text.replace(" ", "").upper()

    def _refuse(self, row: Row, name: Field, why: str, /, **params: Param) -> None:
        message = Message(f"ght.fault.{why}", params)
        self.faults.append(_fault(self.file, row.number, self.columns.get(name, ""), message))


def _names_of_kinds() -> Mapping[str, Kind]:
    """What a kind may be called, folded → itself."""
    return {
        fold(word): kind for kind in KINDS for word in (kind, *_words(f"ght.kind_words.{kind}"))
    }


def _words(key: str) -> list[str]:
    """The words of a sentence that lists some, in both languages."""
    return [one.strip() for lang in LANGUAGES for one in translator(lang)(key).split(",")]


def _fault(file: str, line: int, column: str, message: Message) -> Fault:
    return Fault(file=file, line=line, path=column, message=message)
