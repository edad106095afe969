"""``--lan``: the address of the room, its QR code and its secret."""

from __future__ import annotations

import os
import socket

import pytest
from serving import free_port
from stored import said

from care_assess.cli import main
from care_assess.commands import ROOM_ADDRESS_VARIABLE, ROOM_SECRET_VARIABLE, lan, serve
from care_assess.errors import Refused


def addresses(monkeypatch, *found: str):
    monkeypatch.setattr(lan, "_addresses", lambda: iter(found))


def test_the_room_is_on_the_first_address_that_others_can_reach(monkeypatch):
    addresses(monkeypatch, "127.0.1.1", "169.254.3.4", "192.168.1.5", "10.0.0.3")
    assert lan.room_host() == "192.168.1.5"


def test_a_computer_on_no_network_is_said_with_the_remedy(monkeypatch):
    addresses(monkeypatch, "127.0.0.1")
    with pytest.raises(Refused) as caught:
        lan.room_host()
    assert said(caught.value).startswith("Cet ordinateur n'est relié à aucun réseau")


def test_the_way_out_is_found_without_asking_anything_of_anyone():
    for address in lan._addresses():
        socket.inet_aton(address)


def test_the_secret_is_another_each_time(monkeypatch):
    for name in (ROOM_ADDRESS_VARIABLE, ROOM_SECRET_VARIABLE):
        monkeypatch.setenv(name, "")
    given = set()
    for _ in range(3):
        lan.prepare("192.168.1.5", 8501)
        given.add(os.environ[ROOM_SECRET_VARIABLE])
    assert os.environ[ROOM_ADDRESS_VARIABLE] == "http://192.168.1.5:8501"
    assert len(given) == 3
    assert all(len(one) >= 16 for one in given)


@pytest.fixture
def served(monkeypatch, tmp_path):
    """What ``care-assess --lan`` would serve, without a server: the host and the port."""
    monkeypatch.setattr(serve, "_serve", lambda host, port, folder: found.append((host, port)))
    for name in (ROOM_ADDRESS_VARIABLE, ROOM_SECRET_VARIABLE):
        monkeypatch.setenv(name, "")
    found: list[tuple[str, int]] = []
    return found


def test_the_server_listens_on_the_address_of_the_room_alone(served, monkeypatch):
    monkeypatch.setattr(lan, "room_host", lambda: "127.0.0.3")
    port = free_port()
    assert main(["--lan", "--port", str(port)]) == 0
    assert main(["--lan", "--host", "127.0.0.2", "--port", str(port)]) == 0
    assert served == [("127.0.0.3", port), ("127.0.0.2", port)]
    assert os.environ[ROOM_ADDRESS_VARIABLE] == f"http://127.0.0.2:{port}"


def test_without_it_nothing_is_said_of_a_room(served):
    port = free_port()
    assert main(["--port", str(port)]) == 0
    assert served == [("127.0.0.1", port)]
    assert os.environ[ROOM_SECRET_VARIABLE] == ""


def test_the_terminal_shows_the_address_its_picture_and_the_secret(served, capsys, tmp_path):
    lan.prepare("192.168.1.5", 8501)
    lan.announce(tmp_path)
    said_ = capsys.readouterr().out
    assert "dans la salle\u00a0: http://192.168.1.5:8501/rejoindre" in said_
    assert any(sign in said_ for sign in "█▀▄")
    assert f"http://192.168.1.5:8501/?s={os.environ[ROOM_SECRET_VARIABLE]}" in said_
