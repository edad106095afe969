"""The parts of the plan page: decisions, filters, actions topic by topic, and the detail of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import streamlit as st

from care_assess.plan import PlannedAction
from care_assess.questionnaire import Resource
from care_assess.report.parts.board import about
from care_assess.report.parts.story import Story
from care_assess.scoring import Score
from care_assess.text import Translator
from care_assess.ui.board import LISTS, Board
from care_assess.ui.levels import ink
from care_assess.ui.markdown import plain
from care_assess.ui.summary import without_capital
from care_assess.ui.tables import show_table

__all__ = [
    "Choice",
    "choose",
    "clear_filters",
    "resource_line",
    "show_decisions",
    "show_topic",
    "show_total",
]

FIRST = 3
"""Actions shown of a topic before the reader asks for all, or for that topic."""
_FEW = 5  # actions named one by one; of more, how many there are is said
_FILTERS = ("topic", "horizon", "owner", "function")
_HUNDREDTH = Fraction(1, 100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What the reader filters by; an empty set lets everything through."""

    topics: frozenset[str]
    horizons: frozenset[str]
    owners: frozenset[str]
    functions: frozenset[str]

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.topics or self.horizons or self.owners or self.functions)

    def keeps(self, action: PlannedAction) -> bool:
        """Whether an action meets every filter."""
        return (
            (not self.topics or not self.topics.isdisjoint(action.topics))
            and (not self.horizons or action.horizon in self.horizons)
            and (not self.owners or action.owner in self.owners)
            and (not self.functions or action.function in self.functions)
        )


def show_total(board: Board, story: Story) -> None:
    """How much there is to do, in orders of magnitude."""
    actions = story.plan.actions
    said = {
        horizon: about(story, [one for one in actions if one.horizon == horizon])
        for horizon in ("quick", "structuring")
    }
    st.markdown(board.tr("plan_page.total", n=len(actions), days=about(story, actions), **said))


def show_decisions(board: Board, story: Story, actions: Sequence[PlannedAction]) -> None:
    """The actions to decide now, side by side, in words."""
    for place, action in zip(st.columns(len(actions)), actions, strict=True):
        with place.container(border=True, height="stretch"):
            st.markdown(f"**{plain(_said(board, action))}**")
            st.markdown(_why(board, story, action))
            st.space("stretch")
            gain = _gain(board, action.gain, board.scores.overall, "overall")
            st.markdown(_figures(board, action, gain))
            _open_button(board, story, action, key="decide")


def choose(board: Board, story: Story) -> Choice:
    """The filters, as pills; only what the plan holds can be chosen."""
    reference, tr, plan = board.reference, board.tr, story.plan
    topics = [topic for topic in LISTS if any(topic in one.topics for one in plan.actions)]
    owners = [one for one in reference.owners if any(one == each.owner for each in plan.actions)]
    functions = [
        one for one in reference.functions if any(one == each.function for each in plan.actions)
    ]
    chosen_topics = _pills(board, "topic", topics, lambda one: tr.text(reference.topics[one].short))
    horizons = _pills(
        board, "horizon", ("quick", "structuring"), lambda one: tr(f"plan_page.horizons.{one}")
    )
    with st.expander(tr("plan_page.filter.more"), icon=":material/filter_list:"):
        chosen_owners = _pills(board, "owner", owners, lambda one: tr.text(reference.owners[one]))
        chosen_functions = _pills(
            board, "function", functions, lambda one: tr.text(reference.functions[one])
        )
    return Choice(
        topics=chosen_topics,
        horizons=horizons,
        owners=chosen_owners,
        functions=chosen_functions,
    )


def clear_filters() -> None:
    """Let every action through again; a callback, run before the pills are drawn."""
    for name in _FILTERS:
        st.session_state[f"plan_{name}"] = []


def show_topic(
    board: Board, story: Story, topic: str, actions: Sequence[PlannedAction], *, whole: bool
) -> None:
    """The actions of one topic by rank: the first ones, or all when ``whole`` or asked for."""
    tr = board.tr
    st.subheader(plain(tr.text(board.reference.topics[topic].name)), anchor=False)
    st.caption(tr("plan_page.topic.summary", n=len(actions), days=about(story, actions)))
    key = f"plan_all_{topic}"
    shown = actions if whole or st.session_state.get(key) else actions[:FIRST]
    for action in shown:
        with st.container(border=True):
            _row(board, story, action, topic)
    if len(shown) < len(actions):
        st.button(
            tr("plan_page.topic.more", n=len(actions) - len(shown)),
            key=f"{key}_button",
            icon=":material/expand_more:",
            type="tertiary",
            on_click=st.session_state.__setitem__,
            args=(key, True),
        )


def _row(board: Board, story: Story, action: PlannedAction, topic: str) -> None:
    what, much, who = st.columns([6, 3, 2], vertical_alignment="center")
    said = plain(_said(board, action))
    what.markdown(f"**{action.rank}. {said}**  \n{_why(board, story, action)}")
    brings = action.topic_gains.get(topic, Fraction(0))
    gain = _gain(board, brings, board.scores.topics[topic], "topic")
    much.markdown(_figures(board, action, gain))
    with who:
        _open_button(board, story, action, key=topic)


def _open_button(board: Board, story: Story, action: PlannedAction, *, key: str) -> None:
    if st.button(board.tr("plan_page.open"), key=f"open_{key}_{action.rank}", wrap=True):
        _detail(board, story, action)


def _pills(
    board: Board, name: str, options: Sequence[str], label: Callable[[str], str]
) -> frozenset[str]:
    chosen = st.pills(
        board.tr(f"plan_page.filter.{name}"),
        options,
        selection_mode="multi",
        format_func=lambda one: ink(plain(label(one)), board.theme),
        key=f"plan_{name}",
        persist_state="session",
    )
    return frozenset(chosen)


def _said(board: Board, action: PlannedAction) -> str:
    return board.tr.text(action.text).rstrip(" .")


def _why(board: Board, story: Story, action: PlannedAction) -> str:
    """Why now, in Markdown: the caps it lifts, else what is answered today."""
    tr = board.tr
    if action.lifts:
        reasons = dict.fromkeys(without_capital(tr.text(cap.reason)) for cap in action.lifts)
        said = tr("plan_page.why.lifts", reason=plain(tr("results.separator").join(reasons)))
    else:
        question = board.questions[action.questions[0]]
        facts = {"question": plain(tr.text(question.text)), "answer": plain(story.said(question))}
        others = len(action.questions) - 1
        key = "today_more" if others else "today"
        stakes = tr(f"plan_page.why.stakes.{action.criticality}")
        said = f"{stakes} {tr(f'plan_page.why.{key}', n=others, **facts)}"
    return f"{said} {tr('plan_page.why.first')}" if action.requires else said


def _gain(board: Board, gain: Fraction, now: Score, over: str) -> str:
    tr = board.tr
    if not gain or now.score is None:
        return tr("plan_page.gain.held")
    before, after = tr.number(now.score, 2), tr.number(now.score + gain, 2)
    return tr(f"plan_page.gain.{over}", gain=_risen(board, gain), before=before, after=after)


def _risen(board: Board, gain: Fraction) -> str:
    tr = board.tr
    return tr("plan_page.gain.small") if gain < _HUNDREDTH else f"+{tr.number(gain, 2)}"


def _figures(board: Board, action: PlannedAction, gain: str) -> str:
    """Gain, effort, horizon and owner, in three lines of Markdown."""
    horizon = board.tr(f"plan_page.horizon.{action.horizon}")
    effort = board.tr("plan_page.effort", n=action.days, horizon=horizon)
    owner = plain(board.tr.text(board.reference.owners[action.owner]))
    return f"{gain}  \n{effort}  \n{owner}"


def _detail(board: Board, story: Story, action: PlannedAction) -> None:
    """A dialog with all that is known of an action."""
    tr = board.tr

    @st.dialog(tr("plan_page.detail.title", rank=action.rank), width="medium")
    def shown() -> None:
        st.markdown(f"**{plain(_said(board, action))}**")
        _part(board, "why")
        st.markdown(_why(board, story, action))
        _show_questions(board, story, action)
        _part(board, "rank")
        st.markdown(_rank(board, story, action))
        _part(board, "gain")
        _show_gains(board, action)
        _part(board, "effort")
        _show_effort(board, action)
        _show_help(board, story, action)
        _show_requirements(board, story, action)

    shown()


def _rank(board: Board, story: Story, action: PlannedAction) -> str:
    """Why the action has its rank: what counts, and what waits for it."""
    tr = board.tr
    if action.lifts:
        said = tr("plan_page.rank.lifts")
    else:
        said = tr(
            f"plan_page.rank.{'stakes' if action.freed == action.gain else 'freed'}",
            stakes=tr(f"plan_page.why.stakes.{action.criticality}"),
            gain=_risen(board, action.freed),
            n=action.days,
        )
    waiting = [
        one.rank for one in story.plan.actions if not set(one.requires).isdisjoint(action.questions)
    ]
    if not waiting:
        return said
    return f"{said} {tr('plan_page.rank.needed', ranks=', '.join(map(str, waiting)))}"


def _part(board: Board, name: str) -> None:
    # Not a heading: within a dialog Streamlit writes headings smaller than words.
    title = board.tr(f"plan_page.detail.{name}")
    st.markdown(f"**{title}**")


def _show_questions(board: Board, story: Story, action: PlannedAction) -> None:
    tr = board.tr
    header = tuple(tr(f"plan_page.detail.{name}") for name in ("question", "answer", "id"))
    rows = [
        (tr.text(board.questions[one].text), story.said(board.questions[one]), one)
        for one in action.questions
    ]
    show_table(header, rows, alt=tr("plan_page.detail.alt"))


def _show_gains(board: Board, action: PlannedAction) -> None:
    tr, scores = board.tr, board.scores
    moved: list[tuple[str, Score, Fraction]] = [
        (tr("results.figure.overall"), scores.overall, action.gain)
    ]
    for topic, gain in action.topic_gains.items():
        name = tr("results.changes.topic", name=tr.text(board.reference.topics[topic].name))
        moved.append((name, scores.topics[topic], gain))
    header = tuple(tr(f"plan_page.detail.{name}") for name in ("score", "before", "after"))
    rows = [
        (name, tr.number(now.score, 2), tr.number(now.score + gain, 2))
        for name, now, gain in moved
        if now.score is not None
    ]
    show_table(header, rows, alt=tr("plan_page.detail.gain_alt"))


def _show_effort(board: Board, action: PlannedAction) -> None:
    tr, reference = board.tr, board.reference
    effort = plain(without_capital(tr.text(reference.efforts[action.effort])))
    st.markdown(tr("plan_page.detail.days", n=action.days, effort=effort))
    owner = plain(without_capital(tr.text(reference.owners[action.owner])))
    function = plain(without_capital(tr.text(reference.functions[action.function])))
    said = (
        tr("plan_page.detail.owner", owner=owner),
        tr("plan_page.detail.function", function=function),
    )
    st.markdown(" ".join(said))
    if action.overlaps:
        st.caption(tr("plan_page.detail.same_work"))


def _show_help(board: Board, story: Story, action: PlannedAction) -> None:
    lines = []
    for name in action.resources:
        line = resource_line(board.tr, board.reference.resources[name])
        ranks = [one.rank for one in story.plan.actions if name in one.resources]
        ranks.remove(action.rank)
        key = "also" if len(ranks) <= _FEW else "also_many"
        also = board.tr(f"plan_page.detail.{key}", n=len(ranks), ranks=", ".join(map(str, ranks)))
        lines.append(f"{line} {also}" if ranks else line)
    _show_list(board, "help", lines)


def resource_line(tr: Translator, resource: Resource) -> str:
    """Name, provider and address in Markdown; the address as code, so that it is copied as it stands."""
    name, provider = plain(tr.text(resource.name)), plain(resource.provider)
    if not resource.url:
        return tr("plan_page.detail.resource", name=name, provider=provider)
    url = plain(resource.url) if "`" in resource.url else f"`{resource.url}`"
    return tr("plan_page.detail.resource_at", name=name, provider=provider, url=url)


def _show_requirements(board: Board, story: Story, action: PlannedAction) -> None:
    needed = [
        one for one in story.plan.actions if not set(one.questions).isdisjoint(action.requires)
    ]
    lines = [
        board.tr("plan_page.detail.before_rank", rank=one.rank, action=plain(_said(board, one)))
        for one in needed
    ]
    _show_list(board, "before_it", lines)


def _show_list(board: Board, name: str, lines: Sequence[str]) -> None:
    if lines:
        _part(board, name)
        st.markdown("\n".join(f"- {line}" for line in lines))
