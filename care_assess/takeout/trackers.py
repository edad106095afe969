"""What is left to do as CSV for GLPI and for Jira; the columns are those of docs/plan-exports.md.

Both in UTF-8 without a mark, days in ISO form; no cell is a formula in a spreadsheet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from care_assess.plan.following import Status
from care_assess.plan.roadmap import Line
from care_assess.questionnaire import TOPICS, Criticality
from care_assess.report.spreadsheet import harmless
from care_assess.report.typeset import shorten
from care_assess.takeout.model import Takeout
from care_assess.takeout.telling import described, owed, owed_title, promises
from care_assess.workshop.model import Promise

__all__ = ["GLPI", "JIRA", "glpi_csv", "jira_csv"]

GLPI = (
    "name", "content", "plan_start_date", "plan_end_date", "state", "owner", "comment", "reference",
)  # fmt: skip
"""The columns for GLPI: fields of a project task by their own names, then state, owner and reference in words."""
JIRA = (
    "Summary", "Description", "Issue Type", "Status", "Priority", "Start Date", "Due Date", "Owner", "Reference",
)  # fmt: skip
"""The columns for Jira, before as many columns ``Labels`` as an action has labels at most."""

_LONGEST = 255  # characters, of a name in GLPI and of a summary in Jira
_LABEL = "care-assess"
_STATUSES: Mapping[Status, str] = {
    "to_do": "To Do",
    "in_progress": "In Progress",
    "blocked": "Blocked",
}
_PRIORITIES: Mapping[Criticality, str] = {
    "critical": "Highest",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
}


def glpi_csv(taken: Takeout) -> bytes:
    """One project task a row, apart by semicolons; an end is the last second of its day."""
    actions = (_task(taken, line) for line in taken.open_lines())
    evidence = (_owed_task(taken, one) for one in promises(taken))
    return _written(GLPI, (*actions, *evidence), delimiter=";")


def jira_csv(taken: Takeout) -> bytes:
    """One issue a row, apart by commas; a title that comes back is one more value of the same field."""
    lines = taken.open_lines()
    labels = {line.id: _labels(line) for line in lines}
    most = max(map(len, labels.values()), default=1)
    rows = (
        (*_issue(taken, line), *labels[line.id], *[""] * (most - len(labels[line.id])))
        for line in lines
    )
    evidence = ((*_owed_issue(taken, one), _LABEL, *[""] * (most - 1)) for one in promises(taken))
    return _written((*JIRA, *["Labels"] * most), (*rows, *evidence), delimiter=",")


def _task(taken: Takeout, line: Line) -> Iterator[str]:
    yield shorten(taken.words(line), _LONGEST)
    yield "\n".join(described(taken, line))
    yield f"{line.start} 00:00:00" if line.start else ""
    yield f"{line.due} 23:59:59" if line.due else ""
    yield taken.story.tr(f"roadmap.status.{line.follow.status}")
    yield line.follow.owner or taken.role(line)
    yield line.follow.comment
    yield line.id


def _issue(taken: Takeout, line: Line) -> Iterator[str]:
    yield shorten(taken.words(line), _LONGEST)
    yield "\n".join(described(taken, line))
    yield "Task"
    yield _STATUSES[line.follow.status]
    yield _PRIORITIES[line.planned.criticality] if line.planned else ""
    yield line.start.isoformat() if line.start else ""
    yield line.due.isoformat() if line.due else ""
    yield line.follow.owner or taken.role(line)
    yield line.id


def _owed_task(taken: Takeout, promise: Promise) -> Iterator[str]:
    yield shorten(owed_title(taken, promise), _LONGEST)
    yield "\n".join(owed(taken, promise))
    yield ""
    yield f"{promise.due} 23:59:59" if promise.due else ""
    yield taken.story.tr("roadmap.status.to_do")
    yield promise.who
    yield ""
    yield _reference(promise)


def _owed_issue(taken: Takeout, promise: Promise) -> Iterator[str]:
    yield shorten(owed_title(taken, promise), _LONGEST)
    yield "\n".join(owed(taken, promise))
    yield "Task"
    yield _STATUSES["to_do"]
    yield ""
    yield ""
    yield promise.due.isoformat() if promise.due else ""
    yield promise.who
    yield _reference(promise)


def _reference(promise: Promise) -> str:
    """By which evidence promised is known again: the same from one file to the next."""
    return f"promise-{promise.number}"


def _labels(line: Line) -> tuple[str, ...]:
    """Words without spaces: where it comes from, then those of the six topics that it serves."""
    topics = line.planned.topics if line.planned else ()
    return (_LABEL, *(topic for topic in topics if topic in TOPICS))


def _written(header: Sequence[str], rows: Iterable[Iterable[str]], *, delimiter: str) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(map(harmless, row) for row in rows)
    return text.getvalue().encode("utf-8", "replace")
