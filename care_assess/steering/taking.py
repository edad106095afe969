"""Which summaries may be taken in: one rule a function, each yielding every fault it finds, by file.

All the files of a batch are taken, or none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from care_assess.errors import Fault, Message, Param
from care_assess.steering.document import Sealed
from care_assess.steering.model import Member, Register
from care_assess.steering.sealing import fingerprint
from care_assess.text import folded

__all__ = ["MOST", "Kept", "Known", "Stranger", "faults_of", "strangers"]

MOST = 300
"""Files of a batch, at most."""
_AHEAD = timedelta(days=1)  # clocks are not all set alike


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A summary that is there already. ``member``: the id of its organisation in the tree; ``made``: None if not said."""

    member: str
    campaign: str
    day: date
    digest: str
    versions: Mapping[str, str]
    made: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a batch is held against. ``own``: the key of this application, which seals for anyone of the tree.

    ``keys``: organisation → the keys that were accepted for it. ``versions``: questionnaire → those at hand.
    ``now``: in UTC.
    """

    register: Register
    keys: Mapping[str, frozenset[str]]
    own: str
    versions: Mapping[str, Collection[str]]
    kept: Sequence[Kept]
    now: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Stranger:
    """A key not accepted yet for an organisation of the tree. ``file``: the first that it sealed."""

    member: Member
    key: str
    file: str


def faults_of(batch: Sequence[Sealed], known: Known) -> tuple[Fault, ...]:
    """Everything that prevents the batch from being taken, in the order of its files; empty: nothing does."""
    found = [
        *_outside(batch, known),
        *_unknown_keys(batch, known),
        *_twice(batch, known),
        *_there_already(batch, known),
        *_versions(batch, known),
        *_to_come(batch, known),
    ]
    order = {one.file: at for at, one in enumerate(batch)}
    return tuple(sorted(found, key=lambda one: order[one.file]))


def strangers(batch: Sequence[Sealed], known: Known) -> tuple[Stranger, ...]:
    """The keys to be compared by telephone before the batch can be taken, each once."""
    found: dict[tuple[str, str], Stranger] = {}
    for one, member in _placed(batch, known):
        if not _accepted(one, member, known):
            stranger = Stranger(member=member, key=one.key, file=one.file)
            found.setdefault((member.id, one.key), stranger)
    return tuple(found.values())


def _placed(batch: Sequence[Sealed], known: Known) -> Iterator[tuple[Sealed, Member]]:
    """The summaries of the batch that have their place in the tree."""
    for one in batch:
        member = known.register.find(one.summary.name, one.summary.finess)
        if member is not None and not _other_finess(one, member):
            yield one, member


def _other_finess(one: Sealed, member: Member) -> bool:
    return bool(one.summary.finess and member.finess and one.summary.finess != member.finess)


def _accepted(one: Sealed, member: Member, known: Known) -> bool:
    return one.key == known.own or one.key in known.keys.get(member.id, frozenset())


def _outside(batch: Sequence[Sealed], known: Known) -> Iterator[Fault]:
    """An establishment that the tree does not hold, or holds under another FINESS number."""
    for one in batch:
        name, finess = one.summary.name, one.summary.finess
        member = known.register.find(name, finess)
        if member is None:
            yield _fault(one, "outside", name=name)
        elif _other_finess(one, member):
            yield _fault(one, "other_finess", name=name, given=finess, there=member.finess)


def _unknown_keys(batch: Sequence[Sealed], known: Known) -> Iterator[Fault]:
    for one, member in _placed(batch, known):
        if not _accepted(one, member, known):
            yield _fault(one, "stranger", name=member.name, fingerprint=fingerprint(one.key))


def _twice(batch: Sequence[Sealed], known: Known) -> Iterator[Fault]:
    """Two files of one establishment for one campaign."""
    seen: dict[tuple[str, str], Sealed] = {}
    for one, member in _placed(batch, known):
        first = seen.setdefault((member.id, folded(one.summary.campaign)), one)
        if first is not one:
            facts = {"name": member.name, "campaign": one.summary.campaign, "first": first.file}
            yield _fault(one, "twice", **facts)


def _there_already(batch: Sequence[Sealed], known: Known) -> Iterator[Fault]:
    """A file that is there already, or that is older than the one that is."""
    there = {(one.member, folded(one.campaign)): one for one in known.kept}
    for one, member in _placed(batch, known):
        kept = there.get((member.id, folded(one.summary.campaign)))
        facts: dict[str, Param] = {"name": member.name, "campaign": one.summary.campaign}
        if kept is None:
            continue
        if kept.digest == one.digest:
            yield _fault(one, "same", **facts)
        elif one.summary.day < kept.day:
            days = {"day": f"{one.summary.day:%d/%m/%Y}", "there": f"{kept.day:%d/%m/%Y}"}
            yield _fault(one, "older", **facts, **days)
        elif one.summary.day == kept.day and _moment(one.summary.made) < _moment(kept.made):
            yield _fault(one, "replaced", **facts)


def _to_come(batch: Sequence[Sealed], known: Known) -> Iterator[Fault]:
    """A file made tomorrow or later: it would keep those of today out."""
    for one, member in _placed(batch, known):
        made = one.summary.made
        if made is not None and made > known.now + _AHEAD:
            yield _fault(one, "to_come", name=member.name, day=f"{made:%d/%m/%Y}")


def _versions(batch: Sequence[Sealed], known: Known) -> Iterator[Fault]:
    """Questionnaires that are not at hand, or not those of the campaign: scores would not compare."""
    of_campaign: dict[str, Mapping[str, str]] = {}
    for kept in known.kept:
        of_campaign.setdefault(folded(kept.campaign), kept.versions)
    for one in batch:
        campaign, given = one.summary.campaign, one.summary.versions
        for name, version in given.items():
            if version not in known.versions.get(name, ()):
                yield _fault(one, "no_version", questionnaire=name, version=version)
                break
        else:
            wanted = of_campaign.setdefault(folded(campaign), given)
            if dict(wanted) != dict(given):
                facts = {"given": _said(given), "wanted": _said(wanted)}
                yield _fault(one, "other_versions", campaign=campaign, **facts)


def _moment(made: datetime | None) -> datetime:
    """When a summary was made; before all others when it does not say."""
    return made or datetime.min.replace(tzinfo=UTC)


def _said(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))


def _fault(one: Sealed, why: str, /, **params: Param) -> Fault:
    return Fault(file=one.file, line=0, path="", message=Message(f"ght.take.{why}", params))
