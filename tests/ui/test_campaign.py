"""The self-assessment page on a real store: its calendar, its entities, the answers, the record."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from openpyxl import load_workbook
from pages import an_assessment, answer_of, answered, button, open_page, opened, running, seam
from pypdf import PdfReader

from care_assess.answers import Answer
from care_assess.campaign import Campaign, calendar
from care_assess.campaign.keeping import from_json, to_json
from care_assess.report.content import story_of
from care_assess.report.pdf import write_pdf
from care_assess.report.record import Record, record_csv, record_report, record_xlsx
from care_assess.takeout.campaign import campaign_calendar
from care_assess.text import translator

TODAY = date(2026, 11, 26)
FR = translator("fr")
VALMONT = "demo-ch-de-valmont-2026"


def page(assessment: str, **params: str):
    return open_page("campaign", a=assessment, **params)


def campaign(assessment: str) -> Campaign:
    return from_json(seam().choices.get(assessment, "campaign"))


def keep(assessment: str, **facts) -> None:
    seam().choices.put(assessment, "campaign", lambda _: to_json(Campaign(**facts)))


def said(app) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.caption)).replace("\u00a0", " ")


def record(assessment: str, **facts) -> Record:
    here, found = seam(), opened(assessment)
    asked, plan = here.questionnaires(found), here.plan(found)
    story = story_of(
        found.sheet, asked, here.catalogue.reference, here.scores(found), plan, lang="fr"
    )
    return Record(story=story, campaign=Campaign(**facts), day=TODAY)


@pytest.fixture
def begun():
    """An assessment with two answers, one of which a spreadsheet would compute."""
    assessment = an_assessment(finess="920000001")
    answered(assessment, "GOV-01", Answer(kind="value", value="3", evidence=("CR.pdf",)))
    comment = Answer(kind="value", value="2", comment="=1+1")
    answered(assessment, "GOV-02", comment)
    return assessment


def test_an_empty_page_states_no_deadline_as_a_fact():
    app = page(an_assessment())
    assert "à vérifier auprès de l'ARS" in said(app)
    assert "le rythme d'un an et les étapes ci-dessous sont une proposition" in said(app)
    assert set(app.table[0].value["État"]) == {"Sans date"}
    assert "Aucune réponse à proposer" in said(app)


def test_the_date_of_the_last_one_gives_the_calendar_and_an_answer():
    assessment = an_assessment()
    app = page(assessment)
    app.date_input(key="campaign_last").set_value(date(2026, 1, 26))
    app.text_input(key="campaign_receipt").set_value("recepisse.pdf")
    running(app)
    assert campaign(assessment).last == date(2026, 1, 26)
    assert "Prochaine : le 26/01/2027, un an après la dernière" in said(app)
    assert app.table[0].value["Prévue le"].iloc[-1] == "26/01/2027"
    app.button(key="campaign_accept_GOV-15").click()
    running(app)
    kept = answer_of(assessment, "GOV-15")
    assert (kept.value, kept.evidence) == (Fraction(10), ("recepisse.pdf",))


def test_the_steps_to_come_go_to_the_calendar_and_tell_no_answer():
    end = Campaign(end=date(2027, 1, 31), launch=date(2026, 11, 3))
    at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    told = campaign_calendar("abc", "CH de Valmont", calendar(end, TODAY), FR, at).decode("utf-8")
    assert told.count("BEGIN:VEVENT") == 5
    assert "DTSTART;VALUE=DATE:20270131" in told
    assert "UID:campaign.declaration.abc@care-assess" in told
    assert "campaign.launch" not in told


def test_entities_give_the_share_of_activity_against_a_mark_said_to_be_ours():
    assessment = an_assessment(tier="full", ght="GHT du Lac")
    app = page(assessment)
    for _ in range(2):
        button(app, "Ajouter une entité").click()
        running(app)
    app.number_input(key="campaign_2_activity").set_value(400)
    app.selectbox(key="campaign_entity").set_value(1)
    running(app)
    app.number_input(key="campaign_1_activity").set_value(600)
    app.date_input(key="campaign_1_assessed").set_value(date(2026, 9, 1))
    app.checkbox(key="campaign_whole").check()
    running(app)
    assert campaign(assessment).entities[0].name == "CH de Valmont"
    assert "1 sur 2. Part de l'activité : 60 %" in said(app)
    assert "Sous le repère de 66 %" in said(app)
    app.button(key="campaign_accept_GOV-13").click()
    running(app)
    assert answer_of(assessment, "GOV-13").value == Fraction(60)
    button(app, "Retirer cette entité").click()
    running(app)
    assert [one.id for one in campaign(assessment).entities] == [2]


def test_the_comparison_shows_the_way_gone_since_the_assessment_before():
    seam().load_demo()
    app = page(VALMONT)
    headers = [one.value for one in app.header]
    assert headers.index("Depuis l'évaluation d'avant") < headers.index("Répondre au questionnaire")
    assert FR("results.changes.better") in [one.value for one in app.subheader]
    assert FR("campaign.compare.none") not in [one.value for one in app.markdown]


def test_the_record_holds_the_facts_and_each_answer_with_its_texts(begun):
    found = load_workbook(io.BytesIO(record_xlsx(record(begun, last=date(2026, 1, 26)))))
    facts = dict(found["Faits à déclarer"].iter_rows(min_row=2, values_only=True))
    assert facts["FINESS"] == "920000001"
    assert facts["Dernière autoévaluation nationale achevée"] == "26/01/2026"
    rows = {row[1]: row for row in found["Réponses"].iter_rows(min_row=2, values_only=True)}
    assert rows["GOV-01"][4:7] == (3, "CR.pdf", "déclaré")
    assert rows["GOV-02"][7] == "=1+1"
    assert rows["GOV-01"][8]
    assert all(
        cell.data_type != "f" for sheet in found for row in sheet.iter_rows() for cell in row
    )


def test_a_cell_of_the_record_is_never_taken_for_a_formula(begun):
    text = record_csv(record(begun)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[7] for row in rows if len(row) > 8 and row[1] == "GOV-02"] == ["'=1+1"]


def test_the_record_prints_with_its_facts_and_its_answers(begun):
    written = write_pdf(record_report(record(begun)))
    assert written == write_pdf(record_report(record(begun)))
    text = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(written)).pages)
    assert "Fiche d'autoévaluation" in text
    assert "920000001" in text
    assert "GOV-01" in text


def test_the_page_reads_in_english():
    assert page(an_assessment(), lang="en").title[0].value == "The self-assessment of the year"
