"""A path in words: what it takes and what it reaches, or what blocks and the least that frees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from care_assess.questionnaire import TOPICS, Questionnaire, Reference
from care_assess.text import Number, Translator

if TYPE_CHECKING:
    from care_assess.plan.blocking import Relief
    from care_assess.plan.path import Path
    from care_assess.plan.search import Goal

__all__ = ["Teller"]

_TARGETS = {"topic", "domain", "overall"}


class Teller:
    """Tells paths to the readers of one assessment, in their language."""

    def __init__(
        self, questionnaires: Sequence[Questionnaire], reference: Reference, tr: Translator
    ) -> None:
        self._titles = {one.id: one.short for one in questionnaires}
        self._reference = reference
        self._tr = tr

    def headline(self, path: Path) -> str:
        """One sentence that a director can repeat."""
        tr, goal = self._tr, self._aim(path)
        if path.status == "optimal":
            if not path.actions:
                return tr("path.told.already", goal=goal)
            return tr("path.told.optimal", goal=goal, by=self._by(path), **self._days(path.days))
        if path.blocking is None:
            return tr("path.told.unscored")
        blocks = path.blocking.reliefs
        if any(one.kind in _TARGETS for one in blocks):
            return tr("path.told.out_of_reach")
        if [one.kind for one in blocks] == ["days"]:
            missing = self._days(int(blocks[0].needed - blocks[0].given))
            return tr("path.told.days_missing", goal=goal, by=self._by(path), **missing)
        return tr("path.told.blocked", by=self._by(path))

    def reliefs(self, path: Path) -> Iterator[str]:
        """What blocks, and the least that frees it: a sentence each."""
        for one in path.blocking.reliefs if path.blocking else ():
            if one.kind in _TARGETS:
                yield self._out_of_reach(one)
            elif one.kind == "euros":
                yield self._tr(
                    "path.relief.euros",
                    more=_euros(one.needed - one.given, self._tr),
                    needed=_euros(one.needed, self._tr),
                    given=_euros(one.given, self._tr),
                )
            else:
                yield self._too_few(one)

    def left_out(self, path: Path) -> Iterator[str]:
        """What has no score, hence no target; what is done and what is dropped: a sentence each."""
        if path.unscored:
            names = ", ".join(map(self._name, path.unscored))
            yield self._tr("path.told.left_out", n=len(path.unscored), names=names)
        for name in ("done", "dropped"):
            some: frozenset[str] = getattr(path.request, name)
            if some:
                yield self._tr(f"path.told.{name}", n=len(some))

    def cost(self, path: Path) -> str:
        """The euros of the path and where they come from; "" without a day rate."""
        rate = path.request.means.day_rate
        if path.euros is None or rate is None or not path.actions:
            return ""
        tr = self._tr
        return tr("path.told.cost", euros=_euros(path.euros, tr), rate=_euros(rate, tr))

    def _aim(self, path: Path) -> str:
        """What is to be reached, as a clause."""
        tr, targets = self._tr, path.request.targets
        topics = [one for one in targets.topics if one not in {goal.name for goal in path.unscored}]
        levels = set(targets.topics.values())
        if targets.domains or len(levels) > 1 or (topics and targets.overall is not None):
            return tr("path.told.each")
        if targets.overall is not None:
            return tr("path.told.overall", level=tr.figure(targets.overall))
        level = tr.figure(next(iter(levels), Fraction(0)))
        if set(topics) == set(TOPICS):
            return tr("path.told.six", level=level)
        names = [tr.text(self._reference.topics[one].short) for one in topics]
        return tr("path.told.topics", n=len(topics), names=", ".join(names), level=level)

    def _by(self, path: Path) -> str:
        return self._tr(f"path.by.{path.request.horizon}")

    def _days(self, days: int) -> dict[str, object]:
        return {"n": days, "days": self._tr.number(days, 0)}

    def _name(self, one: Goal | Relief) -> str:
        tr = self._tr
        match one.kind:
            case "topic":
                return tr.text(self._reference.topics[one.name].short)
            case "domain":
                return tr.text(self._titles[one.name])
            case "owner":
                return tr.text(self._reference.owners[one.name])
            case _:
                return tr("path.whole")

    def _out_of_reach(self, one: Relief) -> str:
        tr = self._tr
        said = [
            tr(
                "path.relief.target",
                name=self._name(one),
                needed=_reached(one.needed, tr),
                given=tr.figure(one.given),
            )
        ]
        for cap in dict.fromkeys(one.caps):
            reason = tr.text(cap.reason).rstrip(" .")
            said.append(tr("path.relief.cap", reason=reason, question=cap.question))
        if one.unknown:
            said.append(tr("path.relief.unknown", n=one.unknown))
        return " ".join(said)

    def _too_few(self, one: Relief) -> str:
        tr = self._tr
        return tr(
            f"path.relief.{one.kind}",
            name=self._name(one),
            needed=tr.number(one.needed, 0),
            given=tr.number(one.given, 0),
            **self._days(int(one.needed - one.given)),
        )


def _reached(level: Fraction, tr: Translator) -> str:
    """A level to one decimal: what is not reached in full is not said."""
    return tr.number(Fraction(floor(level * 10), 10))


def _euros(amount: Number, tr: Translator) -> str:
    """``12 000 €`` (fr) or ``€12,000`` (en), to the euro."""
    return tr("path.euros", amount=tr.number(amount, 0))
