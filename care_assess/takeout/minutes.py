"""The minutes of a meeting on the plan, in Markdown, to be completed: decisions, late, blocked, who does what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from care_assess.plan import decisions
from care_assess.plan.following import STATUSES, is_overdue
from care_assess.plan.roadmap import Line
from care_assess.takeout.model import Takeout
from care_assess.takeout.telling import promises

__all__ = ["minutes"]

_DECISIONS = 3
_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")
_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$@#]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def minutes(taken: Takeout, today: date) -> str:
    """The minutes of a meeting held ``today``; whatever people wrote shows as they wrote it."""
    parts = (_opening, _decided, _late, _blocked, _by_owner, _owed)
    return "\n".join(line for part in parts for line in part(taken, today))


def _opening(taken: Takeout, today: date) -> Iterator[str]:
    tr, sheet = taken.story.tr, taken.story.sheet
    yield f"# {tr('takeout.minutes.title')}"
    yield ""
    facts = {"name": _plain(sheet.organisation.name), "date": tr.date(sheet.date)}
    yield tr("takeout.minutes.of", today=tr.date(today), **facts)
    yield ""
    for status in STATUSES:
        n = sum(line.follow.status == status for line in taken.lines)
        if n:
            yield f"- {tr(f'roadmap.count.{status}')}{tr('takeout.minutes.count', n=n)}"
    yield ""


def _decided(taken: Takeout, _today: date) -> Iterator[str]:
    """The actions to decide that nobody has begun."""
    tr, story = taken.story.tr, taken.story
    lines = {line.id: line for line in taken.lines if line.follow.status == "to_do"}
    urgent = decisions(story.plan, len(story.plan.actions))
    found = [lines[action.id] for action in urgent if action.id in lines][:_DECISIONS]
    yield f"## {tr('takeout.minutes.decisions')}"
    yield ""
    if not found:
        yield tr("takeout.minutes.none")
    for number, line in enumerate(found, 1):
        days = tr("takeout.told.days", n=line.days, days=tr.number(line.days or 0, 0))
        who, due = (_cell(taken, line, column) for column in ("who", "due"))
        told = tr("takeout.minutes.decision", who=who, due=due, days=days)
        yield f"{number}. **{_plain(taken.words(line))}**  "
        yield f"   {told}"
    yield ""


def _late(taken: Takeout, today: date) -> Iterator[str]:
    late = [line for line in taken.lines if is_overdue(line.follow, today)]
    yield from _section(taken, "late", _by_date(late), ("action", "who", "due", "status"))


def _blocked(taken: Takeout, _today: date) -> Iterator[str]:
    blocked = [line for line in taken.lines if line.follow.status == "blocked"]
    yield from _section(taken, "blocked", _by_date(blocked), ("action", "who", "due", "reason"))


def _by_owner(taken: Takeout, _today: date) -> Iterator[str]:
    """What is left to do, person after person; then, by role, what nobody in particular is in charge of."""
    lines = _by_date(taken.open_lines())
    people = sorted({line.follow.owner for line in lines if line.follow.owner}, key=str.casefold)
    mine = [line for who in people for line in lines if line.follow.owner == who]
    others = [line for line in lines if not line.follow.owner]
    by_role = sorted(others, key=lambda line: taken.role(line).casefold())
    columns = ("who", "action", "due", "status")
    yield from _section(taken, "owners", [*mine, *by_role], columns)


def _owed(taken: Takeout, _today: date) -> Iterator[str]:
    """The evidence that was promised in workshops and not shown yet, when there is any."""
    tr, found = taken.story.tr, promises(taken)
    if not found:
        return
    yield f"## {tr('takeout.minutes.owed')}"
    yield ""
    yield _row(tr(f"takeout.minutes.column.{name}") for name in ("who", "proof", "due"))
    yield _row("---" for _ in range(3))
    for one in found:
        due = tr.date(one.due) if one.due else "–"
        yield _row((_plain(one.who), f"{_plain(one.what)} ({_plain(one.question)})", due))
    yield ""


def _section(
    taken: Takeout, name: str, lines: Iterable[Line], columns: tuple[str, ...]
) -> Iterator[str]:
    """A heading and a table, or that there is nothing."""
    tr = taken.story.tr
    yield f"## {tr(f'takeout.minutes.{name}')}"
    yield ""
    rows = [[_cell(taken, line, column) for column in columns] for line in lines]
    if rows:
        yield _row(tr(f"takeout.minutes.column.{column}") for column in columns)
        yield _row("---" for _ in columns)
        yield from map(_row, rows)
    else:
        yield tr("takeout.minutes.none")
    yield ""


def _cell(taken: Takeout, line: Line, column: str) -> str:
    tr = taken.story.tr
    if column == "due":
        day = tr.date(line.due) if line.due else "–"
        return day if line.follow.due else tr("takeout.minutes.proposed", date=day)
    if column == "status":
        return tr(f"roadmap.status.{line.follow.status}")
    said = {"who": _who(taken, line), "reason": line.follow.reason, "action": taken.words(line)}
    return _plain(said[column])


def _who(taken: Takeout, line: Line) -> str:
    """The person in charge, else the role that usually is."""
    role = taken.role(line) or "–"
    return line.follow.owner or taken.story.tr("takeout.minutes.nobody", role=role)


def _by_date(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.due or date.max, line.id))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """``text`` on one line, so that Markdown shows it letter for letter."""
    return _SIGNS.sub(r"\\\g<0>", _BREAKS.sub(" ", text).strip())
