"""A workshop as its pages see it: who leads, the screen of the room, two phones."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from pages import an_assessment, open_page, opened, seam

from care_assess.paths import data_dir
from care_assess.questionnaire import QuestionId
from care_assess.store import new_id, open_store
from care_assess.workshops import Workshops

GOV = QuestionId("GOV-01")


def work() -> Workshops:
    return Workshops(
        open_store(data_dir()),
        seam(),
        clock=lambda: datetime.now(UTC),
        new_id=new_id,
        pick=secrets.choice,
    )


class Room:
    """A workshop on the first questions of an assessment, with Anne and Luc in it."""

    def __init__(self) -> None:
        self.id, self.work = an_assessment(), work()
        now = datetime.now(UTC)
        asked = [one.id for one in seam().questionnaires(opened(self.id))[0].questions[:4]]
        self.w = self.work.create(
            opened(self.id), asked, title="Atelier du matin", minutes=3, start=now,
            until=now + timedelta(hours=8), author="Chef",
        ).id  # fmt: skip
        self.code = self.work.codes(self.id, self.w)["participant"].code
        self.anne = self.work.join(self.code, "Anne", "care", source="t")
        self.luc = self.work.join(self.code, "Luc", "it", source="t")

    @property
    def now(self):
        return self.work.open(self.id, self.w)

    def ask(self) -> None:
        self.work.ask(self.id, self.now, GOV, author="Chef")

    def vote(self, joined, value: str) -> None:
        question = self.work.question(opened(self.id), GOV)
        self.work.vote(joined.seat, question, self.now.round, value)

    def reveal(self) -> None:
        self.work.reveal(self.id, self.now, author="Chef")

    def lead(self):
        return open_page("workshop", a=self.id, w=self.w)

    def phone(self, joined):
        return open_page("join", me=joined.token)

    def wall(self):
        return open_page("projection", a=self.id, w=self.w)
