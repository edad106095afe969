"""What people do with assessments: the one seam that pages and commands share.

    Assessments ── store (what is kept), catalogue (what is asked)
        open, record, undo… ──▶ OpenAssessment ──▶ applicability, scores, plan

Time and ids come from outside, so that everything here can be repeated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

from care_assess.answers import (
    CLEARED,
    Answer,
    AnswerEvent,
    Applies,
    Organisation,
    Sheet,
    Source,
    applicability,
    check_answer,
)
from care_assess.choices import Choices, Json
from care_assess.demo import demo_sheets
from care_assess.demo.registers import demo_registers
from care_assess.errors import NotFound, Refused
from care_assess.plan import Plan, build_plan
from care_assess.questionnaire import Catalogue, Question, QuestionId, Questionnaire, Tier
from care_assess.recent import Recent
from care_assess.scoring import Advances, Readings, Scores, advances, read, score
from care_assess.sheet import write_sheet
from care_assess.store import AssessmentInfo, OpenAssessment, Store
from care_assess.typed import as_typed, checked_author, checked_organisation, checked_perimeter
from care_assess.versions.comparing import Reread, comparable, reread
from care_assess.versions.migration import migrate, newer
from care_assess.versions.preview import Preview, preview

__all__ = ["AssessmentInfo", "Assessments", "Comparison", "OpenAssessment"]

_Infos: TypeAlias = tuple[AssessmentInfo, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The assessment to compare with. ``sheet``: its answers that mean the same now; ``scores``: as read now."""

    info: AssessmentInfo
    sheet: Sheet
    scores: Scores
    reread: Reread


class Assessments:
    """The assessments of one store, over one catalogue. Every method may be called by any thread.

    What a method changes is in the database when it returns. Methods that take the id of an assessment
    raise NotFound when there is none; all raise StoreUnavailable when the database fails.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.catalogue = catalogue
        self.choices = Choices(store, clock)
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._opened = Recent[OpenAssessment]()
        self._questions = Recent[Mapping[QuestionId, Question]]()
        self._applicability = Recent[Mapping[QuestionId, Applies]]()
        self._scores = Recent[Scores]()
        self._plans = Recent[Plan]()

    # ---- questionnaires

    def use(self, catalogue: Catalogue) -> None:
        """Ask the questions of ``catalogue`` from now on."""
        if catalogue is not self.catalogue:
            self.catalogue = catalogue
            self._questions = Recent[Mapping[QuestionId, Question]]()

    def uses(self) -> Mapping[tuple[str, str], int]:
        """(questionnaire, version) → how many assessments were begun with it."""
        return Counter(pair for info in self._store.list() for pair in info.versions.items())

    # ---- assessments

    def list(self) -> _Infos:
        """Every assessment, newest activity first."""
        infos = sorted(self._store.list(), key=lambda info: (info.organisation.name, info.id))
        return tuple(sorted(infos, key=lambda info: (info.updated_at, info.date), reverse=True))

    def create(
        self,
        organisation: Organisation,
        day: date,
        tier: Tier,
        perimeter: str = "",
        versions: Mapping[str, str] | None = None,
    ) -> AssessmentInfo:
        """Begin an assessment, with the newest questionnaires that ship unless ``versions`` says others.

        Raises Refused when a fact of the cover cannot be kept, NotFound for an unknown questionnaire.
        """
        sheet = Sheet(
            organisation=organisation,
            date=day,
            versions=self.catalogue.proposed() if versions is None else versions,
            tier=tier,
            perimeter=perimeter,
        )
        return self._keep(self._new_id(), sheet, ())

    def open(self, assessment: str) -> OpenAssessment:
        """An assessment with its latest answers."""
        opened = self._store.open(assessment, self._opened.find(assessment))
        self._opened.keep(assessment, opened)
        return opened

    def describe(
        self,
        assessment: str,
        *,
        organisation: Organisation | None = None,
        day: date | None = None,
        tier: Tier | None = None,
        perimeter: str | None = None,
    ) -> AssessmentInfo:
        """Change facts of the cover; what is None stays. Earlier covers are kept.

        Raises Refused when a fact cannot be kept.
        """

        def change(info: AssessmentInfo) -> AssessmentInfo:
            changed = replace(
                info,
                organisation=info.organisation
                if organisation is None
                else checked_organisation(organisation),
                date=info.date if day is None else day,
                tier=info.tier if tier is None else tier,
                perimeter=info.perimeter if perimeter is None else checked_perimeter(perimeter),
            )
            return info if changed == info else replace(changed, updated_at=self._clock())

        return self._store.describe(assessment, change)

    def duplicate(self, assessment: str, day: date) -> AssessmentInfo:
        """Begin the next assessment of the same organisation with the answers of this one.

        They carry the date of the assessment they were given in; their evidence is to be shown again,
        so each is only declared. Raises Refused when ``day`` is before the date of this assessment.
        """
        opened = self._store.open(assessment)
        info = opened.info
        if day < info.date:
            raise Refused("assessments.date_before")
        now = self._clock()
        carried = tuple(
            replace(
                event,
                answer=replace(event.answer, grade="declared"),
                tab="",
                source="previous",
                at=now,
                origin=event.origin or info.date,
                restores=None,
            )
            for event in opened.events.values()
            if event.answer != CLEARED
        )
        sheet = replace(opened.sheet, date=day)
        return self._keep(self._new_id(), sheet, carried, previous=assessment)

    def delete(self, assessment: str, typed_name: str) -> None:
        """Erase an assessment, its history included; only a log entry without names remains.

        Raises Refused unless ``typed_name`` is the name of its organisation.
        """
        name = self._store.info(assessment).organisation.name
        if as_typed(typed_name) != as_typed(name):
            raise Refused("assessments.wrong_name", name=name)
        self._store.erase(assessment, self._clock())

    def previous(self, assessment: str) -> OpenAssessment | None:
        """The assessment to compare with: the one it continues, else the organisation's last earlier one.

        When that one was moved to the versions of this assessment, the moved one is given.
        """
        info = self._store.info(assessment)
        earlier = info.previous or self._earlier(info)
        if earlier is None:
            return None
        moved = self._moved(earlier, info.versions)
        return self._store.open(moved.id if moved else earlier)

    def comparison(self, opened: OpenAssessment) -> Comparison | None:
        """What to compare an assessment with: the previous one, read on the versions of this one."""
        last = self.previous(opened.info.id)
        if last is None:
            return None
        read = reread(self.catalogue, last.sheet, opened.info.versions)
        key = (self._state(last), *sorted(opened.info.versions.items()))
        scores = (
            self._scores.get(key, lambda: self._compute(read.sheet))
            if read.moved
            else self.scores(last)
        )
        sheet = comparable(self.catalogue, read)
        return Comparison(info=last.info, sheet=sheet, scores=scores, reread=read)

    # ---- versions

    def newer(self, opened: OpenAssessment) -> Mapping[str, str]:
        """Questionnaire → the newest version that its answers can move to; empty: it is on the newest."""
        return newer(self.catalogue, opened.info.versions)

    def successor(self, assessment: str) -> AssessmentInfo | None:
        """The same assessment moved to the newest versions, if it was."""
        info = self._store.info(assessment)
        return self._moved(assessment, {**info.versions, **newer(self.catalogue, info.versions)})

    def preview(self, opened: OpenAssessment) -> Preview:
        """What moving to the newest versions would do; nothing is written."""
        return preview(self.catalogue, opened.sheet, self.newer(opened))

    def migrate(self, assessment: str) -> AssessmentInfo:
        """Begin the same assessment again on the newest versions, with all answers that go with them.

        The assessment itself stays as it is. Each answer keeps its author and the date it is from; what is
        not carried is kept as notes. Moving twice moves once. Raises Refused when there is no newer version.
        """
        opened = self._store.open(assessment)
        versions = self.newer(opened)
        if not versions:
            raise Refused("versions.migrate.nothing")
        moved = migrate(self.catalogue, opened.sheet, versions)
        there = self._moved(assessment, moved.sheet.versions)
        if there is not None:
            return there
        former = {fate.question: fate.former for fate in moved.fates}
        events = tuple(
            self._migrated(opened, question, answer, former[question])
            for question, answer in moved.sheet.answers.items()
        )
        previous = opened.info.previous
        return self._keep(
            self._new_id(), moved.sheet, events, previous=previous, migrated_from=assessment
        )

    # ---- answers

    def record(
        self,
        assessment: str,
        question: QuestionId,
        answer: Answer,
        *,
        author: str,
        tab: str,
        source: Source = "form",
        after: int | None = None,
    ) -> AnswerEvent:
        """Keep an answer. ``after``: the number of the event it replaces (0: none; None: whichever).

        Raises AnswerRejected when it does not fit, NotFound for an unknown question, Overtaken when
        someone has answered since ``after``.
        """
        asked = self._questions.get(assessment, lambda: self._asked(assessment))
        event = AnswerEvent(
            seq=0,
            question=question,
            answer=check_answer(_question(asked, question), answer),
            author=checked_author(author),
            tab=tab,
            source=source,
            at=self._clock(),
        )
        return self._store.append(assessment, event, after=after)

    def undo(self, assessment: str, question: QuestionId, *, author: str, tab: str) -> AnswerEvent:
        """Give a question the answer it had before. Raises Refused when nothing is left to undo."""
        return self._store.undo(
            assessment, question, author=checked_author(author), tab=tab, at=self._clock()
        )

    def history(self, assessment: str) -> tuple[AnswerEvent, ...]:
        """Every answer ever given in the assessment, oldest first."""
        return self._store.history(assessment)

    def seen(self, assessment: str, tab: str) -> int:
        """The number of the last event that a browser tab has shown; 0 for a new tab."""
        return self._store.seen(assessment, tab)

    def set_seen(self, assessment: str, tab: str, seq: int) -> None:
        """Remember that a browser tab has shown everything up to ``seq``."""
        self._store.set_seen(assessment, tab, seq)

    # ---- sheets

    def import_sheet(self, sheet: Sheet) -> AssessmentInfo:
        """Begin an assessment with the answers of a sheet, all or nothing.

        Raises AnswerRejected, NotFound or Refused when something in it cannot be kept.
        """
        return self._import(self._new_id(), sheet)

    def export_sheet(self, assessment: str) -> str:
        """The assessment as a sheet file (YAML), which can be imported back."""
        return write_sheet(self._store.open(assessment).sheet)

    def load_demo(self) -> _Infos:
        """The demonstration assessments, loaded if they are not there yet, each linked to the one before.

        What is noted beside their answers goes with them; what was noted here since stays.
        """
        registers = demo_registers()
        loaded: list[AssessmentInfo] = []
        latest: dict[str, str] = {}
        for name, sheet in sorted(demo_sheets(self.catalogue), key=lambda one: one[1].date):
            establishment = sheet.organisation.name
            loaded.append(self._import(f"demo-{name}", sheet, previous=latest.get(establishment)))
            latest[establishment] = loaded[-1].id
            for register, noted in registers.get(name, {}).items():
                if self.choices.get(loaded[-1].id, register) is None:
                    self.choices.put(loaded[-1].id, register, partial(_first, noted))
        return tuple(loaded)

    # ---- what follows from the answers

    def questionnaires(self, opened: OpenAssessment) -> tuple[Questionnaire, ...]:
        """The questionnaires of the assessment, in order. Raises NotFound for a version that has gone."""
        return self.catalogue.select(opened.info.versions)

    def applicability(self, opened: OpenAssessment) -> Mapping[QuestionId, Applies]:
        """Which questions concern the establishment, and why."""
        return self._applicability.get(
            self._state(opened),
            lambda: applicability(
                self.questionnaires(opened), opened.sheet, self.catalogue.reference
            ),
        )

    def scores(self, opened: OpenAssessment) -> Scores:
        """All scores, with the why of every point."""
        return self._scores.get(
            self._state(opened),
            lambda: self._compute(opened.sheet),
        )

    def readings(self, opened: OpenAssessment) -> Mapping[str, Readings]:
        """The three readings of each domain."""
        return read(self.questionnaires(opened), opened.sheet, self.catalogue.reference)

    def advances(self, opened: OpenAssessment, before: Sheet) -> Advances:
        """The way gone to the target, in all and since an earlier sheet."""
        asked, former = self.questionnaires(opened), self.catalogue.select(before.versions)
        return advances(asked, opened.sheet, self.catalogue.reference, before=(former, before))

    def plan(self, opened: OpenAssessment) -> Plan:
        """The actions, ranked, and the points to clarify."""
        return self._plans.get(
            self._state(opened),
            lambda: build_plan(
                self.questionnaires(opened),
                opened.sheet,
                self.scores(opened),
                self.catalogue.reference,
            ),
        )

    # ---- within

    def _compute(self, sheet: Sheet) -> Scores:
        return score(self.catalogue.select(sheet.versions), sheet, self.catalogue.reference)

    def _moved(self, assessment: str, versions: Mapping[str, str]) -> AssessmentInfo | None:
        """The same assessment on those versions, if it was moved to them."""
        moved = (one for one in self.list() if one.migrated_from == assessment)
        return next((one for one in moved if dict(one.versions) == dict(versions)), None)

    def _migrated(
        self,
        opened: OpenAssessment,
        question: QuestionId,
        answer: Answer,
        former: tuple[QuestionId, ...],
    ) -> AnswerEvent:
        """An answer carried over: by whom it was given, and on which date, the oldest of several."""
        given = [opened.events[name] for name in former if name in opened.events]
        return AnswerEvent(
            seq=0,
            question=question,
            answer=answer,
            author=checked_author(
                ", ".join(dict.fromkeys(one.author for one in given if one.author))
            ),
            tab="",
            source="migration",
            at=self._clock(),
            origin=min((one.origin or opened.info.date for one in given), default=None),
        )

    def _state(self, opened: OpenAssessment) -> Hashable:
        """What the answers and the questions are, in a few words."""
        digests = tuple(one.digest for one in self.questionnaires(opened))
        return opened.info.id, opened.top_seq, opened.cover_seq, digests

    def _asked(self, assessment: str) -> Mapping[QuestionId, Question]:
        return self._questions_of(self._store.info(assessment).versions)

    def _questions_of(self, versions: Mapping[str, str]) -> Mapping[QuestionId, Question]:
        return {
            question.id: question
            for questionnaire in self.catalogue.select(versions)
            for question in questionnaire.questions
        }

    def _import(self, key: str, sheet: Sheet, *, previous: str | None = None) -> AssessmentInfo:
        asked = self._questions_of(sheet.versions)
        now = self._clock()
        events = tuple(
            AnswerEvent(
                seq=0,
                question=question,
                answer=check_answer(_question(asked, question), answer),
                author="",
                tab="",
                source="import",
                at=now,
            )
            for question, answer in sheet.answers.items()
            if answer != CLEARED
        )
        return self._keep(key, sheet, events, previous=previous)

    def _keep(
        self,
        key: str,
        sheet: Sheet,
        events: tuple[AnswerEvent, ...],
        *,
        previous: str | None = None,
        migrated_from: str | None = None,
    ) -> AssessmentInfo:
        if not self.catalogue.select(sheet.versions):
            raise Refused("assessments.no_questionnaire")
        now = self._clock()
        info = AssessmentInfo(
            id=key,
            organisation=checked_organisation(sheet.organisation),
            date=sheet.date,
            tier=sheet.tier,
            perimeter=checked_perimeter(sheet.perimeter),
            versions=dict(sheet.versions),
            created_at=now,
            updated_at=now,
            previous=previous,
            migrated_from=migrated_from,
        )
        return self._store.create(info, events, sheet.notes, root=self._new_id())

    def _earlier(self, info: AssessmentInfo) -> str | None:
        name = as_typed(info.organisation.name)
        earlier = [
            one
            for one in self.list()
            if as_typed(one.organisation.name) == name and one.date < info.date
        ]
        return max(earlier, key=lambda one: one.date).id if earlier else None


def _question(asked: Mapping[QuestionId, Question], question: QuestionId) -> Question:
    if question not in asked:
        raise NotFound("assessments.no_such_question", question=question)
    return asked[question]


def _first(noted: Json, kept: Json | None) -> Json:
    """What was kept first."""
    return noted if kept is None else kept
