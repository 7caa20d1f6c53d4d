"""A folder can hold anything: what is a readable file is read, all else is named."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from store.readers import Refusal, Refused, all_readers, walk
from tests.documents import BODY, one


def test_a_folder_gives_its_files_in_order_and_names_what_it_leaves_out(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.md",
        "a.txt",
        ".git/config",
        "b/photo.jpg",
        "b/.hidden.txt",
        "README",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "b" / "round").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
        found = list(walk([tmp_path]))
    files = [str(path.relative_to(tmp_path)) for path in found if isinstance(path, Path)]
    refused = {
        str(Path(item.where).relative_to(tmp_path)): item.why
        for item in found
        if isinstance(item, Refusal)
    }
    assert files == ["a.txt", "b/1.md", "b/2.txt"]
    assert {name: why.split(":")[0] for name, why in refused.items()} == {
        ".git": "is hidden",
        "README": "is a file without a suffix, for which there is no reader",
        "b/.hidden.txt": "is hidden",
        "b/photo.jpg": "is a file of the kind .jpg, for which there is no reader",
        "gone.txt": "cannot be read",
        "pipe.txt": "is not a regular file",
        "self": refused["self"].split(":")[0],
        "socket.txt": "is not a regular file",
    }


def test_in_a_folder_what_is_certain_from_its_content_needs_no_suffix(tmp_path: Path) -> None:
    mail = "From a@b.example Tue Jun  3 10:00:00 2025\nFrom: A <a@b.example>\n\nText.\n"
    page = "<!DOCTYPE html><html><body><p>Text.</p></body></html>"
    for name, content in {
        "Inbox": mail,
        "story.php": page,
        "settings": "{}",
        "NOTES": BODY,
    }.items():
        (tmp_path / name).write_text(content)
    assert [p.name for p in walk([tmp_path]) if isinstance(p, Path)] == ["Inbox", "story.php"]


def test_a_file_that_is_named_itself_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / ".notes.log"
    path.write_text(BODY)
    assert list(walk([path, path])) == [path, path]
    assert one(path).text == BODY


@pytest.mark.parametrize("name", ["nul\0byte.txt", "x" * 300 + ".txt", "missing"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    (refused,) = walk([tmp_path / name])
    assert isinstance(refused, Refusal)


def test_a_file_name_that_is_not_utf_8_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\x1b.txt"))
    path.write_text(BODY)
    assert list(walk([tmp_path])) == [path]
    assert one(path).text == BODY


def test_what_one_may_not_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    for name in ("locked/in.txt", "closed.txt", "open.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(BODY)
    (tmp_path / "locked").chmod(0)
    (tmp_path / "closed.txt").chmod(0)
    seen = as_nobody(tmp_path)
    (tmp_path / "locked").chmod(0o700)
    assert seen == [
        "closed.txt: cannot be read: Permission denied",
        "locked: cannot be read: Permission denied",
        "open.txt: read",
    ]


def as_nobody(folder: Path) -> list[str]:
    """What happens to each thing in `folder`, for an account that is not root."""
    reading, writing = os.pipe()
    all_readers()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.chdir(folder)
            if os.getuid() == 0:
                folder.chmod(0o755)
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, "\n".join(outcomes(Path())).encode())
            status = 0
        finally:  # whatever happens, the child must not go on as a second test run
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as stream:
        seen = stream.read().splitlines()
    assert os.waitpid(child, 0)[1] == 0
    return seen


def outcomes(folder: Path) -> list[str]:
    seen = []
    for path in walk([folder]):
        if isinstance(path, Refusal):
            seen.append(f"{path.where}: {path.why}")
            continue
        try:
            one(path)
            seen.append(f"{path}: read")
        except Refused as error:
            seen.append(f"{path}: {error}")
    return seen
