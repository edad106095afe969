"""Libraries of CISO Assistant: read, written, and read back with the same scores."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
import yaml
from drafts import shipped
from drafts import written as told
from filled import a_sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from libraries import ASKED, BY_HAND, HEAD, NODES, QUESTION, SUMMED, UNSCORED

from care_assess.answers import Answer
from care_assess.content import load_catalogue
from care_assess.errors import ContentError, Refused
from care_assess.exchange.ciso_reading import read_ciso_library
from care_assess.exchange.ciso_writing import write_ciso_library
from care_assess.exchange.foreign import read_foreign, source_of
from care_assess.exchange.writing import written
from care_assess.questionnaire import Scale, Scoring
from care_assess.questionnaire.checking import faults_of
from care_assess.questionnaire.reading import read_questionnaire
from care_assess.questionnaire.yamltext import LARGEST, read_yaml
from care_assess.scoring import score
from care_assess.text import NBSP, translator

CATALOGUE = load_catalogue()
VOCABULARY = [one for one in shipped() if one.name.endswith("reference.yaml")]


def read_back(data: bytes | str):
    """The questionnaire of a library, once written and read; it has no fault."""
    imported = read_ciso_library("x.yaml", data.encode() if isinstance(data, str) else data)
    document = read_yaml("x.yaml", written(imported.document).encode())
    assert [told(fault) for fault in faults_of([document], VOCABULARY)] == []
    return read_questionnaire(document.value)


def remarks(data: str) -> list[str]:
    say = translator("en")
    imported = read_ciso_library("x.yaml", data.encode())
    return [
        f"{', '.join(one.places)}: {say.message(one.message)}"
        for one in imported.remarks
        if one.kind == "lost"
    ]


def refused(data: bytes | str) -> str:
    with pytest.raises(ContentError) as caught:
        read_ciso_library("x.yaml", data.encode() if isinstance(data, str) else data)
    return translator("en").message(caught.value.faults[0].message)


def outcome(data: bytes):
    """What is read, or the faults that prevent it."""
    try:
        return read_ciso_library("x.yaml", data), ()
    except ContentError as error:
        return None, error.faults


def test_a_requirement_is_scored_by_hand_with_the_words_of_the_scale():
    questionnaire = read_back(BY_HAND)
    (question,) = questionnaire.questions
    assert (questionnaire.id, questionnaire.version, questionnaire.title.en) == (
        "ward_rules",
        "3.0.0",
        "Rules of the ward",
    )
    assert (question.id, question.text.en, question.weight) == (
        "WAR-01",
        "1.1 · Prepare the sheets",
        2,
    )
    assert [(one.level, one.text.en) for one in question.options] == [
        (1, "Nothing: Nothing is done"),
        (2, "Half"),
        (3, "All"),
    ]
    assert (questionnaire.scale.minimum, questionnaire.scale.maximum) == (1, 3)
    assert questionnaire.sections[0].title.fr == "Soins"


def test_what_a_library_says_and_ours_does_not_is_told():
    assert remarks(BY_HAND) == [
        ": Rights stated: “Texte fictif”. Check that you may take this content.",
        "1.1: “implementation_groups” has no equivalent.",
    ]


def test_a_requirement_without_questions_or_words_is_met_partly_met_or_not():
    (question,) = read_back(UNSCORED).questions
    assert (question.kind, question.text.en) == ("yes_partial_no", "Prepare the sheets")


def test_questions_keep_their_scores_their_conditions_and_their_dates():
    ready, where, since = read_back(ASKED).questions
    assert [(one.id, one.level) for one in ready.options] == [("c_2", 0), ("c_3", 100)]
    assert [one.level for one in where.options] == [0, 100]
    assert (where.applies_if.question, where.applies_if.option) == (ready.id, "c_3")
    assert since.kind == "date"
    assert "1.1: The choice “Je ne sais pas” has no score: it is left out. “I do not know” and “Not applicable” are always offered." in remarks(ASKED)  # fmt: skip


def test_the_points_of_several_questions_add_up_within_the_scale():
    questionnaire = read_back(SUMMED)
    assert (questionnaire.scale.maximum, questionnaire.scoring.method) == (10, "mean_of_groups")
    first, second, alone = questionnaire.questions
    assert [one.weight for one in (first, second, alone)] == [10, 20, 1]
    sheet = replace(a_sheet(), versions={questionnaire.id: questionnaire.version}, tier="full")

    def scored(**answers: str) -> Fraction:
        given = {
            name.replace("_", "-"): Answer(kind="value", value=one) for name, one in answers.items()
        }
        found = score((questionnaire,), replace(sheet, answers=given), CATALOGUE.reference)
        return found.domains[questionnaire.id].total.score

    # 3 + 2 × 2 = 7 of weight 3, 10 of weight 1; then 8 + 2 × 5 is kept at 10.
    assert scored(WAR_01="c_1", WAR_02="c_1", WAR_03="c_2") == Fraction(7 * 3 + 10, 4)
    assert scored(WAR_01="c_2", WAR_02="c_2", WAR_03="c_1") == Fraction(10 * 3 + 0, 4)


def test_choices_without_any_score_make_a_text_and_it_is_said():
    text = HEAD + NODES + QUESTION.replace("add_score: 0, ", "").replace("add_score: 100, ", "")
    (question,) = read_back(text).questions
    assert (question.kind, question.help.en) == ("information", "I do not know · Not yet · Ready")
    assert "1.1: The choices have no score (add_score): the question becomes a free text, which is not scored." in remarks(text)  # fmt: skip


def test_a_library_in_english_alone_speaks_english():
    text = HEAD.replace("locale: fr", "locale: en").partition("translations:")[0]
    text += """\
objects:
  framework:
    urn: urn:example:risk:framework:x
    ref_id: X
    name: The rules of this small ward
    requirement_nodes:
    - {urn: "urn:x:1", assessable: true, depth: 1, name: Prepare the sheets of every patient}
"""
    questionnaire = read_back(text)
    assert questionnaire.questions[0].text("fr") == "Prepare the sheets of every patient"
    document = read_ciso_library("x.yaml", text.encode()).document
    assert document["languages"] == ["en"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello: world", "this is not a CISO Assistant library: urn or objects is missing."),
        ("- a\n- b", "this is not a CISO Assistant library: urn or objects is missing."),
        ("", "this is not a CISO Assistant library: urn or objects is missing."),
        (
            HEAD.partition("objects:")[0] + "objects: {risk_matrix: [{urn: x}]}",
            "the library holds no framework, but: risk_matrix. Choose one that has one.",
        ),
        (
            HEAD.partition("objects:")[0] + "objects: {frameworks: [{urn: a}, {urn: b}]}",
            "the library holds 2 frameworks: keep one a file.",
        ),
        (
            UNSCORED + "      question: {question_type: unique_choice}\n",
            "the questions are written as in an older version of CISO Assistant: update the library in that tool, then take it in.",
        ),
        (
            UNSCORED.replace("locale: fr", "locale: de").replace("  en: {", "  es: {").replace("en: {", "es: {"),
            "the language of the library (de) is neither French nor English, and nothing is translated: add translations.",
        ),
        (HEAD + NODES, "the framework has no requirement to assess (assessable)."),
        (HEAD, "the framework has no requirement to assess (assessable)."),
    ],
)  # fmt: skip
def test_a_library_that_cannot_be_read_is_refused_in_one_sentence(text, said):
    assert refused(text) == said


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"a: &a [x]\nb: [*a, *a]\n" + b"", "content.yaml.anchor"),
        (b"!!python/object:os.system {}", "content.yaml.tag"),
        (b"[" * 5_000, "content.yaml.too_deep"),
        (b"x" * (LARGEST + 1), "content.yaml.too_big"),
        (b"\xff\xfe\x00", "content.yaml.not_utf8"),
    ],
)
def test_hostile_yaml_is_refused_before_it_costs_anything(data, key):
    with pytest.raises(ContentError) as caught:
        read_ciso_library("x.yaml", data)
    assert caught.value.faults[0].message.key == key


def test_a_tree_that_goes_round_is_read_all_the_same():
    text = UNSCORED.replace('ward:1", assessable', 'ward:1", parent_urn: "urn:example:risk:req_node:ward:1", assessable')  # fmt: skip
    assert len(read_back(text).questions) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-200, 200) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["urn", "questions", "choices", "add_score", "value", "type", "text", "translations", "en",
                         "depends_on", "answers", "question", "weight", "parent_urn", "assessable", "name"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.dictionaries(st.sampled_from(["urn", "name", "questions", "weight", "ref_id", "translations",
       "parent_urn", "implementation_groups", "depth"]), JSON, max_size=6), max_size=4), JSON, JSON)  # fmt: skip
def test_whatever_a_library_holds_it_is_read_or_refused(nodes, scores, score):
    framework = {"name": "Nom", "scores_definition": scores, "min_score": score,
                 "requirement_nodes": [{"assessable": True, "urn": f"u:{n}", **node} for n, node in enumerate(nodes)]}  # fmt: skip
    library = {"urn": "u", "locale": "fr", "objects": {"framework": framework}}
    data = yaml.safe_dump(library, allow_unicode=True).encode()
    imported, faults = outcome(data)
    assert imported or faults
    if imported:
        assert read_yaml("x.yaml", written(imported.document).encode()).value == imported.document


# ---- ours, written for CISO Assistant


def as_it_comes_back(questionnaire):
    return read_back(write_ciso_library(questionnaire, CATALOGUE.reference).data)


@pytest.mark.parametrize("questionnaire", list(CATALOGUE), ids=lambda one: one.id)
def test_ours_comes_back_with_its_questions_levels_and_relative_weights(questionnaire):
    back = as_it_comes_back(questionnaire)
    assert (back.id, back.version) == (questionnaire.id, questionnaire.version)
    for before, after in zip(questionnaire.questions, back.questions, strict=True):
        options = before.options or (before.scale.bands if before.scale else ())
        assert (after.id, after.tier, after.text) == (before.id, before.tier, before.text)
        assert [(one.level, one.text) for one in after.options] == sorted(
            ((one.level, one.text) for one in options),
            key=lambda one: one[0] if after.kind == "level" else 0,
        )
        ratio = questionnaire.questions[0].weight / back.questions[0].weight
        assert after.weight * ratio == before.weight


def banded(question, answer: Answer) -> Answer:
    """The same answer once its number is the choice of a band."""
    if question.kind != "number" or answer.kind != "value":
        return answer
    never = not isinstance(answer.value, Fraction)
    level = 0 if never else question.scale.level(answer.value)
    return replace(answer, value=str(level))


def some_answers(questions, chance: Random) -> dict[str, Answer]:
    """An answer of any kind to most questions."""
    found = {}
    for question in questions:
        options = question.options or (question.scale.bands if question.scale else ())
        values = [one.id for one in options] if question.kind != "multiple" else [()]
        if question.scale:
            cuts = [cut.bound for cut in question.scale.cuts if cut.bound is not None]
            values = [*cuts, question.scale.minimum, question.scale.maximum]
        kinds = [Answer(kind="unknown"), Answer(kind="not_applicable", reason="Not here"), None]
        known = [Answer(kind="value", value=value) for value in values]
        if question.scored and (answer := chance.choice([*known, *kinds])):
            found[question.id] = answer
    return found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ["awareness", "identity"])
def test_the_same_answers_give_the_same_score_there_and_back(name, seed):
    (ours,) = CATALOGUE.select({name: "1.0.0"})
    always = tuple(
        replace(one, questions=tuple(replace(q, applies_if=None) for q in one.questions))
        for one in ours.sections
    )
    ours = replace(ours, sections=always, caps=())
    back = as_it_comes_back(ours)
    answers = some_answers(ours.questions, Random(seed))
    sheet = replace(a_sheet(), versions={name: "1.0.0"}, tier="full", answers=answers)
    by_id = {question.id: question for question in ours.questions}
    after = replace(sheet, answers={key: banded(by_id[key], one) for key, one in answers.items()})
    here = score((ours,), sheet, CATALOGUE.reference).domains[name].total
    there = score((back,), after, CATALOGUE.reference).domains[name].total
    assert here.score is not None
    assert (there.score, there.low, there.high) == (here.score, here.low, here.high)


def test_what_a_library_cannot_say_of_ours_is_told():
    (ad,) = CATALOGUE.select({"active_directory": "1.0.0"})
    say = translator("en")
    said = [say.message(one.message) for one in write_ciso_library(ad, CATALOGUE.reference).remarks]
    assert said[:3] == [
        "The cap does not exist there: the score will not be held down.",
        "The ladder of control points does not exist there.",
        "Actions, their days and their resources are not written.",
    ]


def test_a_library_of_ours_is_plain_yaml_with_whole_weights():
    (ours,) = CATALOGUE.select({"governance": "1.0.0"})
    halved = replace(
        ours,
        sections=tuple(
            replace(one, questions=tuple(replace(q, weight=q.weight / 2) for q in one.questions))
            for one in ours.sections
        ),
    )
    values = yaml.safe_load(write_ciso_library(halved, CATALOGUE.reference).data)
    nodes = values["objects"]["framework"]["requirement_nodes"]
    assert {node["weight"] for node in nodes if node["assessable"]} <= {1, 2, 3}
    assert values["urn"] == "urn:care-assess:risk:library:governance"
    assert values["translations"]["en"]["name"] == ours.title.en


def test_a_scale_of_decimals_is_written_in_whole_numbers_and_comes_back_in_proportion():
    ours = read_back(SUMMED)
    halves = replace(
        ours,
        scoring=Scoring(),
        sections=tuple(
            replace(one, questions=tuple(map(halved, one.questions)), groups=())
            for one in ours.sections
        ),
        scale=Scale(minimum=0, maximum=Fraction(5)),
    )
    exported = write_ciso_library(halves, CATALOGUE.reference)
    back = read_back(exported.data)
    assert (back.scale.minimum, back.scale.maximum) == (0, 10)
    assert [[o.level for o in q.options] for q in back.questions] == [
        [o.level for o in q.options] for q in ours.questions
    ]
    assert any(one.message.key == "exchange.unsaid.times" for one in exported.remarks)


def halved(question):
    options = tuple(replace(one, level=Fraction(one.level) / 2) for one in question.options)
    return replace(question, options=options)


def test_a_version_too_great_for_one_number_is_refused():
    (ours,) = CATALOGUE.select({"governance": "1.0.0"})
    with pytest.raises(Refused) as caught:
        write_ciso_library(replace(ours, version="1.1000.0"), CATALOGUE.reference)
    assert caught.value.message.key == "exchange.version_too_great"


def test_a_file_is_told_by_its_first_bytes():
    assert source_of(BY_HAND.encode()) == "ciso-assistant"
    assert source_of(b"PK\x03\x04...") == "xlsform"
    assert source_of(b"format: care-assess/questionnaire/1\n") is None
    assert read_foreign("x", BY_HAND.encode()).document["id"] == "ward_rules"
    with pytest.raises(Refused) as caught:
        read_foreign("note.txt", b"hello")
    assert NBSP in translator("fr").error(caught.value)
