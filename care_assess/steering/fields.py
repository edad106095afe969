"""A summary ↔ plain fields: texts, whole numbers, lists and mappings; exact fractions as texts (``11/5``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, TypeVar, get_args

from care_assess.answers import (
    LONGEST_NAME,
    NEVER,
    Answer,
    AnswerKind,
    OrganisationKind,
    clean_text,
)
from care_assess.questionnaire import Tier
from care_assess.steering.facts import GAUGES, Facts, FactValue
from care_assess.steering.model import LISTS, SIZES, Figure, Summary

__all__ = ["LATER", "LONGEST_CAMPAIGN", "Unfit", "from_fields", "to_fields"]

LATER = frozenset({"made", "facts"})
"""The fields that files of format 1 do not have."""
LONGEST_CAMPAIGN = 40

_FRACTION = re.compile(r"\d{1,40}(/[1-9]\d{0,39})?")
_FINESS = re.compile(r"([0-9][0-9AB][0-9]{7})?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_MOST = 5
_NAMES = (
    "name", "finess", "kind", "ght", "size", "campaign", "day", "tier", "versions", "digest",
    "overall", "domains", "topics", "weakest",
)  # fmt: skip
_ANSWERS = 2_000
_OLDEST = 5  # years of the accounts, before the day on which facts were read
_SCORES = ("score", "low", "high")
_SHARES = ("coverage", "evidence")
_One = TypeVar("_One")


class Unfit(ValueError):
    """Fields that are no summary; ``path``: the first that is not right."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def to_fields(summary: Summary) -> dict[str, Any]:
    """The fields of a summary."""
    told: dict[str, Any] = {name: getattr(summary, name) for name in _NAMES}
    told |= {
        "day": summary.day.isoformat(),
        "versions": dict(summary.versions),
        "overall": _figure(summary.overall),
        "domains": {name: _figure(one) for name, one in summary.domains.items()},
        "topics": {name: _figure(one) for name, one in summary.topics.items()},
    }
    if summary.answers is not None:
        told["answers"] = {str(name): _answer(one) for name, one in summary.answers.items()}
    if summary.made is not None:
        told["made"] = summary.made.isoformat()
    if summary.facts is not None:
        told["facts"] = _facts(summary.facts)
    return told


def from_fields(fields: object) -> Summary:
    """The summary of those fields. Raises Unfit, naming the first that is not right."""
    found = _mapping(fields, "summary")
    others = set(found) - {*_NAMES, *LATER, "answers"}
    if others:
        raise Unfit(min(others)[:60])
    answers = found.get("answers")
    domains = _each(found, "domains", _read_figure)
    weakest = _text(found, "weakest", 80)
    if weakest and weakest not in domains:
        raise Unfit("weakest")
    return Summary(
        name=_named(found, "name", LONGEST_NAME),
        finess=_matched(found, "finess", _FINESS),
        kind=_among(found, "kind", get_args(OrganisationKind)),
        ght=_text(found, "ght", LONGEST_NAME),
        size=_among(found, "size", SIZES),
        campaign=_named(found, "campaign", LONGEST_CAMPAIGN),
        day=_day(found, "day"),
        tier=_among(found, "tier", get_args(Tier)),
        versions=_each(found, "versions", _version),
        digest=_matched(found, "digest", _DIGEST),
        overall=_read_figure(found.get("overall"), "overall"),
        domains=domains,
        topics=_each(found, "topics", _read_figure, LISTS),
        weakest=weakest,
        answers=None if answers is None else _each(found, "answers", _read_answer),
        facts=_read_facts(found["facts"]) if "facts" in found else None,
        made=_moment(found, "made") if "made" in found else None,
    )


def _figure(one: Figure) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: str(getattr(one, name))
        for name in (*_SCORES, *_SHARES)
        if getattr(one, name) is not None
    }
    return told if one.level is None else {**told, "level": one.level}


def _read_figure(value: object, path: str) -> Figure:
    found = _mapping(value, path)
    if set(found) - {*_SCORES, *_SHARES, "level"}:
        raise Unfit(path)
    level = found.get("level")
    if level is not None and (type(level) is not int or not 0 <= level <= _MOST):
        raise Unfit(f"{path}.level")
    score, low, high = (_number(found, name, path, _MOST) for name in _SCORES)
    coverage, evidence = (_number(found, name, path, 1) for name in _SHARES)
    ordered = [one for one in (low, score, high) if one is not None]
    if ordered != sorted(ordered) or (level is not None and score is None):
        raise Unfit(path)
    return Figure(
        score=score, low=low, high=high, level=level, coverage=coverage, evidence=evidence
    )


def _answer(one: Answer) -> dict[str, Any]:
    """An answer without its comment nor its evidence."""
    told: dict[str, Any] = {"kind": one.kind}
    if isinstance(one.value, Fraction):
        return {**told, "number": str(one.value)}
    if isinstance(one.value, tuple):
        return {**told, "several": list(one.value)}
    return told if one.value is None else {**told, "value": one.value}


def _read_answer(value: object, path: str) -> Answer:
    found = _mapping(value, path)
    kind: AnswerKind = _among(found, "kind", get_args(AnswerKind))
    if "number" in found:
        number = found["number"]
        negative = isinstance(number, str) and number.startswith("-")
        read = _number({"of": str(number).removeprefix("-")}, "of", path, None)
        return Answer(kind=kind, value=-read if negative and read is not None else read)
    if "several" in found:
        several = found["several"]
        if not isinstance(several, list) or len(several) > _ANSWERS:
            raise Unfit(path)
        return Answer(kind=kind, value=tuple(_short(one, path) for one in several))
    return Answer(kind=kind, value=_short(found["value"], path) if "value" in found else None)


def _facts(one: Facts) -> dict[str, Any]:
    values = {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in one.values.items()
    }
    year = {} if one.budget_year is None else {"budget_year": one.budget_year}
    return {"day": one.day.isoformat(), "values": values, **year}


def _read_facts(value: object) -> Facts:
    found = _mapping(value, "facts")
    if set(found) - {"day", "values", "budget_year"}:
        raise Unfit("facts")
    day, year = _day(found, "day"), found.get("budget_year")
    if year is not None and (type(year) is not int or not 0 <= day.year - year <= _OLDEST):
        raise Unfit("facts.budget_year")
    values = _each(found, "values", _read_fact, GAUGES)
    if any(isinstance(one, date) and one > day for one in values.values()):
        raise Unfit("facts.values")
    return Facts(
        day=day,
        values={name: values[name] for name in GAUGES if name in values},
        budget_year=year,
    )


def _read_fact(value: object, path: str) -> FactValue:
    """A day for what is told in months, else a number its gauge allows; "never" for what can never have been."""
    name = path.rpartition(".")[2]
    gauge = GAUGES[name]
    if value == NEVER and gauge.unit in ("months", "level"):
        return NEVER
    if gauge.unit == "months":
        return _day({name: value}, name)
    number = _number({name: value}, name, "facts", gauge.most)
    if number is None or (gauge.whole and number.denominator != 1):
        raise Unfit(path)
    return number


def _short(value: object, path: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME or value != clean_text(value):
        raise Unfit(path)
    return value


def _each(
    found: Mapping[str, Any],
    name: str,
    read: Callable[[object, str], _One],
    known: Iterable[str] | None = None,
) -> dict[str, _One]:
    """The values of a mapping by their ids, read one after the other."""
    several = _mapping(found.get(name), name)
    allowed = None if known is None else set(known)
    if len(several) > _ANSWERS:
        raise Unfit(name)
    for one in several:
        if not _ID.fullmatch(one) or (allowed is not None and one not in allowed):
            raise Unfit(f"{name}.{one[:60]}")
    return {one: read(value, f"{name}.{one}") for one, value in several.items()}


def _version(value: object, path: str) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Unfit(path)
    return value


def _mapping(value: object, path: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unfit(path)
    return value


def _text(found: Mapping[str, Any], name: str, most: int) -> str:
    value = found.get(name)
    if (
        not isinstance(value, str)
        or len(value) > most
        or value != " ".join(clean_text(value).split())
    ):
        raise Unfit(name)
    return value


def _named(found: Mapping[str, Any], name: str, most: int) -> str:
    value = _text(found, name, most)
    if not value:
        raise Unfit(name)
    return value


def _matched(found: Mapping[str, Any], name: str, form: re.Pattern[str]) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise Unfit(name)
    return value


def _among(found: Mapping[str, Any], name: str, known: tuple[Any, ...]) -> Any:
    value = found.get(name)
    if not isinstance(value, str) or value not in known:
        raise Unfit(name)
    return value


def _day(found: Mapping[str, Any], name: str) -> date:
    value = found.get(name)
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise Unfit(name)
    return day


def _moment(found: Mapping[str, Any], name: str) -> datetime:
    """A moment in UTC, written as we write it."""
    value = found.get(name)
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo != UTC or moment.isoformat() != value:
        raise Unfit(name)
    return moment


def _number(found: Mapping[str, Any], name: str, path: str, most: int | None) -> Fraction | None:
    """A fraction from 0 to ``most``; None when there is none."""
    if name not in found:
        return None
    value = found[name]
    if not isinstance(value, str) or not _FRACTION.fullmatch(value):
        raise Unfit(f"{path}.{name}")
    read = Fraction(value)
    if most is not None and read > most:
        raise Unfit(f"{path}.{name}")
    return read
