"""What the benchmark and the load run share: a server of our own on a free port, and what it took."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import streamlit

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
BARE = "import streamlit as st\nx = st.slider('x', 0, 100, 50, key='x')\nst.write(x)\n"
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60  # seconds for a server to answer
# What a server says when all is well; any other line is a warning or a traceback.
ORDINARY = re.compile(
    r"\s*$|[-\d]+ [\d:.]+ Uvicorn server started on |\s+You can now view your Streamlit app |\s+URL: |\s+Stopping\.\.\."
)


class Server:
    """One app under Streamlit on a free port until the block ends; what it saves lies in a folder of its own."""

    def __init__(self, script: Path, *flags: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._log = Path(self._folder.name) / "server.log"
        self.database = f"sqlite:///{self._folder.name}/saved.sqlite"
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        self.started = time.perf_counter()
        with self._log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "streamlit", "run", str(script)),
                    *("--server.headless=true", f"--server.address={HOST}", f"--server.port={self.port}"),
                    *("--browser.gatherUsageStats=false", "--server.fileWatcherType=none", *flags),
                ],
                cwd=script.parent,
                env={**os.environ, "DATABASE_URL": self.database, "TZ": "UTC"},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()
        self._folder.cleanup()

    def address(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://{HOST}:{self.port}/{path}"

    def wait(self) -> None:
        """Until it answers."""
        pause = threading.Event()
        while time.perf_counter() - self.started < PATIENCE:
            with contextlib.suppress(OSError), urllib.request.urlopen(self.address("_stcore/health")):  # noqa: S310 (our own loopback address)
                return
            if self.process.poll() is not None:
                break
            pause.wait(0.05)
        raise RuntimeError(f"The server did not answer:\n{self._log.read_text(encoding='utf-8')}")

    def memory(self) -> dict[str, float]:
        """Resident and private (anonymous) memory in MB."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        fields = {line.split()[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
        return {"resident": fields["Rss:"], "private": fields["Anonymous:"]}

    def busy(self) -> float:
        """Seconds of processor that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def troubles(self) -> Iterator[str]:
        """What it said beyond the ordinary."""
        for said in self._log.read_text(encoding="utf-8").splitlines():
            if not ORDINARY.match(said):
                yield said


def machine() -> str:
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, Streamlit {streamlit.__version__}"


def line(name: str, value: float, unit: str, limit: float | None = None) -> bool:
    """Print one figure and, where there is a limit, whether it holds; answer with that."""
    kept = limit is None or value <= limit
    verdict = "" if limit is None else f"  limit {limit:g}{unit}  {'ok' if kept else 'OVER'}"
    print(f"{name:<46}{value:>9.2f}{unit}{verdict}")
    return kept
