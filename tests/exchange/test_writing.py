"""What is written for an author reads back equal, and reads well."""

from __future__ import annotations

from decimal import Decimal

from drafts import DRAFT
from hypothesis import given
from hypothesis import strategies as st

from care_assess.exchange.writing import written
from care_assess.questionnaire.yamltext import read_yaml

printable = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    max_size=20,
) | st.sampled_from(["yes", "No", "~", "null", "", " ", "a: b", "# c", "1.0", "1.0.0", "-1", "é", "a\nb", "*x", "2026-01-01"])  # fmt: skip
scalars = (
    printable | st.integers(-(10**6), 10**6) | st.booleans() | st.decimals(-999, 999, places=2)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(printable, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(printable, values, min_size=1, max_size=5))
def test_what_is_written_reads_back_equal(document):
    found = read_yaml("x.yaml", written(document).encode())
    assert found.faults == ()
    assert found.value == document


def test_a_questionnaire_written_again_is_the_same_questionnaire():
    values = read_yaml("x.yaml", DRAFT.encode()).value
    assert read_yaml("x.yaml", written(values).encode()).value == values


def test_short_things_are_on_one_line_and_words_in_quotes():
    document = {
        "id": "x",
        "weight": Decimal("1.50"),
        "title": {"fr": "Oui", "en": "Yes"},
        "topics": ["ad", "exposure"],
        "questions": [{"id": "A-01"}, {"id": "A-02"}],
    }
    assert written(document, comment="Repris de ward.xlsx") == (
        "# Repris de ward.xlsx\n"
        "id: x\n"
        "weight: 1.50\n"
        'title: {fr: "Oui", en: "Yes"}\n'
        "topics: [ad, exposure]\n"
        "questions:\n"
        "  - id: A-01\n"
        "\n"
        "  - id: A-02\n"
    )
