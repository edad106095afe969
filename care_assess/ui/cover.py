"""The cover of an assessment as fields: who is assessed, when, how far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

import streamlit as st

from care_assess.answers import Organisation, OrganisationKind, ProfileValue, asked
from care_assess.assessments import AssessmentInfo
from care_assess.questionnaire import (
    AllOf,
    AnyOf,
    Condition,
    Not,
    ProfileIs,
    ProfileKey,
    Questionnaire,
    Tier,
)
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.summary import without_capital

__all__ = ["Cover", "draw"]

KINDS: tuple[OrganisationKind, ...] = get_args(OrganisationKind)
TIERS: tuple[Tier, ...] = get_args(Tier)
SIZES = ("staff", "beds")
LARGEST = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """What the fields say. The name may still be empty: it is checked where it is saved.

    ``versions``: the questionnaires chosen for a new assessment; None for one that has them already.
    """

    organisation: Organisation
    day: date
    tier: Tier
    perimeter: str
    versions: Mapping[str, str] | None


def draw(known: AssessmentInfo | None, questionnaires: Sequence[Questionnaire]) -> Cover:
    """Draw the fields, filled with what is ``known``, and give what they say."""
    tr = shell.reader().tr
    prefix = f"cover.{known.id if known else 'new'}"
    organisation = known.organisation if known else None
    name = st.text_input(
        tr("home.cover.name"),
        value=organisation.name if organisation else "",
        key=f"{prefix}.name",
        placeholder=tr("home.cover.name_example"),
    )
    kind = st.radio(
        tr("home.cover.kind"),
        KINDS,
        index=KINDS.index(organisation.kind) if organisation else 0,
        format_func=lambda one: tr(f"home.kind.{one}"),
        key=f"{prefix}.kind",
        horizontal=True,
    )
    day = st.date_input(
        tr("home.cover.date"),
        value=known.date if known else datetime.now(shell.reader().zone).date(),
        format="DD/MM/YYYY",
        key=f"{prefix}.date",
        width=220,
    )
    tier = st.radio(
        tr("home.cover.tier"),
        TIERS,
        index=TIERS.index(known.tier) if known else 0,
        format_func=lambda one: tr(f"home.tier.{one}", n=len(asked(questionnaires, one))),
        captions=[tr(f"home.tier_for.{one}") for one in TIERS],
        key=f"{prefix}.tier",
    )
    with st.expander(tr("home.cover.more"), icon=":material/tune:"):
        ght = st.text_input(
            tr("home.cover.ght"),
            value=(organisation.ght or "") if organisation else "",
            key=f"{prefix}.ght",
            placeholder=tr("home.cover.ght_example"),
        )
        finess = st.text_input(
            tr("home.cover.finess"),
            value=(organisation.finess or "") if organisation else "",
            key=f"{prefix}.finess",
        )
        profile = {
            **(organisation.profile if organisation else {}),
            **_sizes(organisation, prefix),
            **_absent(organisation, questionnaires, prefix),
        }
        perimeter = st.text_area(
            tr("home.cover.perimeter"),
            value=known.perimeter if known else "",
            key=f"{prefix}.perimeter",
            placeholder=tr("home.cover.perimeter_example"),
            height=96,
        )
        versions = None if known else _chosen(prefix)
    return Cover(
        organisation=Organisation(
            name=name or "",
            kind=kind,
            ght=ght or None,
            finess=finess or None,
            profile={key: value for key, value in profile.items() if value is not None},
        ),
        day=day,
        tier=tier,
        perimeter=perimeter or "",
        versions=versions,
    )


def _chosen(prefix: str) -> Mapping[str, str]:
    """Which questionnaires to ask: ours unless they are unticked, theirs when they are ticked."""
    tr, catalogue = shell.reader().tr, shell.assessments().catalogue
    proposed, offered = catalogue.proposed(), catalogue.offered()
    st.markdown(tr("home.cover.questionnaires"))
    versions: dict[str, str] = {}
    for known, ticked in ((proposed, True), (offered, False)):
        for one in catalogue.select(known):
            if ticked or proposed.get(one.id) != one.version:
                key = "library.titled" if ticked else "library.titled_theirs"
                label = plain(tr(key, title=tr.text(one.title), version=one.version))
                name = f"{prefix}.ask.{one.id}.{one.version}"
                if st.checkbox(label, value=ticked, key=name):
                    versions[one.id] = one.version
    return versions


def _sizes(organisation: Organisation | None, prefix: str) -> Mapping[str, ProfileValue | None]:
    """Staff and beds."""
    tr, facts = shell.reader().tr, shell.assessments().catalogue.reference.profile
    given: dict[str, ProfileValue | None] = {}
    for column, name in zip(st.columns(2), SIZES, strict=True):
        known = organisation.profile.get(name) if organisation else None
        given[name] = column.number_input(
            plain(tr.text(facts[name].name)),
            value=known if isinstance(known, int) else None,
            min_value=0,
            max_value=LARGEST,
            step=1,
            key=f"{prefix}.{name}",
        )
    return given


def _absent(
    organisation: Organisation | None,
    questionnaires: Sequence[Questionnaire],
    prefix: str,
) -> Mapping[str, ProfileValue | None]:
    """What the establishment has not, so that nothing is asked about it."""
    tr = shell.reader().tr
    st.markdown(tr("home.cover.absent"))
    given: dict[str, ProfileValue | None] = {}
    for fact in _facts(questionnaires):
        known = organisation.profile.get(fact.id) if organisation else None
        ticked = st.checkbox(
            tr("home.cover.without", name=plain(without_capital(tr.text(fact.name)))),
            value=known is False,
            key=f"{prefix}.without.{fact.id}",
        )
        given[fact.id] = False if ticked else None if known is False else known
    return given


def _facts(questionnaires: Sequence[Questionnaire]) -> Iterator[ProfileKey]:
    """The yes/no facts on which questions depend, in the order of the vocabulary."""
    named = {
        name
        for question in asked(questionnaires, "full")
        if question.applies_if
        for name in _named(question.applies_if)
    }
    for fact in shell.assessments().catalogue.reference.profile.values():
        if fact.id in named and fact.kind == "boolean" and fact.derived_from is None:
            yield fact


def _named(condition: Condition) -> Iterator[str]:
    match condition:
        case ProfileIs(key):
            yield key
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _named(part)
        case Not(part):
            yield from _named(part)
