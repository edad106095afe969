"""A sheet file read: checked against the questionnaires it names, every fault told with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeGuard, TypeVar, get_args

from care_assess.answers import (
    CLEARED,
    LONGEST_COMMENT,
    LONGEST_NAME,
    LONGEST_REASON,
    NEVER,
    Answer,
    AnswerKind,
    Grade,
    Note,
    NoteReason,
    Organisation,
    OrganisationKind,
    ProfileValue,
    Sheet,
    Value,
    check_answer,
    clean_text,
)
from care_assess.errors import AnswerRejected, Param, SheetError
from care_assess.questionnaire import (
    Catalogue,
    ProfileKey,
    Question,
    QuestionId,
    Questionnaire,
    Tier,
)
from care_assess.questionnaire.yamltext import Block, Document, Items, Path, read_yaml
from care_assess.sheet.writing import FORMAT, UNKNOWN

__all__ = ["read_sheet"]

_FIELDS = (
    "format",
    "organisation",
    "date",
    "tier",
    "perimeter",
    "questionnaires",
    "answers",
    "notes",
)
_NOTE_FIELDS = ("questionnaire", "version", "question", "reason", "beside", "answer")
_REASONS: tuple[NoteReason, ...] = get_args(NoteReason)
_ORGANISATION_FIELDS = ("name", "kind", "ght", "finess", "profile")
_ANSWER_FIELDS = ("value", "unknown", "not_applicable", "comment", "evidence", "grade")
_KINDS: tuple[OrganisationKind, ...] = get_args(OrganisationKind)
_TIERS: tuple[Tier, ...] = get_args(Tier)
_GRADES: tuple[Grade, ...] = get_args(Grade)
_MOST = 10_000_000
"""Far above any number of staff, beds or directories: a larger one is a slip."""

_Words = TypeVar("_Words", bound=str)
_JSON_ONLY = re.compile(
    rb"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})|\\.|\t",
    re.DOTALL,
)


def read_sheet(name: str, data: bytes, catalogue: Catalogue) -> Sheet:
    """The sheet that ``data`` (the content of the file ``name``) holds.

    Raises SheetError with every fault, in the order of the file.
    """
    reader = _Reader(read_yaml(name, _json_as_yaml(data), words=True), catalogue)
    sheet = reader.sheet()
    if sheet is None or reader.faults:
        faults = tuple(sorted(reader.faults, key=lambda fault: fault.line))
        raise SheetError("sheet.faulty", faults, n=len(faults))
    return sheet


class _Reader:
    """Reads one document and gathers its faults."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self.faults = list(document.faults)
        self._document = document
        self._catalogue = catalogue

    def sheet(self) -> Sheet | None:
        """The sheet; None when an essential part is missing or faulty."""
        top = self._document.value
        if not isinstance(top, Block):
            if not self.faults:
                self._fault((), "sheet.not_a_sheet", format=FORMAT)
            return None
        self._only(top, (), _FIELDS)
        if top.get("format") != FORMAT:
            self._fault(("format",), "sheet.wrong_format", format=FORMAT)
        organisation = self._organisation(top)
        day = self._day(top)
        tier = self._word(top, ("tier",), _TIERS) if "tier" in top else "full"
        perimeter = self._text(top, ("perimeter",), LONGEST_COMMENT)
        versions = self._versions(top)
        answers = self._answers(top, versions)
        notes = tuple(self._notes(top, versions))
        if organisation is None or day is None or tier is None or perimeter is None:
            return None
        return Sheet(
            organisation=organisation,
            date=day,
            versions=versions,
            tier=tier,
            perimeter=perimeter,
            answers=answers,
            notes=notes,
        )

    def _organisation(self, top: Block) -> Organisation | None:
        path: Path = ("organisation",)
        block = self._block(top, path, required=True)
        if block is None:
            return None
        self._only(block, path, _ORGANISATION_FIELDS)
        name, ght, finess = (
            self._text(block, (*path, key), LONGEST_NAME) for key in ("name", "ght", "finess")
        )
        if name == "":
            self._fault((*path, "name"), "sheet.missing", field="name")
        kind = self._word(block, (*path, "kind"), _KINDS)
        profile = dict(self._profile(block, kind))
        if not name or kind is None:
            return None
        return Organisation(
            name=_one_line(name),
            kind=kind,
            ght=_one_line(ght or "") or None,
            finess=_one_line(finess or "") or None,
            profile=profile,
        )

    def _profile(self, organisation: Block, kind: str | None) -> Iterator[tuple[str, ProfileValue]]:
        block = self._block(organisation, ("organisation", "profile"))
        keys = self._catalogue.reference.profile
        for name, value in (block or {}).items():
            path: Path = ("organisation", "profile", name)
            key = keys.get(name)
            if key is None:
                known = ", ".join(one.id for one in keys.values() if one.derived_from is None)
                self._fault(path, "sheet.no_such_fact", known=known)
            elif key.derived_from is not None:
                self._fault(path, "sheet.derived_fact", source=key.derived_from)
            elif name == "legal_status" and kind is not None and value != kind:
                self._fault(path, "sheet.other_status", kind=kind)
            elif _fits(value, key):
                yield name, value
            else:
                choice = ", ".join(key.options)
                self._fault(path, f"sheet.fact.{key.kind}", choice=choice, limit=_MOST)

    def _day(self, top: Block) -> date | None:
        if "date" not in top:
            self._fault(("date",), "sheet.missing", field="date")
            return None
        try:
            return date.fromisoformat(str(top["date"]))
        except ValueError:
            self._fault(("date",), "answers.expected.date")
            return None

    def _versions(self, top: Block) -> dict[str, str]:
        """The versions asked for; for one that is not there, the newest, to read its answers all the same."""
        block = self._block(top, ("questionnaires",), required=True)
        known = self._catalogue.questionnaires
        if block is not None and not block:
            self._fault(("questionnaires",), "sheet.no_questionnaire", known=", ".join(known))
        versions: dict[str, str] = {}
        for name, version in (block or {}).items():
            path: Path = ("questionnaires", name)
            if name not in known:
                self._fault(path, "sheet.no_such_questionnaire", known=", ".join(known))
            elif isinstance(version, str) and version in known[name]:
                versions[name] = version
            else:
                there = ", ".join(f'"{one}"' for one in known[name])
                self._fault(path, "sheet.no_such_version", known=there)
                versions[name] = self._catalogue.latest()[name]
        return versions

    def _answers(self, top: Block, versions: Mapping[str, str]) -> dict[QuestionId, Answer]:
        block = self._block(top, ("answers",))
        if block is None:
            return {}
        asked = _questions(self._catalogue.select(versions))
        elsewhere = _questions(self._catalogue)
        answers: dict[QuestionId, Answer] = {}
        for name in block.lines:
            path: Path = ("answers", name)
            if name in asked:
                answer = self._answer(asked[name], block.get(name), path)
                if answer != CLEARED:
                    answers[asked[name].id] = answer
            elif name in elsewhere:
                home = elsewhere[name].questionnaire
                self._fault(path, "sheet.question_elsewhere", questionnaire=home)
            else:
                self._fault(path, "sheet.no_such_question")
        return answers

    def _notes(self, top: Block, versions: Mapping[str, str]) -> Iterator[Note]:
        """The answers to earlier versions: checked against the version they were given to."""
        notes = top.get("notes", Items())
        if not isinstance(notes, Items):
            self._fault(("notes",), "sheet.expected.notes")
            return
        asked = _questions(self._catalogue.select(versions))
        for at, raw in enumerate(notes):
            path: Path = ("notes", at)
            if not isinstance(raw, Block):
                self._fault(path, "sheet.expected.notes")
                continue
            self._only(raw, path, _NOTE_FIELDS)
            question = self._former(raw, path)
            reason = self._word(raw, (*path, "reason"), _REASONS)
            beside = self._names(raw, (*path, "beside"))
            for name in beside:
                if name not in asked:
                    self._fault((*path, "beside"), "sheet.no_such_question")
            if question is not None and reason is not None:
                yield Note(
                    questionnaire=question.questionnaire,
                    version=str(raw["version"]),
                    question=question.id,
                    answer=self._answer(question, raw.get("answer"), (*path, "answer")),
                    reason=reason,
                    beside=tuple(map(QuestionId, beside)),
                )

    def _former(self, note: Block, path: Path) -> Question | None:
        """The question that a note answers, in its version; None after a fault."""
        name = self._text(note, (*path, "questionnaire"), LONGEST_NAME) or ""
        versions = self._catalogue.questionnaires.get(name, {})
        if not versions:
            known = ", ".join(self._catalogue.questionnaires)
            self._fault((*path, "questionnaire"), "sheet.no_such_questionnaire", known=known)
            return None
        version = note.get("version")
        if not isinstance(version, str) or version not in versions:
            there = ", ".join(f'"{one}"' for one in versions)
            self._fault((*path, "version"), "sheet.no_such_version", known=there)
            return None
        question = _questions([versions[version]]).get(str(note.get("question")))
        if question is None:
            self._fault((*path, "question"), "sheet.no_such_question")
        return question

    def _answer(self, question: Question, raw: object, path: Path) -> Answer:
        """The answer, checked; CLEARED after a fault."""
        before = len(self.faults)
        if isinstance(raw, Block):
            answer = self._full_answer(question, raw, path)
        elif raw is None:
            return CLEARED
        elif raw == UNKNOWN:
            answer = Answer(kind="unknown")
        elif raw == "not_applicable":  # without its reason: check_answer asks for it
            answer = Answer(kind="not_applicable")
        else:
            answer = Answer(kind="value", value=_value(question, raw))
        if len(self.faults) > before:
            return CLEARED
        try:
            return check_answer(question, answer)
        except AnswerRejected as rejected:
            fault = self._document.fault(path, rejected.message.key, **rejected.message.params)
            self.faults.append(fault)
            return CLEARED

    def _full_answer(self, question: Question, raw: Block, path: Path) -> Answer:
        self._only(raw, path, _ANSWER_FIELDS)
        unknown = raw.get("unknown", False)
        if not isinstance(unknown, bool):
            self._fault((*path, "unknown"), "sheet.unknown_is_true")
        value = raw.get("value")
        if value == UNKNOWN and question.kind != "information":
            unknown, value = True, None
        reason = self._text(raw, (*path, "not_applicable"), LONGEST_REASON)
        refused = "not_applicable" in raw.lines
        if (value is not None) + bool(unknown) + refused > 1:
            self._fault(path, "sheet.two_answers")
        found = None if value is None else _value(question, value)
        return Answer(
            kind=_kind(value=value is not None, unknown=bool(unknown), refused=refused),
            value=found,
            reason=reason or "",
            comment=self._text(raw, (*path, "comment"), LONGEST_COMMENT) or "",
            evidence=self._names(raw, (*path, "evidence")),
            grade=(self._word(raw, (*path, "grade"), _GRADES) if "grade" in raw else None)
            or "declared",
        )

    def _names(self, raw: Block, path: Path) -> tuple[str, ...]:
        names = raw.get(str(path[-1]), Items())
        if not isinstance(names, Items) or not all(isinstance(name, str) for name in names):
            self._fault(path, "sheet.expected.names")
            return ()
        return tuple(str(name) for name in names)

    def _block(self, parent: Block, path: Path, *, required: bool = False) -> Block | None:
        key = str(path[-1])
        value = parent.get(key)
        if value is None and required:
            self._fault(path, "sheet.missing", field=key)
        elif value is not None and not isinstance(value, Block):
            self._fault(path, "sheet.expected.mapping", field=key)
        return value if isinstance(value, Block) else None

    def _text(self, parent: Block, path: Path, limit: int) -> str | None:
        """The text, "" when there is none, None after a fault. A whole number will do."""
        value = parent.get(str(path[-1]), "")
        if not isinstance(value, str | int) or isinstance(value, bool):
            self._fault(path, "sheet.expected.text")
            return None
        text = clean_text(str(value))
        if len(text) > limit:
            self._fault(path, "sheet.too_long", limit=limit, length=len(text))
            return None
        return text

    def _word(self, parent: Block, path: Path, words: tuple[_Words, ...]) -> _Words | None:
        value = parent.get(str(path[-1]))
        for word in words:
            if value == word:
                return word
        if value is None:
            self._fault(path, "sheet.missing", field=str(path[-1]))
        else:
            self._fault(path, "sheet.expected.word", choice=", ".join(words))
        return None

    def _only(self, block: Block, path: Path, fields: tuple[str, ...]) -> None:
        """Nothing but ``fields``: a misspelt one would be lost without a word."""
        for key in block.lines:
            if key not in fields:
                self._fault((*path, key), "sheet.unknown_field", known=", ".join(fields))

    def _fault(self, path: Path, key: str, /, **params: Param) -> None:
        self.faults.append(self._document.fault(path, key, **params))


def _kind(*, value: bool, unknown: bool, refused: bool) -> AnswerKind:
    if value:
        return "value"
    if unknown:
        return "unknown"
    return "not_applicable" if refused else "none"


def _value(question: Question, raw: object) -> Value | None:
    """The value as the question counts it; what does not fit is left to check_answer."""
    if isinstance(raw, Items):
        return tuple(_option(question, one) for one in raw)
    if isinstance(raw, bool) or question.kind != "number":
        return _option(question, raw)
    if isinstance(raw, int | Decimal):
        return Fraction(raw)
    return NEVER if raw == NEVER else None


def _option(question: Question, raw: object) -> str:
    """The option that ``raw`` names: by its id, by its level, or by true and false for yes and no."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    written = str(raw)
    number = isinstance(raw, int | Decimal)
    if number and all(option.id != written for option in question.options):
        same = [option.id for option in question.options if option.level == raw]
        if len(same) == 1:
            return same[0]
    return written


def _fits(value: object, key: ProfileKey) -> TypeGuard[ProfileValue]:
    if key.kind == "boolean" or isinstance(value, bool):
        return key.kind == "boolean" and isinstance(value, bool)
    if key.kind == "number":
        return isinstance(value, int) and 0 <= value <= _MOST
    return isinstance(value, str) and value in key.options


def _questions(questionnaires: Iterable[Questionnaire]) -> Mapping[str, Question]:
    return {one.id: one for questionnaire in questionnaires for one in questionnaire.questions}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _json_as_yaml(data: bytes) -> bytes:
    """JSON says a few things that YAML does not: an emoji as two halves, a slash escaped, tabs for margins."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return data
    return _JSON_ONLY.sub(_said_in_yaml, data)


def _said_in_yaml(found: re.Match[bytes]) -> bytes:
    said = found[0]
    if found["high"]:
        code = 0x10000 + ((int(found["high"], 16) - 0xD800) << 10) + int(found["low"], 16) - 0xDC00
        return b"\\U%08X" % code
    return {b"\t": b" ", b"\\/": b"/"}.get(said, said)
