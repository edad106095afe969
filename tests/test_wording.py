"""Answers said in words, also those that come from elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest
from living import living

from care_assess.answers import Answer, Value
from care_assess.text import translator
from care_assess.wording import received_in_words


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("LIV-03", "team", "Une équipe"),
        ("LIV-03", ("nobody", "team"), "nobody, team"),
        ("LIV-03", "crew", "crew"),
        ("LIV-01", Fraction(7), "7"),
        ("LIV-02", ("12", "13"), "12, 13"),
        ("LIV-09", ("one", "two"), "Une chose, Une autre"),
        ("LIV-09", ("one", "three"), "one, three"),
    ],
)
def test_an_answer_received_that_its_question_does_not_offer_is_shown_as_written(
    question: str, value: Value, said: str
):
    (first,) = living().select({"living": "1.0.0"})
    asked = next(one for one in first.questions if one.id == question)
    given = Answer(kind="value", value=value)
    assert received_in_words(asked, given, living().reference, translator("fr")) == said
