"""What the scores say in a few sentences: the one a director repeats, the four figures, the caps.

Every function gives Markdown or words in the reader's language; texts of questionnaires are escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from care_assess.questionnaire import Questionnaire, Reference
from care_assess.scoring import Score, Scores
from care_assess.text import Translator
from care_assess.ui.levels import level_word, out_of, score_label
from care_assess.ui.markdown import plain

__all__ = [
    "Figure",
    "cap_lines",
    "facts",
    "figures",
    "headline",
    "interval",
    "provisional",
    "without_capital",
]

_COUNTS_IN_WORDS = range(1, 7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One of the four figures on top. ``change``: a real change since last time, else nothing."""

    label: str
    value: str
    caption: str
    change: str | None = None


def headline(
    scores: Scores, questionnaires: Sequence[Questionnaire], reference: Reference, tr: Translator
) -> str:
    """The result in the words that a director could repeat."""
    overall = scores.overall
    if overall.level is None:
        said = [provisional(overall, tr)]
    else:
        word = without_capital(level_word(overall.level, reference, tr))
        said = [tr("results.headline.level", level=overall.level, word=plain(word))]
    reasons = _reasons(scores, questionnaires, tr)
    if reasons:
        many = len(reasons)
        count = tr(f"results.count.{many}") if many in _COUNTS_IN_WORDS else str(many)
        said.append(
            tr(
                "results.headline.caps",
                n=many,
                count=count,
                caps=tr("results.separator").join(reasons),
            )
        )
    weakest = next((one for one in questionnaires if one.id == scores.weakest), None)
    if weakest is not None and len(questionnaires) > 1:
        score = score_label(scores.domains[weakest.id].total, tr)
        key = "weakest_so_far" if overall.level is None else "weakest"
        name = plain(tr.text(weakest.short))
        said.append(tr(f"results.headline.{key}", name=name, score=score))
    return " ".join(said)


def provisional(score: Score, tr: Translator) -> str:
    """That too little is answered for a level, with the interval."""
    if score.low is None or score.high is None or score.coverage is None:
        return tr("results.nothing_applies")
    return tr(
        "results.headline.provisional",
        coverage=tr.percent(score.coverage),
        low=tr.number(score.low),
        high=tr.number(score.high),
    )


def figures(
    scores: Scores,
    questionnaires: Sequence[Questionnaire],
    reference: Reference,
    change: str | None,
    tr: Translator,
) -> tuple[Figure, ...]:
    """The whole, the weakest domain, what is answered, what is evidenced."""
    overall = scores.overall
    weakest = next((one for one in questionnaires if one.id == scores.weakest), None)
    found = [
        Figure(
            label=tr("results.figure.overall"),
            value=_value(overall, tr),
            caption=_overall_caption(overall, reference, tr),
            change=change,
        )
    ]
    if weakest is not None:
        total = scores.domains[weakest.id].total
        found.append(
            Figure(
                label=tr("results.figure.weakest"),
                value=_value(total, tr),
                caption=_weakest_caption(weakest, total, tr),
            )
        )
    return (*found, _answers_figure(overall, tr), _evidence_figure(overall, tr))


def interval(score: Score, tr: Translator) -> str:
    """``entre 1,1 et 2,4``, or that the score is settled."""
    if score.low is None or score.high is None:
        return tr("results.nothing_applies_short")
    low, high = tr.number(score.low), tr.number(score.high)
    return (
        tr("results.interval.settled")
        if low == high
        else tr("results.interval.between", low=low, high=high)
    )


def facts(score: Score, tr: Translator) -> str:
    """The line beside every score: interval, share answered, share evidenced."""
    parts = [interval(score, tr)]
    if score.coverage is not None and score.low != score.high:
        parts.append(tr("results.facts.coverage", share=tr.percent(score.coverage)))
    if score.evidence_rate is not None:
        parts.append(tr("results.facts.evidence", share=tr.percent(score.evidence_rate)))
    return " · ".join(parts)


def cap_lines(score: Score, tr: Translator) -> tuple[str, ...]:
    """Each cap in Markdown: what it does now, and why it holds."""
    held = score.biting
    return tuple(
        tr(
            "results.cap.bites" if cap in held else "results.cap.holds",
            max=tr.figure(cap.max),
            reason=plain(without_capital(tr.text(cap.reason))),
        )
        for cap in score.caps
    )


def without_capital(text: str) -> str:
    """``text`` as it goes on within a sentence; acronyms keep their capitals."""
    second = text[1:2]
    return text if second.isupper() or second == "'" else text[:1].lower() + text[1:]


def _reasons(
    scores: Scores, questionnaires: Sequence[Questionnaire], tr: Translator
) -> tuple[str, ...]:
    """Why the caps of the domains hold them down, each reason once."""
    found: Mapping[str, None] = dict.fromkeys(
        plain(without_capital(tr.text(cap.reason)))
        for one in questionnaires
        for cap in scores.domains[one.id].total.biting
    )
    return tuple(found)


def _value(score: Score, tr: Translator) -> str:
    """The score; while too little is answered for a level, the interval in its place."""
    if score.level is None and score.low is not None and score.high is not None:
        return tr("results.range", low=tr.number(score.low), high=tr.number(score.high))
    return out_of(score, tr)


def _overall_caption(overall: Score, reference: Reference, tr: Translator) -> str:
    word = level_word(overall.level, reference, tr)
    if overall.level is None:
        return f"{word} · {tr('results.figure.so_far', score=score_label(overall, tr))}"
    return f"{word} · {interval(overall, tr)}"


def _weakest_caption(weakest: Questionnaire, total: Score, tr: Translator) -> str:
    name = tr.text(weakest.short)
    held = total.biting
    if not held:
        return name
    return tr("results.figure.capped", name=name, max=tr.figure(min(cap.max for cap in held)))


def _answers_figure(overall: Score, tr: Translator) -> Figure:
    missing = overall.applicable - overall.answered - overall.unknown
    lacks = [
        tr(f"results.figure.{name}", n=number)
        for name, number in (("unknown", overall.unknown), ("missing", missing))
        if number
    ]
    return Figure(
        label=tr("results.figure.answers"),
        value="–" if overall.coverage is None else tr.percent(overall.coverage),
        caption=" · ".join(lacks) or tr("results.figure.all_known"),
    )


def _evidence_figure(overall: Score, tr: Translator) -> Figure:
    rate = overall.evidence_rate
    return Figure(
        label=tr("results.figure.evidence"),
        value="–" if rate is None else tr.percent(rate),
        caption=tr("results.figure.evidence_of"),
    )
