"""What moving to later versions does, to be seen before anything is written: each answer and each score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from care_assess.answers import CLEARED, Answer, Sheet
from care_assess.questionnaire import Catalogue, Question, QuestionId, Questionnaire
from care_assess.scoring import Score, Scores, score
from care_assess.text import Text, Translator
from care_assess.versions.migration import Fate, Migration, Outcome, migrate
from care_assess.versions.notation import Plain, plain
from care_assess.wording import in_words

__all__ = ["SHOWN", "Preview", "document", "fate_rows", "preview", "score_rows"]

SHOWN: tuple[Outcome, ...] = ("asked", "gone", "changed", "new", "carried")
"""The outcomes from what asks for work to what asks for nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """A migration and the scores on both sides of it."""

    migration: Migration
    catalogue: Catalogue
    before: Scores
    after: Scores

    def fates(self, outcome: Outcome) -> tuple[Fate, ...]:
        """The questions of that outcome; those without any answer before and after are left out."""
        return tuple(
            fate
            for fate in self.migration.fates
            if fate.outcome == outcome
            and (outcome == "new" or any(one != CLEARED for one in fate.before))
        )


def preview(catalogue: Catalogue, sheet: Sheet, to: Mapping[str, str]) -> Preview:
    """What the versions ``to`` make of the sheet. Raises what :func:`migrate` raises."""
    moved = migrate(catalogue, sheet, to)
    return Preview(
        migration=moved,
        catalogue=catalogue,
        before=score(catalogue.select(sheet.versions), sheet, catalogue.reference),
        after=score(catalogue.select(moved.sheet.versions), moved.sheet, catalogue.reference),
    )


def score_rows(seen: Preview, tr: Translator) -> tuple[tuple[str, str, str], ...]:
    """Each score: its name, before, after. The interval stands for what is not answered enough.

    A scale other than 0 to 5 is said beside the score, on each side its own.
    """
    return tuple(
        (tr.text(name) if isinstance(name, Text) else name, _said(before, tr), _said(after, tr))
        for name, before, after in _scores(seen, tr)
        if any(one is not None and one.applicable for one in (before, after))
    )


def fate_rows(
    seen: Preview, outcome: Outcome, tr: Translator
) -> tuple[tuple[str, str, str, str], ...]:
    """Each question of that outcome: id and words, the answer before, the answer after, why."""
    then, now = (
        _asked(seen.catalogue, seen.migration.before),
        _asked(seen.catalogue, seen.migration.sheet),
    )
    rows = []
    for fate in seen.fates(outcome):
        question = now.get(fate.question) or then[fate.question]
        before = [
            _answer(seen, then[name], answer, tr)
            for name, answer in zip(fate.former, fate.before, strict=True)
        ]
        after = "" if outcome in {"gone", "new"} else _answer(seen, question, fate.after, tr)
        name = tr("versions.question", id=fate.question, text=tr.text(question.text))
        rows.append((name, "\n".join(before), after, _why(seen, fate, tr)))
    return tuple(rows)


def document(seen: Preview) -> dict[str, Plain]:
    """The preview as data for JSON; scores unrounded."""
    moved = seen.migration
    return {
        "format": "care-assess/migration/1",
        "before": dict(moved.before.versions),
        "after": dict(moved.sheet.versions),
        "questions": [
            {
                "questionnaire": fate.questionnaire,
                "question": fate.question,
                "outcome": fate.outcome,
                "reason": fate.reason,
                "former": list(fate.former),
                "before": [plain(answer) for answer in fate.before],
                "after": None if fate.after == CLEARED else plain(fate.after),
            }
            for fate in moved.fates
        ],
        "scores": [
            {"name": plain(name), "before": _figures(before), "after": _figures(after)}
            for name, before, after in _scores(seen, None)
        ],
    }


def _scores(
    seen: Preview, tr: Translator | None
) -> Iterator[tuple[Text | str, Score | None, Score | None]]:
    """The whole, then each domain and each topic, on both sides."""
    yield tr("results.figure.overall") if tr else "overall", seen.before.overall, seen.after.overall
    titles = {one.id: one.title for one in seen.catalogue.select(seen.migration.sheet.versions)}
    for name, domain in seen.after.domains.items():
        yield titles[name] if tr else name, seen.before.domains[name].total, domain.total
    for name, topic in seen.after.topics.items():
        title = seen.catalogue.reference.topics[name].name
        said = tr("results.changes.topic", name=tr.text(title)) if tr else name
        yield said, seen.before.topics.get(name), topic


def _figures(one: Score | None) -> Plain:
    if one is None:
        return None
    figures: dict[str, Plain] = {
        name: None if value is None else float(value)
        for name, value in (
            ("score", one.score),
            ("low", one.low),
            ("high", one.high),
            ("coverage", one.coverage),
            ("normalised", one.normalised),
        )
    }
    scale = {"min": plain(one.scale.minimum), "max": plain(one.scale.maximum)}
    return {**figures, "scale": scale}


def _said(one: Score | None, tr: Translator) -> str:
    if one is None or one.score is None or one.low is None or one.high is None:
        return tr("versions.migrate.no_score")
    figure = (
        tr("versions.migrate.between", low=tr.number(one.low), high=tr.number(one.high))
        if one.level is None
        else tr.number(one.score)
    )
    if one.scale.plain:
        return figure
    ends = {"min": tr.figure(one.scale.minimum), "max": tr.figure(one.scale.maximum)}
    return tr("versions.migrate.on_scale", figure=figure, **ends)


def _answer(seen: Preview, question: Question, answer: Answer, tr: Translator) -> str:
    return "" if answer == CLEARED else in_words(question, answer, seen.catalogue.reference, tr)


def _why(seen: Preview, fate: Fate, tr: Translator) -> str:
    if fate.reason is None:
        return ""
    if fate.outcome == "gone" and (reason := _removal(seen, fate)):
        return tr.text(reason)
    former = ", ".join(fate.former)
    return tr(f"versions.reason.{fate.outcome}.{fate.reason}", former=former)


def _removal(seen: Preview, fate: Fate) -> Text | None:
    """What the version that removed the question says of it."""
    versions: Mapping[str, Questionnaire] = seen.catalogue.questionnaires[fate.questionnaire]
    reasons = {one.id: one.reason for version in versions.values() for one in version.removed}
    return reasons.get(fate.question)


def _asked(catalogue: Catalogue, sheet: Sheet) -> Mapping[QuestionId, Question]:
    return {
        question.id: question
        for one in catalogue.select(sheet.versions)
        for question in one.questions
    }
