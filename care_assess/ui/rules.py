"""What the questionnaires of the catalogue rule, as rows of words: levels, caps, versions."""

from __future__ import annotations

from care_assess.questionnaire import CapRule, Catalogue, Questionnaire, Reference
from care_assess.text import Translator

__all__ = ["cap_rows", "level_rows", "version_rows"]

DIGEST_SHOWN = 12


def level_rows(reference: Reference, tr: Translator) -> tuple[tuple[str, str, str], ...]:
    """Each level: number, name, meaning."""
    named = zip(reference.levels, reference.level_meanings, strict=True)
    return tuple(
        (str(level), tr.text(name), tr.text(meaning)) for level, (name, meaning) in enumerate(named)
    )


def cap_rows(catalogue: Catalogue, tr: Translator) -> tuple[tuple[str, str, str, str], ...]:
    """Each cap of the newest questionnaires: what it bears on, the most it allows, why, on which question."""
    return tuple(
        (
            _bears_on(cap, one, catalogue.reference, tr),
            tr.figure(cap.max),
            tr.text(cap.reason),
            cap.question,
        )
        for one in catalogue.select(catalogue.latest())
        for cap in one.caps
    )


def version_rows(catalogue: Catalogue, tr: Translator) -> tuple[tuple[str, ...], ...]:
    """Each newest questionnaire: title and version, questions, the start of its digest."""
    return tuple(
        (
            f"{tr.text(one.title)}, {one.version}",
            tr(
                "method.versions.of_which",
                n=len(one.questions),
                core=sum(question.tier == "core" for question in one.questions),
            ),
            one.digest[:DIGEST_SHOWN],
        )
        for one in catalogue.select(catalogue.latest())
    )


def _bears_on(cap: CapRule, one: Questionnaire, reference: Reference, tr: Translator) -> str:
    if cap.topic is None:
        return tr("method.caps.domain", name=tr.text(one.short))
    return tr("method.caps.topic", name=tr.text(reference.topics[cap.topic].short))
