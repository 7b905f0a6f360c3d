"""Uploads and what becomes of them: one folder a job, one process at a time, nothing left behind.

An uploaded file is unmasked: it lies in a folder only this user may open, and is removed as soon as it has been read,
when the job fails or is given up, and at the latest when the server stops or, after a crash, when it starts again.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from theme_mining.assembly.importing import Order

__all__ = ["Job", "Jobs", "State"]

State = Literal["reading", "asking", "waiting", "running", "done", "failed"]
PREFIX = "theme-mining-imports-"
KEPT_S = 24 * 3600.0  # seconds a finished job's workbooks can be fetched
ASKED_S = 3600.0  # seconds an upload waits to be confirmed
MOST = 50  # jobs at a time


@dataclass(slots=True)
class Job:
    """One upload. `shown` is the file's name as its owner calls it; `order` says what was confirmed."""

    id: str
    owner: str
    shown: str
    folder: Path = field(repr=False)
    state: State = "reading"
    stage: str = ""
    at: int = 0
    of: int = 0
    understood: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = field(default=None, repr=False)
    changed: float = field(default_factory=time.time)

    @property
    def upload(self) -> Path:
        """Where the uploaded file lies while it does."""
        return self.folder / f"upload{Path(self.shown).suffix.lower()[:12]}"

    def results(self) -> list[str]:
        """Give the names of the workbooks that can be fetched."""
        return sorted(path.name for path in (self.folder / "results").glob("*.xlsx")) if self.state == "done" else []


class Jobs:
    """All jobs of one server."""

    def __init__(self, limit_s: float = 3600.0) -> None:
        self._limit_s = limit_s
        _sweep()
        self._root = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._gone = weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True)  # at exit, too
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._work = ThreadPoolExecutor(1, thread_name_prefix="import")  # two cores: one import, one server
        self._running: subprocess.Popen[str] | None = None

    def begin(self, owner: str, shown: str) -> Job:
        """Give a new job with an empty folder; its file is to be written to `Job.upload`."""
        self._tidy()
        job_id = secrets.token_urlsafe(12)
        folder = self._root / job_id
        (folder / "results").mkdir(parents=True, mode=0o700)
        job = Job(job_id, owner, shown, folder)
        with self._lock:
            self._jobs[job_id] = job
        return job

    def find(self, job_id: str, owner: str, admin: bool = False) -> Job | None:
        """Give a job of this owner; an admin finds every job."""
        job = self._jobs.get(job_id)
        return job if job is not None and (admin or job.owner == owner) else None

    def of(self, owner: str, admin: bool = False) -> list[Job]:
        """Give the jobs of an owner, the newest first."""
        with self._lock:
            return sorted((j for j in self._jobs.values() if admin or j.owner == owner), key=lambda j: -j.changed)

    def understand(self, job: Job, settings: str) -> None:
        """Look into the file now, and wait for it; the job is then asking, or failed."""
        order = Order("understand", str(job.upload), job.shown, settings)
        self._do(job, order)
        if job.state != "failed":
            self._set(job, state="asking")

    def run(self, job: Job, order: Order) -> None:
        """Put a confirmed job in the queue."""
        self._set(job, state="waiting", order=order)
        self._work.submit(self._run, job, order)

    def forget(self, job: Job) -> None:
        """Remove a job with everything it left."""
        with self._lock:
            self._jobs.pop(job.id, None)
        shutil.rmtree(job.folder, ignore_errors=True)

    def close(self) -> None:
        """Stop what runs and remove everything."""
        if self._running is not None:
            self._running.kill()
        self._work.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self._root, ignore_errors=True)

    def _run(self, job: Job, order: Order) -> None:
        if job.id not in self._jobs:
            return
        self._set(job, state="running")
        try:
            self._do(job, order)
        finally:
            job.upload.unlink(missing_ok=True)
        if job.state != "failed":
            self._set(job, state="done")

    def _do(self, job: Job, order: Order) -> None:
        """Start the process, hear it out, and note what it told."""
        command = [sys.executable, "-m", "theme_mining.assembly.importing"]
        fault = {"what": "The import stopped before it was done", "found": "", "do": "try again"}
        told = False
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            self._running = process if order.do == "run" else self._running
            timer = threading.Timer(self._limit_s, process.kill)
            timer.start()
            try:
                process.stdin.write(order.to_json() + "\n")
                process.stdin.close()
                for line in process.stdout:
                    told = self._heard(job, order, json.loads(line)) or told
            except (OSError, ValueError):
                process.kill()
            finally:
                timer.cancel()
                if order.do == "run":
                    self._running = None
        if not told:
            self._failed(job, fault)

    def _heard(self, job: Job, order: Order, line: dict[str, Any]) -> bool:
        """Note one line; tell whether it was the last word."""
        if "error" in line:
            self._failed(job, line["error"])
        elif "done" in line and order.do == "understand":
            self._set(job, understood=line["done"])
        elif "done" in line:
            self._set(job, result=line["done"])
        else:
            self._set(job, stage=str(line["stage"]), at=int(line["at"]), of=int(line["of"]))
            return False
        return True

    def _failed(self, job: Job, error: Mapping[str, str]) -> None:
        self._set(job, state="failed", error=error)
        job.upload.unlink(missing_ok=True)

    def _set(self, job: Job, **values: Any) -> None:
        for name, value in values.items():
            setattr(job, name, value)
        job.changed = time.time()

    def _tidy(self) -> None:
        """Remove what nobody came back for."""
        now = time.time()
        with self._lock:
            resting = [j for j in self._jobs.values() if j.state in ("asking", "done", "failed")]
        old = [j for j in resting if now - j.changed > (ASKED_S if j.state == "asking" else KEPT_S)]
        crowd = sorted((j for j in resting if j not in old), key=lambda j: j.changed)[: max(0, len(self._jobs) - MOST)]
        for job in (*old, *crowd):
            self.forget(job)


def _sweep() -> None:
    """Remove what servers left that no longer run."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdigit() and int(pid) != os.getpid() and not _alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    if os.name == "nt":  # there a signal 0 would interrupt the process instead of asking after it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
