"""What holds on every scale, for every way to nest groups, and under every policy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count
from math import floor

from build import (
    GroupBuilder,
    QuestionBuilder,
    QuestionnaireBuilder,
    a_choice,
    a_group,
    a_linear,
    a_questionnaire,
    a_reference,
)
from filled import UNKNOWN, a_sheet, an_answer, not_applicable
from hypothesis import assume, given
from hypothesis import strategies as st

from care_assess.answers import level_of
from care_assess.questionnaire import Scale, Scoring
from care_assess.scoring import score

REFERENCE = a_reference()
METHODS = ("weighted_mean", "mean_of_groups", "sum", "sum_of_groups")
WEIGHTS = st.sampled_from([Fraction(1), Fraction(3), Fraction(1, 2), Fraction(7, 3)])
STEPS = 4
"""The options of a choice: from the bottom of the scale to its top, in quarters."""


@st.composite
def scales(draw):
    low = draw(st.fractions(-5, 5, max_denominator=4))
    return Scale(
        minimum=low, maximum=low + draw(st.fractions(Fraction(1, 2), 100, max_denominator=3))
    )


def on(scale, step):
    return scale.level(Fraction(5 * step, STEPS))


@st.composite
def questions(draw, scale, names):
    if draw(st.integers(0, 3)) == 0:
        return a_linear(
            next(names), maximum=STEPS, better=draw(st.sampled_from(["lower", "higher"]))
        )
    levels = {f"step_{step}": on(scale, step) for step in range(STEPS + 1)}
    return a_choice(next(names), **levels).weighing(draw(WEIGHTS))


@st.composite
def groups(draw, scale, names, ids, depth):
    name, method, weight = f"part_{next(ids)}", draw(st.sampled_from(METHODS)), draw(WEIGHTS)
    if depth and draw(st.booleans()):
        parts = [draw(groups(scale, names, ids, depth - 1)) for _ in range(draw(st.integers(1, 3)))]
    else:
        parts = [draw(questions(scale, names)) for _ in range(draw(st.integers(1, 3)))]
    return a_group(name, *parts, method=method, weight=weight)


@st.composite
def trees(draw, **policies):
    """A questionnaire of nested groups on some scale, by any methods, perhaps capped."""
    scale, names, ids = draw(scales()), (f"Q-{n:02}" for n in count(1)), count(1)
    built = a_questionnaire("care").on_scale(scale.minimum, scale.maximum)
    for _ in range(draw(st.integers(1, 3))):
        section = draw(groups(scale, names, ids, 2)).built
        parts = [*map(GroupBuilder, section.groups)] or [*map(QuestionBuilder, section.questions)]
        built = built.with_section(
            section.id, *parts, method=section.scoring.method, weight=section.weight
        )
    built = built.scored_by(draw(st.sampled_from(METHODS)))
    if draw(st.booleans()):
        capped = draw(st.sampled_from([question.id for question in built.built.questions]))
        built = built.capped(
            capped, on(scale, draw(st.integers(0, 3))), below=on(scale, draw(st.integers(1, STEPS)))
        )
    return built.counting(
        unknown=policies.get("unknown") or draw(st.sampled_from(["zero", "exclude"])),
        na=policies.get("na") or draw(st.sampled_from(["exclude", "target"])),
    ).aiming_at(on(scale, draw(st.integers(0, STEPS))))


def step_of(question, step):
    """The answer that is worth so many steps."""
    if question.kind == "number":
        return an_answer(Fraction(step if question.scale.better == "higher" else STEPS - step))
    return an_answer(f"step_{step}")


@st.composite
def sheets(draw, tree, *, known=False):
    others = [UNKNOWN, not_applicable(), None]
    answers = {}
    for question in tree.built.questions:
        step = draw(st.integers(0, STEPS + (0 if known else len(others))))
        answer = step_of(question, step) if step <= STEPS else others[step - STEPS - 1]
        if answer is not None:
            answers[question.id] = answer
    return answers


def scored(tree, answers):
    return score([tree.built], a_sheet(answers), REFERENCE)


def of_domain(tree, answers):
    """Every score on the scale of the questionnaire, by the way to it."""
    domain = scored(tree, answers).domains["care"]
    yield "total", domain.total
    yield from domain.sections.items()
    for parent, inside in domain.groups.items():
        for name, one in inside.items():
            yield f"{parent}.{name}", one


@given(st.data(), trees())
def test_every_score_lies_between_its_bounds_on_its_scale(data, tree):
    scale = tree.built.scale
    for name, one in of_domain(tree, data.draw(sheets(tree))):
        assert one.scale == scale
        if one.low is None:
            assert (one.score, one.high) == (None, None), name
            continue
        middle = one.low if one.score is None else one.score
        assert scale.minimum <= one.low <= middle <= one.high <= scale.maximum, name
        assert one.level in {None, one.score if one.score is None else floor(one.normalised)}, name


@given(st.data(), trees())
def test_raising_a_known_answer_never_lowers_a_score_or_a_bound(data, tree):
    answers = data.draw(sheets(tree))
    known = [
        one
        for one in tree.built.questions
        if level_of(one, answers.get(one.id, UNKNOWN)) is not None
    ]
    assume(known)
    question = data.draw(st.sampled_from(known))
    now = level_of(question, answers[question.id])
    step = data.draw(st.integers(0, STEPS))
    better = step_of(question, step)
    assume(level_of(question, better) > now)
    before = of_domain(tree, answers)
    after = of_domain(tree, {**answers, question.id: better})
    for (name, one), (_, other) in zip(before, after, strict=True):
        assert other.low >= one.low if one.low is not None else other.low is None, name
        assert other.high >= one.high if one.high is not None else other.high is None, name
        assert other.score >= one.score if one.score is not None else other.score is None, name


@given(st.data(), trees())
def test_not_knowing_widens_the_interval_under_either_policy(data, tree):
    answers = data.draw(sheets(tree))
    known = [one.id for one in tree.built.questions if answers.get(one.id, UNKNOWN).kind == "value"]
    assume(known)
    unknown = {**answers, data.draw(st.sampled_from(known)): UNKNOWN}
    pairs = zip(of_domain(tree, answers), of_domain(tree, unknown), strict=True)
    for (name, one), (_, other) in pairs:
        assert one.low is None or (other.low <= one.low and other.high >= one.high), name


@given(st.data(), trees())
def test_whatever_the_missing_answers_turn_out_to_be_the_score_stays_within_its_bounds(data, tree):
    answers = data.draw(sheets(tree))
    found = data.draw(sheets(tree, known=True))
    missing = {"unknown", "none"}
    settled = {
        one.id: found[one.id]
        if answers.get(one.id) is None or answers[one.id].kind in missing
        else answers[one.id]
        for one in tree.built.questions
    }
    pairs = zip(of_domain(tree, answers), of_domain(tree, settled), strict=True)
    for (name, one), (_, other) in pairs:
        assert other.score is None or one.low <= other.score <= one.high, name
        assert other.low == other.high == other.score, name


@given(st.data(), trees(unknown="zero"))
def test_unknown_counts_as_the_bottom_of_the_scale(data, tree):
    tree, answers = uncapped(tree), data.draw(sheets(tree))
    question = data.draw(st.sampled_from(tree.built.questions))
    same_scores(
        of_domain(tree, {**answers, question.id: UNKNOWN}),
        of_domain(tree, {**answers, question.id: step_of(question, 0)}),
    )


@given(st.data(), trees(unknown="exclude"))
def test_unknown_left_out_is_as_if_it_were_not_answered(data, tree):
    tree, answers = uncapped(tree), data.draw(sheets(tree))
    question = data.draw(st.sampled_from(tree.built.questions)).id
    absent = {name: one for name, one in answers.items() if name != question}
    unknown = of_domain(tree, {**answers, question: UNKNOWN})
    same_scores(unknown, of_domain(tree, absent), "score", "low", "high", "coverage", "level")


@given(st.data(), trees(na="target"))
def test_not_applicable_at_the_target_counts_as_an_answer_worth_the_target(data, tree):
    tree, answers = uncapped(tree), data.draw(sheets(tree))
    question = data.draw(st.sampled_from(tree.built.questions))
    step = next(n for n in range(STEPS + 1) if on(tree.built.scale, n) == tree.built.target)
    same_scores(
        of_domain(tree, {**answers, question.id: not_applicable()}),
        of_domain(tree, {**answers, question.id: step_of(question, step)}),
        "score", "low", "high", "coverage",
    )  # fmt: skip


@given(st.data(), trees(na="exclude"))
def test_not_applicable_left_out_is_as_if_it_were_not_asked(data, tree):
    tree, answers = uncapped(tree), data.draw(sheets(tree))
    gone = data.draw(st.sampled_from(tree.built.questions)).id
    refused = of_domain(tree, {**answers, gone: not_applicable()})
    asked = of_domain(with_parts(tree, lambda part: without(part, gone)), answers)
    same_scores(refused, asked, "score", "low", "high", "level", "coverage", "known")


@given(st.data(), trees(), scales())
def test_changing_the_scale_moves_every_score_along_the_same_line(data, tree, other):
    """Levels move with the scale; so do the weights of sums, which are in its units."""
    answers, scale = data.draw(sheets(tree)), tree.built.scale
    moved = rescaled(tree, other)
    pairs = zip(of_domain(tree, answers), of_domain(moved, answers), strict=True)
    for (name, one), (_, there) in pairs:
        for figure in ("score", "low", "high", "uncapped", "if_not_applicable_were_zero"):
            here, told = getattr(one, figure), getattr(there, figure)
            assert (here is None) == (told is None), (name, figure)
            assert here is None or scale.points(here) == other.points(told), (name, figure)
        assert (one.level, one.coverage) == (there.level, there.coverage), name
    mine, theirs = scored(tree, answers), scored(moved, answers)
    assert mine.overall.score == theirs.overall.score
    assert {name: one.score for name, one in mine.topics.items()} == {
        name: one.score for name, one in theirs.topics.items()
    }


@given(st.data(), trees(), st.sampled_from(["weighted_mean", "sum"]))
def test_a_mean_or_a_sum_of_all_questions_does_not_see_the_groups(data, tree, method):
    answers = data.draw(sheets(tree))
    scoring = Scoring(method=method)
    nested = with_parts(tree.scored_by(method), lambda part: replace(part, scoring=scoring))
    flat = with_parts(nested, lambda part: replace(part, groups=()))
    mine, theirs = (scored(one, answers).domains["care"] for one in (nested, flat))
    assert (mine.total, mine.sections) == (theirs.total, theirs.sections)


@given(st.data(), trees())
def test_a_mean_of_groups_that_weigh_their_questions_is_the_mean_of_all(data, tree):
    tree = tree.counting()
    answers = data.draw(sheets(tree, known=True))
    weighed = with_parts(tree.scored_by("mean_of_groups"), weighing_its_questions)
    flat = tree.scored_by("weighted_mean")
    mine, theirs = (scored(one, answers).domains["care"].total for one in (weighed, flat))
    assert mine.score == theirs.score


@given(st.data(), trees())
def test_the_order_of_questions_and_groups_changes_no_score(data, tree):
    answers = data.draw(sheets(tree))
    mine = dict(of_domain(tree, answers))
    theirs = dict(of_domain(with_parts(tree, turned_round), answers))
    assert set(mine) == set(theirs)
    same_scores(sorted(mine.items()), sorted(theirs.items()), "score", "low", "high", "coverage")


def same_scores(mine, theirs, *figures):
    for (name, one), (_, other) in zip(mine, theirs, strict=True):
        for figure in figures or ("score",):
            assert getattr(one, figure) == getattr(other, figure), (name, figure)


def uncapped(tree):
    return QuestionnaireBuilder(replace(tree.built, caps=()))


def with_parts(tree, change):
    """The questionnaire with each section changed, last first when ``change`` turns them round."""
    sections = tuple(map(change, tree.built.sections))
    if change is turned_round:
        sections = sections[::-1]
    return QuestionnaireBuilder(replace(tree.built, sections=sections))


def without(part, gone):
    return replace(
        part,
        questions=tuple(one for one in part.questions if one.id != gone),
        groups=tuple(without(group, gone) for group in part.groups),
    )


def weighing_its_questions(part):
    """The part as a mean of groups, and these too, each of the weight of its questions."""
    return replace(
        part,
        weight=sum((one.weight for one in part.questions), Fraction(0)),
        scoring=Scoring(method="mean_of_groups" if part.groups else "weighted_mean"),
        groups=tuple(map(weighing_its_questions, part.groups)),
    )


def turned_round(part):
    groups = tuple(map(turned_round, part.groups[::-1]))
    questions = tuple(one for group in groups for one in group.questions)
    return replace(part, groups=groups, questions=questions or part.questions[::-1])


def rescaled(tree, scale):
    """The questionnaire with all its levels on another scale, and its weights in units of that scale."""
    built, by = tree.built, tree.built.scale
    ratio = Fraction(scale.span) / by.span

    def there(level):
        return scale.level(by.points(level))

    def question(one):
        number = one.scale and replace(one.scale, lowest=scale.minimum, highest=scale.maximum)
        options = tuple(replace(option, level=there(option.level)) for option in one.options)
        return replace(
            one,
            options=options,
            scale=number,
            weight=one.weight * ratio,
            level_scale=scale,
            ceiling=there(one.ceiling),
        )

    def part(one):
        return replace(
            one,
            weight=one.weight * ratio,
            questions=tuple(map(question, one.questions)),
            groups=tuple(map(part, one.groups)),
        )

    caps = tuple(replace(rule, max=there(rule.max), below=there(rule.below)) for rule in built.caps)
    moved = replace(built, scale=scale, target=there(built.target), caps=caps)
    return with_parts(QuestionnaireBuilder(moved), part)
