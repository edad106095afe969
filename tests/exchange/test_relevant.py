"""The conditions of XLSForm: carried whole, or said to be lost."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_assess.exchange.conditions import Target, condition
from care_assess.exchange.drafting import Drafted
from care_assess.exchange.xpath import Inexpressible, parse


def a_target(kind: str, name: str, *choices: str, **values: object) -> Target:
    question = Drafted(id=name, place="", type=kind, text={}, help={}, values=dict(values))
    return Target(question=question, options={choice: f"o{choice}" for choice in choices})


TARGETS = {
    "one": a_target("choice", "ONE-01", "a", "b"),
    "grade": a_target("choice", "GRA-01", "1", "2", "3", "other"),
    "many": a_target("multiple", "MAN-01", "a", "b"),
    "text": a_target("information", "TXT-01"),
    "months": a_target(
        "number", "NUM-01", better="lower", cuts={"1": 48, "2": 36, "3": 24, "4": 18, "5": 12}
    ),
    "share": a_target(
        "number", "SHA-01", better="higher", cuts={"1": 10, "2": 20, "3": 50, "4": 75, "5": 90}
    ),
}
ONE_A = {"question": "ONE-01", "equals": "oa"}
MANY_A = {"question": "MAN-01", "equals": "oa"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("${one} = 'a'", ONE_A),
        ("'a' = ${one}", ONE_A),
        ('selected(${one}, "a")', ONE_A),
        ("selected( ${many} , 'a' )", MANY_A),
        ("${one} != 'a'", {"not": ONE_A}),
        ("not(${one} = 'a')", {"not": ONE_A}),
        ("${one} = 'a' and selected(${many}, 'a')", {"all": [ONE_A, MANY_A]}),
        ("${one} = 'a' or ${one} = 'a' and selected(${many}, 'a')", {"any": [ONE_A, {"all": [ONE_A, MANY_A]}]}),
        ("(${one} = 'a' or selected(${many}, 'a')) and ${one} = 'a'", {"all": [{"any": [ONE_A, MANY_A]}, ONE_A]}),
        ("${grade} = 2", {"question": "GRA-01", "equals": "o2"}),
        ("${grade} >= 2", {"any": [{"question": "GRA-01", "equals": "o2"}, {"question": "GRA-01", "equals": "o3"}]}),
        ("2 > ${grade}", {"question": "GRA-01", "equals": "o1"}),
        ("${months} <= 24", {"question": "NUM-01", "at_least": 3}),
        ("${months} > 24", {"not": {"question": "NUM-01", "at_least": 3}}),
        ("${share} >= 50", {"question": "SHA-01", "at_least": 3}),
        ("${share} < 50", {"not": {"question": "SHA-01", "at_least": 3}}),
    ],
)  # fmt: skip
def test_a_condition_that_ours_can_say_is_carried(said, meant):
    assert condition(said, TARGETS) == meant


@pytest.mark.parametrize(
    "said",
    [
        "${nobody} = 'a'",
        "${one} = 'c'",
        "${one} = ''",
        "${one} != ''",
        "${one} > 'a'",
        "${text} = 'a'",
        "${months} <= 25",
        "${months} < 24",
        "${share} = 50",
        "${grade} > 3",
        "${many} >= 1",
        "selected(., 'a')",
        "count-selected(${many}) > 1",
        "${one} = ${many}",
        "today() > '2026-01-01'",
        "if(${one} = 'a', 1, 0)",
        "${one} = 'a' and",
        "(${one} = 'a'",
        "${one} = 'a')",
        "",
        "((((((((((${one} = 'a'))))))))))",
        "not(" * 2000,
        "${one} = 'a' or " * 2000,
    ],
)
def test_a_condition_that_ours_cannot_say_is_refused_whole(said):
    with pytest.raises(Inexpressible):
        condition(said, TARGETS)


@given(
    st.lists(
        st.sampled_from(["${one}", "'a'", "1", "=", "!=", ">", "(", ")", "and", "or", "not", "selected", ",", "§"])
    )
)  # fmt: skip
def test_whatever_is_written_is_read_or_refused(words):
    with suppress(Inexpressible):
        parse(" ".join(words))
