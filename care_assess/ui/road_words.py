"""The road map in words: the name of an action, who does it, when, and what is said of it. Nothing is escaped."""

from __future__ import annotations

from care_assess.plan.following import Follow, FollowField
from care_assess.plan.roadmap import Line
from care_assess.questionnaire import Reference
from care_assess.text import Translator
from care_assess.ui.road_edits import in_one_cell

__all__ = ["action_name", "action_text", "brief", "dates", "role", "said", "titled"]


def action_name(line: Line, tr: Translator) -> str:
    """``Action n° 3``, or by its reference when the plan does not propose it any more."""
    if line.planned is None:
        return tr("roadmap.action.gone", id=line.id)
    return tr("roadmap.action.rank", rank=line.planned.rank)


def action_text(line: Line, tr: Translator) -> str:
    """What is to be done; of an action that has left the questionnaires, that it has."""
    return tr("roadmap.action.unknown") if line.text is None else tr.text(line.text).rstrip(" .")


def brief(line: Line, tr: Translator) -> str:
    """``3. Former les administrateurs``: its rank, else its reference, then what is to be done."""
    first = line.id if line.planned is None else line.planned.rank
    return tr("roadmap.action.brief", first=first, text=action_text(line, tr))


def titled(line: Line, tr: Translator) -> str:
    """Its name, then what is to be done."""
    return tr("roadmap.action.titled", name=action_name(line, tr), text=action_text(line, tr))


def role(line: Line, reference: Reference, tr: Translator) -> str:
    """Who usually does it; empty when it is not known."""
    known = reference.owners.get(line.role or "")
    return tr.text(known) if known else ""


def dates(line: Line, tr: Translator) -> str:
    """From when to when, and whether that is a proposal; empty without dates."""
    if line.start is None or line.due is None:
        return ""
    between = tr("roadmap.dates.between", start=tr.date(line.start), due=tr.date(line.due))
    return tr("roadmap.dates.proposed", dates=between) if line.proposed else between


def said(follow: Follow, name: FollowField, tr: Translator) -> str:
    """What one column says of an action; a dash for nothing."""
    match name, getattr(follow, name):
        case _, None | "" | ():
            return "–"
        case "status", status:
            return tr(f"roadmap.status.{status}")
        case (("start" | "due"), day):
            return tr.date(day)
        case (("build" | "run"), amount):
            return tr("roadmap.euros", amount=tr.number(amount, 2))
        case "evidence", names:
            return in_one_cell(names)
        case _, text:
            return str(text)
