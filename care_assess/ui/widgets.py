"""The fields of one question: what was answered goes in, what is on the screen comes out.

One radio group holds everything that can be answered, so that nothing on the card can contradict it.
For a question that wants more than a choice (a number, a date, a list, a text), the first radio of the
group says "I give it" and the field stands right under it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import streamlit as st

from care_assess.answers import CLEARED, NEVER, Answer, AnswerKind, Grade, Value
from care_assess.questionnaire import Option, Question, Reference
from care_assess.text import Translator
from care_assess.ui.markdown import plain

__all__ = ["Fields"]

GIVEN, NOTHING = "given", "nothing"
UNKNOWN, NOT_APPLICABLE = "unknown", "not_applicable"
WITH_A_FIELD = {"number", "multiple", "date", "information"}
_KINDS: Mapping[str | None, AnswerKind] = {
    UNKNOWN: "unknown",
    NOT_APPLICABLE: "not_applicable",
}
GRADES: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """The fields of ``question``; ``prefix`` sets their keys apart from those of another assessment."""

    question: Question
    reference: Reference
    tr: Translator
    prefix: str

    def draw(self, stored: Answer, *, forced: bool) -> Answer:
        """Draw the fields as ``stored`` fills them, and give the answer that is on the screen.

        ``forced``: over whatever the browser holds. The answer may be incomplete (a reason still to be
        written) or not fit the question: it is checked where it is saved.
        """
        if forced:
            self._force(stored)
        shown = CLEARED if forced else stored  # a default and a forced value do not go together
        pick = self._pick(shown)
        value: Value | None = None
        if pick == GIVEN:
            value = self._given(shown)
        elif pick not in {None, UNKNOWN, NOT_APPLICABLE}:
            value = () if pick == NOTHING else pick
        reason = self._reason(shown) if pick == NOT_APPLICABLE else ""
        with st.expander(self.tr("form.more"), type="compact"):
            comment, evidence, grade = self._more(shown)
        kind = _KINDS.get(pick, "none" if value is None else "value")
        return Answer(
            kind=kind, value=value, reason=reason, comment=comment, evidence=evidence, grade=grade
        )

    def key(self, name: str) -> str:
        """The key of one field."""
        return f"{self.prefix}.{self.question.id}.{name}"

    # ---- the radio group

    def _pick(self, shown: Answer) -> str | None:
        choices = self._choices()
        names = list(choices)
        return st.radio(
            plain(self.tr.text(self.question.text)),
            names,
            index=next((n for n, name in enumerate(names) if name == self._picked(shown)), None),
            format_func=lambda name: choices.get(name, name),
            key=self.key("pick"),
            label_visibility="collapsed",  # the heading above says the same words, larger
        )

    def _choices(self) -> Mapping[str, str]:
        """What the group offers: an id → its words."""
        tr, scale = self.tr, self.question.scale
        offered: dict[str, str] = {}
        if self.question.kind in WITH_A_FIELD:
            unit = tr.text(self.reference.units[scale.unit]) if scale else ""
            offered[GIVEN] = tr(f"form.given.{self.question.kind}", unit=unit)
        for option in self.question.options if GIVEN not in offered else ():
            mark = f"**{tr.figure(option.level)}** · " if self.question.kind == "level" else ""
            offered[option.id] = mark + plain(tr.text(option.text))
        if scale and scale.never:
            offered[NEVER] = tr("form.never")
        if self.question.kind == "multiple":
            offered[NOTHING] = tr("form.nothing")
        offered[UNKNOWN] = tr("form.unknown")
        offered[NOT_APPLICABLE] = tr("form.not_applicable")
        return offered

    def _picked(self, answer: Answer) -> str | None:
        if answer.kind in {"unknown", "not_applicable"}:
            return answer.kind
        if self.question.kind in WITH_A_FIELD:
            return NEVER if answer.value == NEVER else NOTHING if answer.value == () else GIVEN
        return answer.value if isinstance(answer.value, str) else None

    # ---- what goes with a choice

    def _given(self, shown: Answer) -> Value | None:
        match self.question.kind:
            case "number":
                return self._number(shown.value)
            case "multiple":
                return self._several(shown.value)
            case "date":
                return self._day(shown.value)
            case _:
                return self._text(shown.value)

    def _number(self, value: Value | None) -> Value | None:
        scale = self.question.scale
        if scale is None:
            return None
        whole = scale.decimals == 0
        known = value if isinstance(value, Fraction) else None
        convert: Callable[[Fraction], int | float] = int if whole else float
        given = st.number_input(
            self.tr("form.number", unit=self.tr.text(self.reference.units[scale.unit])),
            value=None if known is None else convert(known),
            step=1 if whole else 0.1**scale.decimals,
            format="%d" if whole else f"%.{scale.decimals}f",
            key=self.key("number"),
            width=220,
        )
        if scale.bands:
            st.caption(self._bands(scale.bands))
        return None if given is None else Fraction(str(given))

    def _bands(self, bands: Sequence[Option]) -> str:
        tr = self.tr
        said = (f"**{tr.figure(band.level)}** {plain(tr.text(band.text))}" for band in bands)
        return tr("form.bands", bands=" · ".join(said))

    def _several(self, value: Value | None) -> Value | None:
        known = value if isinstance(value, tuple) else ()
        ticked = tuple(
            option.id
            for option in self.question.options
            if st.checkbox(
                plain(self.tr.text(option.text)),
                value=option.id in known,
                key=self.key(f"option.{option.id}"),
            )
        )
        return ticked or None

    def _day(self, value: Value | None) -> Value | None:
        given = st.date_input(
            self.tr("form.date"),
            value=date.fromisoformat(value) if isinstance(value, str) else None,
            min_value=date(1990, 1, 1),
            max_value=date(2100, 1, 1),
            format="DD/MM/YYYY",
            key=self.key("date"),
            width=220,
        )
        return given.isoformat() if isinstance(given, date) else None

    def _text(self, value: Value | None) -> Value | None:
        known = value if isinstance(value, str) else ""
        given = st.text_area(self.tr("form.text"), value=known, key=self.key("text"))
        return given if given and given.strip() else None

    def _reason(self, shown: Answer) -> str:
        given = st.text_input(
            self.tr("form.reason"),
            value=shown.reason,
            key=self.key("reason"),
            placeholder=self.tr("form.reason_example"),
        )
        return given or ""

    def _more(self, shown: Answer) -> tuple[str, tuple[str, ...], Grade]:
        tr = self.tr
        comment = st.text_area(
            tr("form.comment"), value=shown.comment, key=self.key("comment"), height=96
        )
        if self.question.evidence:
            expected = plain(tr.text(self.question.evidence))
            st.caption(tr("form.evidence_expected", evidence=expected))
        names = st.text_area(
            tr("form.evidence"),
            value="\n".join(shown.evidence),
            key=self.key("evidence"),
            height=96,
            help=tr("form.evidence_help"),
        )
        grade = st.radio(
            tr("form.grade"),
            GRADES,
            index=GRADES.index(shown.grade),
            format_func=lambda name: tr(f"form.grades.{name}"),
            key=self.key("grade"),
            horizontal=True,
            help=tr("form.grade_help"),
        )
        st.caption(tr("form.saved_on_leaving"))
        return comment or "", tuple((names or "").splitlines()), grade

    # ---- forcing

    def _force(self, answer: Answer) -> None:
        """Put ``answer`` in the fields, over what they hold."""
        value = answer.value
        filled: dict[str, Any] = {
            "pick": self._picked(answer),
            "reason": answer.reason,
            "comment": answer.comment,
            "evidence": "\n".join(answer.evidence),
            "grade": answer.grade,
        }
        if self.question.kind == "number" and self.question.scale:
            whole = self.question.scale.decimals == 0
            number = value if isinstance(value, Fraction) else None
            filled["number"] = None if number is None else int(number) if whole else float(number)
        elif self.question.kind == "multiple":
            chosen = value if isinstance(value, tuple) else ()
            filled |= {f"option.{one.id}": one.id in chosen for one in self.question.options}
        elif self.question.kind == "date":
            filled["date"] = date.fromisoformat(value) if isinstance(value, str) else None
        elif self.question.kind == "information":
            filled["text"] = value if isinstance(value, str) else ""
        for name, one in filled.items():
            st.session_state[self.key(name)] = one
