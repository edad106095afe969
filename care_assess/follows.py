"""What people do with the actions of a plan: say who does them, by when, and what has become of them.

    Follows ── store (what was said), assessments (what is proposed)
        save ──▶ FollowEvent;  lines ──▶ the road map

As with answers, time comes from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from care_assess.assessments import Assessments, OpenAssessment
from care_assess.plan.following import (
    UNFOLLOWED,
    Follow,
    FollowEvent,
    actions_of,
    check_follow,
    fold_follows,
)
from care_assess.plan.roadmap import Line, Reached, reached, roadmap
from care_assess.questionnaire import Action
from care_assess.store import Pressing, Store
from care_assess.typed import checked_author

__all__ = ["Follows"]


class Follows:
    """What is said of the actions of every assessment. Every method may be called by any thread.

    Raises, as :class:`Assessments`, NotFound for the id of no assessment and StoreUnavailable when the
    database fails.
    """

    def __init__(
        self, store: Store, assessments: Assessments, *, clock: Callable[[], datetime]
    ) -> None:
        self._log = store.follows
        self._assessments = assessments
        self._clock = clock

    def latest(self, assessment: str) -> Mapping[str, FollowEvent]:
        """The last thing said of each action, by its id."""
        return fold_follows(self._log.latest(assessment))

    def history(self, assessment: str) -> tuple[FollowEvent, ...]:
        """Everything ever said, that of the assessments it continues included, oldest first."""
        return self._log.history(assessment)

    def known(
        self, opened: OpenAssessment, latest: Mapping[str, FollowEvent]
    ) -> Mapping[str, Action | None]:
        """The actions that can be followed; None: one that has left the questionnaires since."""
        return {**dict.fromkeys(latest), **actions_of(self._assessments.questionnaires(opened))}

    def save(
        self,
        opened: OpenAssessment,
        said: Mapping[str, Follow],
        *,
        after: Mapping[str, int],
        author: str,
    ) -> tuple[FollowEvent, ...]:
        """Keep what is said of some actions, all or nothing; what is said already is not said again.

        ``after``: the number of the event that each replaces, by action; absent: none. Raises
        FollowRejected when something does not fit, Overtaken when someone has said something else of
        one of the actions since ``after``.
        """
        latest = self.latest(opened.info.id)
        known = self.known(opened, latest)
        checked = {name: check_follow(name, follow, known) for name, follow in said.items()}
        who, now = checked_author(author), self._clock()
        events = [
            FollowEvent(seq=0, action=name, follow=follow, author=who, at=now)
            for name, follow in checked.items()
            if follow != (latest[name].follow if name in latest else UNFOLLOWED)
        ]
        expected = {event.action: after.get(event.action, 0) for event in events}
        return self._log.append(opened.info.id, events, expected)

    def lines(self, opened: OpenAssessment, latest: Mapping[str, FollowEvent]) -> tuple[Line, ...]:
        """The road map, once ``latest`` is said."""
        known = actions_of(self._assessments.questionnaires(opened))
        follows = {name: event.follow for name, event in latest.items()}
        return roadmap(self._assessments.plan(opened), known, follows, opened.info.date)

    def reached(
        self, opened: OpenAssessment, lines: tuple[Line, ...], today: date
    ) -> tuple[Reached, ...]:
        """The score of the whole, as the actions are done."""
        asked = self._assessments.questionnaires(opened)
        reference = self._assessments.catalogue.reference
        return reached(asked, opened.sheet, reference, lines, today)

    def pressing(self, today: date) -> Mapping[str, Pressing]:
        """The assessments in which an action is late or blocked, and how many are."""
        return self._log.pressing(today)
