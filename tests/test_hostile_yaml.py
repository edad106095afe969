"""YAML is what someone sends us: it is read as plain values, or refused at once with one sentence."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
import yaml
from drafts import DRAFT, faults_in, shipped, spoilt
from hypothesis import given, settings
from hypothesis import strategies as st

from care_assess.content import read_files
from care_assess.questionnaire import Questionnaire, yamltext
from care_assess.questionnaire.checking import faults_of, shape_of
from care_assess.questionnaire.reading import read_questionnaire
from care_assess.questionnaire.yamltext import DEEPEST, LARGEST, read_yaml
from care_assess.text import translator

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request, monkeypatch):
    """Both parsers: libyaml's, and the one of Python where libyaml is absent."""
    monkeypatch.setattr(yamltext, "_LOADER", getattr(yaml, request.param))


# fmt: off
REFUSED = {
    "aliases that multiply": (
        LAUGHS, "draft.yaml:1: Les renvois YAML (« & » et « * ») ne sont pas acceptés : recopiez la valeur, ou mettez le texte entre guillemets.",
    ),
    "an alias of nothing": (
        "a: *b", "draft.yaml:1: Les renvois YAML (« & » et « * ») ne sont pas acceptés : recopiez la valeur, ou mettez le texte entre guillemets.",
    ),
    "a tag that runs": (
        "a: 1\nb: !!python/object/apply:os.system [id]", "draft.yaml:2: Les étiquettes YAML (« ! ») ne sont pas acceptées : écrivez la valeur seule, ou entre guillemets.",
    ),
    "an innocent tag": (
        "a: !!str 1", "draft.yaml:1: Les étiquettes YAML (« ! ») ne sont pas acceptées : écrivez la valeur seule, ou entre guillemets.",
    ),
    "nesting in flow": (
        "[" * 100_000, "draft.yaml:1: Les listes et les blocs sont imbriqués trop profondément : le fichier n'a pas été lu au-delà.",
    ),
    "nesting of dashes": (
        "- " * 100_000 + "x", "draft.yaml:1: Les listes et les blocs sont imbriqués trop profondément : le fichier n'a pas été lu au-delà.",
    ),
    "nesting in blocks": (
        "".join(f"{' ' * n}a:\n" for n in range(100)), "draft.yaml:41: Les listes et les blocs sont imbriqués trop profondément : le fichier n'a pas été lu au-delà.",
    ),
    "a big file": (
        b"a" * (LARGEST + 1), "draft.yaml: Le fichier dépasse 2 Mo : c'est plus qu'un questionnaire ou une fiche ordinaire. Il n'a pas été lu.",
    ),
    "values without end": (
        "- 1\n" * 200_000, "draft.yaml:99999: Le fichier contient bien plus de valeurs qu'un questionnaire : il n'a pas été lu au-delà de cette ligne.",
    ),
    "several documents": (
        "a: 1\n---\nb: 2\n", "draft.yaml:2: Le fichier contient plusieurs documents (« --- ») : gardez-en un par fichier.",
    ),
    "bytes of another encoding": (
        "a: 1\nb: é".encode("latin-1"), "draft.yaml:2: Le fichier n'est pas en UTF-8 à partir de cette ligne : enregistrez-le avec le codage UTF-8.",
    ),
    "two bytes a sign": (
        "a: 1".encode("utf-16"), "draft.yaml:1: Le fichier n'est pas en UTF-8 à partir de cette ligne : enregistrez-le avec le codage UTF-8.",
    ),
    "an invisible sign": (
        "a: 1\nb: \x07", "draft.yaml:2: Cette ligne contient un caractère invisible interdit : effacez-le et tapez le texte de nouveau.",
    ),
    "a list as a key": (
        "? [a, b]\n: 1", "draft.yaml:1: Une clé doit être un mot suivi de deux-points, pas une liste ni un bloc.",
    ),
    "an unclosed quote": (
        'a: 1\nb: "x\nc: 2', "draft.yaml:2: Le guillemet ouvert à cette ligne n'est jamais fermé : ajoutez le guillemet de fin.",
    ),
    "an unclosed brace": (
        "a: 1\nb: {c: 1\nd: 2\n", "draft.yaml:2: L'accolade ou le crochet ouvert à cette ligne est mal fermé : vérifiez les virgules et le signe de fin.",
    ),
    "an unclosed bracket": (
        "a: 1\nb: [c\nd: 2\n", "draft.yaml:2: L'accolade ou le crochet ouvert à cette ligne est mal fermé : vérifiez les virgules et le signe de fin.",
    ),
    "a colon in a text": (
        "a: b: c", "draft.yaml:1: Deux-points inattendus : mettez le texte qui les contient entre guillemets.",
    ),
    "a tab": (
        "a:\n\tb: c", "draft.yaml:2: Cette ligne commence par un signe que YAML n'accepte pas (tabulation, @, `, %) : remplacez les tabulations par des espaces et mettez le texte entre guillemets.",
    ),
    "a sign that YAML keeps": (
        "a: @b", "draft.yaml:1: Cette ligne commence par un signe que YAML n'accepte pas (tabulation, @, `, %) : remplacez les tabulations par des espaces et mettez le texte entre guillemets.",
    ),
    "a key without its colon": (
        "a: 1\nb\nc: 2", "draft.yaml:3: Le retrait de cette ligne ne correspond pas aux lignes voisines, ou ses deux-points manquent : alignez-la et écrivez « clé: valeur ».",
    ),
    "a version of YAML to come": (
        "%YAML 9.9\n---\na: 1", "draft.yaml:1: Cette ligne n'est pas du YAML correct : vérifiez les guillemets, les deux-points et le retrait.",
    ),
    "nothing": (
        "", "draft.yaml:1: Ce fichier est vide ou n'est pas une suite de « clé: valeur » : commencez par « format: care-assess/questionnaire/1 ».",
    ),
    "a list": (
        "- 1", "draft.yaml:1: Ce fichier est vide ou n'est pas une suite de « clé: valeur » : commencez par « format: care-assess/questionnaire/1 ».",
    ),
    "something else": (
        "a: 1", "draft.yaml:1: format: Le format n'est pas connu : écrivez care-assess/questionnaire/1 pour un questionnaire, care-assess/reference/1 pour un vocabulaire, care-assess/scenarios/1 pour des scénarios.",
    ),
}
# fmt: on


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_or_broken_file_is_refused_with_one_sentence(text, told):
    assert faults_in(text) == [told]


def test_a_file_as_big_as_allowed_takes_no_time_to_refuse():
    """Each would take minutes or all the memory, were it read without bounds."""
    rows = LARGEST // 12
    texts = [
        "topics: [" + "{}, " * 24_000 + "]\nformat: care-assess/questionnaire/1\n",
        "format: care-assess/questionnaire/1\n" + "".join(f"k{n}: 1\n" for n in range(40_000)),
        "format: care-assess/questionnaire/1\n" + "weight: yes\n" * rows,
        spoilt("[HYG-1]", "[" + ", ".join(f"HYG-1{n}" for n in range(40_000)) + "]"),
        spoilt("answered_by: directeur", f"answered_by: {'x' * 1_500_000}"),
        spoilt("days: 5", f"days: {'9' * 1_500_000}"),
    ]
    started = time.process_time()
    told = [faults_in(text) for text in texts]
    assert all(told)
    assert time.process_time() - started < 30, "minutes when a bound is lost"


def test_only_the_first_faults_are_told_of_a_file_with_thousands():
    told = faults_in(
        "format: care-assess/questionnaire/1\n" + "".join(f"k{n}: 1\n" for n in range(4000))
    )
    assert len(told) == 201
    assert (
        told[-1]
        == "draft.yaml: Il reste d'autres points à corriger : corrigez d'abord ceux-ci, puis relancez le contrôle."
    )


def test_a_huge_file_is_not_read(tmp_path):
    """A file of 5 GB on disk: reading it would be felt."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)
    started = time.process_time()
    (document,), _ = read_files([path])
    assert document.faults[0].message.key == "content.yaml.too_big"
    assert time.process_time() - started < 1


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1", 1),
        ("-3", -3),
        ("1.50", Decimal("1.50")),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ('"1"', "1"),
        ("'yes'", "yes"),
        ("1.0.0", "1.0.0"),
        ("2026-11-23", "2026-11-23"),
        ("017", "017"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e9", "1e9"),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
        ("y", "y"),
        ("|\n  two\n  lines", "two\nlines\n"),
    ],
)
def test_values_are_read_as_an_author_means_them(written, read):
    document = read_yaml("x", f"- {written}\n".encode())
    assert document.faults == ()
    assert document.value == [read]
    assert type(document.value[0]) is type(read)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("word", ["yes", "No", "ON", "off"])
def test_a_bare_yes_or_no_is_a_fault_of_a_questionnaire_and_a_value_of_a_sheet(word):
    text = f"a: {word}\n".encode()
    told = translator("fr").message(read_yaml("x", text).faults[0].message)
    assert told.replace("\u00a0", " ") == (
        f'« {word} » sans guillemets se lit vrai ou faux : écrivez "{word}" entre guillemets, '
        "ou true ou false si c'est bien ce que vous voulez dire."
    )
    assert read_yaml("x", text, words=True).value == {"a": word in ("yes", "ON")}


# fmt: off
SPOILT = {
    "bare words as keys": (
        '"no": {fr: "Non", en: "No"}', 'no: {fr: "Non", en: "No"}',
        'draft.yaml:66: sections[0].questions[2].levels: « no » sans guillemets se lit vrai ou faux : écrivez "no" entre guillemets, ou true ou false si c\'est bien ce que vous voulez dire.',
    ),
    "a bare word as a value": (
        'equals: "no"', "equals: no",
        'draft.yaml:84: sections[1].questions[0].applies_if.any[1].not.equals: « no » sans guillemets se lit vrai ou faux : écrivez "no" entre guillemets, ou true ou false si c\'est bien ce que vous voulez dire.',
    ),
    "a key twice": (
        "        weight: 3\n", "        weight: 3\n        weight: 2\n",
        "draft.yaml:31: sections[0].questions[0].weight: La clé « weight » est déjà écrite à la ligne 30 : gardez-en une seule.",
    ),
    "a block twice": (
        '    title: {fr: "Première partie"', '    title: {fr: "Autre", en: "Other"}\n    title: {fr: "Première partie"',
        "draft.yaml:19: sections[0].title: La clé « title » est déjà écrite à la ligne 18 : gardez-en une seule.",
    ),
    "an emptied key twice": (
        "        weight: 3\n", "        weight:\n        weight: 2\n",
        "draft.yaml:31: sections[0].questions[0].weight: La clé « weight » est déjà écrite à la ligne 30 : gardez-en une seule.",
    ),
}
# fmt: on


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("before", "after", "told"), SPOILT.values(), ids=SPOILT)
def test_a_slip_of_yaml_is_told_with_its_place(before, after, told):
    assert faults_in(spoilt(before, after)) == [told]


@pytest.mark.usefixtures("loader")
def test_every_place_knows_its_line():
    document = read_yaml("x", b"a: 1\nb:\n  - c\n  - {d: 2,\n     e: 3}\n\nf: 4\n")
    assert [
        document.line(path)
        for path in [("a",), ("b",), ("b", 0), ("b", 1, "d"), ("b", 1, "e"), ("f",)]
    ] == [1, 2, 3, 4, 5, 7]
    assert document.line(("b", 1, "missing")) == 4
    assert document.line(("nowhere", "at", "all")) == 1


def test_a_byte_order_mark_and_windows_lines_change_nothing():
    windows = b"\xef\xbb\xbf" + DRAFT.replace("\n", "\r\n").encode()
    assert faults_in(windows) == []
    assert read_yaml("x", windows).value == read_yaml("x", DRAFT.encode()).value


def test_json_is_read_too():
    assert read_yaml("x", b'{"a": [1, true, null, "no"]}').value == {"a": [1, True, None, "no"]}


def test_nesting_up_to_the_bound_is_read():
    deepest = "[" * DEEPEST + "]" * DEEPEST
    assert read_yaml("x", deepest.encode()).faults == ()
    assert read_yaml("x", f"[{deepest}]".encode()).faults != ()


PIECES = st.sampled_from(
    [
        *"{}[]:,-&*!|>'\"%@`#? \n\t",
        "\n  ", ": ", "- ", "yes", "null", "true", "0", "-1", "1.5", "any", "above 0", "GOV-01", "fr",
        "level", "number", "choice", "multiple", "date", "core", "higher", "\x00", "\ufeff", "\u2028",
    ]
)  # fmt: skip


@st.composite
def mutated(draw):
    """The draft with a few pieces cut out, put in or swapped."""
    text = DRAFT
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        text = text[:start] + draw(st.one_of(PIECES, st.just(""))) + text[end:]
    return text.encode("utf-8", "surrogatepass")


@st.composite
def rearranged(draw):
    """The draft with lines left out, doubled or moved."""
    lines = DRAFT.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        line = lines.pop(draw(st.integers(0, len(lines) - 1)))
        for _ in range(draw(st.integers(0, 2))):
            lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(lines).encode()


@settings(max_examples=300)
@given(data=st.one_of(st.binary(max_size=200), mutated(), rearranged()))
def test_whatever_the_bytes_there_is_a_questionnaire_or_faults(data):
    document = read_yaml("draft.yaml", data)
    faults = faults_of([document], shipped())
    sentences = [translator("en").message(fault.message) for fault in faults]
    if not faults:
        assert shape_of(document) == "questionnaire"
        assert isinstance(read_questionnaire(document.value), Questionnaire)
    assert all(sentences)
    assert all(fault.line <= data.count(b"\n") + data.count(b"\r") + 3 for fault in faults)
