"""The parts of the risks page: the sentence to repeat, the chart, and one card a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from care_assess.report.parts.story import Story
from care_assess.risks import BANDS, Band, Reason, Risk, StepRisk, band_of
from care_assess.text import Translator
from care_assess.ui.board import Board
from care_assess.ui.figures import Bar, shares
from care_assess.ui.levels import banner
from care_assess.ui.markdown import plain
from care_assess.ui.summary import without_capital
from care_assess.ui.tables import show_chart, show_table

__all__ = ["headline", "show_comparison", "show_method", "show_risk"]

_FEW = 3
"""Answers shown of a list; the others are a press away."""
_DECIDES = 3
_LEVELS: dict[Band, int] = {"low": 4, "moderate": 3, "high": 2, "very_high": 1}
"""The level whose colour and hatching a band has."""
_FULL, _EMPTY = "\u25cf", "\u25cb"


def headline(risks: Sequence[Risk], tr: Translator) -> str:
    """What a director could repeat, in Markdown. ``risks``: the most exposed first."""
    banded = [risk for risk in risks if risk.band is not None]
    unclear = len(risks) - len(banded)
    said = []
    if banded:
        high = sum(risk.band in {"high", "very_high"} for risk in banded)
        key = "risks.lead.high" if high else "risks.lead.none_high"
        said = [tr(key, n=high, all=len(risks)), *_first(banded[0], tr)]
    if unclear:
        said.append(tr("risks.lead.unclear", n=unclear))
    return " ".join(said)


def show_comparison(risks: Sequence[Risk], board: Board) -> None:
    """One bar a scenario, with its interval, and the table that says the same."""
    tr = board.tr
    lines = [_bar(risk, tr) for risk in risks if risk.exposure is not None]
    if not lines:
        return
    header = (tr("risks.compare.name"), tr("risks.compare.value"), tr("risks.compare.word"))
    values = tr("results.separator").join(
        f"{one.name} {_hundredths(one.score, tr)}" for one in lines
    )
    alt = tr("risks.compare.alt", values=values)
    show_chart(shares(lines, header, alt=alt, tr=tr, theme=board.theme), key="exposures", tr=tr)
    if any(one.low != one.high for one in lines):
        st.caption(tr("risks.compare.legend"))


def show_method(board: Board) -> None:
    """How it is worked out, and what it is not."""
    tr, note = board.tr, board.reference.scenarios_note
    with st.expander(tr("risks.how.title"), icon=":material/functions:"):
        for part in ("step", "scenario", "unknown", "bands", "action"):
            st.markdown(tr(f"risks.how.{part}"))
    if note is not None:
        st.caption(plain(tr.text(note)))


def show_risk(risk: Risk, board: Board, story: Story) -> None:
    """The card of a scenario."""
    tr = board.tr
    with st.container(border=True):
        st.subheader(plain(tr.text(risk.name)), anchor=False)
        st.markdown(_exposure(risk, board))
        if risk.story is not None:
            with st.expander(tr("risks.story"), icon=":material/menu_book:"):
                st.markdown(plain(tr.text(risk.story)))
        if risk.exposure is None:
            return
        way, opens, stops = st.columns(3, gap="medium")
        with way:
            _part(tr("risks.steps.title"))
            st.markdown(_numbered([_step(step, tr) for step in risk.steps]))
        with opens:
            _part(tr("risks.opens.title"))
            _show_reasons(risk.opens, board, story, none="risks.opens.none")
        with stops:
            _part(tr("risks.stops.title"))
            _show_reasons(risk.stops, board, story, none="risks.stops.none")
        actions, clarify = st.columns([2, 1], gap="medium")
        with actions:
            _part(tr(f"risks.actions.count.{len(risk.actions)}"))
            _show_actions(risk, tr)
        with clarify:
            _part(tr("risks.clarify.title"))
            _show_unclear(risk, board)
        if st.button(
            tr("risks.all.open"), key=f"all_{risk.id}", icon=":material/list:", type="tertiary"
        ):
            _show_all(risk, board, story)


def _first(risk: Risk, tr: Translator) -> tuple[str, ...]:
    """The most exposed scenario, its most open step, the action that reduces it most."""
    value = risk.exposure.value if risk.exposure else None
    if value is None:
        return ()
    first = tr(
        "risks.lead.first",
        name=plain(tr.text(risk.name)),
        band=tr(f"risks.band.{band_of(value)}"),
        value=_hundredths(value, tr),
        step=plain(tr.text(_widest(risk).name)),
    )
    if not risk.actions:
        return (first,)
    action = risk.actions[0].action
    said = plain(without_capital(tr.text(action.text).rstrip(" .")))
    return first, tr("risks.lead.action", action=said, n=action.days)


def _widest(risk: Risk) -> StepRisk:
    """The step that adds most to the exposure."""

    def added(step: StepRisk) -> Fraction:
        value = step.openness.value if step.openness else None
        return step.weight * (value or Fraction(0))

    return max(risk.steps, key=added)


def _bar(risk: Risk, tr: Translator) -> Bar:
    name, exposure = tr.text(risk.name), risk.exposure
    band = risk.band
    return Bar(
        name=name,
        short=name,
        score=exposure.value if exposure else None,
        low=exposure.low if exposure else None,
        high=exposure.high if exposure else None,
        level=None if band is None else _LEVELS[band],
        word=tr(f"risks.band.{band or 'none'}"),
    )


def _exposure(risk: Risk, board: Board) -> str:
    """The band in words and marks on its colour, the value and its bounds, in Markdown."""
    tr, exposure, band = board.tr, risk.exposure, risk.band
    if exposure is None:
        return tr("risks.outside")
    if band is None or exposure.value is None:
        low, high = (tr(f"risks.band.{band_of(one)}") for one in (exposure.low, exposure.high))
        key = "risks.unclear" if low != high else "risks.unclear_one"
        said = tr(key, known=tr.percent(risk.known), low=low, high=high)
        return f"{banner(tr('risks.band.none').capitalize(), None, board.theme)} {said}"
    filled = BANDS.index(band) + 1
    marks = _FULL * filled + _EMPTY * (len(BANDS) - filled)
    word = f"{tr(f'risks.band.{band}').capitalize()} {marks}"
    value = tr("risks.value", value=_hundredths(exposure.value, tr))
    low, high = _hundredths(exposure.low, tr), _hundredths(exposure.high, tr)
    if low != high:
        value = f"{value}, {tr('risks.between', low=low, high=high)}"
    return f"{banner(word, _LEVELS[band], board.theme)} {value}"


def _step(step: StepRisk, tr: Translator) -> str:
    state = tr(f"risks.steps.{step.state}")
    line = tr("risks.steps.line", name=plain(tr.text(step.name)), state=state)
    return tr("risks.steps.decides", line=line) if step.weight == _DECIDES else line


def _show_reasons(reasons: Sequence[Reason], board: Board, story: Story, *, none: str) -> None:
    tr = board.tr
    if not reasons:
        st.markdown(tr(none))
        return
    st.markdown(_listed([_reason(one, board, story) for one in reasons[:_FEW]]))
    _show_more(len(reasons) - _FEW, tr)


def _reason(reason: Reason, board: Board, story: Story) -> str:
    question = board.questions[reason.question]
    return board.tr(
        "risks.reason.line",
        question=plain(board.tr.text(question.text)),
        answer=plain(story.said(question)),
    )


def _show_actions(risk: Risk, tr: Translator) -> None:
    before = risk.exposure.value if risk.exposure else None
    if not risk.actions or before is None:
        st.markdown(tr("risks.actions.none"))
        return
    lines = [
        tr(
            "risks.actions.line",
            action=plain(tr.text(one.action.text).rstrip(" .")),
            n=one.action.days,
            before=_hundredths(before, tr),
            after=_hundredths(one.after, tr),
        )
        for one in risk.actions
    ]
    st.markdown(_numbered(lines))


def _show_unclear(risk: Risk, board: Board) -> None:
    tr = board.tr
    if not risk.to_clarify:
        st.markdown(tr("risks.clarify.none"))
        return
    lines = [
        tr(
            f"risks.clarify.{'unknown' if one.unknown else 'unanswered'}",
            question=plain(tr.text(board.questions[one.question].text)),
            owner=plain(board.owner(one.question)),
        )
        for one in risk.to_clarify[:_FEW]
    ]
    st.markdown(_listed(lines))
    _show_more(len(risk.to_clarify) - _FEW, tr)


def _show_all(risk: Risk, board: Board, story: Story) -> None:
    """A dialog with every answer that counts, and what it weighs: two columns, for a phone."""
    tr = board.tr
    names = {step.id: tr.text(step.name) for step in risk.steps}

    @st.dialog(tr("risks.all.title"), width="large")
    def shown() -> None:
        st.markdown(f"**{plain(tr.text(risk.name))}**")
        header = tuple(tr(f"risks.all.{name}") for name in ("answer", "weighs"))
        rows = [
            (
                _given(one, board, story),
                tr(
                    f"risks.all.{one.role}",
                    strength=one.strength,
                    steps=tr("results.separator").join(names[step] for step in one.steps),
                ),
            )
            for one in (*risk.opens, *risk.to_clarify, *reversed(risk.stops))
        ]
        show_table(header, rows, alt=tr("risks.all.alt"))

    shown()


def _given(reason: Reason, board: Board, story: Story) -> str:
    """The question and its answer, one after the other, in words."""
    question = board.questions[reason.question]
    return f"{board.tr.text(question.text)} {story.said(question)}"


def _show_more(n: int, tr: Translator) -> None:
    if n > 0:
        st.caption(tr("risks.more", n=n))


def _part(title: str) -> None:
    st.markdown(f"**{title}**")


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))


def _hundredths(share: Fraction | None, tr: Translator) -> str:
    """A share in [0, 1] as a whole number from 0 to 100."""
    return "–" if share is None else tr.number(100 * share, 0)
