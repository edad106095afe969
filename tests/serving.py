"""The application as a real server, started through the real command."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = (sys.executable, "-m", "care_assess", "serve")
START_SECONDS = 60


_LEFT: list[int] = []
"""Ports of servers that have ended: under the same address a browser still knows the scripts of the application."""


def free_port() -> int:
    """A port that nothing listens to, now; one that served before, if any."""
    for port in (*_LEFT, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            found = int(probe.getsockname()[1])
            if port:
                _LEFT.remove(port)
            return found
    raise AssertionError("no port is free")


@dataclass
class Server:
    """A served application with its own data folder; ``kill`` is a power cut, ``stop`` is Ctrl-C."""

    data: Path
    port: int = field(default_factory=free_port)
    command: tuple[str, ...] = COMMAND
    environ: dict[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self._log_file.read_text("utf-8", errors="replace")

    @property
    def _log_file(self) -> Path:
        return self.data.with_name(f"{self.data.name}-{self.port}.log")

    def start(self) -> Server:
        """Start and wait until pages are served."""
        if self.port in _LEFT:
            _LEFT.remove(self.port)
        with self._log_file.open("ab") as out:
            self.process = subprocess.Popen(
                [*self.command, "--port", str(self.port), "--data", str(self.data)],
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self.cwd or self.data.parent,
                env={**os.environ, **self.environ},
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log}")
            time.sleep(0.1)
        return self

    def kill(self) -> None:
        """Cut the power: no time to save anything."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None
            self._leave()

    def stop(self) -> int:
        """Ask the server to end, as Ctrl-C does; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(20)
        self.process = None
        self._leave()
        return code

    def restart(self) -> Server:
        """The same port, the same data, a new process."""
        self.kill()
        return self.start()

    def _leave(self) -> None:
        if self.port not in _LEFT:
            _LEFT.append(self.port)

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False
