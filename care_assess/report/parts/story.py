"""What every part of the report is told from, and the words they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from care_assess.answers import CLEARED, NEVER, Answer, Applies, Sheet, level_of
from care_assess.plan import Plan
from care_assess.questionnaire import Question, QuestionId, Questionnaire, Reference, Scale
from care_assess.report.blocks import Level, Tile
from care_assess.report.typeset import shorten
from care_assess.scoring import CapHeld, Score, Scores
from care_assess.text import NBSP, Text, Translator, french_spacing
from care_assess.versions.comparing import Reread
from care_assess.workshop import Record

__all__ = ["Previous", "Story"]

_NEEDED = Fraction(3, 5)


@dataclass(frozen=True, slots=True)
class Previous:
    """The assessment to compare with. ``reread``: how it came to the versions of this one, if it had others."""

    sheet: Sheet
    scores: Scores
    reread: Reread | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One assessment with all that is known of it, and the language to say it in."""

    sheet: Sheet
    questionnaires: Sequence[Questionnaire]
    reference: Reference
    scores: Scores
    plan: Plan
    previous: Previous | None
    tr: Translator
    applicable: Mapping[QuestionId, Applies]
    questions: Mapping[QuestionId, Question]
    earlier: Sequence[Questionnaire] = ()
    workshops: Record | None = None

    def text(self, text: Text) -> str:
        """A content text in the language of the report, spaced as French asks."""
        said = text(self.tr.lang)
        return french_spacing(said) if self.tr.lang == "fr" else said

    def inside(self, text: Text) -> str:
        """A content text to stand within a sentence: no final stop."""
        return self.text(text).rstrip(" .")

    def answer(self, question: QuestionId) -> Answer:
        """The answer given, CLEARED when there is none."""
        return self.sheet.answers.get(question, CLEARED)

    def level(self, score: Score) -> Level:
        """The level of a score with its word, or that there is none, or that nothing applies."""
        if not score.applicable:
            return Level(None, self.tr("report.no_concern"))
        return self.named(score.level)

    def named(self, level: int | None) -> Level:
        """A level with its word."""
        if level is None:
            return Level(None, self.tr("report.no_level"))
        return Level(level, self.text(self.reference.levels[level]))

    def figure(self, score: Score) -> str:
        """The score as written: the interval when too little is answered, a dash when nothing counts."""
        if score.score is None:
            return self.tr("report.no_figure")
        if score.level is None:
            return self.interval(score)
        figure = self.tr.number(score.score)
        if score.scale.plain:
            return figure
        return self.tr("report.out_of", figure=figure, max=self.tr.figure(score.scale.maximum))

    def interval(self, score: Score) -> str:
        """``1,9 à 3,0``."""
        if score.low is None or score.high is None:
            return self.tr("report.no_figure")
        low, high = self.tr.number(score.low), self.tr.number(score.high)
        if low == high:
            return low
        return self.tr("report.interval", low=low, high=high).replace(" ", NBSP)

    def share(self, share: Fraction | None) -> str:
        """``94 %``, or a dash."""
        return self.tr("report.no_figure") if share is None else self.tr.percent(share)

    def needed(self) -> str:
        """The coverage under which no level is given."""
        return self.tr.percent(_NEEDED)

    def short(self, domain: str) -> str:
        """The short name of a domain."""
        return next(self.text(one.short) for one in self.questionnaires if one.id == domain)

    def level_of(self, question: Question) -> int | None:
        """The level of a known answer."""
        level = level_of(question, self.answer(question.id))
        return None if level is None else int(level)

    def applies(self, question: QuestionId) -> bool:
        """Whether the question concerns the establishment."""
        verdict = self.applicable.get(question)
        return verdict is not None and verdict.applies

    def asked(self) -> Iterator[Question]:
        """The questions of the sheet's tier, in order."""
        return (question for question in self.questions.values() if question.id in self.applicable)

    def said(self, question: Question) -> str:
        """The answer in words."""
        answer = self.answer(question.id)
        match answer.kind:
            case "unknown":
                return self.tr("report.annex.unknown")
            case "not_applicable":
                return self.tr("report.annex.not_applicable", reason=answer.reason)
            case "value":
                return self._value(question, answer)
            case "none":
                return self.tr("report.annex.unanswered")

    def _value(self, question: Question, answer: Answer) -> str:
        value = answer.value
        if isinstance(value, Fraction):
            return self._number(question, value)
        if isinstance(value, tuple):
            options = (option for option in question.options if option.id in value)
            return self.listed(self.inside(option.text) for option in options)
        if value == NEVER and question.scale is not None:
            bands = question.scale.bands
            return self.inside(bands[0].text) if bands else self.tr("report.annex.never")
        if question.kind == "date":
            return self.tr.date(date.fromisoformat(str(value)))
        for option in question.options:
            if option.id == value:
                return self.inside(option.text)
        return str(value)

    def _number(self, question: Question, value: Fraction) -> str:
        scale = question.scale
        if scale is None:
            return self.tr.number(value)
        worded = scale.band(value)
        band = self.inside(worded.text) if worded else ""
        if scale.unit == "level" and band:
            return band
        decimals = 0 if value.denominator == 1 else scale.decimals
        if scale.unit == "percent":
            return self._banded(self.tr.percent(value / 100, decimals), band)
        number = self.tr.number(value, decimals)
        if scale.unit == "count" or value < 2:  # units are plural: the band says one of them
            return self._banded(number, band)
        unit = self.text(self.reference.units[scale.unit])
        return self._banded(self.tr("report.annex.number", number=number, unit=unit), band)

    def _banded(self, value: str, band: str) -> str:
        """The value with the words of its band, unless they say the same."""
        if not band:
            return value
        if value.casefold() in band.casefold():
            return band
        return self.tr("report.annex.number_band", value=value, band=band)

    def capped(self, cap: CapHeld, score: Score) -> str:
        """What a cap does to a score, and why it holds."""
        key = "report.capped" if cap.certain else "report.capped_unknown"
        if cap not in score.biting:
            key = "report.cap_without_effect"
        return self.tr(
            key, max=self.tr.figure(cap.max), reason=self.reason(cap), question=cap.question
        )

    def reason(self, cap: CapHeld, longest: int = 500) -> str:
        """Why a cap holds, quoted, to stand within a sentence."""
        return self.quoted(shorten(self.inside(cap.reason), longest))

    def quoted(self, text: str) -> str:
        """A text of someone else within a sentence of ours."""
        return self.tr("report.quoted", text=text)

    def ranks(self, questions: Iterable[QuestionId]) -> list[int]:
        """The ranks of the actions that answer those questions."""
        wanted = set(questions)
        return [action.rank for action in self.plan.actions if wanted & set(action.questions)]

    def _out_of(self, scale: Scale) -> str:
        """``Score sur 5``, or the ends of another scale."""
        if scale.plain:
            return self.tr("report.tile.score")
        low, high = self.tr.figure(scale.minimum), self.tr.figure(scale.maximum)
        return self.tr("report.tile.score_on", min=low, max=high)

    def tiles(self, score: Score) -> tuple[Tile, ...]:
        """The four figures of a score."""
        tr = self.tr
        done = score.answered + score.unknown
        level = self.level(score)
        said = (
            level.name
            if level.level is None
            else tr("report.level", level=level.level, name=level.name)
        )
        counted = tr(
            "report.tile.coverage_note", done=done, total=score.applicable, n=score.unknown
        )
        return (
            Tile(
                value=self.figure(score),
                label=self._out_of(score.scale),
                note=said,
                level=score.level,
            ),
            Tile(
                value=self.interval(score),
                label=tr("report.tile.interval"),
                note=tr("report.tile.interval_note"),
            ),
            Tile(value=self.share(score.coverage), label=tr("report.tile.coverage"), note=counted),
            Tile(
                value=self.share(score.evidence_rate),
                label=tr("report.tile.evidence"),
                note=tr("report.tile.evidence_note"),
            ),
        )

    def listed(self, texts: Iterable[str]) -> str:
        """The texts one after the other, in one sentence."""
        return self.tr("report.and").join(texts)

    def few(self, names: Iterable[str], most: int) -> str:
        """The names, the first ``most`` of them when there are more."""
        listed = list(names)
        if len(listed) <= most + 1:
            return ", ".join(listed)
        shown = ", ".join(listed[:most])
        return self.tr("report.and_more", shown=shown, n=len(listed) - most)
