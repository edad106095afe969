"""What people do with a group of establishments: give it a tree, objectives, summaries, and read it.

    Campaigns ── store (histories that only grow), assessments (what is assessed here), a key to seal with
        export ──▶ a sealed file;  take ──▶ summaries kept, all or none;  board, portfolio, publish

As with answers, time and the key come from outside. Statistics read what was received, never an assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from care_assess.assessments import Assessments, OpenAssessment
from care_assess.errors import ContentError, Fault, FaultsError, Overtaken, Refused
from care_assess.noted import facts_noted
from care_assess.report.digest import digest
from care_assess.steering.benchmark import Release, entry_of, release
from care_assess.steering.document import Sealed, open_sealed, read_sealed, write_sealed
from care_assess.steering.facts import Facts
from care_assess.steering.fields import LONGEST_CAMPAIGN, Unfit, from_fields, to_fields
from care_assess.steering.keeping import (
    keys_from,
    keys_to,
    objectives_from,
    objectives_to,
    release_from,
    release_to,
    tree_from,
    tree_to,
)
from care_assess.steering.many import Portfolio, portfolio_of, vector_of
from care_assess.steering.model import Member, Summary, Tree
from care_assess.steering.objectives import MOST, Objective
from care_assess.steering.sealing import public_of
from care_assess.steering.summing import summary_of
from care_assess.steering.taking import MOST as MOST_FILES
from care_assess.steering.taking import Kept, Known, Stranger, faults_of, strangers
from care_assess.store import Json, Snapshot, SnapshotInfo, Store
from care_assess.text import folded
from care_assess.typed import as_typed, checked_author

__all__ = ["Campaigns"]

_TREE, _OBJECTIVES, _KEYS, _RELEASE = "tree", "objectives", "keys", "release"


class Campaigns:
    """The group steered in one data folder. Every method may be called by any thread.

    Every method raises StoreUnavailable when the database fails.
    """

    def __init__(
        self,
        store: Store,
        assessments: Assessments,
        *,
        clock: Callable[[], datetime],
        secret: Callable[[], bytes],
    ) -> None:
        self._log = store.steering
        self._assessments = assessments
        self._clock = clock
        self._secret = secret

    # ---- what the group is and wants

    def tree(self) -> Tree:
        """The tree of organisations; empty while nothing is steered."""
        return tree_from(self._log.value(_TREE))

    def set_tree(self, tree: Tree, *, author: str = "") -> None:
        """Put a tree in the place of the one there was; what was received stays.

        Objectives and accepted keys follow an organisation of the same name that is known otherwise now.
        """
        named = {folded(one.name): one.id for one in tree.members}
        moved = {
            one.id: named[folded(one.name)]
            for one in self.tree().members
            if named.get(folded(one.name), one.id) != one.id
        }
        self._say(_TREE, lambda _: tree_to(tree), author)
        if moved:
            objectives = tuple(
                replace(one, scope=moved.get(one.scope, one.scope)) for one in self.objectives()
            )
            self._say(_OBJECTIVES, lambda _: objectives_to(objectives), author)
            keys = {moved.get(one, one): some for one, some in self.keys().items()}
            self._say(_KEYS, lambda _: keys_to(keys), author)

    def objectives(self) -> tuple[Objective, ...]:
        """What the group has set itself."""
        return objectives_from(self._log.value(_OBJECTIVES))

    def set_objectives(
        self,
        objectives: Sequence[Objective],
        *,
        before: Sequence[Objective] | None = None,
        author: str = "",
    ) -> None:
        """Put objectives in the place of those there were. ``before``: those that were seen, if that matters.

        Raises Refused above a hundred, Overtaken when someone has changed them since ``before``.
        """
        if len(objectives) > MOST:
            raise Refused("ght.objective.many", limit=MOST)

        def changed(stored: Json | None) -> Json:
            if before is not None and objectives_from(stored) != tuple(before):
                raise Overtaken("ght.objective.overtaken")
            return objectives_to(objectives)

        self._say(_OBJECTIVES, changed, author)

    # ---- keys

    def own_key(self) -> str:
        """The public key of this application. Raises Refused when its secret key cannot be had."""
        return public_of(self._secret())

    def keys(self) -> Mapping[str, frozenset[str]]:
        """The keys accepted for each organisation of the tree."""
        return keys_from(self._log.value(_KEYS))

    def accept(self, member: str, key: str, *, author: str = "") -> None:
        """Take the holder of a key for that organisation from now on: people have compared its fingerprint."""

        def changed(stored: Json | None) -> Json:
            keys = keys_from(stored)
            return keys_to({**keys, member: keys.get(member, frozenset()) | {key}})

        self._say(_KEYS, changed, author)

    def refuse(self, member: str, *, author: str = "") -> None:
        """Accept no key any more for that organisation; what was received stays."""

        def changed(stored: Json | None) -> Json:
            return keys_to({**keys_from(stored), member: frozenset()})

        self._say(_KEYS, changed, author)

    # ---- summaries

    def export(
        self,
        opened: OpenAssessment,
        campaign: str = "",
        *,
        answers: bool = False,
        facts: bool = False,
    ) -> bytes:
        """The sealed summary of an assessment. Raises Refused when its cover cannot go into one."""
        made = self._summary(opened, campaign, answers=answers, facts=facts)
        try:
            from_fields(to_fields(made))
        except Unfit as error:
            raise Refused("ght.export.unfit", field=error.path) from error
        return write_sealed(made, self._secret())

    def facts(self, opened: OpenAssessment) -> Facts:
        """The hard facts that an assessment would send today."""
        return facts_noted(self._assessments, opened, self._clock().date())

    def sealed(self, summary: Summary) -> Sealed:
        """A summary as if it had come in a file that this application sealed."""
        return read_sealed(summary.name, write_sealed(summary, self._secret()))

    def examine(self, files: Sequence[tuple[str, bytes]]) -> tuple[Sealed, ...]:
        """The summaries of those files (name, bytes). Raises ContentError with every file that is none."""
        if len(files) > MOST_FILES:
            raise Refused("ght.take.many", limit=MOST_FILES)
        found: list[Sealed] = []
        faults: list[Fault] = []
        for name, data in files:
            try:
                found.append(read_sealed(name, data))
            except FaultsError as error:
                faults += error.faults
        if faults:
            raise ContentError("ght.take.refused", tuple(faults), n=len(faults))
        return tuple(found)

    def strangers(self, batch: Sequence[Sealed]) -> tuple[Stranger, ...]:
        """The keys of a batch that people must compare first."""
        return strangers(batch, self._known(self.tree(), self._log.infos(), {}))

    def check(self, batch: Sequence[Sealed]) -> None:
        """Raise ContentError when the batch may not be taken, with everything that is wrong."""
        moments = self._moments(batch)
        self._raise(batch, self._known(self.tree(), self._log.infos(), moments))

    def take(self, batch: Sequence[Sealed], *, author: str = "") -> int:
        """Keep the summaries of a batch, all or none; how many. Raises ContentError as :meth:`check`."""
        tree, who, now = self.tree(), checked_author(author), self._clock()
        moments = self._moments(batch)

        def made(there: tuple[SnapshotInfo, ...]) -> tuple[Snapshot, ...]:
            known = self._known(tree, there, moments)
            self._raise(batch, known)
            spelt = {folded(one.campaign): one.campaign for one in there}
            places = {
                member.id: one.place
                for one in there
                if (member := known.register.find(one.name, one.finess)) is not None
            }
            found = []
            for one in batch:
                summary, member = (
                    one.summary,
                    known.register.find(one.summary.name, one.summary.finess),
                )
                place = places.get(member.id, summary.key) if member else summary.key
                campaign = spelt.setdefault(folded(summary.campaign), summary.campaign)
                found.append(_snapshot(one, place, campaign, who, now))
            return tuple(found)

        return len(self._log.take(made))

    def take_own(self, campaign: str, *, author: str = "") -> int:
        """Take the last assessment made here of each establishment of the tree; how many were new.

        Raises ContentError as :meth:`check`, Refused when the name of the campaign cannot be kept.
        """
        register, name = self.tree().register(), _campaign(campaign)
        name = next((one for one in self.campaigns() if folded(one) == folded(name)), name)
        last: dict[str, OpenAssessment] = {}
        for info in sorted(self._assessments.list(), key=lambda one: (one.date, one.updated_at)):
            member = register.find(info.organisation.name, info.organisation.finess or "")
            if member is not None:
                last[member.id] = self._assessments.open(info.id)
        made = {member: self._summary(one, name, facts=True) for member, one in last.items()}
        there = self.summaries(name)
        batch = [
            self.sealed(one)
            for member, one in made.items()
            if member not in there or not _says_the_same(one, there[member])
        ]
        return self.take(batch, author=author)

    def campaigns(self) -> tuple[str, ...]:
        """The campaigns of which something was received, the oldest first."""
        return self._log.campaigns()

    def summaries(self, campaign: str, inside: Tree | None = None) -> Mapping[str, Summary]:
        """What was received in a campaign, by the id of the organisation in the tree.

        ``inside``: only of the organisations of that part of the tree.
        """
        tree = self.tree() if inside is None else inside
        register, found = tree.register(), {}
        places = {place for one in tree.members for place in (one.finess, folded(one.name))}
        for info, text in self._log.documents(campaign, None if inside is None else places):
            member = register.find(info.name, info.finess)
            if member is not None:
                found[member.id] = open_sealed(text)
        return found

    def portfolio(self) -> Portfolio:
        """Everything received, whatever the tree: one row an establishment and a campaign."""
        return portfolio_of(self._log.rows())

    def erase(self, members: Collection[Member]) -> int:
        """Erase for good all that was received of those organisations; how many summaries it was."""
        register, wanted = self.tree().register(), {one.id for one in members}
        places = {
            one.place
            for one in self._log.infos()
            if (found := register.find(one.name, one.finess)) is not None and found.id in wanted
        }
        erased = self._log.erase(places, self._clock())
        open_sealed.cache_clear()
        return erased

    # ---- benchmark

    def published(self, campaign: str) -> Release | None:
        """The last release of a campaign, if any."""
        found = self._releases(campaign)
        return found[-1] if found else None

    def publish(self, campaign: str, *, author: str = "") -> Release | None:
        """Publish the quartiles of a campaign as it is now; None when that could tell someone apart.

        The same as before when nothing has changed. Releases of all campaigns count: one assessment may be in two.
        """
        entries = [
            entry
            for info, text in self._log.documents(campaign)
            if (entry := entry_of(info.place, open_sealed(text))) is not None
        ]
        others = [name for name in self._log.names() if name.startswith(f"{_RELEASE}:")]
        former = [release_from(one) for name in others for one in self._log.values(name)]
        made = release(entries, former)
        if made is not None:
            self._say(f"{_RELEASE}:{campaign}", lambda _: release_to(made), author)
        return made

    # ---- within

    def _say(self, name: str, change: Callable[[Json | None], Json], author: str) -> None:
        self._log.say(name, change, author=checked_author(author), at=self._clock())

    def _summary(
        self, opened: OpenAssessment, campaign: str, *, answers: bool = False, facts: bool = False
    ) -> Summary:
        sheet = opened.sheet
        asked = self._assessments.questionnaires(opened)
        return summary_of(
            sheet,
            self._assessments.scores(opened),
            digest=digest(sheet, asked, self._assessments.catalogue.reference),
            campaign=_campaign(campaign or str(sheet.date.year)),
            answers=answers,
            facts=self.facts(opened) if facts else None,
            made=self._clock(),
        )

    def _moments(self, batch: Sequence[Sealed]) -> Mapping[str, datetime | None]:
        """When each summary kept of the campaigns of a batch was made, by its digest."""
        names = {folded(one.summary.campaign) for one in batch}
        return {
            info.digest: open_sealed(text).made
            for campaign in self._log.campaigns()
            if folded(campaign) in names
            for info, text in self._log.documents(campaign)
        }

    def _known(
        self, tree: Tree, there: Sequence[SnapshotInfo], moments: Mapping[str, datetime | None]
    ) -> Known:
        catalogue, register = self._assessments.catalogue, tree.register()
        kept = [
            Kept(
                member=member.id,
                campaign=one.campaign,
                day=one.day,
                digest=one.digest,
                versions=one.versions,
                made=moments.get(one.digest),
            )
            for one in there
            if (member := register.find(one.name, one.finess)) is not None
        ]
        return Known(
            register=register,
            keys=self.keys(),
            own=self.own_key(),
            versions={name: frozenset(some) for name, some in catalogue.questionnaires.items()},
            kept=kept,
            now=self._clock(),
        )

    def _raise(self, batch: Sequence[Sealed], known: Known) -> None:
        faults = faults_of(batch, known)
        if faults:
            raise ContentError("ght.take.refused", faults, n=len(faults))

    def _releases(self, campaign: str) -> list[Release]:
        return [release_from(one) for one in self._log.values(f"{_RELEASE}:{campaign}")]


def _campaign(name: str) -> str:
    """The name of a campaign as it is kept. Raises Refused without one, or with one too long."""
    typed = as_typed(name)
    if not typed or len(typed) > LONGEST_CAMPAIGN:
        raise Refused("ght.take.campaign", limit=LONGEST_CAMPAIGN)
    return typed


def _says_the_same(one: Summary, other: Summary) -> bool:
    """Whether two summaries differ only by when they were made."""

    def bare(summary: Summary) -> Summary:
        facts = summary.facts and replace(summary.facts, day=date.min)
        return replace(summary, made=None, facts=facts)

    return bare(one) == bare(other)


def _snapshot(one: Sealed, place: str, campaign: str, author: str, at: datetime) -> Snapshot:
    summary = one.summary
    info = SnapshotInfo(
        place=place,
        name=summary.name,
        finess=summary.finess,
        kind=summary.kind,
        size=summary.size,
        campaign=campaign,
        day=summary.day,
        digest=one.digest,
        signer=one.key,
        versions=summary.versions,
        vector=vector_of(summary),
    )
    return Snapshot(info=info, document=one.text, author=author, at=at)
