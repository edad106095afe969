"""Why a score is what it is: the rule in words with its numbers, the bounds, the caps, and every term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from care_assess.questionnaire import Level, Questionnaire
from care_assess.scoring import Score, Term
from care_assess.text import Translator
from care_assess.ui.levels import score_label
from care_assess.ui.summary import cap_lines

__all__ = ["Why", "names_of", "why"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """``sentences``: Markdown, in reading order. ``rows``: the terms, what weighs most against the score first."""

    sentences: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def names_of(questionnaires: Sequence[Questionnaire], tr: Translator) -> Mapping[str, str]:
    """What each term is called: questions by their text, sections and domains by their titles."""
    names: dict[str, str] = {}
    for one in questionnaires:
        parts = [part for section in one.sections for part in (section, *section.within())]
        names.update({part.id: tr.text(part.title) for part in parts})
        names.update({question.id: tr.text(question.text) for question in one.questions})
    names.update({one.id: tr.text(one.title) for one in questionnaires})
    return names


def why(score: Score, names: Mapping[str, str], tr: Translator) -> Why:
    """The explanation of one score. ``names``: see :func:`names_of`."""
    counted = [term for term in score.terms if term.level is not None]
    top = score.scale.maximum
    return Why(
        sentences=tuple(
            sentence
            for sentence in (
                _rule(score, counted, tr),
                *cap_lines(score, tr),
                _without_caps(score, tr),
                _left_out(score, tr),
                _bounds(score, tr),
                _without_exemptions(score, tr),
            )
            if sentence
        ),
        header=(tr("results.why.term"), tr("results.why.level")),
        rows=tuple(
            (
                names.get(term.id, term.id),
                _counted(term, tr),
            )
            for term in sorted(score.terms, key=lambda term: _pull(term, top))
        ),
    )


def _rule(score: Score, counted: Sequence[Term], tr: Translator) -> str:
    """The formula in words, with the sums of this very score."""
    if not counted or score.uncapped is None:
        return tr("results.why.nothing")
    weight = sum((term.weight for term in counted), Fraction(0))
    points = sum((term.weight * (term.level or 0) for term in counted), Fraction(0))
    mean = score.method in {"weighted_mean", "mean_of_groups"}
    return tr(
        f"results.why.rule.{score.method}",
        n=len(counted),
        points=tr.figure(points),
        weight=tr.figure(weight),
        result=tr.number(points / weight if mean else score.uncapped, 2),
        max=tr.figure(score.scale.maximum),
    )


def _without_caps(score: Score, tr: Translator) -> str:
    """What the caps of the parts take from the whole."""
    if score.caps or score.uncapped is None or score.uncapped == score.score:
        return ""
    return tr("results.why.without_caps", score=tr.number(score.uncapped))


def _left_out(score: Score, tr: Translator) -> str:
    missing = score.applicable - score.answered - score.unknown
    lowest = score.scale.minimum
    unknown = (
        "unknown_left_out" if score.unknown_left_out else "unknown_lowest" if lowest else "unknown"
    )
    said = [
        tr(f"results.why.{name}", n=number, lowest=tr.figure(lowest))
        for name, number in (
            (unknown, score.unknown),
            ("missing", missing),
            ("not_applicable", score.not_applicable),
        )
        if number
    ]
    return " ".join(said)


def _bounds(score: Score, tr: Translator) -> str:
    if score.low is None or score.high is None or score.low == score.high:
        return ""
    return tr("results.why.bounds", low=tr.number(score.low), high=tr.number(score.high))


def _without_exemptions(score: Score, tr: Translator) -> str:
    """The sensitivity to "not applicable": what it would be with these counted as not done."""
    if score.if_not_applicable_were_zero is None:
        return ""
    said = tr.number(score.if_not_applicable_were_zero)
    same = said == score_label(score, tr)
    return tr("results.why.if_zero_same" if same else "results.why.if_zero", score=said)


def _pull(term: Term, top: Level) -> tuple[int, Fraction, str]:
    """Counted terms first, what costs the score most on top; then what is left out."""
    if term.level is None:
        return (1 if term.state == "unanswered" else 2, -term.weight, term.id)
    return 0, -term.weight * (top - term.level), term.id


def _counted(term: Term, tr: Translator) -> str:
    """The level counted and its weight, or why there is none."""
    if term.level is None:
        left_out = "unknown_left_out" if term.state == "unknown" else term.state
        return tr(f"results.state.{'declared' if term.declared else left_out}", reason=term.reason)
    key = {"unknown": "unknown", "not_applicable": "granted"}.get(term.state, "counted")
    level, weight = tr.figure(term.level), tr.figure(term.weight)
    return tr(f"results.state.{key}", level=level, weight=weight, reason=term.reason)
