"""What the workshops showed, in the report and as files: gaps and promises, never a name beside a vote."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, timedelta
from io import BytesIO, StringIO

import pytest
from build import a_question, a_questionnaire, a_reference
from filled import a_sheet
from openpyxl import load_workbook
from pypdf import PdfReader
from reported import part, told
from roomful import START, a_vote, someone
from roomful import told as happened

from care_assess.plan import build_plan
from care_assess.report.attendance import Attendance
from care_assess.report.content import build
from care_assess.report.workshop import workshop_xlsx
from care_assess.scoring import score
from care_assess.text import translator
from care_assess.workshop import Held, Record, Vote, record

CARE = a_questionnaire("care", *map(a_question, ("Q-1", "Q-2", "Q-3")))
ASKED = {one.id: one for one in CARE.built.questions}
PEOPLE = (
    someone("Zélie", "care"),
    someone("Zora", "care"),
    someone("Lucien", "it"),
    someone("=cmd()", "quality"),
    someone("zora ", "care", id="again"),
    someone("Chef", "other", role="facilitator"),
)
STEPS = [step for name in ASKED for step in (("asked", name, 1), ("revealed", name, 1))]


def the_record(**votes: str) -> Record:
    """Everyone's votes on each question: ``Q1="1143"``."""
    room = happened(
        *STEPS,
        ("promised", "Q-1", {"what": "PSSI signée", "who": "RSSI", "due": "2026-12-15"}),
        ("promised", "Q-2", {"what": "=cmd()", "who": "DSI"}),
        ("parked", "Q-1", {"text": "Les prestataires"}),
    )
    cast = [
        a_vote(who.id, value, f"Q-{name[1]}")
        for name, values in votes.items()
        for who, value in zip(PEOPLE, values, strict=False)
    ]
    return record([Held(workshop=room, participants=PEOPLE, votes=tuple(cast))], ASKED)


def report_of(found: Record | None):
    sheet, reference = a_sheet({"Q-1": "3"}), a_reference()
    scores = score([CARE.built], sheet, reference)
    plan = build_plan([CARE.built], sheet, scores, reference)
    return build(sheet, [CARE.built], reference, scores, plan, workshops=found, lang="fr")


def attended(*votes: Vote, lang: str = "fr") -> Attendance:
    """The people of one workshop, who voted that."""
    held = Held(workshop=happened(*STEPS), participants=PEOPLE, votes=votes)
    return Attendance(held=held, establishment="CH de Valmont", zone=UTC, tr=translator(lang))


@pytest.fixture(scope="module")
def left() -> Record:
    return the_record(Q1="1143", Q2="3333", Q3="0055")


def test_without_a_workshop_the_report_says_nothing_of_one():
    assert part(told(CARE, {"Q-1": "3"}), "workshop") == []
    assert part(report_of(Record()), "workshop") == []


def test_the_report_says_who_came_by_function_and_how_far_apart_they_were(left):
    said = part(report_of(left), "workshop")
    assert said[1] == (
        "Un atelier s'est tenu le 26/11/2026. 4 personnes y ont pris part\u00a0: DSI 1, Soins 2, Qualité 1. "
        "3 questions ont été votées."
    )
    start = said.index("Désaccords forts") + 1
    assert said[start : start + 4] == ["care (fr)", "3", "1,3", "2"]


def test_the_widest_disagreements_are_to_come_back_to_without_naming_a_function_of_one(left):
    said = part(report_of(left), "workshop")
    start = said.index("Désaccord") + 1
    assert said[start : start + 6 : 3] == ["Q-3", "Q-1"]
    assert said[start + 2].endswith("L'une n'avait qu'un votant\u00a0: elles ne sont pas nommées.")


def test_the_evidence_promised_is_a_list_of_tasks(left):
    said = part(report_of(left), "workshop")
    start = said.index("État") + 1
    assert said[start : start + 5] == ["Q-1", "PSSI signée", "RSSI", "15/12/2026", "attendue"]
    assert said[start + 5 : start + 10] == ["Q-2", "=cmd()", "DSI", "–", "attendue"]


def test_no_name_of_a_participant_is_in_the_report(left):
    said = " ".join(part(report_of(left), "workshop"))
    assert not [who.name for who in PEOPLE[:3] if who.name in said]


def test_votes_that_agree_leave_nothing_to_come_back_to():
    said = part(report_of(the_record(Q1="3333")), "workshop")
    assert "Aucun désaccord fort ne reste sur les questions votées." in said


def test_the_attendance_list_is_sorted_by_function_and_no_spreadsheet_computes_it():
    written = attended().csv()
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Fonction", "Nom donné", "Jour", "Heure"]
    assert [row[1] for row in rows[1:]] == ["Lucien", "Zélie", "Zora", "'=cmd()"]
    assert rows[1][2:] == ["26/11/2026", "09:00"]


def test_the_attendance_list_has_a_row_for_each_day_on_which_someone_was_there():
    later = replace(a_vote("Lucien", "3"), at=START + timedelta(days=1))
    rows = attended(a_vote("Lucien", "1"), later).rows()
    days = [date(2026, 11, 26), date(2026, 11, 27)]
    assert [row[2] for row in rows if row[1] == "Lucien"] == days


def test_the_sheet_to_sign_says_what_the_workshop_was_who_led_it_and_who_came_and_no_vote():
    written = attended(a_vote("Zélie", "1")).pdf()
    assert written == attended(a_vote("Zélie", "1")).pdf()
    said = " ".join(PdfReader(BytesIO(written)).pages[0].extract_text().split())
    for words in ("Feuille de présence", "CH de Valmont", "Mme Roy, Chef", "Zélie", "Signature"):
        assert words in said
    assert "4 personnes y ont pris part : DSI 1, Soins 2, Qualité 1." in said
    assert said.count("Zora") == 1


def test_a_vote_that_stands_alone_is_written_nowhere():
    found = the_record(Q1="1", Q2="11")
    said = part(report_of(found), "workshop")
    start = said.index("Écart moyen", said.index("Étendue")) + 1
    assert said[start : start + 7] == ["Q-1", "What of Q-1? (fr)", "1", "1", "–", "–", "–"]
    book = load_workbook(BytesIO(workshop_xlsx(found, attended(), ASKED, day=date(2026, 11, 26))))
    alone, pair = list(book.worksheets[1].iter_rows(values_only=True))[1:3]
    assert alone[4:10] == ("", 0, 0, None, None, None)
    assert pair[7] == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_workbook_has_a_sheet_for_each_thing_and_the_same_bytes_each_time(left, lang):
    def write() -> bytes:
        return workshop_xlsx(left, attended(lang=lang), ASKED, day=date(2026, 11, 26))

    written = write()
    assert written == write()
    book = load_workbook(BytesIO(written))
    people, votes, owed, parked = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert len(people) == 5
    assert [row[0] for row in votes[1:]] == ["Q-1", "Q-2", "Q-3"]
    assert votes[1][4].replace("\u00a0", " ").startswith("1 : 2" if lang == "fr" else "1: 2")
    assert owed[2][2] == "=cmd()"
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert parked[1][1] == "Les prestataires"
