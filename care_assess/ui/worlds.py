"""Which client is open in this tab, with or without names: said by the address, shared with no other tab.

?c=KEY     the client; none: the data folder itself
?mask=1    names hidden, nothing can be written
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from care_assess.assessments import Assessments
from care_assess.clients import MAIN, Client, Clients
from care_assess.content import load_catalogue
from care_assess.paths import data_dir
from care_assess.questionnaire import Catalogue, QuestionId
from care_assess.store import Store, new_id, open_store
from care_assess.store.masked import MaskedStore
from care_assess.text import Lang, Translator, translator
from care_assess.workshops import Workshops

__all__ = ["PARAMETERS", "World", "called", "clients", "forget", "world"]

PARAMETERS = ("c", "mask")
"""The parameters of the address that say the world."""

_SHOWN = 4
"""Letters of a key that tell hidden clients apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """The store, the assessments and the workshops of one client. ``client`` None: the data folder itself."""

    client: Client | None
    masked: bool
    store: Store
    seam: Assessments
    work: Workshops

    @property
    def name(self) -> tuple[str, bool]:
        """What tells this world from the others."""
        return (self.client.key if self.client else MAIN), self.masked

    def called(self, tr: Translator) -> str:
        """What the client is called on the page: see :func:`called`."""
        return called(self.client, tr, masked=self.masked)

    def prefix(self, assessment: str) -> str:
        """An assessment, told apart from the one of the same id in another world: a copy has the same ids."""
        key, masked = self.name
        return ".".join(filter(None, (assessment, key, "masked" if masked else "")))


def called(client: Client | None, tr: Translator, *, masked: bool) -> str:
    """What a client is called on a page; None: the data folder itself. Masked: by the start of its key."""
    if client is None:
        return tr("clients.main")
    return tr("clients.mask.client", key=client.key[:_SHOWN]) if masked else client.name


def clients() -> Clients:
    """The clients of the data folder."""
    return Clients(
        data_dir(),
        clock=lambda: datetime.now(UTC),
        new_id=new_id,
        random_bytes=secrets.token_bytes,
    )


def world(key: str, *, masked: bool, lang: Lang) -> World:
    """The world that an address names. Raises NotFound when there is no such client."""
    client = clients().get(key) if key else None
    folder = str(clients().folder(key))
    store, seam, work = _masked(folder, lang) if masked else _plain(folder)
    return World(client=client, masked=masked, store=store, seam=seam, work=work)


def forget() -> None:
    """Keep nothing in memory of a client that was deleted."""
    _plain.clear()
    _masked.clear()


@st.cache_resource(show_spinner=False)
def _plain(folder: str) -> tuple[Store, Assessments, Workshops]:
    store = open_store(Path(folder))
    seam = _assessments(store)
    return store, seam, _workshops(store, seam)


@st.cache_resource(show_spinner=False)
def _masked(folder: str, lang: Lang) -> tuple[Store, Assessments, Workshops]:
    database = open_store(Path(folder)).database
    store = MaskedStore(database, translator(lang), lambda: _chosen(seam.catalogue))
    seam = _assessments(store)
    return store, seam, _workshops(store, seam)


def _assessments(store: Store) -> Assessments:
    return Assessments(store, load_catalogue(), clock=lambda: datetime.now(UTC), new_id=new_id)


def _workshops(store: Store, seam: Assessments) -> Workshops:
    return Workshops(
        store, seam, clock=lambda: datetime.now(UTC), new_id=new_id, pick=secrets.choice
    )


def _chosen(catalogue: Catalogue) -> frozenset[QuestionId]:
    """The questions whose answer is no text of one's own."""
    return frozenset(
        question.id
        for versions in catalogue.questionnaires.values()
        for one in versions.values()
        for question in one.questions
        if question.kind != "information"
    )
