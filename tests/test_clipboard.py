"""Copying says where the text really is, checked with the real programs where they are there."""

from __future__ import annotations

import base64
import os
import pty
import re
import select
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import PressmarkError
from tui import clipboard

TEXT = "“Żółw” said 王 — \x1b[31m\n$(rm -rf ~)"
OSC52 = re.compile("\x1b\\]52;c;([^\x07]*)\x07")


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder, somewhere else than at home."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "pressmark"


class Terminal:
    """What was written to the terminal."""

    def __init__(self) -> None:
        self.written = ""

    def write(self, data: str) -> None:
        self.written += data

    @property
    def clipboard(self) -> str:
        """What a terminal that obeys OSC 52 would hold."""
        found = OSC52.fullmatch(self.written)
        assert found, self.written
        return base64.b64decode(found[1], validate=True).decode()


def copy(env: Mapping[str, str], text: str = TEXT, setting: str = "auto") -> tuple[str, Terminal]:
    terminal = Terminal()
    message = clipboard.copy(text, setting, terminal.write, {"PATH": os.environ["PATH"], **env})
    return message, terminal


# --- tmux


@pytest.fixture
def tmux() -> Iterator[dict[str, str]]:
    """The environment inside a tmux of our own."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    # Not tmp_path: the path of a socket may have 107 bytes, and parallel runs have longer ones.
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "TMUX_TMPDIR": folder}
        base = ["tmux", "-L", "test", "-f", "/dev/null"]
        subprocess.run([*base, "new-session", "-d", "cat"], env=env, check=True)
        place = subprocess.run(
            [*base, "display-message", "-p", "#{socket_path},#{pid},0"],
            env=env,
            check=True,
            capture_output=True,
            text=True,
        )
        yield {"TMUX": place.stdout.strip(), "TERM": "screen-256color"}
        subprocess.run([*base, "kill-server"], env=env, check=True)


def tmux_buffer(env: dict[str, str]) -> str:
    shown = subprocess.run(["tmux", "show-buffer"], env={**os.environ, **env}, capture_output=True)
    return shown.stdout.decode()


def test_inside_tmux_the_text_is_in_its_buffer_even_over_ssh(tmux: dict[str, str]) -> None:
    message, terminal = copy({**tmux, "SSH_TTY": "/dev/pts/9"})
    assert message == "in the tmux buffer"
    assert tmux_buffer(tmux) == TEXT
    assert terminal.written == ""


def test_a_megabyte_goes_into_the_tmux_buffer(tmux: dict[str, str]) -> None:
    text = "long quote " * 100_000
    assert copy(tmux, text)[0] == "in the tmux buffer"
    assert tmux_buffer(tmux) == text


def test_a_tmux_that_does_not_know_w_is_asked_without(tmux: dict[str, str], tmp_path: Path) -> None:
    real = shutil.which("tmux")
    path = program(
        tmp_path, "tmux", f'[ "$2" = -w ] && echo "unknown flag -w" >&2 && exit 1\nexec {real} "$@"'
    )
    assert copy({**tmux, "PATH": path})[0] == "in the tmux buffer"
    assert tmux_buffer(tmux) == TEXT


def test_a_dead_tmux_is_named_and_the_text_is_in_a_file(state_folder: Path) -> None:
    message, terminal = copy({"TMUX": "/nowhere/socket,1,0", "SSH_TTY": "/dev/pts/9"})
    assert message.startswith(f"in {state_folder}/clipboard.txt (tmux: ")
    assert terminal.written == ""


def test_a_tmux_that_hangs_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TIMEOUT", 0.2)
    message, _ = copy(
        {"TMUX": "x", "PATH": program(tmp_path, "tmux", "exec sleep 60")}, TEXT, "tmux"
    )
    assert "tmux: no answer" in message


# --- the terminal


@pytest.mark.parametrize("name", ["SSH_TTY", "SSH_CONNECTION"])
def test_over_ssh_the_terminal_is_asked_to_take_the_text(name: str) -> None:
    message, terminal = copy({name: "10.0.0.1 5 10.0.0.2 22", "TERM": "xterm", "DISPLAY": ":10"})
    assert message == "sent to the terminal (it cannot confirm)"
    assert terminal.clipboard == TEXT


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@settings(deadline=None)
def test_nothing_in_the_text_leaves_the_control_sequence(text: str) -> None:
    _, terminal = copy({"SSH_TTY": "x"}, text)
    assert terminal.clipboard == text


def test_what_is_too_long_for_the_terminal_goes_to_a_file_and_the_message_says_why(
    state_folder: Path,
) -> None:
    fits, too_long = "x" * clipboard.OSC52_LIMIT, "é" * (clipboard.OSC52_LIMIT // 2 + 1)
    assert copy({"SSH_TTY": "x"}, fits)[1].clipboard == fits
    message, terminal = copy({"SSH_TTY": "x"}, too_long)
    assert terminal.written == ""
    assert "74 KB" in message
    assert (state_folder / "clipboard.txt").read_text() == too_long


@pytest.mark.parametrize("env", [{"STY": "1.pts-0.host"}, {"TERM": "screen.xterm-256color"}])
def test_screen_gets_the_sequence_in_pieces_that_it_can_hold(env: dict[str, str]) -> None:
    text = "a long quote " * 500
    _, terminal = copy(env, text)
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", terminal.written, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == terminal.written
    assert max(map(len, pieces)) < 256
    inner = Terminal()
    inner.write("".join(pieces))
    assert inner.clipboard == text


IN_SCREEN = """
import os, sys
from tui import clipboard
def write(data):
    sys.stdout.write(data)
    sys.stdout.flush()
print(clipboard.copy("“quote” " * 6000, "auto", write, os.environ))
"""


@pytest.mark.skipif(not shutil.which("screen"), reason="GNU screen is not installed")
def test_a_real_screen_hands_the_whole_text_on(tmp_path: Path) -> None:
    (tmp_path / "sockets").mkdir(mode=0o700)
    env = {**os.environ, "TERM": "xterm-256color", "SCREENDIR": str(tmp_path / "sockets")}
    for name in ("TMUX", "STY"):
        env.pop(name, None)
    command = ["screen", "-U", "-c", "/dev/null", sys.executable, "-c", IN_SCREEN]
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, {**env, "PYTHONPATH": str(Path(__file__).parents[1])})
    found = OSC52.search(drain(terminal))
    os.waitpid(process, 0)
    assert found
    assert base64.b64decode(found[1]).decode() == "“quote” " * 6000


def drain(terminal: int) -> str:
    """All that comes out of a pseudo-terminal until the other end is closed."""
    data = b""
    while select.select([terminal], [], [], 20)[0]:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when nobody holds the other end
            break
        data += piece
    os.close(terminal)
    return data.decode(errors="replace")


# --- the desktop


def program(folder: Path, name: str, body: str) -> str:
    """A search path on which `name` is a shell script with `body`."""
    script = folder / "bin" / name
    script.parent.mkdir(exist_ok=True)
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)
    return f"{script.parent}:{os.environ['PATH']}"


def xclip(folder: Path, on_copy: str) -> dict[str, str]:
    """A desktop whose xclip pastes `folder/held` and does `on_copy` when it is to copy."""
    body = f'cd {folder}\ncase "$*" in *-o*) cat held;; *) {on_copy};; esac'
    return {"DISPLAY": ":99", "PATH": program(folder, "xclip", body)}


def test_a_desktop_that_gives_the_text_back_has_it(tmp_path: Path) -> None:
    # Like the real one, it stays behind to serve the text, with all that it was given open.
    message, terminal = copy(xclip(tmp_path, "cat > held; sleep 3 &"))
    assert message == "in the system clipboard"
    assert (tmp_path / "held").read_text() == TEXT
    assert terminal.written == ""


def test_a_clipboard_that_returns_normally_but_copies_nothing_is_found_out(
    tmp_path: Path, state_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = xclip(tmp_path, "cat > /dev/null; echo no display >&2")
    (tmp_path / "held").touch()
    message, _ = copy(broken)
    assert message == (
        f"in {state_folder}/clipboard.txt (system: the clipboard did not take the text)"
    )
    assert capfd.readouterr() == ("", "")


def test_a_clipboard_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TIMEOUT", 3.0)
    message, _ = copy(xclip(tmp_path, "echo $$ > pid; exec sleep 60"))
    assert "system: no answer" in message
    started = Path("/proc", (tmp_path / "pid").read_text().strip(), "stat")
    assert not started.exists() or started.read_text().split()[2] == "Z"


@pytest.mark.skipif(not shutil.which("xclip"), reason="xclip is not installed")
def test_a_real_xclip_with_a_dead_display_is_found_out(
    state_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    message, _ = copy({"DISPLAY": ":98765"})
    assert message.startswith(f"in {state_folder}/clipboard.txt (system: ")
    assert capfd.readouterr() == ("", "")


def test_without_any_desktop_the_message_says_so() -> None:
    assert "system: no clipboard program" in copy({})[0]


# --- the file


def test_the_file_is_private_and_holds_the_text(state_folder: Path) -> None:
    message, _ = copy({}, TEXT, "file")
    file = state_folder / "clipboard.txt"
    assert message == f"in {file}"
    assert file.read_text() == TEXT
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(state_folder.stat().st_mode) == 0o700


def test_the_file_is_in_the_folder_of_the_login_where_there_is_one(tmp_path: Path) -> None:
    message, _ = copy({"XDG_RUNTIME_DIR": str(tmp_path)}, TEXT, "file")
    assert message == f"in {tmp_path}/pressmark/clipboard.txt"


def test_a_link_in_the_place_of_the_file_is_replaced_and_not_followed(
    tmp_path: Path, state_folder: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    state_folder.mkdir(parents=True)
    (state_folder / "clipboard.txt").symlink_to(victim)
    copy({}, TEXT, "file")
    assert victim.read_text() == "precious"
    assert (state_folder / "clipboard.txt").read_text() == TEXT
    assert not (state_folder / "clipboard.txt").is_symlink()


def test_where_nothing_works_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(PressmarkError, match=r"^The text could not be copied \(file: .+\)\.$"):
        copy({}, TEXT, "file")


# --- the order


def test_the_users_setting_comes_before_the_surroundings(tmux: dict[str, str]) -> None:
    message, terminal = copy(tmux, TEXT, "osc52")
    assert message == "sent to the terminal (it cannot confirm)"
    assert terminal.clipboard == TEXT


def test_every_way_is_a_setting_and_the_last_always_fits() -> None:
    assert clipboard.SETTINGS == ("auto", "tmux", "osc52", "system", "file")
    assert clipboard.WAYS[-1].fits({})


def test_the_desktop_library_is_not_loaded_with_the_module() -> None:
    code = "import sys, tui.clipboard; sys.exit(bool({'pyperclip', 'textual'} & set(sys.modules)))"
    root = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0
