"""The parts of the results page that show scores: figures, radars, topics, domains, ladders, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import streamlit as st

from care_assess.questionnaire import OUTSIDE, TOPICS, QuestionId, Questionnaire, Section
from care_assess.scoring import DomainScore, LadderResult, Score, Scores
from care_assess.ui.bars import Bar, bars, spread
from care_assess.ui.board import LISTS, Board
from care_assess.ui.changes import difference
from care_assess.ui.indicators import indicators
from care_assess.ui.instruments import INSTRUMENTS
from care_assess.ui.levels import chip, level_word, out_of, score_label
from care_assess.ui.markdown import plain
from care_assess.ui.questions import Wish
from care_assess.ui.radars import FEWEST_AXES, Spoke, radar
from care_assess.ui.summary import cap_lines, facts, figures
from care_assess.ui.tables import show_chart, show_table
from care_assess.ui.why import names_of, why

__all__ = [
    "choose_domain",
    "show_axes",
    "show_bars",
    "show_figures",
    "show_groups",
    "show_ladder",
    "show_radars",
    "show_score",
    "show_topics",
    "signed",
]


def show_figures(board: Board, before: Scores | None, since: date | None) -> None:
    """The four figures on top; the change since last time under the first."""
    change = difference(board.scores.overall, before.overall if before else None)
    said = signed(board, change) if change is not None else None
    found = figures(board.scores, board.questionnaires, board.reference, said, board.tr)
    grid = st.grid(len(found), min_column_width=190)
    for figure in found:
        with grid.container(border=True, height="stretch"):
            st.metric(
                figure.label,
                figure.value,
                figure.change,
                delta_color="off" if change == 0 else "normal",
                delta_arrow="off" if change == 0 else "auto",
                delta_description=_since(board, since) if figure.change and since else None,
            )
            st.caption(plain(figure.caption))


def show_radars(board: Board, before: Scores | None, since: date | None) -> None:
    """The two shapes side by side: domains, and the six topics."""
    tr = board.tr
    now, then = _names(board, since)
    shapes = [("domain", _domain_spokes(board, before)), ("topic", _topic_spokes(board, before))]
    shown = [(name, spokes) for name, spokes in shapes if len(spokes) >= FEWEST_AXES]
    for place, (name, spokes) in zip(st.columns(max(len(shown), 1)), shown, strict=False):
        with place.container(border=True, height="stretch"):
            st.header(tr(f"results.radar.by_{name}"), anchor=False)
            chart = radar(
                spokes, title=tr(f"results.{name}"), now=now, before=then, tr=tr, theme=board.theme
            )
            show_chart(chart, key=f"radar_{name}", tr=tr)


def show_bars(
    board: Board, named: Sequence[tuple[str, str, Score]], *, title: str, key: str
) -> None:
    """One bar a score (its name, its short name, itself), with its interval and the target."""
    lines = [
        Bar(
            name=name,
            short=short,
            score=one.normalised,
            low=one.in_points(one.low),
            high=one.in_points(one.high),
            level=one.level,
            word=level_word(one.level, board.reference, board.tr),
        )
        for name, short, one in named
        if one.applicable
    ]
    if lines:
        chart = bars(lines, title=title, tr=board.tr, theme=board.theme)
        show_chart(chart, key=f"bars_{key}", tr=board.tr)
        if any(one.low != one.high for one in lines):
            st.caption(board.tr("results.bars.legend"))


def show_topics(board: Board) -> Wish | None:
    """One card a topic: its score, its caps, its hard facts, and why; gives the page asked for, if any."""
    grid, asked = st.grid(3, min_column_width=270), None
    for topic in LISTS:
        score = board.scores.topics[topic]
        if not score.applicable:
            continue
        cell = grid.cell(column_span="all") if topic == OUTSIDE else grid
        with cell.container(border=True, height="stretch"):
            name = board.tr.text(board.reference.topics[topic].name)
            st.subheader(plain(name), anchor=False)
            show_score(board, name, score, key=f"topic_{topic}", lines=_facts(board, topic))
            asked = _ways(board, topic) or asked
    return asked


def _ways(board: Board, topic: str) -> Wish | None:
    """The buttons that lead from the card of a topic to its page and to its instrument."""
    tr, page = board.tr, INSTRUMENTS.get(topic)
    wish: Wish | None = None
    if st.button(
        plain(tr("topic.open", name=tr.text(board.reference.topics[topic].short))),
        key=f"topic_{topic}_open",
        type="tertiary",
    ):
        wish = ("topic", {"t": topic})
    if page and st.button(tr(f"ui.page.{page}"), key=f"topic_{topic}_page", type="tertiary"):
        wish = (page, {})
    return wish


def show_score(
    board: Board, name: str, score: Score, *, key: str, lines: Sequence[str] = ()
) -> None:
    """A score in words on its colour, with its interval, answers, evidence and caps, and the way to why."""
    tr = board.tr
    said = out_of(score, tr)
    st.markdown(f"**{said}**  \n{chip(score.level, board.reference, tr, board.theme)}")
    st.caption(facts(score, tr))
    for line in (*cap_lines(score, tr), *lines):
        st.markdown(line)
    label = (
        tr("results.why.open_none")
        if score.score is None
        else tr("results.why.open", score=score_label(score, tr))
    )
    st.space("stretch")
    if st.button(label, key=f"why_{key}", icon=":material/help:", type="tertiary"):
        _explain(board, name, score)


def choose_domain(board: Board) -> Questionnaire:
    """The domain to look at closely: the weakest until another is chosen."""
    by_id = {one.id: one for one in board.questionnaires}
    ids = list(by_id)
    chosen = st.radio(
        board.tr("results.domains.choose"),
        ids,
        index=ids.index(board.scores.weakest) if board.scores.weakest in ids else 0,
        format_func=lambda one: plain(board.tr.text(by_id[one].short)),
        horizontal=True,
        key="results_domain",
        persist_state="session",
    )
    return by_id.get(str(chosen), board.questionnaires[0])


def show_ladder(board: Board, domain: Questionnaire, result: LadderResult) -> None:
    """The level that the control points allow, the points that block it, and every rung."""
    tr = board.tr
    ladder = next(one for one in domain.ladders if one.id == result.id)
    title = plain(tr.text(ladder.title))
    if result.at_most is None:
        st.markdown(tr("results.ladder.nothing", title=title))
        st.caption(plain(tr.text(ladder.note)))
        return
    key = "proven" if result.proven == result.at_most else "at_most"
    st.markdown(tr(f"results.ladder.{key}", title=title, level=result.at_most))
    st.caption(plain(tr.text(ladder.note)))
    missing = {question for rung in result.rungs for question in rung.missing}
    if missing:
        st.markdown(tr("results.ladder.missing", n=len(missing)))
    texts = _texts(board, [question for question, _ in result.blocking])
    if texts:
        st.markdown(
            "\n".join([tr("results.ladder.blocked"), *(f"- {plain(text)}" for text in texts)])
        )
    with st.expander(tr("results.ladder.see"), icon=":material/stairs:"):
        _show_rungs(board, result)


def show_groups(board: Board, domain: Questionnaire, found: DomainScore) -> None:
    """The groups that sections are made of, each in its section, as a table; nothing where there are none."""
    tr = board.tr
    if not found.groups:
        return
    header = tuple(tr(f"results.{name}") for name in ("section", "bars.score", "bars.level"))
    rows = []
    for section in domain.sections:
        for path, score in _inside(board, section, found, tr.text(section.title)):
            said = spread(score.score, score.low, score.high, tr)
            rows.append((path, said, level_word(score.level, board.reference, tr)))
    with st.expander(tr("results.domains.groups"), icon=":material/account_tree:"):
        show_table(header, rows, alt=tr("results.domains.groups"))


def show_axes(board: Board) -> None:
    """The same answers by axis, as a table."""
    tr = board.tr
    header = tuple(tr(f"results.{name}") for name in ("axis", "bars.score", "bars.level"))
    rows = [
        (
            tr.text(board.reference.axes[axis]),
            spread(score.score, score.low, score.high, tr),
            level_word(score.level, board.reference, tr),
        )
        for axis, score in board.scores.axes.items()
        if score.applicable
    ]
    show_table(header, rows, alt=tr("results.axes.title"))


def signed(board: Board, change: Fraction) -> str:
    """``+0,4``, ``-0,2`` (a true minus sign), ``0,0``."""
    said = board.tr.number(abs(change))
    if not any(digit in said for digit in "123456789"):
        return said
    return f"+{said}" if change > 0 else f"-{said}"


def _inside(
    board: Board, part: Section, found: DomainScore, path: str
) -> Iterator[tuple[str, Score]]:
    """The groups of a part and of its groups, by the way to them."""
    for group in part.groups:
        way = f"{path} › {board.tr.text(group.title)}"
        yield way, found.groups[part.id][group.id]
        yield from _inside(board, group, found, way)


def _domain_spokes(board: Board, before: Scores | None) -> list[Spoke]:
    then = before.domains if before else {}
    return [
        Spoke(
            name=board.tr.text(one.title),
            short=board.tr.text(one.short),
            now=board.scores.domains[one.id].total.normalised,
            before=then[one.id].total.normalised if one.id in then else None,
        )
        for one in board.questionnaires
    ]


def _topic_spokes(board: Board, before: Scores | None) -> list[Spoke]:
    texts = board.reference.topics
    return [
        Spoke(
            name=board.tr.text(texts[topic].name),
            short=board.tr.text(texts[topic].short),
            now=board.scores.topics[topic].score,
            before=before.topics[topic].score if before else None,
        )
        for topic in TOPICS
        if board.scores.topics[topic].applicable
    ]


def _names(board: Board, before: date | None) -> tuple[str, str | None]:
    """What the two assessments are called: their years, else their dates."""
    today = board.sheet.date
    if before is None:
        return board.tr.date(today), None
    if before.year != today.year:
        return str(today.year), str(before.year)
    said, then = board.tr.date(today), board.tr.date(before)
    return said, board.tr("results.radar.before") if then == said else then


def _since(board: Board, day: date) -> str:
    """``depuis 2025``, or the date when it is of the same year: the place is narrow."""
    if day.year != board.sheet.date.year:
        return board.tr("results.figure.since_year", year=day.year)
    return board.tr("results.figure.since", date=board.tr.date(day))


def _facts(board: Board, topic: str) -> list[str]:
    """The hard facts of a topic, in Markdown."""
    found = indicators(
        topic,
        questionnaires=board.questionnaires,
        sheet=board.sheet,
        applicable=board.applicable,
        reference=board.reference,
        tr=board.tr,
    )
    return [f"{plain(one.question)} **{plain(one.said)}**" for one in found]


def _explain(board: Board, name: str, score: Score) -> None:
    """A dialog with the rule in words, the bounds, the caps and every term."""
    tr = board.tr

    @st.dialog(tr("results.why.title"), width="medium")
    def shown() -> None:
        explained = why(score, names_of(board.questionnaires, tr), tr)
        st.markdown(f"**{plain(name)}** · {out_of(score, tr)}")
        for sentence in explained.sentences:
            st.markdown(sentence)
        if explained.rows:
            st.caption(tr("results.why.order"))
            show_table(explained.header, explained.rows, alt=tr("results.why.alt"))

    shown()


def _show_rungs(board: Board, result: LadderResult) -> None:
    tr, lines = board.tr, []
    for rung in result.rungs:
        said = [
            tr("results.ladder.rung", rung=rung.rung, state=tr(f"results.ladder.is.{rung.state}"))
        ]
        for name, questions in (("failing", rung.blocking), ("unassessed", rung.missing)):
            texts = tr("results.separator").join(map(plain, _texts(board, questions)))
            if texts:
                said.append(tr(f"results.ladder.{name}", texts=texts))
        lines.append(f"- {' '.join(said)}")
    st.markdown("\n".join(lines))


def _texts(board: Board, questions: Sequence[QuestionId]) -> tuple[str, ...]:
    """The texts of questions, each once."""
    known: Mapping[QuestionId, None] = dict.fromkeys(questions)
    by_id = board.questions
    return tuple(board.tr.text(by_id[question].text) for question in known if question in by_id)
