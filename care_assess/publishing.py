"""Publishing: a version is checked, its number is justified, and its digest is written for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from care_assess.content import check, folder_of, load_catalogue, lock_of
from care_assess.errors import ContentError, Fault, Message, NotFound, Refused
from care_assess.paths import write_whole
from care_assess.questionnaire import Questionnaire, precedence
from care_assess.questionnaire.lock import LOCK, write_lock
from care_assess.questionnaire.shelf import questions, text, top
from care_assess.questionnaire.yamltext import Document
from care_assess.versions.differences import (
    STEPS,
    Change,
    Step,
    differences,
    step_asked,
    step_taken,
)

__all__ = ["publish"]


def publish(name: str, *, folder: Path | None = None) -> tuple[Path, tuple[Questionnaire, ...]]:
    """Write the digests of the unpublished versions of ``name`` in the lock of its folder.

    ``folder``: where it is (default: wherever it is found). Gives the lock and what was published, oldest
    first. All or nothing: raises ContentError with every fault, also when the number of a version is too
    small a step for its changes; NotFound without such a questionnaire; Refused when there is nothing to
    publish or when the lock cannot be written.
    """
    extra = () if folder is None else (folder,)
    place = folder_of(name, *extra)
    if place is None or (folder is not None and place != folder):
        known = ", ".join(sorted(load_catalogue(*extra, replace=True).questionnaires))
        raise NotFound("content.no_such_questionnaire", id=name, known=known)
    home = place if place.is_dir() else place.parent
    checked = check([place])
    if checked.faults:
        raise ContentError("content.faulty", checked.faults, n=len(checked.faults))
    versions = load_catalogue(*extra, replace=True).questionnaires[name]
    digests = dict(lock_of(home).digests)
    ready = tuple(_ready(name, versions, digests, checked.documents))
    digests |= {(one.id, one.version): one.digest for one in ready}
    try:
        write_whole(home / LOCK, write_lock(digests).encode())
    except OSError as error:
        raise Refused("versions.publish.not_writable", file=str(home / LOCK)) from error
    return home / LOCK, ready


def _ready(
    name: str,
    versions: Mapping[str, Questionnaire],
    digests: Mapping[tuple[str, str], str],
    documents: Sequence[Document],
) -> Iterator[Questionnaire]:
    """The versions that may be published now, oldest first."""
    known = sorted(versions, key=precedence)
    published = [version for version in known if (name, version) in digests]
    waiting = [version for version in known if version not in published]
    if not waiting:
        raise Refused("versions.publish.nothing", id=name)
    if published and precedence(waiting[0]) < precedence(published[-1]):
        latest = published[-1]
        raise Refused("versions.publish.too_late", version=waiting[0], latest=latest)
    for version in waiting:
        one = versions[version]
        if one.follows is not None:
            _justify(versions[one.follows], one, documents)
        yield one


def _justify(before: Questionnaire, now: Questionnaire, documents: Sequence[Document]) -> None:
    """Raises ContentError when the changes ask for a larger step, Refused when there is none."""
    changes = differences(before, now)
    asked = step_asked(changes)
    versions = {"version": now.version, "before": before.version}
    if asked is None:
        raise Refused("versions.publish.unchanged", **versions)
    taken = step_taken(before.version, now.version)
    if STEPS.index(taken) < STEPS.index(asked):
        larger = [one for one in changes if STEPS.index(one.step) > STEPS.index(taken)]
        faults = sorted(_faults(now, larger, documents), key=lambda fault: fault.line)
        step, then = Message(f"versions.step.{asked}"), _next(before.version, asked)
        raise ContentError(
            "versions.publish.wrong_step", tuple(faults), step=step, next=then, **versions
        )


def _faults(
    now: Questionnaire, changes: Sequence[Change], documents: Sequence[Document]
) -> Iterator[Fault]:
    """One fault a change: where it is, what it is, and the step it asks for."""
    (document,) = (
        one
        for one in documents
        if all(text(top(one).values, key) == getattr(now, key) for key in ("id", "version"))
    )
    places = {place.text("id"): place.path for place in questions(document)}
    for change in changes:
        about = change.question or change.section or now.id
        yield document.fault(
            places.get(change.question or "", ("version",)),
            "versions.publish.asks",
            kind=Message(f"versions.kind.{change.kind}"),
            about=about,
            step=Message(f"versions.step.{change.step}"),
        )


def _next(version: str, step: Step) -> str:
    """The number that takes just that step."""
    kept = precedence(version)[: len(STEPS) - 1 - STEPS.index(step)]
    raised = precedence(version)[len(kept)] + 1
    return ".".join(map(str, (*kept, raised, 0, 0)[:3]))
