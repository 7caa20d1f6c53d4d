"""Copying text to where the user can paste it from, and saying truthfully where that is.

Over SSH the program cannot reach the user's clipboard by itself. It hands the text to tmux, or
asks the terminal to take it (the control sequence OSC 52, which terminals never answer), or uses
the desktop's clipboard and looks whether the text arrived. A private file always works.

`WAYS` is the whole order; another way to copy is one more entry.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import platformdirs

from store.files import atomic_write
from store.model import PressmarkError
from store.text import printable

Environment: TypeAlias = Mapping[str, str]
WriteTerminal: TypeAlias = Callable[[str], object]

OSC52_LIMIT = 74_994
"""Bytes of text in one OSC 52: many terminals drop sequences of more than 100,000 bytes, and
base64 makes four of three."""

SCREEN_CHUNK = 76
"""Bytes that GNU screen is handed at once: it gives up on strings of 256 bytes in old versions,
of 768 in newer ones, and prints the rest over the screen."""

TIMEOUT = 5.0
"""Seconds that a clipboard program may take; one with a dead display can hang for ever."""


class CannotCopy(Exception):
    """Why one way of copying does not work here; the next one is tried."""


@dataclass(frozen=True)
class Task:
    """What a way of copying is given: the text, the terminal and the environment variables."""

    text: str
    write_terminal: WriteTerminal
    env: Environment


@dataclass(frozen=True)
class Way:
    """One way of copying: its name in the configuration, where it is of use, how it is done.

    `copy` returns where the text now is, as the user is told, or raises CannotCopy.
    """

    name: str
    fits: Callable[[Environment], bool]
    copy: Callable[[Task], str]


def copy(text: str, setting: str, write_terminal: WriteTerminal, env: Environment) -> str:
    """Copy `text` and return a message that says where it is and what did not work before.

    `setting` is one of SETTINGS. With "auto" each way that fits the environment is tried; any
    other is tried alone; the file is the last resort of both. Takes up to a few TIMEOUTs: not for
    the event loop. Raises PressmarkError when not even a file can be written.
    """
    task = Task(text, write_terminal, env)
    refusals = []
    for way in _chosen(setting, env):
        try:
            place = way.copy(task)
        except CannotCopy as refusal:
            refusals.append(f"{way.name}: {refusal}")
        else:
            return f"{place} ({'; '.join(refusals)})" if refusals else place
    raise PressmarkError(f"The text could not be copied ({'; '.join(refusals)}).")


def _chosen(setting: str, env: Environment) -> list[Way]:
    if setting == "auto":
        return [way for way in WAYS if way.fits(env)]
    return [way for way in WAYS if way.name == setting or way is WAYS[-1]]


def _in_tmux(env: Environment) -> bool:
    return bool(env.get("TMUX"))


def _in_screen(env: Environment) -> bool:
    return not _in_tmux(env) and bool(env.get("STY") or env.get("TERM", "").startswith("screen"))


def _over_ssh(env: Environment) -> bool:
    return bool(env.get("SSH_TTY") or env.get("SSH_CONNECTION"))


def _behind_terminal(env: Environment) -> bool:
    # tmux throws OSC 52 away unless its owner allows it, so inside tmux it has to be asked for.
    return not _in_tmux(env) and (_in_screen(env) or _over_ssh(env))


def _at_desktop(env: Environment) -> bool:
    return not _over_ssh(env)


def _always(_env: Environment) -> bool:
    return True


def _to_tmux(task: Task) -> str:
    # -w also hands the text on to the terminal; tmux before 3.2 does not know it.
    for flags in (["-w"], []):
        try:
            done = subprocess.run(
                ["tmux", "load-buffer", *flags, "-"],
                input=task.text.encode(),
                capture_output=True,
                timeout=TIMEOUT,
                env=dict(task.env),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise CannotCopy(f"no answer in {TIMEOUT:.0f} seconds") from error
        except OSError as error:
            raise CannotCopy(error.strerror or str(error)) from error
        if done.returncode == 0:
            return "in the tmux buffer"
    raise CannotCopy(_last_line(done.stderr) or f"exit code {done.returncode}")


def _to_terminal(task: Task) -> str:
    data = task.text.encode()
    if len(data) > OSC52_LIMIT:
        size = f"{len(data) // 1000} KB"
        raise CannotCopy(f"{size} are more than the {OSC52_LIMIT // 1000} KB that terminals take")
    sequence = f"\x1b]52;c;{b64encode(data).decode()}\x07"
    try:
        task.write_terminal(_through_screen(sequence) if _in_screen(task.env) else sequence)
    except OSError as error:
        raise CannotCopy(error.strerror or str(error)) from error
    return "sent to the terminal (it cannot confirm)"


def _through_screen(sequence: str) -> str:
    """`sequence` in pieces that GNU screen hands on unread, each a device control string."""
    starts = range(0, len(sequence), SCREEN_CHUNK)
    return "".join(f"\x1bP{sequence[start : start + SCREEN_CHUNK]}\x1b\\" for start in starts)


# Run in a process of its own: a clipboard library may print, hang, or take the process with it
# (a Qt without a display aborts). What it returns proves nothing, so the text is pasted back.
_SYSTEM_COPY = """
import sys
import pyperclip
copy, paste = pyperclip.determine_clipboard()
if not copy:
    sys.exit("no clipboard program is installed, or there is no display")
text = sys.stdin.buffer.read().decode()
copy(text)
if paste().replace("\\r\\n", "\\n") != text:
    sys.exit("the clipboard did not take the text")
"""


def _to_system(task: Task) -> str:
    command = [sys.executable, "-P", "-c", _SYSTEM_COPY]
    # Files, not pipes: the program that serves the clipboard stays behind and would hold a pipe
    # open. A session of its own, so that it outlives the terminal, and a hung one can be ended.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(task.text.encode())
        given.seek(0)
        child = subprocess.Popen(
            command,
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=dict(task.env),
            start_new_session=True,
        )
        try:
            code = child.wait(TIMEOUT)
        except subprocess.TimeoutExpired as error:
            _end(child)
            raise CannotCopy(f"no answer in {TIMEOUT:.0f} seconds") from error
        said.seek(0)
        if code != 0:
            raise CannotCopy(_last_line(said.read()) or f"exit code {code}")
    return "in the system clipboard"


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill `child` and all that it started: they share a process group, whose id is its own."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _to_file(task: Task) -> str:
    refusals = []
    for folder in _private_folders(task.env):
        path = folder / "clipboard.txt"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with atomic_write(path, permissions=0o600, follow=False) as out:
                out.write(task.text)
        except PressmarkError as error:
            refusals.append(str(error).rstrip("."))
        except OSError as error:
            refusals.append(f"{printable(str(folder))}: {error.strerror}")
        else:
            return f"in {printable(str(path))}"
    raise CannotCopy("; ".join(refusals))


def _private_folders(env: Environment) -> Iterator[Path]:
    """Where a file of the user's own may stand: in memory while logged in, else at home."""
    runtime = env.get("XDG_RUNTIME_DIR", "")
    if Path(runtime).is_absolute():
        yield Path(runtime, "pressmark")
    yield platformdirs.user_state_path("pressmark")


def _last_line(said: bytes) -> str:
    """The last line that a program printed: the sentence under a traceback, for one."""
    lines = said.decode(errors="replace").strip().splitlines()
    return printable(lines[-1]) if lines else ""


WAYS = (
    Way("tmux", fits=_in_tmux, copy=_to_tmux),
    Way("osc52", fits=_behind_terminal, copy=_to_terminal),
    Way("system", fits=_at_desktop, copy=_to_system),
    Way("file", fits=_always, copy=_to_file),
)
"""All ways of copying, in the order in which they are tried."""

SETTINGS = ("auto", *(way.name for way in WAYS))
"""What the configuration may say."""
