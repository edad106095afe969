"""What a room says, in words: the same on the pages, on the screen of the room and in the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from care_assess.questionnaire import Question
from care_assess.text import Translator
from care_assess.workshop.model import ABSTAIN, UNKNOWN, Function, Promise, choices_of
from care_assess.workshop.record import Dispersion, Outcome, Record
from care_assess.workshop.tally import Disagreement, Group, Tally

__all__ = [
    "choice_words",
    "count_lines",
    "disagreement_words",
    "dispersion_row",
    "function_name",
    "group_row",
    "middle_words",
    "outcome_row",
    "people_words",
    "promise_row",
    "range_words",
    "record_words",
    "revisit_words",
]


def function_name(function: Function, tr: Translator) -> str:
    """``Soins``."""
    return tr(f"workshop.function.{function}")


def choice_words(question: Question, value: str, tr: Translator) -> str:
    """A vote in words, letter for letter: ``3 · Définie et appliquée``."""
    if value in {UNKNOWN, ABSTAIN}:
        return tr(f"workshop.choice.{value}")
    option = next((one for one in choices_of(question) if one.id == value), None)
    if option is None:
        return value
    text = tr.text(option.text)
    if question.kind != "level" and question.scale is None:
        return text
    return f"{tr.figure(option.level)} · {text}"


def count_lines(question: Question, told: Tally, tr: Translator) -> tuple[tuple[str, int], ...]:
    """Each choice in words with its votes, from the lowest level up, then those without a level."""
    counts = {**told.counts, UNKNOWN: told.unknown, ABSTAIN: told.abstained}
    return tuple((choice_words(question, name, tr), n) for name, n in counts.items())


def middle_words(told: Tally, tr: Translator) -> str:
    """``Médiane 2,5. Votes de 1 à 4.``, or that nobody gave a level."""
    if told.median is None or told.low is None or told.high is None:
        return tr("workshop.tally.none")
    spread = range_words(told.low, told.high, tr)
    return tr("workshop.tally.middle", median=_level(told.median, tr), spread=spread)


def range_words(low: Fraction, high: Fraction, tr: Translator) -> str:
    """``de 1 à 4``, or ``tous à 3``."""
    if low == high:
        return tr("workshop.tally.same", level=_level(low, tr))
    return tr("workshop.tally.range", low=_level(low, tr), high=_level(high, tr))


def disagreement_words(found: Disagreement, tr: Translator, *, written: bool = False) -> str:
    """A strong disagreement: from which level to which, and who is apart.

    ``written``: to be kept, so that a function of one person is not named.
    """
    low, high = _level(found.low, tr), _level(found.high, tr)
    if not found.below or (written and found.few):
        key = "workshop.tally.apart_few" if written and found.few else "workshop.tally.apart_within"
        return tr(key, low=low, high=high)
    names = (_listed(found.below, tr), _listed(found.above, tr))
    return tr("workshop.tally.apart", low=low, high=high, below=names[0], above=names[1])


def group_row(group: Group, tr: Translator) -> tuple[str, str, str, str]:
    """A function, its votes, its median and how far they go."""
    name, cast = function_name(group.function, tr), tr.number(group.cast, 0)
    if group.median is None or group.low is None or group.high is None:
        return name, cast, "–", "–"
    return name, cast, _level(group.median, tr), _range(group.low, group.high, tr)


def record_words(record: Record, tr: Translator) -> str:
    """When the workshops were, how many people came by function, and how many questions were voted on."""
    days = tr("workshop.and").join(tr.date(day) for day in record.days)
    said = [tr("workshop.left.held", n=len(record.days), days=days)]
    if record.attendance:
        said.append(people_words(record.attendance, tr))
    said.append(tr("workshop.left.voted", n=len(record.outcomes)))
    return " ".join(said)


def people_words(counted: Mapping[Function, int], tr: Translator) -> str:
    """How many people came, and how many of each function."""
    people = tr("workshop.and").join(
        tr("workshop.left.people_of", function=function_name(name, tr), n=count)
        for name, count in counted.items()
    )
    return tr("workshop.left.people", n=sum(counted.values()), people=people)


def dispersion_row(found: Dispersion, tr: Translator) -> tuple[str, str, str]:
    """The questions voted on, their mean gap, and how many strong disagreements remain."""
    gap = "–" if found.deviation is None else tr.number(found.deviation)
    return tr.number(found.questions, 0), gap, tr.number(found.strong, 0)


def outcome_row(outcome: Outcome, tr: Translator) -> tuple[str, str, str, str, str]:
    """Rounds, votes of the last one, its median, how far they go, their mean gap; never a vote alone."""
    told = outcome.last
    rounds, cast = tr.number(len(outcome.rounds), 0), tr.number(told.cast, 0)
    if told.median is None or told.low is None or told.high is None or told.deviation is None:
        return rounds, cast, "–", "–", "–"
    if told.lone:
        return rounds, cast, "–", "–", "–"
    spread = _range(told.low, told.high, tr)
    return rounds, cast, _level(told.median, tr), spread, tr.number(told.deviation)


def revisit_words(outcome: Outcome, tr: Translator) -> str:
    """The disagreement that remains, as it may be written down."""
    found = outcome.last.disagreement
    return disagreement_words(found, tr, written=True) if found else ""


def promise_row(
    promise: Promise, tr: Translator, today: date | None = None
) -> tuple[str, str, str, str]:
    """What is owed, by whom, by when, and whether it has been shown or, on the day ``today``, is late."""
    due = tr.date(promise.due) if promise.due else "–"
    late = today is not None and promise.due is not None and promise.due < today
    state = "shown" if promise.done else "late" if late else "awaited"
    return promise.what, promise.who, due, tr(f"workshop.sheet.{state}")


def _level(value: Fraction, tr: Translator) -> str:
    """``3``, ``2,5``, or two decimals on a scale of another length."""
    return tr.number(value, 1) if value.denominator == 2 else tr.figure(value)


def _range(low: Fraction, high: Fraction, tr: Translator) -> str:
    """``de 1 à 4``, or the one level, in a cell of a table."""
    return _level(low, tr) if low == high else range_words(low, high, tr)


def _listed(functions: Iterable[Function], tr: Translator) -> str:
    return tr("workshop.and").join(function_name(one, tr) for one in functions)
