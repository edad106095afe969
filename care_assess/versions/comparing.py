"""An earlier sheet read on the versions of a later one, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from care_assess.answers import Sheet
from care_assess.errors import NotFound, Refused
from care_assess.questionnaire import Catalogue, QuestionId, Questionnaire
from care_assess.text import Translator
from care_assess.versions.migration import migrate

__all__ = ["Reread", "comparable", "remarks", "reread"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reread:
    """An earlier sheet, to be compared.

    ``moved``: questionnaire → its version then, of those whose answers were moved to the later version.
    ``apart``: of those that cannot be: their scores are those of then, and their answers are left out.
    """

    sheet: Sheet
    moved: Mapping[str, str]
    apart: Mapping[str, str]


def reread(catalogue: Catalogue, before: Sheet, versions: Mapping[str, str]) -> Reread:
    """The sheet ``before`` on ``versions``, questionnaire by questionnaire, where its answers can move."""
    sheet, moved, apart = before, {}, {}
    for name, then in before.versions.items():
        now = versions.get(name, then)
        if now == then:
            continue
        try:
            sheet = migrate(catalogue, sheet, {name: now}).sheet
        except (NotFound, Refused):
            apart[name] = then
        else:
            moved[name] = then
    return Reread(sheet=sheet, moved=moved, apart=apart)


def comparable(catalogue: Catalogue, one: Reread) -> Sheet:
    """The sheet without the answers that later versions may understand otherwise."""
    aside: set[QuestionId] = {
        question.id
        for questionnaire in catalogue.select(one.apart)
        for question in questionnaire.questions
    }
    answers = {name: answer for name, answer in one.sheet.answers.items() if name not in aside}
    return replace(one.sheet, answers=answers)


def remarks(
    one: Reread, day: date, questionnaires: Sequence[Questionnaire], tr: Translator
) -> tuple[str, ...]:
    """What a reader must know of a comparison between versions; nothing when the versions are the same.

    ``day``: the date of the earlier assessment; ``questionnaires``: those of the later one.
    """
    titles = {each.id: tr.text(each.short) for each in questionnaires}
    said = []
    for key, versions in (("moved", one.moved), ("apart", one.apart)):
        if versions:
            named = ", ".join(f"{titles[name]} {version}" for name, version in versions.items())
            said.append(tr(f"versions.reread.{key}", date=tr.date(day), versions=named))
    return tuple(said)
