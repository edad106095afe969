"""The PDF, read back: words, pages, contents, outline, fonts, tags; and the same bytes each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from build import a_question, a_questionnaire, a_reference, said
from filled import a_sheet, an_answer, an_organisation
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from care_assess.plan import build_plan
from care_assess.questionnaire import QuestionId
from care_assess.report.blocks import OnePage, headings
from care_assess.report.content import build
from care_assess.report.fonts import printable
from care_assess.report.pdf import write_pdf
from care_assess.scoring import score

DEMO = ("chu-de-grandval", "ch-de-valmont", "clinique-des-tilleuls")
HOSTILE = (
    "<b>gras</b> <img src='x'/> <para>&amp; & ]]> <!-- {{7*7}} ${x} %s \\n (a) \\) \"cite\"",
    "</para></b></font><font color=red>rouge",
    "עברית \u202erenversé\u202c العربية",
    "sonnerie\x07 nul\x00 page\x0c tabulation\t.",
    "famille 👨‍👩‍👧 drapeau 🇫🇷 漢字 ①²½",
    "a" * 4000,
    "mot " * 1000,
    "\n" * 500 + "fin",
    "\u00a0\u202f" * 300,
    "é" + "\u0301" * 300,
)


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data), strict=True)


@cache
def pages(data: bytes) -> tuple[str, ...]:
    """The text of each page; a file is read once, whatever asks."""
    return tuple(page.extract_text() for page in read(data).pages)


def flat(text: str) -> str:
    """The text as one line: pages cut sentences where they must."""
    return re.sub(r"\s+", " ", text)


def small(comment: str = "", answer: object = 2, lang: str = "fr", **parts) -> bytes:
    """The PDF of one question."""
    care = a_questionnaire("care", a_question("C-1").solved_by("Fix it")).capped("C-1", 2)
    reference = a_reference()
    sheet = a_sheet({"C-1": replace(an_answer(answer), comment=comment)}, **parts)
    scores = score([care.built], sheet, reference)
    plan = build_plan([care.built], sheet, scores, reference)
    return write_pdf(build(sheet, [care.built], reference, scores, plan, lang=lang))


# What it says


@pytest.mark.parametrize("name", DEMO)
def test_every_part_is_there_and_said(teller, name):
    text = flat(" ".join(pages(teller.pdf(name))))
    sheet = teller.sheet(f"{name}-2026")
    report = teller.report(sheet, teller.sheet(f"{name}-2025"))
    assert [one.text for one in headings(report.blocks) if flat(one.text) not in text] == []
    for answer in sheet.answers.values():
        for sentence in (answer.comment, answer.reason, *answer.evidence):
            first, last = sentence.split()[:3], sentence.split()[-3:]
            assert " ".join(first) in text
            assert " ".join(last) in text


def test_the_cover_says_who_may_read_it(teller):
    cover = flat(pages(teller.pdf("ch-de-valmont"))[0])
    assert "Rapport de maturité cyber CH de Valmont (fictif)" in cover
    assert "Diffusion restreinte. Ce rapport décrit des faiblesses" in cover
    assert "page 1 sur" not in cover


@pytest.mark.parametrize(("name", "lang"), [(DEMO[0], "en"), *((name, "fr") for name in DEMO)])
def test_each_page_says_its_number_and_how_many_there_are(teller, name, lang):
    _, *others = pages(teller.pdf(name, lang))
    of = "of" if lang == "en" else "sur"
    for number, page in enumerate(others, 2):
        assert f"page {number} {of} {len(others) + 1}" in flat(page)


@pytest.mark.parametrize("name", DEMO)
def test_the_numbers_of_the_contents_are_those_of_the_pages(teller, name):
    said = [flat(page) for page in pages(teller.pdf(name))]
    lines = re.findall(r"^(\D.*?)\s*(\d+)$", pages(teller.pdf(name))[1], re.MULTILINE)
    report = teller.report(teller.sheet(f"{name}-2026"), teller.sheet(f"{name}-2025"))
    listed = [one.text for one in headings(report.blocks) if one.listed]
    assert [flat(title) for title, _ in lines if flat(title) in map(flat, listed)] == list(
        map(flat, listed)
    )
    for title, number in lines:
        if flat(title) in map(flat, listed):
            assert flat(title) in said[int(number) - 1]


@pytest.mark.parametrize("name", DEMO)
def test_the_page_for_the_board_is_one_page(teller, name):
    texts = [flat(page) for page in pages(teller.pdf(name))]
    assert "L'essentiel pour la direction Niveau d'ensemble" in texts[2]
    assert "Ordre de grandeur : environ" in texts[2]
    assert "Vue d'ensemble" in texts[3]
    assert "Ce qui peut arrêter les soins demain" not in "".join(texts[3:])


def test_a_page_that_is_one_stays_so_whatever_is_written_in_the_questionnaire(teller):
    """Texts of a thousand words, in all that the page quotes."""
    sheet, questionnaires, reference, scores, plan = teller.parts(
        teller.sheet("clinique-des-tilleuls-2026")
    )
    endless = said("interminable " * 1000)
    questionnaires = [
        replace(
            one,
            short=endless,
            sections=tuple(
                replace(
                    section,
                    questions=tuple(
                        replace(question, text=endless, options=tuple(
                            replace(option, text=endless) for option in question.options
                        ))
                        for question in section.questions
                    ),
                )
                for section in one.sections
            ),
        )
        for one in questionnaires
    ]  # fmt: skip
    plan = replace(plan, actions=tuple(replace(one, text=endless) for one in plan.actions[:9]))
    owners = dict.fromkeys(reference.owners, endless)
    reference = replace(
        reference,
        owners=owners,
        scenarios={name: replace(one, name=endless) for name, one in reference.scenarios.items()},
        scenarios_note=endless,
    )
    report = build(sheet, questionnaires, reference, scores, plan)
    one_page = tuple(block for block in report.blocks if isinstance(block, OnePage))
    texts = pages(write_pdf(replace(report, blocks=one_page)))
    assert len(texts) == 3
    assert "Ordre de grandeur" in texts[1]
    assert "Exposition aux crises" in texts[2]
    assert texts[2].count("sur 100") == 5


def test_an_english_report_is_english_to_the_foot_of_the_page(teller):
    texts = [flat(page) for page in pages(teller.pdf("chu-de-grandval", "en"))]
    assert "CHU de Grandval (fictif) · assessment of 19 Nov 2026" in texts[3]
    assert "CaRE Assess · Cyber maturity report" in texts[3]
    french = ("Diffusion", "Sommaire", "Niveau", "jours-personne", "évaluation", "Domaine")
    assert [word for word in french if any(word in text for text in texts[1:9])] == []


# What it is


@pytest.mark.parametrize("name", DEMO)
def test_fonts_are_embedded_and_ours(teller, name):
    fonts = {}
    for page in read(teller.pdf(name)).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            fonts[described["/BaseFont"]] = described["/FontDescriptor"].get_object().keys()
    assert {name.partition("+")[2] for name in fonts} == {
        "CaREAssessSans-Regular",
        "CaREAssessSans-Bold",
    }
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())


def test_the_file_says_what_it_is_and_in_which_language(teller):
    document = read(teller.pdf("ch-de-valmont"))
    assert (
        document.metadata.title
        == "Rapport de maturité cyber\u00a0: CH de Valmont (fictif), 23/11/2026"
    )
    assert document.metadata.subject == (
        "Évaluation de la maturité cyber de CH de Valmont (fictif) au 23/11/2026"
    )
    assert document.metadata.author == "CaRE Assess"
    assert document.metadata.creation_date.date().isoformat() == "2026-11-23"
    catalog = document.trailer["/Root"]
    assert catalog["/Lang"] == "fr-FR"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert read(teller.pdf("chu-de-grandval", "en")).trailer["/Root"]["/Lang"] == "en-GB"


def test_the_outline_leads_to_the_parts(teller):
    document = read(teller.pdf("ch-de-valmont"))
    top = [one for one in document.outline if not isinstance(one, list)]
    assert [one.title for one in top] == [
        "Sommaire",
        "L'essentiel pour la direction",
        "Vue d'ensemble",
        "Résultats par domaine",
        "Résultats par sujet et par axe",
        "Exposition aux crises les plus graves",
        "Plan d'action",
        "Points à clarifier",
        "Preuves citées",
        "Méthode et limites",
        "Annexe\u00a0: toutes les réponses",
    ]
    for entry in top:
        page = document.pages[document.get_destination_page_number(entry)]
        assert flat(entry.title) in flat(page.extract_text())


def elements(node, depth=0):
    """(tag, depth) of the structure tree, in reading order."""
    node = node.get_object()
    if "/S" in node:
        yield node["/S"], depth
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        child = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(child, dict) and "/S" in child:
            yield from elements(child, depth + 1)


def test_the_structure_is_told_to_those_who_do_not_see_the_page():
    document = read(small("Commentaire"))
    tags = [tag for tag, _ in elements(document.trailer["/Root"]["/StructTreeRoot"])]
    assert tags[:6] == ["/Document", "/P", "/H1", "/P", "/Table", "/TR"]
    assert {
        "/H1",
        "/H2",
        "/H3",
        "/P",
        "/L",
        "/LI",
        "/LBody",
        "/Figure",
        "/TOC",
        "/TOCI",
        "/TH",
        "/TD",
    } <= set(tags)
    nested = set(pairwise(elements(document.trailer["/Root"]["/StructTreeRoot"])))
    assert not any(tag == "/TD" and deeper == "/TR" and a < b for (tag, a), (deeper, b) in nested)


def test_figures_have_their_description():
    root = read(small()).trailer["/Root"]["/StructTreeRoot"]
    document = root["/K"][0].get_object()
    kids = [kid.get_object() for kid in document["/K"]]
    described = [str(kid["/Alt"]) for kid in kids if kid["/S"] == "/Figure"]
    assert any(text.startswith("Radar, de 0 à 5.") for text in described)
    assert any(text.startswith("Barres, de 0 à 5, plancher visé 3.") for text in described)
    assert all(kid.get("/Alt") for kid in kids if kid["/S"] == "/Figure")


def test_every_mark_of_a_page_belongs_to_the_tree(teller):
    """As many marked contents as the parent tree has places for them, page by page."""
    document = read(teller.pdf("ch-de-valmont"))
    tree = document.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    rows = {tree[index]: tree[index + 1].get_object() for index in range(0, len(tree), 2)}
    for page in document.pages:
        content = page.get_contents().get_data()
        marks = [int(number) for number in re.findall(rb"/MCID (\d+)", content)]
        assert marks == list(range(len(rows[page["/StructParents"]])))
        assert content.count(b"EMC") == content.count(b"BDC") + content.count(b"BMC")


# What people write


@pytest.mark.parametrize("comment", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_written_prints_as_text(comment):
    text = "".join("".join(pages(small(comment))).split())
    expected = "".join(printable(comment).split())
    for piece in (expected[index : index + 40] for index in range(0, len(expected), 40)):
        assert piece in text


@pytest.mark.parametrize("comment", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_written_may_be_a_name(comment):
    data = small(
        organisation=an_organisation(name=comment, ght=comment, finess=comment), perimeter=comment
    )
    assert len(read(data).pages) >= 9


def test_signs_that_the_fonts_lack_are_shown_to_be_lacking():
    text = flat(" ".join(pages(small("avis 👍 reçu"))))
    assert "avis \ufffd reçu" in text
    assert (
        "Le signe \ufffd remplace un caractère que les polices de ce rapport ne possèdent pas"
        in text
    )


def test_every_french_sign_is_printed():
    signs = "œ Œ æ « » ’ – — … € ≥ ≤ → ← ² ° × ½ é è ê ë à â ç î ï ô ù û ü ÿ É À Ç □ ✓ • 12\u202f500\u00a0€"
    assert signs.replace("\u202f", "").replace("\u00a0", "") in flat(
        " ".join(pages(small(signs)))
    ).replace("12 500 €", "12500€")


def test_a_long_comment_flows_over_pages():
    comment = " ".join(f"mot{number:04}" for number in range(1500))
    texts = pages(small(comment))
    holding = [index for index, text in enumerate(texts) if re.search(r"mot\d{4}", text)]
    assert len(holding) >= 3
    assert holding == list(range(holding[0], holding[0] + len(holding)))
    assert re.findall(r"mot\d{4}", "".join(texts)) == comment.split()


@settings(max_examples=25)
@given(st.text(st.characters(), max_size=300))
def test_any_unicode_comment_gives_a_pdf(comment):
    assert len(read(small(comment)).pages) >= 9


# The same bytes


def test_the_same_report_gives_the_same_bytes(teller):
    sheet, previous = teller.sheet("ch-de-valmont-2026"), teller.sheet("ch-de-valmont-2025")
    assert write_pdf(teller.report(sheet, previous)) == teller.pdf("ch-de-valmont")


def test_two_at_the_same_time_do_not_disturb_each_other(teller):
    report = teller.report(teller.sheet("clinique-des-tilleuls-2026"))
    alone = write_pdf(report)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(write_pdf, [report] * 4)) == {alone}


PROGRAM = """
import hashlib
from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.plan import build_plan
from care_assess.report.content import build
from care_assess.report.pdf import write_pdf
from care_assess.scoring import score

catalogue = load_catalogue()
sheet = dict(demo_sheets(catalogue))["ch-de-valmont-2026"]
chosen, reference = catalogue.select(sheet.versions), catalogue.reference
scores = score(chosen, sheet, reference)
report = build(sheet, chosen, reference, scores, build_plan(chosen, sheet, scores, reference))
print(hashlib.sha256(write_pdf(report)).hexdigest())
"""


def test_another_process_at_another_time_gives_the_same_bytes():
    digests = set()
    for seed, zone, epoch in (("0", "Europe/Paris", ""), ("4242", "Pacific/Noumea", "1234567890")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": epoch}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_another_answer_gives_other_bytes(teller):
    assert write_pdf(teller.report(teller.with_comment("a"))) != write_pdf(
        teller.report(teller.with_comment("b"))
    )


def test_a_question_id_may_be_anything_a_questionnaire_holds():
    name = QuestionId("Z-999")
    care = a_questionnaire("care", a_question(name))
    sheet = a_sheet({name: 0})
    scores = score([care.built], sheet, a_reference())
    plan = build_plan([care.built], sheet, scores, a_reference())
    report = build(sheet, [care.built], a_reference(), scores, plan)
    assert "Z-999" in "".join(pages(write_pdf(report)))
