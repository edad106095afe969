"""The questionnaires that were taken in: kept in the data folder, one file a version, or taken out again.

A version that an assessment uses, or that was published, is never changed nor taken out.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from care_assess.assessments import Assessments
from care_assess.content import load_catalogue, lock_of, own_documents
from care_assess.errors import NotFound, Refused
from care_assess.examining import Examined
from care_assess.paths import own_questionnaires, write_whole
from care_assess.questionnaire import Questionnaire, precedence
from care_assess.questionnaire.shelf import text, top

__all__ = ["Held", "Library"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A version at hand. ``own``: in the data folder; ``uses``: how many assessments it serves."""

    questionnaire: Questionnaire
    own: bool
    theirs: bool
    uses: int


class Library:
    """What people do with questionnaires, beside the assessments that use them."""

    def __init__(self, seam: Assessments) -> None:
        self._seam = seam

    def held(self) -> tuple[Held, ...]:
        """Every version at hand: by questionnaire as they are shown, the newest first."""
        catalogue, own, uses = self._seam.catalogue, _own_files(), self._seam.uses()
        ordered = [
            one
            for name in catalogue.latest()
            for one in sorted(
                catalogue.questionnaires[name].values(),
                key=lambda one: precedence(one.version),
                reverse=True,
            )
        ]
        return tuple(
            Held(
                questionnaire=one,
                own=(one.id, one.version) in own,
                theirs=(one.id, one.version) in catalogue.theirs,
                uses=uses.get((one.id, one.version), 0),
            )
            for one in ordered
        )

    def keep(self, examined: Examined) -> Path:
        """Keep a questionnaire without faults for the assessments to come; gives its file.

        Raises Refused when that version is there already and may not change, or the file cannot be written.
        """
        one = examined.questionnaire
        if one is None:
            raise Refused("library.faulty")
        there = self._seam.catalogue.questionnaires.get(one.id, {}).get(one.version)
        if there and there.digest == one.digest:
            raise Refused("library.already_there", id=one.id, version=one.version)
        own = _own_files()
        if there and (one.id, one.version) not in own:
            raise Refused("library.not_yours", id=one.id, version=one.version)
        self._may_change(one.id, one.version)
        file = own.get((one.id, one.version), own_questionnaires() / one.id / f"{one.version}.yaml")
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(file, examined.written.encode())
        except OSError as error:
            raise Refused("library.not_writable", file=str(file)) from error
        self._seam.use(load_catalogue())
        return file

    def remove(self, name: str, version: str) -> None:
        """Take out a version that was taken in.

        Raises NotFound when it is not one of those, Refused when an assessment uses it or it was published.
        """
        file = _own_files().get((name, version))
        if file is None:
            raise NotFound("library.not_own", id=name, version=version)
        self._may_change(name, version)
        try:
            file.unlink()
        except OSError as error:
            raise Refused("library.not_writable", file=str(file)) from error
        with suppress(OSError):  # it holds other versions
            file.parent.rmdir()
        self._seam.use(load_catalogue())

    def _may_change(self, name: str, version: str) -> None:
        """Raises Refused when that version is used or published."""
        if uses := self._seam.uses().get((name, version), 0):
            raise Refused("library.used", id=name, version=version, n=uses)
        try:
            published = lock_of(own_questionnaires()).digests
        except OSError as error:
            raise Refused("library.not_writable", file=str(own_questionnaires())) from error
        if (name, version) in published:
            raise Refused("library.published", id=name, version=version)


def _own_files() -> Mapping[tuple[str, str], Path]:
    """(id, version) → the file of the data folder that holds it."""
    documents, _ = own_documents()
    return {
        (text(top(one).values, "id"), text(top(one).values, "version")): Path(one.name)
        for one in documents
    }
