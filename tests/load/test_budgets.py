"""The speed budgets, measured: ``./run bench`` prints each time beside its budget and fails above it."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from statistics import median

import pytest
from build import a_question, a_questionnaire
from filled import a_sheet
from load.bare import bare_page
from steered import a_summary
from streamlit.testing.v1 import AppTest

from care_assess.answers import CLEARED, NEVER, Answer
from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.paths import data_dir
from care_assess.plan import build_plan
from care_assess.plan.path import find_path
from care_assess.plan.request import Means, Request, Targets
from care_assess.portfolio import Rows, rows_of, score_rows
from care_assess.questionnaire import TOPICS, Question
from care_assess.report import content, pdf
from care_assess.scoring import score
from care_assess.scoring.engine import mark
from care_assess.scoring.frame import frame_of
from care_assess.steering.many import vector_of
from care_assess.store import Snapshot, SnapshotInfo, open_store

MAIN = Path(__file__).parents[2] / "care_assess" / "ui" / "main.py"
FULLEST = "chu-de-grandval-2026"


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def sheet(catalogue):
    return dict(demo_sheets(catalogue))[FULLEST]


@pytest.fixture(scope="module")
def questionnaires(catalogue, sheet):
    return catalogue.select(sheet.versions)


def median_of(work: Callable[[], object], times: int) -> float:
    """The median of the seconds that ``work`` takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def within(name: str, seconds: float, budget: float) -> None:
    print(f"\n{name:<44} {seconds * 1000:9.2f} ms   budget {budget * 1000:7.1f} ms")
    assert seconds <= budget


def process(*code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *code], check=True, capture_output=True)


def test_a_page_of_questions_against_a_bare_page_with_its_widgets(catalogue, tmp_path):
    seam = Assessments(
        open_store(data_dir()),
        catalogue,
        clock=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_hex(8),
    )
    ours = AppTest.from_file(str(MAIN), default_timeout=60)
    ours.query_params["a"] = seam.load_demo()[0].id
    ours.query_params["q"] = "governance"
    ours.run()
    ours.switch_page("views/form.py").run()
    assert not ours.exception
    assert len(ours.radio) >= 8, "a page of questions was expected"
    bare = bare_page(ours).run()
    assert not bare.exception
    assert len(bare.radio) == len(ours.radio)
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    for turn in range(60):
        for name, page in (("bare", bare), ("ours", ours)):
            radio = page.radio[0]
            radio.set_value(radio.options[turn % 4] if name == "bare" else str(turn % 4))
            start = time.perf_counter()
            page.run()
            taken[name].append(time.perf_counter() - start)
    bare_time, our_time = median(taken["bare"]), median(taken["ours"])
    print(
        f"\npage of questions, an answer saved each time: {our_time * 1000:.1f} ms, "
        f"bare page {bare_time * 1000:.1f} ms, ratio {our_time / bare_time:.2f}   budget 1.50"
    )
    assert our_time <= 1.5 * bare_time


def test_loading_all_questionnaires():
    load = (
        "import time; start = time.perf_counter()\n"
        "from care_assess.content import load_catalogue; load_catalogue()\n"
        "print(time.perf_counter() - start)"
    )
    cold = [
        float(subprocess.run([sys.executable, "-c", load], check=True, capture_output=True).stdout)
        for _ in range(5)
    ]
    within("all questionnaires, cold, imports included", median(cold), 0.8)
    load_catalogue()
    within("all questionnaires, warm", median_of(load_catalogue, 20), 0.03)


def test_scoring_a_full_sheet(questionnaires, sheet, catalogue):
    def work() -> object:
        return score(questionnaires, sheet, catalogue.reference)

    work()
    within("scores of a full sheet", median_of(work, 200), 0.001)


def test_scoring_a_campaign_of_many_establishments(questionnaires, sheet, catalogue):
    frame = frame_of(questionnaires, sheet.tier)
    one = rows_of(frame, [mark(questionnaires, sheet, catalogue.reference)])
    many = Rows(
        **{part.name: getattr(one, part.name).repeat(3000, axis=0) for part in fields(Rows)}
    )
    alone = median_of(lambda: score(questionnaires, sheet, catalogue.reference), 50)
    together = median_of(lambda: score_rows(frame, many), 5)
    print(f"\n3,000 sheets together: {3000 * alone / together:.0f} times as fast as one by one")
    within("scores of 3,000 sheets together", together, 0.25)


def test_the_report_of_a_full_assessment(questionnaires, sheet, catalogue):
    def work() -> object:
        scores = score(questionnaires, sheet, catalogue.reference)
        plan = build_plan(questionnaires, sheet, scores, catalogue.reference)
        report = content.build(
            sheet, questionnaires, catalogue.reference, scores, plan, previous=None, lang="fr"
        )
        return pdf.write_pdf(report)

    work()
    within("PDF of a full assessment", median_of(work, 5), 1.5)


def test_the_shortest_path_among_250_actions(questionnaires, catalogue):
    """Nothing is done anywhere: every question of the application, and more, has an action."""
    more = [a_question(f"MORE-{n}").on(TOPICS[n % 6]).weighing(1 + n % 3) for n in range(31)]
    asked = (*questionnaires, a_questionnaire("more", *more).built)
    answers = {one.id: worst(one) for each in asked for one in each.questions}
    sheet = a_sheet(answers, versions={one.id: one.version for one in asked})
    scores = score(asked, sheet, catalogue.reference)
    plan = build_plan(asked, sheet, scores, catalogue.reference)
    assert len(plan.actions) == 250
    free = Request()
    bound = Request(means=Means(days={180: 300, 365: 900}, owners={"rssi": 100}), horizon=365)
    tight = replace(bound, means=replace(bound.means, days={365: 100}))
    whole = {level: Targets(overall=Fraction(level)) for level in ("2", "3", "7/2", "4")}
    asked_of = {
        "free": free,
        "within limits": bound,
        "blocked": tight,
        **{f"whole at {level}": Request(targets=one) for level, one in whole.items()},
        "whole at 2 within limits": replace(bound, targets=whole["2"]),
        "whole at 3 blocked": replace(bound, targets=whole["3"]),
        "whole at 4 blocked": replace(bound, targets=whole["4"]),
    }
    for name, request in asked_of.items():
        work = partial(find_path, asked, sheet, catalogue.reference, plan, request)
        assert work().status == ("blocked" if "blocked" in name else "optimal")
        within(f"shortest path, 250 actions, {name}", median_of(work, 5), 1.0)


def worst(question: Question) -> Answer:
    """Nothing is done."""
    if question.scale:
        scale = question.scale
        number = scale.maximum if scale.better == "lower" else scale.minimum
        return Answer(kind="value", value=NEVER if scale.never else number)
    if question.kind == "multiple":
        return Answer(kind="value", value=())
    if not question.scored:
        return CLEARED
    return Answer(kind="value", value=min(question.options, key=lambda one: one.level).id)


def test_the_portfolio_of_3000_establishments_over_5_campaigns():
    """From the snapshots alone: what is received is never parsed again."""
    store = open_store(data_dir())
    received = [
        received_of(f"CH {number}", f"{2022 + campaign}", 1 + (number * 7 + campaign) % 40)
        for campaign in range(5)
        for number in range(3000)
    ]
    store.steering.take(lambda _: received)
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    page.switch_page("views/portfolio.py").run()
    assert not page.exception
    assert len(page.table[0].value) == 50

    def turned() -> object:
        words = page.text_input(key="portfolio_words")
        words.set_value("" if words.value else "CH 2")
        return page.run()

    reading = median_of(store.steering.rows, 7)
    drawing = median_of(turned, 7)
    print(f"\nportfolio page / reading the snapshots: {drawing / reading:.2f}   budget 4.00")
    within("reading 15,000 snapshots", reading, 0.5)
    within("portfolio page, 3,000 x 5", drawing, 1.0)
    assert drawing <= 4 * reading


@cache
def numbers_of(score: int) -> bytes:
    """The numbers of a summary with that score, in tenths of a point, everywhere."""
    return vector_of(a_summary("A", Fraction(score, 10)))


def received_of(name: str, campaign: str, score: int) -> Snapshot:
    """The summary of an establishment, as it was received."""
    info = SnapshotInfo(
        place=name,
        name=name,
        finess="",
        kind="public",
        size="medium",
        campaign=campaign,
        day=date(int(campaign), 11, 1),
        digest=f"{name}/{campaign}",
        signer="",
        versions={"governance": "1.1.0"},
        vector=numbers_of(score),
    )
    return Snapshot(info=info, document="{}", author="", at=datetime.now(UTC))


def test_the_help_of_the_command_line():
    bare = median_of(process("-c", "pass"), 9)
    ours = median_of(process("-m", "care_assess", "--help"), 9)
    print(f"\na Python process that does nothing: {bare * 1000:.0f} ms")
    within("care-assess --help", ours, 0.15)
