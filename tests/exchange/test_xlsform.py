"""XLSForm workbooks become questionnaires of ours, and say what they lose."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
import xlsxwriter
from drafts import shipped
from drafts import written as told
from workbooks import WARD, a_workbook, with_rows, without

from care_assess.errors import ContentError
from care_assess.exchange.writing import written
from care_assess.exchange.xlsform import read_xlsform
from care_assess.questionnaire.checking import faults_of
from care_assess.questionnaire.reading import read_questionnaire
from care_assess.questionnaire.yamltext import read_yaml
from care_assess.text import NBSP, translator


def imported(data: bytes):
    return read_xlsform("ward.xlsx", data)


def read_back(data: bytes):
    """The questionnaire as it is once written and read; it has no fault."""
    document = read_yaml("ward.yaml", written(imported(data).document).encode())
    assert [told(fault) for fault in faults_of([document], shipped())] == []
    return read_questionnaire(document.value)


def remarks(data: bytes) -> list[str]:
    """``lost survey!G9: the sentence`` for each thing that was lost."""
    say = translator("en")
    return [
        f"{', '.join(one.places)}: {say.message(one.message)}"
        for one in imported(data).remarks
        if one.kind == "lost"
    ]


def faults(data: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        imported(data)
    say = translator("en")
    return [f"{one.path}: {say.message(one.message)}" for one in caught.value.faults]


def test_a_form_becomes_a_questionnaire_that_has_no_fault():
    questionnaire = read_back(a_workbook())
    assert (questionnaire.id, questionnaire.version, questionnaire.axis) == (
        "ward",
        "1.0.0",
        "awareness",
    )
    assert [section.title.en for section in questionnaire.sections] == [
        "Working without computers",
        "People",
    ]
    assert [(one.id, one.kind, one.weight) for one in questionnaire.questions] == [
        ("WAR-01", "choice", 3),
        ("WAR-02", "multiple", 2),
        ("WAR-03", "date", 1),
        ("WAR-04", "information", 1),
        ("WAR-05", "choice", 1),
    ]
    assert questionnaire.questions[0].text.fr == f"Les fiches papier sont-elles prêtes{NBSP}?"


def test_a_workbook_of_another_program_reads_the_same():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for title, rows in WARD.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    assert imported(target.getvalue()) == imported(a_workbook())


def test_the_scores_of_choices_are_their_levels_and_what_every_card_offers_is_left_to_it():
    options = read_back(a_workbook()).questions[0].options
    assert [(one.id, one.level) for one in options] == [("yes", 5), ("partly", 2), ("no", 0)]


def test_a_note_at_the_top_of_a_group_is_the_intro_of_its_section():
    assert read_back(a_workbook()).sections[0].intro.en == "Think of a weekend night."


def test_six_choices_from_0_to_5_are_the_six_levels():
    names = "abcdef"
    rows = [("levels", name, f"Phrase {name}", f"Words {name}", n) for n, name in enumerate(names)]
    survey = [
        *WARD["survey"],
        ("select_one levels", "level", "Quel niveau ?", "Which level?"),
        ("select_one yes_no", "after", "Et ensuite ?", "And then?", "", "", "${level} = 'd'"),
    ]
    data = a_workbook({**WARD, "survey": survey, "choices": [*WARD["choices"], *rows]})
    level, after = read_back(data).questions[-2:]
    assert level.kind == "level"
    assert (after.applies_if.question, after.applies_if.option) == (level.id, "3")


def test_a_number_with_its_cuts_is_scored_and_its_bands_are_worded():
    header = (*WARD["survey"][0], "constraint", "unit", "better", "cuts")
    row = ("integer", "months", "Depuis combien de mois ?", "For how many months?", "", "", "", 1, "",
           ". >= 0 and . <= 120", "months", "lower", "48 36 24 18 12")  # fmt: skip
    data = a_workbook({**WARD, "survey": [header, *WARD["survey"][1:], row]})
    scale = read_back(data).questions[-1].scale
    assert (scale.level(12), scale.level(13), scale.level(49)) == (5, 4, 0)
    assert [band.text.en for band in scale.bands][::5] == ["More than 48", "At most 12"]


def test_a_number_without_cuts_is_scored_in_proportion():
    header = (*WARD["survey"][0], "constraint", "unit", "better")
    row = ("decimal", "share", "Quelle part ?", "What share?", "", "", "", 1, "",
           ". <= 100 and . >= 0", "percent", "higher")  # fmt: skip
    question = read_back(
        a_workbook({**WARD, "survey": [header, *WARD["survey"][1:], row]})
    ).questions[-1]
    assert question.scale.level(Fraction(25, 2)) == Fraction(5, 8)


def test_a_form_may_count_on_its_own_scale():
    header, settings = WARD["settings"]
    choices = [
        row if row[0] != "places" else (*row[:4], {2: 0.25, 3: 0.5}[row[4]])
        for row in WARD["choices"]
    ]
    choices = [
        row if row[0] != "yes_no" or not isinstance(row[4], int) else (*row[:4], row[4] / 5)
        for row in choices
    ]
    sheets = {
        **WARD,
        "choices": choices,
        "settings": [(*header, "score_min", "score_max"), (*settings, 0, 1)],
    }
    questionnaire = read_back(a_workbook(sheets))
    assert (questionnaire.scale.minimum, questionnaire.scale.maximum) == (0, 1)
    assert [one.level for one in questionnaire.questions[0].options] == [1, Fraction(2, 5), 0]
    assert questionnaire.questions[1].ceiling == Fraction(3, 4)


def test_a_number_that_nothing_tells_how_to_score_is_asked_as_a_text_and_said():
    data = with_rows("survey", ("integer", "beds", "Combien de lits ?", "How many beds?"))
    assert read_back(data).questions[-1].kind == "information"
    assert any(one.startswith("survey!B12: Nothing tells how to score") for one in remarks(data))


def test_choices_without_scores_are_asked_as_a_text_that_lists_them():
    survey = [
        *WARD["survey"],
        ("select_one colours", "colour", "Quelle couleur ?", "Which colour?"),
    ]
    rows = [("colours", "red", "Rouge", "Red"), ("colours", "blue", "Bleu", "Blue")]
    data = a_workbook({**WARD, "survey": survey, "choices": [*WARD["choices"], *rows]})
    question = read_back(data).questions[-1]
    assert (question.kind, question.help.en) == ("information", "Red · Blue")


def test_a_form_in_french_alone_speaks_french():
    sheets = {
        "survey": [
            ("type", "name", "label"),
            ("select_one yn", "a", "Les fiches sont-elles prêtes ce soir ?"),
        ],
        "choices": [
            ("list_name", "name", "label", "score"),
            ("yn", "yes", "Oui", 5),
            ("yn", "no", "Non", 0),
        ],
    }
    questionnaire = read_back(a_workbook(sheets))
    assert imported(a_workbook(sheets)).document["languages"] == ["fr"]
    assert questionnaire.questions[0].text("en") == questionnaire.questions[0].text("fr")


def test_what_has_no_equivalent_is_said_with_its_cell():
    data = with_rows(
        "survey",
        ("geopoint", "place", "Où ?", "Where?"),
        ("text", "t", "Pourquoi ?", "Why?", "", "", "${sheets} = 'no' or position(1) > 2"),
        ("begin_repeat", "each", "Chaque chambre", "Each room"),
        ("text", "room", "Numéro de ${t}", "Number of ${t}"),
        ("end_repeat",),
    )
    assert remarks(data) == [
        "survey!A12: A row of type “geopoint” has no equivalent: it is left out.",
        "survey!A14: A repeated group has no equivalent: its questions are asked once.",
        "survey!C15: The text quotes another answer (${…}), which has no equivalent: reword it.",
        "survey!G13: The condition has no equivalent, because of position: the question is always asked.",
        "survey!I4: A required answer has no equivalent: any question may stay unanswered, and the share answered tells.",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (without("survey"), ": the sheet “survey” is missing (sheets found: choices, settings): add it, or check that this is an XLSForm."),
        (without("choices"), "survey!A4: the list “yes_no” is not in the sheet choices: add its choices."),
        (a_workbook({**WARD, "survey": [("kind", "label"), ("text", "x")]}), "survey: missing column: type, name. The first row of the sheet names the columns."),
        (a_workbook({**WARD, "survey": [WARD["survey"][0]]}), "survey: no question: at least one row of type select_one, select_multiple, integer, decimal, date or text is needed."),
        (with_rows("survey", ("text", "sheets", "Encore", "Again")), "survey!B12: “sheets” is already taken: give another name."),
        (with_rows("survey", ("text", "x")), "survey!C12: the label is missing: write it."),
        (with_rows("survey", ("end_group",)), "survey!A12: this end of group has no beginning: add begin_group above, or remove it."),
        (with_rows("survey", ("begin_group", "g", "Groupe", "Group")), "survey!A12: this group has no end: add end_group."),
        (with_rows("survey", ("text", "x", "Quoi ?", "What?", "", "", "", "lourd")), "survey!H12: “lourd” does not fit: write a number above 0 and up to 100."),
        (with_rows("choices", ("places", "bag", "Dans le sac", "In the bag", 7)), "choices!E8: “7” does not fit: write a score from 0 to 5, whole if the scale goes from 0 to 5. Another scale is declared by score_min and score_max in the sheet settings."),
        (with_rows("choices", ("places", "bag", "Dans le sac", "In the bag")), "choices!E8: the score is missing while other choices of the list have one: write it, or unknown or na."),
        (with_rows("choices", ("places", "bag", "Dans le sac", "In the bag", "beaucoup")), "choices!E8: “beaucoup” does not fit: write a number, or unknown or na for a choice that every question offers already."),
    ],
)  # fmt: skip
def test_a_faulty_form_is_refused_with_the_cell_to_put_right(data, said):
    found = [one.replace(NBSP, " ") for one in faults(data)]
    assert said in found
