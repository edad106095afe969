"""Scores as a JSON document: the same keys for every score, numbers unrounded.

A domain, its sections and its groups are on the scale of their questionnaire; the rest is on 0 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from care_assess.questionnaire import Level
from care_assess.scoring.model import DomainScore, LadderResult, Score, Scores, Term
from care_assess.scoring.progress import Advance, Advances
from care_assess.scoring.readings import Readings, Spread
from care_assess.text import Lang, Translator, translator

__all__ = ["FORMAT", "formula", "to_document"]

FORMAT: Final = "care-assess/scores/1"

_Json: TypeAlias = "dict[str, object]"


def to_document(
    scores: Scores,
    *,
    readings: Mapping[str, Readings] | None = None,
    progress: Advances | None = None,
    trace: bool = False,
    lang: Lang = "fr",
) -> _Json:
    """The document ``care-assess/scores/1``.

    ``readings`` (see :func:`care_assess.scoring.read`) adds to each domain its three readings, ``progress``
    (see :func:`care_assess.scoring.advances`) the way to the target at the end. ``trace`` adds to each
    score how it was made, in words and data.
    """
    writer = _Writer(translator(lang), trace=trace)
    domains = {name: writer.domain(domain) for name, domain in scores.domains.items()}
    for name, one in (readings or {}).items():
        domains[name]["readings"] = _readings(one)
    written: _Json = {
        "format": FORMAT,
        "overall": writer.score(scores.overall),
        "domains": domains,
        "topics": writer.all(scores.topics),
        "axes": writer.all(scores.axes),
    }
    return written if progress is None else {**written, "progress": _progress(progress)}


def formula(score: Score, tr: Translator) -> str:
    """How the score comes from its terms, with its own numbers."""
    counted = [term for term in score.terms if term.level is not None]
    if score.uncapped is None or not counted:
        return tr("scoring.formula.nothing")
    said = [_made(score, counted, tr), *_policies(score, tr)]
    if score.caps:
        lowest = min(cap.max for cap in score.caps)
        said.append(tr("scoring.capped", max=tr.figure(lowest)))
    return " ".join(said)


def _made(score: Score, counted: Sequence[Term], tr: Translator) -> str:
    """The rule of the method, with the sums of its terms."""
    scale, method = score.scale, score.method
    points = sum((term.weight * (term.level or 0) for term in counted), Fraction(0))
    weight = sum((term.weight for term in counted), Fraction(0))
    mean = method in {"weighted_mean", "mean_of_groups"}
    plain = mean or method == "ladder" or scale.plain
    return tr(
        f"scoring.formula.{method if plain else f'{method}_on_scale'}",
        points=tr.figure(points),
        weight=tr.figure(weight),
        result=tr.number(points / weight if mean else score.uncapped or 0, 2),
        min=tr.figure(scale.minimum),
        max=tr.figure(scale.maximum),
    )


def _policies(score: Score, tr: Translator) -> Iterator[str]:
    """What the answers that are no level count, where questions are added up."""
    if score.method in {"weighted_mean", "sum"}:
        granted = any(
            one.state == "not_applicable" and one.level is not None for one in score.terms
        )
        unknown, na = (
            "exclude" if score.unknown_left_out else "zero",
            "target" if granted else "exclude",
        )
        yield tr(f"scoring.open.{unknown}.{na}", lowest=tr.figure(score.scale.minimum))


class _Writer:
    def __init__(self, tr: Translator, *, trace: bool) -> None:
        self._tr = tr
        self._trace = trace

    def all(self, scores: Mapping[str, Score]) -> _Json:
        return {name: self.score(score) for name, score in scores.items()}

    def domain(self, domain: DomainScore) -> _Json:
        scale = domain.total.scale
        written = {
            **self.score(domain.total),
            "scale": {"min": _number(scale.minimum), "max": _number(scale.maximum)},
            "normalised": _float(domain.total.normalised),
            "sections": self._parts(domain.sections, domain.groups),
        }
        if domain.ladders:
            written["ladders"] = {name: _ladder(one) for name, one in domain.ladders.items()}
        return written

    def score(self, score: Score) -> _Json:
        written: _Json = {
            "score": _float(score.score),
            "low": _float(score.low),
            "high": _float(score.high),
            "level": score.level,
            "coverage": _float(score.coverage),
            "known": _float(score.known),
            "evidence_rate": _float(score.evidence_rate),
            "caps": [
                {
                    "max": _number(cap.max),
                    "reason": self._tr.text(cap.reason),
                    "question": cap.question,
                }
                for cap in score.caps
            ],
            "answered": score.answered,
            "applicable": score.applicable,
            "unknown": score.unknown,
            "not_applicable": score.not_applicable,
        }
        if self._trace:
            written["trace"] = self._explained(score)
        return written

    def _parts(
        self, scores: Mapping[str, Score], groups: Mapping[str, Mapping[str, Score]]
    ) -> _Json:
        """Sections or groups, each with its own groups if any."""
        written = {name: self.score(one) for name, one in scores.items()}
        for name, inside in groups.items():
            if name in written:
                written[name]["groups"] = self._parts(inside, groups)
        return {**written}

    def _explained(self, score: Score) -> _Json:
        """How the score was made: what counts, what is left out and why, and the caps that bite."""
        return {
            "method": score.method,
            "formula": formula(score, self._tr),
            "uncapped": _float(score.uncapped),
            "if_not_applicable_were_zero": _float(score.if_not_applicable_were_zero),
            "caps_on_unknown": [cap.question for cap in score.caps if not cap.certain],
            "terms": [_term(term) for term in score.terms if term.level is not None],
            "excluded": [_excluded(term) for term in score.terms if term.level is None],
        }


def _term(term: Term) -> _Json:
    return {
        "id": term.id,
        "level": _float(term.level),
        "low": float(term.low),
        "high": float(term.high),
        "weight": float(term.weight),
        "state": term.state,
    }


def _excluded(term: Term) -> _Json:
    """What does not count. ``declared``: not applicable by a person's word, with the reason."""
    return {
        "id": term.id,
        "weight": float(term.weight),
        "state": term.state,
        "declared": term.declared,
        "reason": term.reason,
    }


def _readings(readings: Readings) -> _Json:
    return {
        "mean": _spread(readings.mean),
        "capped_mean": _spread(readings.capped),
        "ladders": [
            {
                "id": one.id,
                "proven": None if one.proven is None else _number(one.proven),
                "at_most": None if one.at_most is None else _number(one.at_most),
                "blocking": list(one.blocking),
                "missing": one.missing,
            }
            for one in readings.climbs
        ],
    }


def _progress(progress: Advances) -> _Json:
    return {
        "overall": _advance(progress.overall),
        "domains": {name: _advance(one) for name, one in progress.domains.items()},
    }


def _advance(advance: Advance) -> _Json:
    return {
        "aimed": float(advance.aimed),
        "gap": float(advance.gap),
        "percent_to_target": _float(advance.to_target),
        "progress_to_date": _float(advance.since),
    }


def _spread(spread: Spread) -> _Json:
    return {
        "score": _float(spread.score),
        "low": _float(spread.low),
        "high": _float(spread.high),
    }


def _ladder(ladder: LadderResult) -> _Json:
    return {
        "proven": ladder.proven,
        "at_most": ladder.at_most,
        "blocking": [{"question": question, "point": point} for question, point in ladder.blocking],
        "rungs": [
            {
                "rung": rung.rung,
                "state": rung.state,
                "blocking": list(rung.blocking),
                "missing": list(rung.missing),
            }
            for rung in ladder.rungs
        ],
    }


def _number(value: Level) -> int | float:
    return value if isinstance(value, int) else float(value)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
