"""Trying a questionnaire out: its real cards, over answers that stay in the memory of the session."""

from __future__ import annotations

from datetime import UTC, date, datetime

import streamlit as st

from care_assess.answers import (
    CLEARED,
    Answer,
    AnswerEvent,
    Organisation,
    applicability,
    check_answer,
    progress,
)
from care_assess.assessments import AssessmentInfo, OpenAssessment
from care_assess.errors import AnswerRejected
from care_assess.questionnaire import Question, QuestionId, Questionnaire, Reference
from care_assess.scoring import Score, score
from care_assess.ui import shell
from care_assess.ui.board import Board
from care_assess.ui.card import show_question
from care_assess.ui.levels import current_theme, out_of, score_label
from care_assess.ui.markdown import plain
from care_assess.ui.paging import QuestionPage, pages_of
from care_assess.ui.scorecards import show_score
from care_assess.ui.tables import show_table
from care_assess.ui.widgets import Fields

__all__ = ["draw"]

_ANSWERS, _ROUND = "care.trial", "care.trial_round"
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # never shown


def draw(questionnaire: Questionnaire, reference: Reference) -> None:
    """Draw a page of the questionnaire that can be chosen, and above it the score of what is answered."""
    tr = shell.reader().tr
    answers = _answers(questionnaire)
    before = _board(questionnaire, reference, answers)
    st.subheader(tr("library.trial.title"), anchor=False)
    st.markdown(tr("library.trial.text"))
    place = st.container(border=True)
    pages = pages_of(questionnaire, before.applicable)
    st.subheader(tr("library.trial.form"), anchor=False)
    page = _choose(pages)
    prefix = f"trial.{questionnaire.digest[:12]}.{_round()}"
    for part in page:
        st.markdown(f"#### {plain(tr.text(part.section.title))}")
        if part.section.intro and part.questions[0] is part.section.questions[0]:
            st.markdown(plain(tr.text(part.section.intro)))
        shown = [one for one in part.questions if before.applicable[one.id].applies]
        for question in shown:
            _card(question, reference, answers, prefix)
        if len(shown) < len(part.questions):
            st.caption(tr("form.out", n=len(part.questions) - len(shown)))
    after = _board(questionnaire, reference, answers)
    with place:
        _show(after, questionnaire)
    if after.applicable != before.applicable:
        shell.run_again()


def _card(
    question: Question, reference: Reference, answers: dict[QuestionId, Answer], prefix: str
) -> None:
    """The card of a question, whose answer goes to ``answers``."""
    tr = shell.reader().tr
    with st.container(border=True):
        show_question(question, tr)
        fields = Fields(question=question, reference=reference, tr=tr, prefix=prefix)
        on_screen = fields.draw(answers.get(question.id, CLEARED), forced=False)
        state = tr("library.trial.not_kept")
        try:
            given = check_answer(question, on_screen)
        except AnswerRejected as error:
            state = f"**{tr('library.trial.rejected', why=plain(tr.error(error)))}**"
        else:
            answers.pop(question.id, None)
            if given != CLEARED:
                answers[question.id] = given
        owner = reference.owners.get(question.answered_by)
        asked = [tr("form.ask", who=plain(tr.text(owner)))] if owner else []
        st.caption(" · ".join([question.id, state, *asked]))


def _choose(pages: tuple[QuestionPage, ...]) -> QuestionPage:
    """The page to look at, by the titles of its parts."""
    tr = shell.reader().tr
    if len(pages) < 2:
        return pages[0] if pages else ()
    titles = [
        " · ".join(dict.fromkeys(plain(tr.text(part.section.title)) for part in page))
        for page in pages
    ]
    chosen = st.selectbox(
        tr("library.trial.page"),
        range(len(pages)),
        format_func=lambda number: tr(
            "library.trial.page_of", number=number + 1, n=len(pages), titles=titles[number]
        ),
        key="trial_page",
    )
    return pages[chosen or 0]


def _show(board: Board, questionnaire: Questionnaire) -> None:
    """The score of the whole with its why, then that of each section."""
    tr = board.tr
    found = board.scores.domains[questionnaire.id]
    title = tr.text(questionnaire.title)
    done, total = board.progress.done, board.progress.total
    st.caption(tr("ui.progress", done=done, n=total))
    show_score(board, title, found.total, key="trial")
    rows = [
        (tr.text(section.title), _said(board, found.sections[section.id]))
        for section in questionnaire.sections
    ]
    if len(rows) > 1:
        header = (tr("results.section"), tr("results.bars.score"))
        show_table(header, rows, alt=tr("library.trial.sections"))
    if board.sheet.answers and st.button(
        tr("library.trial.clear"), key="trial_clear", icon=":material/backspace:", type="tertiary"
    ):
        st.session_state.pop(_ANSWERS)
        st.session_state[_ROUND] = _round() + 1
        shell.run_again()


def _round() -> int:
    """How many times the trial was begun again: other fields, which hold nothing."""
    count: int = st.session_state.get(_ROUND, 0)
    return count


def _said(board: Board, one: Score) -> str:
    return score_label(one, board.tr) if one.score is None else out_of(one, board.tr)


def _answers(questionnaire: Questionnaire) -> dict[QuestionId, Answer]:
    """What was tried so far; of a file that has changed since, what still fits."""
    kept: dict[QuestionId, Answer] = st.session_state.setdefault(_ANSWERS, {})
    questions = {question.id: question for question in questionnaire.questions}
    for name in [*kept]:
        if name not in questions or not _fits(questions[name], kept[name]):
            del kept[name]
    return kept


def _fits(question: Question, answer: Answer) -> bool:
    try:
        return check_answer(question, answer) == answer
    except AnswerRejected:
        return False


def _board(
    questionnaire: Questionnaire, reference: Reference, answers: dict[QuestionId, Answer]
) -> Board:
    """The answers as an assessment that no store has."""
    info = AssessmentInfo(
        id="",
        organisation=Organisation(name="", kind="public"),
        date=date(2000, 1, 1),
        tier="full",
        perimeter="",
        versions={questionnaire.id: questionnaire.version},
        created_at=_MOMENT,
        updated_at=_MOMENT,
    )
    events = {name: _event(name, answer) for name, answer in answers.items()}
    opened = OpenAssessment(info=info, events=events, top_seq=len(events), cover_seq=0)
    sheet, some = opened.sheet, (questionnaire,)
    applicable = applicability(some, sheet, reference)
    return Board(
        seam=shell.assessments(),
        opened=opened,
        sheet=sheet,
        questionnaires=some,
        reference=reference,
        applicable=applicable,
        scores=score(some, sheet, reference),
        progress=progress(questionnaire.questions, sheet, applicable),
        tr=shell.reader().tr,
        theme=current_theme(),
    )


def _event(question: QuestionId, answer: Answer) -> AnswerEvent:
    return AnswerEvent(
        seq=0, question=question, answer=answer, author="", tab="", source="form", at=_MOMENT
    )
