"""Questionnaire files: found, read, checked, and remembered while they do not change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from care_assess.errors import ContentError, Fault
from care_assess.paths import questionnaires_dir
from care_assess.questionnaire import Catalogue, Questionnaire, Reference
from care_assess.questionnaire.reading import read_questionnaire, read_reference
from care_assess.questionnaire.yamltext import LARGEST, Block, Document, read_yaml

__all__ = ["load_catalogue"]


def load_catalogue(*extra: Path) -> Catalogue:
    """The shipped questionnaires and those of the folders ``extra``.

    Raises ContentError with every fault of every file.
    """
    shipped = questionnaires_dir()
    documents = [_read(path) for folder in (shipped, *extra) for path in _files(folder)]
    faults: tuple[Fault, ...] = tuple(fault for one in documents for fault in one.faults)
    if faults:
        raise ContentError("content.faulty", faults, n=len(faults))
    found: dict[str, dict[str, Questionnaire]] = {}
    for document in documents:
        if isinstance(document.value, Block):
            questionnaire = read_questionnaire(document.value)
            found.setdefault(questionnaire.id, {})[questionnaire.version] = questionnaire
    return Catalogue(questionnaires=found, reference=_vocabulary(shipped))


def _vocabulary(folder: Path) -> Reference:
    document = _read(folder / "reference.yaml")
    if not isinstance(document.value, Block):
        raise ContentError("content.faulty", document.faults, n=len(document.faults))
    return read_reference(document.value)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*/*.yaml"))


def _read(path: Path) -> Document:
    with path.open("rb") as file:
        return read_yaml(str(path), file.read(LARGEST + 1))
