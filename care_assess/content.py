"""Questionnaire files: found, read, checked, and remembered while they do not change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from care_assess.errors import ContentError, Fault, Message
from care_assess.paths import extra_questionnaires, own_questionnaires, questionnaires_dir
from care_assess.questionnaire import Catalogue, Questionnaire
from care_assess.questionnaire.checking import faults_of, joined_vocabulary, shape_of
from care_assess.questionnaire.lock import LOCK, Published, read_lock
from care_assess.questionnaire.model import precedence
from care_assess.questionnaire.reading import read_questionnaire, read_reference
from care_assess.questionnaire.shelf import questions, text, top
from care_assess.questionnaire.yamltext import LARGEST, Block, Document, read_yaml

__all__ = [
    "Checked",
    "check",
    "documents_at_hand",
    "folder_of",
    "load_catalogue",
    "load_questionnaire",
    "lock_of",
    "own_documents",
    "read_files",
]

_SUFFIXES = {".yaml", ".yml"}

# Which files, as they were: path, time of the last change (ns), size.
_State: TypeAlias = "tuple[tuple[str, int, int], ...]"
_KEPT = (
    4  # catalogues remembered: one is enough for the application, tests and commands ask for others
)
_Loaded: TypeAlias = "tuple[Catalogue, tuple[Document, ...]]"
_remembered: OrderedDict[tuple[_State, _State, bool], _Loaded] = OrderedDict()
_one_at_a_time = Lock()


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """Files that were checked, readable or not, and everything wrong in them."""

    documents: tuple[Document, ...]
    faults: tuple[Fault, ...]

    @property
    def questions(self) -> tuple[int, ...]:
        """How many questions each questionnaire has in its newest version; the files have no fault."""
        asked = [one for one in self.documents if shape_of(one) == "questionnaire"]
        asked.sort(key=lambda one: precedence(_identity(one)[2]))
        newest = {_identity(one)[1]: one for one in asked}
        return tuple(len(list(questions(document))) for document in newest.values())


def load_catalogue(*extra: Path, replace: bool = False) -> Catalogue:
    """The shipped questionnaires, the user's own (``CARE_QUESTIONNAIRES``, data folder) and those of ``extra``.

    ``extra``: folders or files. With ``replace``, a questionnaire that shares its id or the id of a
    question with one of ``extra`` gives way to it; otherwise that is a fault. A ``reference.yaml`` among
    the user's own or ``extra`` adds to the vocabulary.

    Raises ContentError with every fault of every file, but for those of the data folder: a faulty file
    there is left out, and the catalogue says why.
    """
    return _loaded(extra, replace=replace)[0]


def documents_at_hand() -> tuple[Document, ...]:
    """The files that the catalogue is made of. Raises what :func:`load_catalogue` raises."""
    return _loaded((), replace=False)[1]


def check(paths: Sequence[Path] = ()) -> Checked:
    """The files of ``paths`` (files or folders; default: what ships) and all their faults.

    They may refer to the questionnaires at hand, and stand for those of the same id and version.
    """
    documents, missing = read_files(paths or (_near(questionnaires_dir()),))
    around: tuple[Document, ...] = ()
    if paths:
        at_hand, _ = read_files(_at_hand())
        given = {_identity(document) for document in documents}
        around = tuple(one for one in at_hand if _identity(one) not in given)
    return Checked(documents=documents, faults=(*missing, *faults_of(documents, around)))


def load_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire of one file, published or not. Raises ContentError with every fault."""
    checked = check([path])
    if checked.faults:
        raise ContentError("content.faulty", checked.faults, n=len(checked.faults))
    for document in checked.documents:
        if shape_of(document) == "questionnaire" and isinstance(document.value, Block):
            return read_questionnaire(document.value)
    fault = _fault(path, "content.file.not_questionnaire")
    raise ContentError("content.faulty", (fault,), n=1)


def folder_of(name: str, *extra: Path) -> Path | None:
    """The folder that holds the questionnaire of that id: one of ``extra``, the user's own, or ours."""
    for path in (*extra, *extra_questionnaires(), own_questionnaires(), questionnaires_dir()):
        documents, _ = read_files([path])
        if any(_identity(document)[:2] == ("questionnaire", name) for document in documents):
            return path
    return None


def read_files(paths: Sequence[Path]) -> tuple[tuple[Document, ...], tuple[Fault, ...]]:
    """The YAML files of those files and folders, and a fault for each that cannot be read."""
    documents: list[Document] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found = _files(path)
        except OSError as error:
            faults.append(_fault(Path(error.filename or path), "content.file.unreadable"))
            continue
        if not found:
            faults.append(_fault(path, "content.file.no_questionnaire"))
        read, unread = _documents(found)
        documents += read
        faults += (*unread, *_lock_faults(path, read))
    return tuple(documents), tuple(faults)


def own_documents() -> tuple[tuple[Document, ...], tuple[Fault, ...]]:
    """The files of the data folder, and the faults of those that cannot be read or have changed."""
    folder = own_questionnaires()
    return read_files((folder,)) if _is_there(folder) and _any_file(folder) else ((), ())


def lock_of(folder: Path) -> Published:
    """What was published in a folder; nothing when it has no lock. Raises OSError."""
    path = folder / LOCK
    written = path.read_text("utf-8", errors="replace") if path.exists() else ""
    return read_lock(str(path), written)


def _documents(files: Sequence[Path]) -> tuple[list[Document], list[Fault]]:
    """The documents of those files, and a fault for each that cannot be read."""
    documents: list[Document] = []
    faults: list[Fault] = []
    for file in files:
        try:
            documents.append(_read(file))
        except FileNotFoundError:
            faults.append(_fault(file, "content.file.not_there"))
        except OSError:
            faults.append(_fault(file, "content.file.unreadable"))
    return documents, faults


def _lock_faults(path: Path, documents: Sequence[Document]) -> Iterator[Fault]:
    """What the lock of a folder says of its files; that of the folder around, of a file alone."""
    whole = path.is_dir()
    folders = (path,) if whole else (path.parent, path.parent.parent)
    for folder in folders:
        try:
            lock = lock_of(folder)
        except OSError:
            yield _fault(folder / LOCK, "content.file.unreadable")
            continue
        yield from lock.changed(documents)
        if whole:
            yield from lock.faults
            yield from lock.gone(documents)


def _at_hand() -> tuple[Path, ...]:
    return (questionnaires_dir(), *extra_questionnaires())


def _loaded(extra: Sequence[Path], *, replace: bool) -> _Loaded:
    """What is remembered of files that have not changed, else what they hold now."""
    at_hand, own = _at_hand(), own_questionnaires()
    with _one_at_a_time:
        key = (_state((*at_hand, own) if _is_there(own) else at_hand), _state(extra), replace)
        if key not in _remembered:
            _remembered[key] = _load(at_hand, extra, replace=replace)
            if len(_remembered) > _KEPT:
                _remembered.popitem(last=False)
        return _remembered[key]


def _load(at_hand: Sequence[Path], extra: Sequence[Path], *, replace: bool) -> _Loaded:
    ours, missing = read_files(at_hand)
    theirs, missing_too = read_files(extra)
    misplaced = tuple(_misplaced((*ours, *theirs)))
    if replace:
        ours = tuple(one for one in ours if not _rivals(one, theirs))
    given = (*ours, *theirs)
    ready, others = _ready(given)
    faults = (*missing, *missing_too, *faults_of(others, around=ready), *misplaced)
    if faults:
        raise ContentError("content.faulty", faults, n=len(faults))
    own, faulty = _own_documents(given, theirs if replace else ())
    documents = (*given, *own)
    found: dict[str, dict[str, Questionnaire]] = {}
    for document in documents:
        if shape_of(document) == "questionnaire" and isinstance(document.value, Block):
            questionnaire = read_questionnaire(document.value)
            found.setdefault(questionnaire.id, {})[questionnaire.version] = questionnaire
    shipped = {_identity(one) for one in ours if questionnaires_dir() in Path(one.name).parents}
    catalogue = Catalogue(
        questionnaires=found,
        reference=read_reference(joined_vocabulary(documents)),
        theirs=frozenset(
            (one.id, one.version)
            for versions in found.values()
            for one in versions.values()
            if ("questionnaire", one.id, one.version) not in shipped
        ),
        faulty=faulty,
    )
    return catalogue, documents


def _own_documents(
    around: Sequence[Document], rivals: Sequence[Document]
) -> tuple[tuple[Document, ...], tuple[Fault, ...]]:
    """The files of the data folder that have no fault, and the faults of the others.

    A file that needs one that is left out is left out in its turn.
    """
    documents, faults = own_documents()
    told = list(faults)
    kept = [one for one in documents if not _rivals(one, rivals)]
    while True:
        named = {fault.file for fault in told}
        kept = [one for one in kept if one.name not in named]
        found = faults_of(kept, around)
        if not found:
            return tuple(kept), tuple(told)
        told += found


def _ready(documents: Sequence[Document]) -> tuple[Sequence[Document], Sequence[Document]]:
    """The files that need no check here, and the others.

    Those that we published were checked to be published, those of scenarios are checked by :func:`_misplaced`.
    """
    try:
        lock = lock_of(questionnaires_dir())
    except OSError:  # said of the folder
        return (), documents
    ready = [
        shape_of(document) == "scenarios" or (not document.faults and lock.holds(document))
        for document in documents
    ]
    return (
        [document for document, known in zip(documents, ready, strict=True) if known],
        [document for document, known in zip(documents, ready, strict=True) if not known],
    )


def _misplaced(documents: Sequence[Document]) -> Iterator[Fault]:
    """The faults of the files of scenarios, each among the files of its folder: it places no others."""
    for document in documents:
        if shape_of(document) == "scenarios":
            folder = Path(document.name).parent
            beside = [
                one
                for one in documents
                if one is not document
                and (shape_of(one) == "reference" or folder in Path(one.name).parents)
            ]
            yield from faults_of([document], beside)


def _rivals(document: Document, others: Sequence[Document]) -> bool:
    """Whether one of ``others`` takes the place of the document.

    It does when it is the same questionnaire, unless it follows an earlier version of it, and when it asks
    a question of the same id.
    """
    if shape_of(document) != "questionnaire":
        return False
    mine = _identity(document)
    asked = {place.text("id") for place in questions(document)}
    same = [other for other in others if _identity(other)[:2] == mine[:2]]
    if any("follows" in top(other).values for other in same):
        return any(_identity(other) == mine for other in same)
    return bool(same) or any(
        place.text("id") in asked for other in others for place in questions(other)
    )


def _identity(document: Document) -> tuple[str, str, str]:
    """What a questionnaire says it is: its format, its id and its version. Nobody replaces a vocabulary."""
    if shape_of(document) != "questionnaire" or not isinstance(document.value, Block):
        return document.name, "", ""
    named = [text(document.value, key) for key in ("id", "version")]
    return "questionnaire", named[0], named[1]


def _files(path: Path) -> list[Path]:
    """A file itself; the YAML files of a folder and of its folders, one level down. Raises OSError."""
    if not path.is_dir():
        return [path]
    found = list(path.iterdir())
    found += [file for folder in found if folder.is_dir() for file in folder.iterdir()]
    return sorted(file for file in found if file.suffix in _SUFFIXES and file.is_file())


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # told by read_files
        return True


def _any_file(folder: Path) -> bool:
    try:
        return bool(_files(folder))
    except OSError:  # told by read_files
        return True


def _read(path: Path) -> Document:
    """The document of a file, however big the file is."""
    with path.open("rb") as file:
        return read_yaml(str(path), file.read(LARGEST + 1))


def _state(paths: Sequence[Path]) -> _State:
    """What tells that a file has changed, come or gone."""
    found = []
    for path in paths:
        try:
            watched = [*_files(path), *((path / LOCK,) if (path / LOCK).exists() else ())]
            stats = [(file, file.stat()) for file in watched]
            found += [(str(file), stat.st_mtime_ns, stat.st_size) for file, stat in stats]
        except OSError:
            found.append((str(path), 0, 0))
    return tuple(found)


def _near(path: Path) -> Path:
    """The path from the current folder when it is below it: shorter in a list of faults."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _fault(path: Path, key: str) -> Fault:
    return Fault(file=str(path), line=0, path="", message=Message(key))
