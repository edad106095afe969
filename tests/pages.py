"""Pages driven without a browser, over a real store: open one, answer, restart, open another tab."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from care_assess import glances
from care_assess.answers import Answer, Organisation
from care_assess.assessments import Assessments, OpenAssessment
from care_assess.questionnaire import QuestionId
from care_assess.ui import shell

MAIN = Path(__file__).parents[1] / "care_assess" / "ui" / "main.py"
DAY = date(2026, 11, 23)

# Each new AppTest reads what every installed package says of itself, to look for components: there are none.
manifest_scanner.scan_component_manifests = list
shell.EMPTY_SECONDS = 0  # no browser to wait for
glances.GLANCE = timedelta()  # tests lead workshops as another process does


def seam() -> Assessments:
    """What the pages of this test write to."""
    return shell.assessments()


def an_assessment(
    name: str = "CH de Valmont",
    *,
    tier: str = "core",
    day: date = DAY,
    versions: dict[str, str] | None = None,
    **facts,
) -> str:
    """A new assessment of a public hospital, by its id."""
    organisation = Organisation(name=name, **{"kind": "public", **facts})
    return seam().create(organisation, day, tier, versions=versions).id


def opened(assessment: str) -> OpenAssessment:
    return seam().open(assessment)


def answer_of(assessment: str, question: str) -> Answer | None:
    """The answer kept for a question."""
    event = opened(assessment).events.get(QuestionId(question))
    return event.answer if event else None


def answered(assessment: str, question: str, answer: Answer, *, by: str = "M. Durand") -> None:
    """Someone answers in another tab."""
    seam().record(assessment, QuestionId(question), answer, author=by, tab="another-tab")


def open_page(page: str = "home", **params: str) -> AppTest:
    """A page in a new tab of a new browser, in Paris."""
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.context = {"timezone": "Europe/Paris"}
    for name, value in params.items():
        app.query_params[name] = value
    if page != "home":
        app._page_hash = calc_hash(shell.PAGES[page])  # as a browser does that opens the address
    return running(app)


def questions(assessment: str, domain: str = "governance", page: int = 1, **params: str) -> AppTest:
    """A page of questions."""
    return open_page("form", a=assessment, q=domain, p=str(page), **params)


def running(app: AppTest) -> AppTest:
    """Run, and fail on what the page failed on."""
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def restarted(app: AppTest) -> AppTest:
    """The server has been killed and started again: a new session, that gets what the browser holds."""
    again = AppTest.from_file(str(MAIN), default_timeout=30)
    again.context = app.context
    again.query_params = dict(app.query_params)
    again._page_hash = app._page_hash or app._finished_page_script_hash
    again._registered_pages = app._registered_pages
    again._run(app._tree.get_widget_states())
    assert [error.message for error in again.exception] == []
    return again


def reloaded(app: AppTest) -> AppTest:
    """F5: a new session at the same address, and nothing in the fields."""
    again = AppTest.from_file(str(MAIN), default_timeout=30)
    again.context = app.context
    again.query_params = dict(app.query_params)
    again._page_hash = app._page_hash or app._finished_page_script_hash
    again._registered_pages = app._registered_pages
    return running(again)


def field(app: AppTest, question: str, name: str):
    """One field of a card: ``pick``, ``number``, ``reason``, ``comment``, ``evidence``, ``grade``."""
    key = f"{app.query_params['a']}.{question}.{name}"
    kinds = {
        "pick": app.radio,
        "grade": app.radio,
        "number": app.number_input,
        "reason": app.text_input,
    }
    return kinds.get(name, app.text_area)(key=key)


def choose(app: AppTest, question: str, start: str) -> AppTest:
    """Choose the answer whose words begin so (a level: its number)."""
    pick = field(app, question, "pick")
    words = [one for one in pick.options if one.replace("*", "").startswith(start)]
    pick.set_value(words[0])
    return running(app)


def picked(app: AppTest, question: str) -> str | None:
    """What is chosen on the screen, in words."""
    pick = field(app, question, "pick")
    return None if pick.value is None else pick.format_func(pick.value).replace("*", "")


def state_of(app: AppTest, question: str) -> str:
    """The quiet line under a question."""
    lines = [one.value for one in app.caption if one.value.startswith(f"{question} · ")]
    return lines[0].partition(" · ")[2]


def button(app: AppTest, label: str):
    """The button of that label."""
    return next(one for one in app.button if one.label == label)
