"""Every error a person can cause or meet, as one tree.

    CareError                    something a person can act on; carries a Message
    ├── ContentError             a file of questions, vocabulary or road map with faults, all of them at once
    ├── SheetError               a sheet (answers) file with faults, all of them at once
    ├── AnswerRejected           one answer that does not fit its question
    ├── FollowRejected           what is said of an action and cannot be kept, field by field
    ├── NotFound                 an assessment, questionnaire or file that is not there
    ├── Overtaken                an answer not saved because someone else answered meanwhile
    ├── Refused                  an action that may not be done (wrong confirmation, read-only…)
    └── StoreUnavailable         the database cannot be read or written (disk full, folder not writable…)

A message is a key of the translation catalogue and its parameters: the two edges (pages and command
line) turn it into a sentence in the reader's language. Nothing else in the package writes sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

__all__ = [
    "AnswerRejected",
    "CareError",
    "ContentError",
    "Fault",
    "FaultsError",
    "FollowRejected",
    "Message",
    "NotFound",
    "Overtaken",
    "Refused",
    "SheetError",
    "StoreUnavailable",
]

Param: TypeAlias = "str | int | float | Fraction | Message"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said: a key of the catalogue (``area.name``) and its parameters."""

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing wrong in a file, with the place and the remedy.

    ``file`` is the path as the person gave it, ``line`` counts from 1 (0: the file as a whole),
    ``path`` the place in the document (``sections[0].questions[3].weight``, empty for the whole).
    """

    file: str
    line: int
    path: str
    message: Message


class CareError(Exception):
    """Something a person can act on."""

    def __init__(self, key: str, /, **params: Param) -> None:
        self.message = Message(key, params)
        super().__init__(key, params)


class FaultsError(CareError):
    """A document with faults; ``faults`` is never empty and is ordered by file and line."""

    def __init__(self, key: str, faults: tuple[Fault, ...], /, **params: Param) -> None:
        super().__init__(key, **params)
        self.faults = faults


class ContentError(FaultsError):
    """A file of questions, of vocabulary or of a road map that cannot be used."""


class SheetError(FaultsError):
    """A sheet file that cannot be used."""


class AnswerRejected(CareError):
    """One answer that does not fit its question."""

    def __init__(self, question: str, key: str, /, **params: Param) -> None:
        super().__init__(key, question=question, **params)
        self.question = question


class FollowRejected(CareError):
    """What is said of one action of the plan and cannot be kept; ``field`` names what is wrong."""

    def __init__(self, action: str, field: str, key: str, /, **params: Param) -> None:
        super().__init__(key, **params)
        self.action = action
        self.field = field


class NotFound(CareError):
    """An assessment, questionnaire or file that is not there."""


class Overtaken(CareError):
    """An answer not saved because someone else answered the same question meanwhile."""


class Refused(CareError):
    """An action that may not be done."""


class StoreUnavailable(CareError):
    """The database cannot be read or written."""
