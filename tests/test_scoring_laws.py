"""What holds of every questionnaire and every sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from math import floor

from build import QuestionnaireBuilder, a_reference
from filled import UNKNOWN, an_event, not_applicable
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import answers_to, values_of, worlds

from care_assess.answers import CLEARED, Answer, applicability, fold, level_of
from care_assess.scoring import ENOUGH, Score, Scores, frame, score
from care_assess.scoring.document import to_document

REFERENCE = a_reference()


def scores_of(asked, sheet) -> Scores:
    return score([one.built for one in asked], sheet, REFERENCE)


def every_score(scores: Scores) -> Iterator[tuple[str, Score]]:
    yield "overall", scores.overall
    for name, domain in scores.domains.items():
        yield f"domain {name}", domain.total
        for section, part in domain.sections.items():
            yield f"section {name}.{section}", part
    for name, topic in scores.topics.items():
        yield f"topic {name}", topic
    for name, axis in scores.axes.items():
        yield f"axis {name}", axis


def pairs(before: Scores, after: Scores) -> Iterator[tuple[str, Score, Score]]:
    for (name, one), (_, other) in zip(every_score(before), every_score(after), strict=True):
        yield name, one, other


def not_lower(before, after) -> bool:
    return before is None or (after is not None and after >= before)


def with_answer(sheet, question, answer):
    return replace(sheet, answers={**sheet.answers, question.id: answer})


def one_of(draw, asked, sheet, *kinds):
    """A question of the sheet that counts and whose answer is of one of those kinds."""
    applies = applicability([one.built for one in asked], sheet, REFERENCE)
    found = [
        question
        for one in asked
        for question in one.built.questions
        if question.scored
        and question.id in applies
        and sheet.answers.get(question.id, CLEARED).kind in kinds
    ]
    assume(found)
    return draw(st.sampled_from(found))


@given(worlds())
def test_every_score_lies_between_its_bounds_from_0_to_5(world):
    for name, one in every_score(scores_of(*world)):
        if one.low is None:
            assert (one.score, one.high) == (None, None), name
        elif one.score is None:
            assert 0 <= one.low <= one.high <= 5, name
        else:
            assert 0 <= one.low <= one.score <= one.high <= 5, name


@given(worlds())
def test_counts_shares_level_and_caps_agree(world):
    for name, one in every_score(scores_of(*world)):
        counted = one.answered + one.unknown
        assert counted <= one.applicable, name
        assert (one.coverage is None) == (one.known is None) == (one.applicable == 0), name
        if one.coverage is not None:
            assert 0 <= one.known <= one.coverage <= 1, name
        if one.evidence_rate is not None:
            assert 0 <= one.evidence_rate <= 1, name
        given_level = one.score is not None and one.coverage >= ENOUGH
        assert one.level == (floor(one.score) if given_level else None), name
        assert all(one.score is None or one.score <= cap.max for cap in one.caps), name


@given(worlds())
def test_counting_the_not_applicable_as_not_done_never_raises_the_score_of_questions(world):
    for name, one in every_score(scores_of(*world)):
        undone = one.if_not_applicable_were_zero
        if one.score is not None and undone is not None and one.method != "mean_of_groups":
            assert undone <= one.score, name


@given(st.data(), worlds(conditioned=False))
def test_raising_an_answer_never_lowers_any_score(data, world):
    asked, sheet = world
    question = one_of(data.draw, asked, sheet, "value", "unknown")
    before = sheet.answers[question.id]
    value = data.draw(values_of(question))
    after = replace(before, kind="value", value=value)
    was = level_of(question, before)
    assume(was is None or level_of(question, after) > was)
    for name, now, then in pairs(
        scores_of(asked, sheet), scores_of(asked, with_answer(sheet, question, after))
    ):
        assert not_lower(now.score, then.score), name
        assert not_lower(now.low, then.low), name
        assert was is None or not_lower(now.high, then.high), name
        assert not_lower(now.if_not_applicable_were_zero, then.if_not_applicable_were_zero), name


@given(st.data(), worlds(conditioned=False))
def test_not_knowing_widens_the_interval_and_never_raises_a_score(data, world):
    asked, sheet = world
    question = one_of(data.draw, asked, sheet, "value")
    for name, now, then in pairs(
        scores_of(asked, sheet), scores_of(asked, with_answer(sheet, question, UNKNOWN))
    ):
        assert not_lower(then.score, now.score), name
        assert not_lower(then.low, now.low), name
        assert not_lower(now.high, then.high), name


@given(st.data(), worlds(conditioned=False))
def test_whatever_the_missing_answers_turn_out_to_be_the_score_stays_within_the_interval(
    data, world
):
    asked, sheet = world
    questions = [question for one in asked for question in one.built.questions]
    open_ones = [
        question
        for question in questions
        if sheet.answers.get(question.id, CLEARED).kind in {"unknown", "none"} and question.scored
    ]
    found = {
        question.id: Answer(kind="value", value=data.draw(values_of(question)))
        for question in open_ones
    }
    settled = replace(sheet, answers={**sheet.answers, **found})
    for name, now, then in pairs(scores_of(asked, sheet), scores_of(asked, settled)):
        if then.score is not None:
            assert now.low <= then.score <= now.high, name
            assert sheet.tier == "core" or then.low == then.high == then.score, name


@given(st.data(), worlds(conditioned=False, capped=False))
def test_what_is_not_applicable_counts_as_if_it_were_not_asked(data, world):
    asked, sheet = world
    question = one_of(data.draw, asked, sheet, "value", "unknown", "not_applicable", "none")
    refused = scores_of(asked, with_answer(sheet, question, not_applicable()))
    absent = scores_of([without(one, question) for one in asked], sheet)
    for name, one, other in pairs(refused, absent):
        for figure in ("score", "low", "high", "level", "coverage", "known", "evidence_rate"):
            assert getattr(one, figure) == getattr(other, figure), (name, figure)
        assert (one.answered, one.applicable) == (other.answered, other.applicable), name


@given(st.data(), worlds())
def test_the_order_of_questions_sections_and_answers_changes_nothing(data, world):
    asked, sheet = world
    shuffled = [replace(one, built=shuffle(data.draw, one.built)) for one in asked]
    answers = data.draw(st.permutations(list(sheet.answers.items())))
    again = scores_of(shuffled, replace(sheet, answers=dict(answers)))
    assert sorted_lists(to_document(again)) == sorted_lists(to_document(scores_of(asked, sheet)))


@given(worlds(), st.sampled_from(["fr", "en"]))
def test_the_same_sheet_gives_the_same_bytes(world, lang):
    asked, sheet = world

    def written():
        document = to_document(scores_of(asked, sheet), trace=True, lang=lang)
        return json.dumps(document, ensure_ascii=False, allow_nan=False)

    first = written()
    frame._frame.cache_clear()
    assert written() == first


@given(worlds())
def test_a_score_counts_exactly_the_level_of_its_answer(world):
    asked, sheet = world
    for domain in scores_of(asked, sheet).domains.values():
        questions = {question.id: question for one in asked for question in one.built.questions}
        for part in domain.sections.values():
            for term in part.terms:
                if term.state == "answered":
                    assert term.level == level_of(questions[term.id], sheet.answers[term.id])


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 5)), max_size=12), st.randoms())
def test_the_last_event_of_a_question_is_its_answer_whatever_the_order(given_answers, random):
    events = [an_event(seq, name, level) for seq, (name, level) in enumerate(given_answers)]
    mixed = list(events)
    random.shuffle(mixed)
    expected = {event.question: event for event in events}
    assert fold(mixed) == expected


@given(st.data(), worlds())
def test_undoing_an_answer_gives_the_scores_of_before(data, world):
    asked, sheet = world
    question = one_of(data.draw, asked, sheet, "value", "unknown", "not_applicable", "none")
    before = sheet.answers[question.id]
    changed = data.draw(answers_to(question))
    events = [an_event(seq, question.id, one) for seq, one in enumerate((before, changed, before))]
    undone = with_answer(sheet, question, fold(events)[question.id].answer)
    assert scores_of(asked, undone) == scores_of(asked, sheet)


def without(one: QuestionnaireBuilder, gone) -> QuestionnaireBuilder:
    sections = tuple(
        replace(
            section,
            questions=tuple(question for question in section.questions if question.id != gone.id),
        )
        for section in one.built.sections
    )
    return QuestionnaireBuilder(replace(one.built, sections=sections))


def shuffle(draw, questionnaire):
    sections = [
        replace(section, questions=tuple(draw(st.permutations(section.questions))))
        for section in questionnaire.sections
    ]
    return replace(questionnaire, sections=tuple(draw(st.permutations(sections))))


def sorted_lists(value):
    """The same with every list in one order: the order of questions is that of the questionnaire."""
    if isinstance(value, dict):
        return {key: sorted_lists(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted(json.dumps(sorted_lists(one), sort_keys=True) for one in value)
    return value
