"""Real Unix accounts for tests, and running things as one of them; only root can have either."""

from __future__ import annotations

import contextlib
import grp
import importlib
import io
import os
import pickle
import pkgutil
import pwd
import select
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

import store
import tui.commandline
from store.readers import all_readers

Result = TypeVar("Result")

PATIENCE = 60.0
"""Seconds in which what must not be blocked has to end, on a machine that is busy."""

WHY_NOT = (
    "making accounts takes root"
    if os.geteuid() != 0
    else ""
    if shutil.which("useradd") and shutil.which("groupadd")
    else "there is no useradd here"
)
"""Why there can be no accounts here; "" where there can be."""


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


def run_tool(*command: str) -> None:
    """Run a tool for accounts, which all take the same lock."""
    for pause in (0.1, 0.3, 1, 2, 4):
        done = subprocess.run(command, capture_output=True, text=True)
        if "lock" not in done.stderr:
            break
        time.sleep(pause)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")


@contextlib.contextmanager
def accounts(*roles: str) -> Iterator[list[Account]]:
    """Accounts of a new group, one for each role, gone afterwards. The last role is no member.

    Their names hold the process id, so that tests can run beside each other.
    """
    mark = f"pm{os.getpid()}"
    made: list[Account] = []
    load_everything()
    run_tool("groupadd", mark)
    try:
        gid = grp.getgrnam(mark).gr_gid
        nogroup = pwd.getpwnam("nobody").pw_gid
        for role in roles:
            group = nogroup if role == roles[-1] else gid
            name = f"{mark}{role}"
            run_tool(
                "useradd", "--no-create-home", "--no-user-group", "--gid", str(group),
                "--shell", "/bin/false", "--home-dir", "/nonexistent", name,
            )  # fmt: skip
            made.append(Account(name, pwd.getpwnam(name).pw_uid, group))
        yield made
    finally:
        for account in made:
            run_tool("userdel", account.name)
        run_tool("groupdel", mark)


def load_everything() -> None:
    """Import all that a command may import later: another account may not read these files."""
    for package in (store, tui.commandline):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    for name in ("tui.cli", "tui.surroundings", "tui.config", "tui.config_file", "encodings.idna"):
        importlib.import_module(name)
    all_readers()


class Running:
    """A function that runs in a process of an account; killed at the end of the block.

    Without an account, it runs as who runs the tests.
    """

    def __init__(
        self, account: Account | None, work: Callable[[], Any], env: dict[str, str]
    ) -> None:
        self._reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(self._reading)
            _become_and_do(account, work, env, writing)
        os.close(writing)
        self._ended = False

    def result(self, patience: float = PATIENCE) -> Any:
        """What the function returns; what it raises is raised here, as is TimeoutError."""
        said = b""
        deadline = time.monotonic() + patience
        while True:
            ready, _, _ = select.select([self._reading], [], [], deadline - time.monotonic())
            if not ready:
                raise TimeoutError(f"no end within {patience} seconds")
            block = os.read(self._reading, 65536)
            if not block:
                break
            said += block
        self.end()
        if not said:
            raise RuntimeError("the process ended without a result")
        outcome, trace = pickle.loads(said)
        if isinstance(outcome, BaseException):
            outcome.add_note(trace)
            raise outcome
        return outcome

    def end(self) -> None:
        if not self._ended:
            self._ended = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            os.close(self._reading)

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()


def _become_and_do(
    account: Account | None, work: Callable[[], Any], env: dict[str, str], writing: int
) -> None:
    """In the child: be that account for good, and send what `work` returns or raises."""
    try:
        if account:
            os.initgroups(account.name, account.gid)
            os.setgid(account.gid)
            os.setuid(account.uid)
            os.environ.update({"HOME": "/nonexistent", "USER": account.name})
        os.umask(0o077)
        os.chdir("/")
        os.environ.update(env)
        try:
            outcome: tuple[Any, str] = work(), ""
        except BaseException as error:  # noqa: BLE001 - it is raised again, by the parent
            outcome = error, traceback.format_exc()
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(outcome, pipe)
    finally:
        os._exit(0)


def run_as(account: Account, work: Callable[[], Result], **env: str) -> Result:
    """What `work` returns, run by an account that has nothing to do with root any more."""
    with Running(account, work, env) as running:
        result: Result = running.result()
        return result


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


def command(*args: str) -> Said:
    """Run `pressmark` in this process."""
    from tui.cli import main

    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    code: Any = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(args)
        except SystemExit as end:
            code = end.code or 0
    return Said(_text(out), _text(err), int(code))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def pressmark(account: Account, *args: str, **env: str) -> Said:
    """Run `pressmark` as an account."""
    return run_as(account, lambda: command(*args), **env)


ROOT = Path(store.__file__).parent.parent


def may_run(account: Account) -> bool:
    """Whether an account may read the program and what it is made of."""
    needed = [ROOT / "tui" / "cli.py", Path(click.__file__), Path(sys.executable)]
    return run_as(account, lambda: all(os.access(path, os.R_OK) for path in needed))


def stand_alone(account: Account, args: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run `python -m tui.cli` as an account that may."""
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", *args],
        user=account.uid, group=account.gid, extra_groups=[account.gid], umask=0o077, cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"},
        capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
