"""What every page stands on: the reader, the assessment that is open, and the way from page to page.

The main script calls :func:`begin` once a run; pages then call :func:`reader`, :func:`opened`,
:func:`assessments` and :func:`go`. A page never reads the store to know what is open: it is read once.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Literal, NoReturn, TypeAlias
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from care_assess.assessments import Assessments, OpenAssessment
from care_assess.campaigns import Campaigns
from care_assess.content import load_catalogue
from care_assess.delegations import Delegations
from care_assess.errors import CareError, ContentError, NotFound
from care_assess.follows import Follows
from care_assess.journals import Journals
from care_assess.keyring import own_secret
from care_assess.paths import only_replies
from care_assess.store import new_id
from care_assess.text import Lang, Translator, format_time, translator
from care_assess.ui import worlds
from care_assess.ui.guard import SECRET
from care_assess.ui.identity import current_tab, time_zone
from care_assess.ui.markdown import plain
from care_assess.ui.worlds import World
from care_assess.web import LARGE, page_language

if TYPE_CHECKING:
    from streamlit.navigation.page import Page as StreamlitPage

__all__ = [
    "AUTHOR",
    "BARE",
    "PAGES",
    "WIDE",
    "Page",
    "PageDone",
    "Reader",
    "alone",
    "assessments",
    "begin",
    "body",
    "campaigns",
    "delegations",
    "finish",
    "follows",
    "from_the_top",
    "go",
    "held",
    "hold",
    "journals",
    "language",
    "navigate",
    "opened",
    "peek",
    "reader",
    "refresh",
    "run_again",
    "say_error",
    "show_error",
    "visit",
    "world",
]

Page: TypeAlias = Literal[
    "home",
    "form",
    "results",
    "risks",
    "plan",
    "tryout",
    "path",
    "roadmap",
    "offers",
    "readiness",
    "obligations",
    "budget",
    "journal",
    "delegation",
    "reply",
    "exercises",
    "perimeters",
    "campaign",
    "topic",
    "ght",
    "portfolio",
    "report",
    "method",
    "library",
    "upgrade",
    "changes",
    "workshop",
    "projection",
    "join",
    "clients",
]

PAGES: dict[Page, str] = {
    "home": "",
    "form": "questionnaire",
    "results": "resultats",
    "risks": "risques",
    "plan": "plan-action",
    "tryout": "essais",
    "path": "chemin",
    "roadmap": "feuille-de-route",
    "offers": "offres",
    "readiness": "referentiels",
    "obligations": "echeances",
    "budget": "budget-numerique",
    "journal": "journal",
    "delegation": "delegation",
    "reply": "reponse",
    "exercises": "exercices",
    "perimeters": "perimetres",
    "campaign": "autoevaluation",
    "topic": "thematique",
    "ght": "ght",
    "portfolio": "portefeuille",
    "report": "rapport",
    "method": "methode",
    "library": "questionnaires",
    "upgrade": "nouvelles-versions",
    "changes": "changements",
    "workshop": "atelier",
    "projection": LARGE,
    "join": "rejoindre",
    "clients": "clients",
}
"""Each page, a file of ``views/``, and its place in the address."""

_AT: dict[str, str] = {path: name for name, path in PAGES.items()}

_UP_TO_DATE = {PAGES["home"], PAGES["library"]}
"""The pages that look whether questionnaires have come or changed since the last time."""

WIDE = {
    PAGES[name]
    for name in (
        "results", "risks", "plan", "tryout", "path", "roadmap", "offers", "readiness", "obligations",
        "budget", "exercises", "perimeters", "campaign", "topic", "workshop", "projection",
        "journal", "ght", "portfolio",
    )
}  # fmt: skip
"""The pages that take the whole width; the others are a column to be read."""

BARE = {PAGES["projection"], PAGES["join"]}
"""The pages of those who do not lead: without a menu."""

EMPTY_SECONDS = 0.2

_KEPT = ("a", "tab", "lang", SECRET, *worlds.PARAMETERS)
_FRAME = "care.frame"
_WORLD = "care.world"
_SHOWN = "care.shown"
_VISITS = "care.visits"
AUTHOR = "who"
"""Key of the field in which a person says who they are."""


class PageDone(Exception):
    """The page has shown all it had to; the main script goes on with the frame."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """The person at the page. ``author`` is empty while they have not said who they are."""

    lang: Lang
    tr: Translator
    tab: str
    author: str
    zone: tzinfo

    def time(self, moment: datetime) -> str:
        """``14:02`` on the reader's clock."""
        return format_time(moment.astimezone(self.zone))

    def today(self) -> date:
        """The day it is on the reader's calendar."""
        return datetime.now(self.zone).date()

    def is_today(self, moment: datetime) -> bool:
        """Whether a moment is of today, on the reader's calendar."""
        return moment.astimezone(self.zone).date() == self.today()

    def day(self, moment: datetime) -> str:
        """The date of a moment, on the reader's calendar."""
        return self.tr.date(moment.astimezone(self.zone).date())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Frame:
    world: World
    reader: Reader
    opened: OpenAssessment | None
    moved: bool
    again: bool = False
    held: bool = False


def language() -> Lang:
    """The language of the address, as for the HTML of the page."""
    return page_language(urlencode(st.query_params.to_dict()))


def navigate() -> StreamlitPage:
    """Declare the pages and give the one asked for. No link leads to them: see :func:`go`."""
    pages = _declared(language(), replies=only_replies())
    return st.navigation([copy(page) for page in pages], position="hidden")


@cache
def _declared(lang: Lang, *, replies: bool) -> tuple[StreamlitPage, ...]:
    """The pages, made once: each run takes copies, for a page may be run once only."""
    tr = translator(lang)
    served = {"": "reply", PAGES["reply"]: "reply"} if replies else _AT
    return tuple(
        st.Page(
            f"views/{name}.py",
            title=f"{tr(f'ui.page.{name}')} · CaRE Assess",
            url_path=path or None,
            default=not path,
        )
        for path, name in served.items()
    )


def body() -> DeltaGenerator:
    """Where the page goes. Another page than in the last run begins at its top.

    The browser keeps its scroll while a page is replaced piece by piece: the place is emptied first,
    and stays so until the browser has drawn it. A session that has just begun leaves the place alone:
    after a restart of the server it holds what a person is typing.
    """
    if not _frame().moved:
        return st.container()
    place = st.empty()
    time.sleep(EMPTY_SECONDS)
    return place.container()


def visit() -> int:
    """How many times the person has gone to another page: a part of keys that end with the page."""
    count: int = st.session_state.get(_VISITS, 0)
    return count


def begin(page: str) -> None:
    """Read the address and the assessment it names, once for the whole run of ``page``."""
    lang = language()
    tab = current_tab()
    here = _world()
    _leave_other_worlds(here)
    seam = here.seam
    if page in _UP_TO_DATE:
        _look_again(seam)
    found = None if alone(page) else _read(seam, st.query_params.get("a", ""))
    who = Reader(
        lang=lang, tr=translator(lang), tab=tab, author=_author(found, tab), zone=time_zone()
    )
    moved = st.session_state.get(_SHOWN, _spot(page)) != _spot(page)
    st.session_state[_VISITS] = visit() + moved
    st.session_state[_FRAME] = _Frame(world=here, reader=who, opened=found, moved=moved)


def _look_again(seam: Assessments) -> None:
    """Ask the questions of the files as they are now; a fault of those that must have none changes nothing."""
    with suppress(ContentError):
        seam.use(load_catalogue())


def alone(page: str) -> bool:
    """Whether a page stands alone: nothing is open there, and no way leads elsewhere."""
    return page == PAGES["reply"] or only_replies()


def reader() -> Reader:
    """Who reads: language, sentences, tab, author of answers, time zone."""
    return _frame().reader


def peek() -> OpenAssessment | None:
    """The assessment that is open, if any."""
    return _frame().opened


def opened() -> OpenAssessment:
    """The assessment that is open; without one, say so, offer the way home and end the page."""
    found = peek()
    if found is None:
        tr = reader().tr
        why = "not_found" if st.query_params.get("a") else "nothing_open"
        st.title(tr(f"ui.{why}.title"))
        st.markdown(tr(f"ui.{why}.text"))
        if st.button(tr("ui.nothing_open.go"), type="primary", key="empty_go_home"):
            go("home")
        raise PageDone
    return found


def refresh(found: OpenAssessment) -> None:
    """Let the rest of the run (the sidebar) know the answers just saved."""
    st.session_state[_FRAME] = replace(_frame(), opened=found)


def run_again() -> None:
    """Run the page once more when this run ends, unless it ends by leaving the page."""
    st.session_state[_FRAME] = replace(_frame(), again=True)


def from_the_top() -> None:
    """Let the next run begin at the top of the page: what it shows is another thing."""
    st.session_state[_SHOWN] = ()


def hold() -> None:
    """Let no button of the frame lead away: an answer on the page could not be saved."""
    st.session_state[_FRAME] = replace(_frame(), held=True)


def held() -> bool:
    """Whether the person stays on the page: see :func:`hold`."""
    return _frame().held


def finish(page: str) -> None:
    """End the run: once more from the top if something asked for it."""
    st.session_state[_SHOWN] = _spot(page)
    if _frame().again:
        st.rerun()


def world() -> World:
    """Which client is open in this tab, with or without names."""
    return _frame().world if _running() else worlds.world("", masked=False, lang="fr")


def assessments() -> Assessments:
    """The one seam to everything people do; one instance for a data folder."""
    return world().seam


def follows() -> Follows:
    """What is said of the actions of the plans, by the side of :func:`assessments`."""
    return Follows(world().store, assessments(), clock=lambda: datetime.now(UTC))


def journals() -> Journals:
    """The journals of the assessments, by the side of :func:`assessments`."""
    return Journals(world().store, clock=lambda: datetime.now(UTC))


def delegations() -> Delegations:
    """The questions entrusted to people, by the side of :func:`assessments`."""
    return Delegations(
        world().store,
        assessments(),
        clock=lambda: datetime.now(UTC),
        new_id=new_id,
        new_link=secrets.token_urlsafe,
    )


def campaigns() -> Campaigns:
    """The group that is steered in the folder of the client, by the side of :func:`assessments`."""
    here = world()
    return Campaigns(
        here.store,
        here.seam,
        clock=lambda: datetime.now(UTC),
        secret=lambda: own_secret(here.store.path.parent),
    )


def go(page: Page, **params: str) -> NoReturn:
    """Leave for another page, in the same assessment, client, tab and language.

    Call it after all widgets of a page: what was typed is saved before leaving.
    """
    kept = {name: st.query_params[name] for name in _KEPT if name in st.query_params}
    asked = {name: value for name, value in {**kept, **params}.items() if value}
    st.switch_page(f"views/{page}.py", query_params=asked)


def show_error(error: CareError) -> None:
    """Say what went wrong, letter for letter: the sentence may quote what someone typed."""
    st.error(plain(translator(language()).error(error)))


def say_error(error: CareError, page: str) -> None:
    """Say what prevented the page, in the reader's language, and offer the way home from where there is one."""
    tr = translator(language())
    show_error(error)
    if not alone(page) and st.button(tr("ui.nothing_open.go"), key="error_go_home"):
        lost = {"c": ""} if error.message.key == "clients.unknown" else {}
        go("home", a="", **lost)


def _world() -> World:
    return worlds.world(
        st.query_params.get("c", ""), masked=st.query_params.get("mask") == "1", lang=language()
    )


def _leave_other_worlds(here: World) -> None:
    """Forget what the session holds of another client, or of this one with its names."""
    if st.session_state.get(_WORLD, here.name) != here.name:
        for key in [key for key in st.session_state if not str(key).startswith("care.")]:
            del st.session_state[key]
    st.session_state[_WORLD] = here.name


def _spot(page: str) -> tuple[str, ...]:
    return page, *(st.query_params.get(name, "") for name in "aqpt")


def _frame() -> _Frame:
    frame: _Frame = st.session_state[_FRAME]
    return frame


def _running() -> bool:
    """Whether a page is being run, as opposed to a test asking from outside."""
    return get_script_run_ctx(suppress_warning=True) is not None and _FRAME in st.session_state


def _read(seam: Assessments, assessment: str) -> OpenAssessment | None:
    if not assessment:
        return None
    try:
        return seam.open(assessment)
    except NotFound:
        return None


def _author(found: OpenAssessment | None, tab: str) -> str:
    """The name this tab gave, else the one it last signed with (a new session forgets, the store does not)."""
    if AUTHOR in st.session_state:
        return str(st.session_state[AUTHOR] or "").strip()
    mine = [event for event in found.events.values() if event.tab == tab] if found else []
    return max(mine, key=lambda event: event.seq).author if mine else ""
