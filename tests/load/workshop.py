"""A room full of phones on a real server: ``python tests/load/workshop.py [30 150]``.

Each participant is a websocket client that joins by the code, asks every two seconds whether the room has
moved on, as a browser does for the fragment of the page, and changes their vote now and then, while the
one who leads asks, shows and settles, faster than any room talks. Prints the latency of polls and of votes against the budget of 300 ms.
Not a test of pytest: it takes a minute a room.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import secrets
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from serving import Server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from care_assess.answers import Answer, Organisation
from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.store import new_id, open_store
from care_assess.workshop import FUNCTIONS
from care_assess.workshops import Workshops

POLL, THINK, SECONDS, ROUND, TALK = 2.0, 15.0, 60.0, 25.0, 15.0
BUDGET = 0.300


@dataclass
class Measures:
    """Seconds of each poll, vote and first page; bytes received."""

    polls: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    bytes: int = 0


class Room:
    """A workshop on a data folder, led from here as a second server would."""

    def __init__(self, data: Path) -> None:
        store, catalogue = open_store(data), load_catalogue()
        self.seam = Assessments(store, catalogue, clock=lambda: datetime.now(UTC), new_id=new_id)
        self.work = Workshops(
            store, self.seam, clock=lambda: datetime.now(UTC), new_id=new_id, pick=secrets.choice
        )
        organisation = Organisation(name="CH de la Charge", kind="public")
        self.id = self.seam.create(organisation, date(2026, 11, 26), "core").id
        opened, now = self.seam.open(self.id), datetime.now(UTC)
        asked = [
            one.id
            for one in self.seam.questionnaires(opened)[0].questions
            if one.kind == "level" and one.tier == "core"
        ]
        self.workshop = self.work.create(
            opened, asked, title="Charge", minutes=3, start=now,
            until=now + timedelta(hours=8), author="Chef",
        ).id  # fmt: skip
        self.code = self.work.codes(self.id, self.workshop)["participant"].code

    def join(self, count: int) -> list[str]:
        """The tokens of so many people."""
        return [
            self.work.join(self.code, f"P{n}", FUNCTIONS[n % 8], source="load").token
            for n in range(count)
        ]

    async def lead(self, stop: float) -> int:
        """Ask, show, settle, over and over; the number of questions settled."""
        settled = 0
        for question in self._now().questions:
            if time.perf_counter() > stop:
                break
            await asyncio.to_thread(self.work.ask, self.id, self._now(), question, author="Chef")
            await asyncio.sleep(ROUND)
            await asyncio.to_thread(self.work.reveal, self.id, self._now(), author="Chef")
            await asyncio.sleep(TALK)
            answer = Answer(kind="value", value="3")
            await asyncio.to_thread(
                self.work.settle, self.id, self._now(), answer, after=0, author="Chef"
            )
            settled += 1
        return settled

    def _now(self):
        return self.work.open(self.id, self.workshop)


class Phone:
    """One participant: what their browser would send, and what it remembers of the page."""

    def __init__(
        self, socket: ClientConnection, query: str, measures: Measures, name: str = "rejoindre"
    ) -> None:
        self.socket, self.query, self.measures, self.name = socket, query, measures, name
        self.page = self.radio = self.fragment = ""
        self.options: list[str] = []
        self.chosen: str | None = None
        self.drawn = False

    async def load(self) -> float:
        """The whole page."""
        return await self._exchange(self._message())

    async def poll(self) -> float:
        """What the fragment asks; when it runs the page again, the browser waits for that too."""
        message = self._message()
        message.rerun_script.fragment_id = self.fragment
        message.rerun_script.is_auto_rerun = True
        return await self._exchange(message)

    async def vote(self) -> float:
        """Choose a level."""
        self.chosen = random.choice(self.options[:6])
        return await self._exchange(self._message())

    def _message(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        if self.page:
            message.rerun_script.page_script_hash = self.page
        else:
            message.rerun_script.page_name = self.name
        if self.radio and self.chosen is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = self.radio, self.chosen
        return message

    async def _exchange(self, message: BackMsg) -> float:
        start, self.drawn = time.perf_counter(), False
        await self.socket.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.socket.recv(), 60)
            self.measures.bytes += len(raw)
            if self._read(ForwardMsg.FromString(raw)):
                return time.perf_counter() - start

    def _read(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.page = message.navigation.page_script_hash
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string  # the address now names the tab
        if kind == "auto_rerun":
            self.fragment = message.auto_rerun.fragment_id
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "radio":
                if element.radio.id != self.radio:
                    self.chosen = None
                self.radio, self.options = element.radio.id, list(element.radio.options)
                self.drawn = True
        if kind != "script_finished":
            return False
        if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and not self.drawn:
            self.radio, self.options = "", []  # the votes are shown: nothing to choose any more
        return message.script_finished in {
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        }


def browser(server: Server) -> connect:
    """What a browser opens."""
    return connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream", subprotocols=["streamlit"],
        max_size=None, open_timeout=60, origin=server.url, ping_interval=None,
    )  # fmt: skip


async def arrive(server: Server, room: Room) -> None:
    """The one who leads opens the page first, on this server: what it imports, the phones find ready."""
    async with browser(server) as socket:
        query = f"a={room.id}&w={room.workshop}"
        await Phone(socket, query, Measures(), "atelier").load()


async def live(server: Server, token: str, stop: float, measures: Measures) -> None:
    """One phone, from its first page until the end."""
    await asyncio.sleep(random.random() * 5)
    async with browser(server) as socket:
        phone = Phone(socket, f"me={token}", measures)
        measures.first.append(await phone.load())
        next_vote = time.perf_counter() + random.expovariate(1 / THINK)
        while time.perf_counter() < stop:
            await asyncio.sleep(POLL)
            if time.perf_counter() > next_vote and phone.options:
                measures.votes.append(await phone.vote())
                next_vote = time.perf_counter() + random.expovariate(1 / THINK)
            else:
                measures.polls.append(await phone.poll())


async def measure(count: int) -> bool:
    """One room; whether it stayed within the budget."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        room = Room(data)
        tokens = room.join(count)
        server = Server(data).start()
        try:
            await arrive(server, room)
            measures, before = Measures(), cpu(server)
            stop = time.perf_counter() + SECONDS
            phones = (live(server, token, stop, measures) for token in tokens)
            settled, *_ = await asyncio.gather(room.lead(stop), *phones)
            used = (cpu(server) - before) / (time.perf_counter() - stop + SECONDS)
        finally:
            server.kill()
        votes = len(open_store(data).workshops.votes(room.id, room.workshop))
    print(
        f"{count} phones, {settled} questions settled, {votes} votes kept, "
        f"{measures.bytes / SECONDS / 1024:.0f} KiB/s, server {used:.0%} of a core"
    )
    within = [
        said(name, times)
        for name, times in (
            ("first page", measures.first),
            ("poll", measures.polls),
            ("vote", measures.votes),
        )
    ]
    return all(within[1:])


def said(name: str, times: list[float]) -> bool:
    """Print the latency of one kind of exchange; whether its p95 is within the budget."""
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    print(
        f"  {name:<10} {len(times):>5}   p50 {cuts[49] * 1000:6.0f} ms   p95 {cuts[94] * 1000:6.0f} ms"
    )
    return cuts[94] <= BUDGET


def cpu(server: Server) -> float:
    """Seconds of processor that the server has used."""
    assert server.process is not None
    fields = Path(f"/proc/{server.process.pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measure each size of room; 1 when one is over the budget."""
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    )
    sizes = [int(one) for one in sys.argv[1:]] or [30, 150]
    return int(not min([asyncio.run(measure(size)) for size in sizes]))


if __name__ == "__main__":
    sys.exit(main())
