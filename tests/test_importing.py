"""Bringing articles in: nothing twice, nothing stopped by what is bad, nothing lost half-way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store import Library, clusters, open_library
from store.catalogue import BATCH_ARTICLES
from store.file_reading import NAMED
from store.importing import ImportReport, Step, Stop
from tests.places import SAMPLES
from tests.shell import Shell
from tests.terminal import PRESSMARK, heed_interrupts


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "library")


def records(path: Path, count: int, first: int = 0) -> Path:
    lines = (
        json.dumps({"headline": f"Orders {n}", "body": f"Number {n} is delivered in May."})
        for n in range(first, first + count)
    )
    path.write_text("\n".join(lines))
    return path


def count(library: Library) -> int:
    return len(library.articles())


# What an import does


def test_all_samples_come_in_and_none_of_them_twice(library: Library) -> None:
    first = library.import_paths([SAMPLES])
    assert not first.failed
    assert len(first.imported) == count(library) > 30
    again = library.import_paths([SAMPLES])
    assert (len(again.imported), list(again.duplicates)) == (0, list(first.imported))


def test_a_bad_record_is_named_with_its_file_and_line(library: Library, tmp_path: Path) -> None:
    path = records(tmp_path / "news.jsonl", 2)
    path.write_text("{bad}\n" + path.read_text() + '\n{"text": "' + "x" * 5_000_001 + '"}\n')
    report = library.import_paths([path])
    assert [refusal.where for refusal in report.failed] == [
        f"{path}, line 1", f"{path}, record 4"
    ]  # fmt: skip
    assert len(report.imported) == 2


def test_of_many_bad_records_only_some_are_named(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("{}\n" * (NAMED + 7) + '{"text": "Good."}')
    report = library.import_paths([path])
    assert len(report.failed) == NAMED + 1
    assert report.failed[-1].why == "holds 7 more records that are refused"
    assert len(report.imported) == 1


def test_what_is_nearly_the_same_is_named_with_what_it_is_like(
    library: Library, tmp_path: Path
) -> None:
    text = (SAMPLES / "velmora-arms-order-book-record.txt").read_text()
    (tmp_path / "a.txt").write_text(text)
    elsewhere = text.replace("title: Velmora", "title: Elsewhere: Velmora")
    elsewhere = elsewhere.replace("source: Meridian Wire", "source: Karsk Evening")
    elsewhere = elsewhere.replace("url: https://meridianwire", "url: https://karskevening")
    (tmp_path / "b.txt").write_text(elsewhere + "\n\nOne more line for the late edition.\n")
    report = library.import_paths([tmp_path / "a.txt", tmp_path / "b.txt"])
    first, second = report.imported
    assert report.near_duplicates == {second: first}


def test_the_columns_that_were_taken_stand_in_the_report(library: Library, tmp_path: Path) -> None:
    path = records(tmp_path / "news.jsonl", 1)
    assert library.import_paths([path]).columns == {
        str(path): {"text": "body", "title": "headline"}
    }
    chosen = library.import_paths([path], columns={"text": "headline"})
    assert library.article(chosen.imported[0]).text == "Orders 0"


def test_progress_counts_records_and_reaches_the_last_byte(
    library: Library, tmp_path: Path
) -> None:
    path = records(tmp_path / "news.jsonl", 5000)
    steps: list[Step] = []
    library.import_paths([path, tmp_path / "none"], steps.append)
    assert steps == sorted(steps, key=lambda step: (step.records, step.bytes))
    assert steps[-1] == Step(5001, path.stat().st_size)
    assert 0 < steps[2500].bytes < path.stat().st_size


# Interrupted


def test_whoever_is_told_of_the_progress_can_stop_it(library: Library, tmp_path: Path) -> None:
    path = records(tmp_path / "news.jsonl", 2500)

    def stop(step: Step) -> None:
        if step.records == 1700:
            raise Stop

    report = library.import_paths([path], stop)
    assert report.interrupted
    assert len(report.imported) == count(library) == 1700
    rest = library.import_paths([path])
    assert (len(rest.imported), len(rest.duplicates), rest.interrupted) == (800, 1700, False)


def test_ctrl_c_keeps_what_came_in_and_the_same_command_goes_on(tmp_path: Path) -> None:
    folder, fifo = tmp_path / "library", tmp_path / "fifo"
    path = records(tmp_path / "news.jsonl", 2 * BATCH_ARTICLES)
    os.mkfifo(fifo)
    env = {**os.environ, "PRESSMARK_LIBRARY": str(folder)}
    report = tmp_path / "report.json"
    command = [*PRESSMARK, "import", "-", "--report", str(report)]
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)  # so that there is somebody to write to
    os.set_blocking(reader, True)
    with fifo.open("wb") as feed, subprocess.Popen(
        command, stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True,
        preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        os.close(reader)
        feed.write(path.read_bytes() + b"\n")
        feed.flush()
        wait_for_articles(folder, BATCH_ARTICLES)
        process.send_signal(signal.SIGINT)
        out, complaints = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted: what came in is kept" in out and not complaints
    kept = json.loads(report.read_text())
    assert kept["interrupted"] is True
    assert len(kept["imported"]) >= BATCH_ARTICLES
    shell = Shell(folder)
    [again] = shell.lines("import", str(path))
    assert again["imported"] + len(kept["imported"]) == 2 * BATCH_ARTICLES
    assert again["duplicates"] == len(kept["imported"])


def wait_for_articles(folder: Path, number: int) -> None:
    """Wait until a process that imports has written so many."""
    watch = (
        "import sys, time; from pathlib import Path; from store.catalogue import Catalogue\n"
        "path = Path(sys.argv[1]) / 'library.db'\n"
        "while not path.exists() or Catalogue(path).count() < int(sys.argv[2]): time.sleep(0.05)"
    )
    subprocess.run([sys.executable, "-c", watch, str(folder), str(number)], timeout=60, check=True)


def test_an_import_that_breaks_off_tells_what_came_in(shell: Shell, tmp_path: Path) -> None:
    """The database may not grow beyond a bound, as on a disk that is full."""
    path = records(tmp_path / "news.jsonl", 4 * BATCH_ARTICLES)
    report = tmp_path / "report.json"
    fill = (
        "import sys; from store.database import Database; from tui.cli import main\n"
        "begin = Database.transaction\n"
        "def bounded(self, mode='IMMEDIATE'):\n"
        "    if mode == 'IMMEDIATE': self.run('PRAGMA max_page_count = 120')\n"
        "    return begin(self, mode)\n"
        "Database.transaction = bounded\n"
        "main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", fill, "--library", str(shell.folder)]
    done = subprocess.run(
        [*command, "import", str(path), "--report", str(report)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "articles imported" in done.stdout
    assert "disk is full" in done.stderr and len(done.stderr.splitlines()) == 1
    kept = json.loads(report.read_text())["imported"]
    with closing(open_library(shell.folder)) as library:
        assert 0 < len(kept) == count(library) < 4 * BATCH_ARTICLES


def test_ctrl_c_while_new_articles_are_compared_keeps_the_report(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> dict[int, int]:
        raise KeyboardInterrupt

    monkeypatch.setattr(clusters, "leaders", interrupted)
    report = library.import_paths([records(tmp_path / "news.jsonl", 3)])
    assert (len(report.imported), report.interrupted) == (3, True)


def test_names_of_files_need_not_be_utf_8(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"gr\xf6\xdfe")
    folder.mkdir()
    for name in (b"\xe9.pdf", b"\xe9.docx", b"\xe9.\xe9", b"\xe9.json"):
        (folder / os.fsdecode(name)).write_bytes(b"%PDF- no such thing")
    (folder / "codebook.toml").write_text("no such thing")
    (folder / os.fsdecode(b"\xe9.html")).write_text("<p>" + "It will deliver in May. " * 20)
    (folder / os.fsdecode(b"\xe9.csv")).write_text("text,title\nIt delivered.,Delivered\n")
    report = tmp_path / "report.json"
    said = shell("import", str(folder), "--report", str(report), "--json", code=1)
    told = json.loads(said.stdout)
    assert told["imported"] == 2
    assert len(told["failed"]) == 5
    assert all("\\udcf6" in each["where"] for each in told["failed"])
    assert len(json.loads(report.read_text())["failed"]) == 5


# A dry run


def test_a_dry_run_tells_all_and_writes_nothing(library: Library, tmp_path: Path) -> None:
    library.import_paths([records(tmp_path / "news.jsonl", 3)])
    both = tmp_path / "both.jsonl"
    records(both, 3, first=2)
    both.write_text(both.read_text() + "\n" + both.read_text() + "\n{bad}")
    report = ImportReport()
    coming = list(library.preview([both], report))
    assert [article.title for article in coming] == ["Orders 3", "Orders 4"]
    assert [article.id for article in coming] == list(report.imported)
    assert (len(report.duplicates), len(report.failed), count(library)) == (4, 1, 3)
    assert report.columns[str(both)] == {"text": "body", "title": "headline"}


def test_a_dry_run_on_the_command_line_makes_no_library(shell: Shell, tmp_path: Path) -> None:
    path = records(tmp_path / "news.jsonl", 2)
    shown = shell("import", str(path), "--dry-run").stdout
    assert "Orders 0" in shown and "2 articles would be imported" in shown
    assert f"{path}: text from body, title from headline" in shown
    assert not shell.folder.exists()


# From the command line


def test_columns_are_shown_and_can_be_chosen(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Kicker,Memo,Body\nOrders,The works deliver in May.,Short\n")
    shown = shell("import", str(path), "--map", "text=Memo", "--map", "title=kicker").stdout
    assert "text from Memo, title from Kicker" in shown
    [article] = shell.lines("list")
    assert article["title"] == "Orders"
    assert shell.lines("show", article["id"])[0]["text"] == "The works deliver in May."


@pytest.mark.parametrize("wrong", ["text", "text=", "colour=Red", "=Body"])
def test_a_mapping_that_says_nothing_is_wrong_usage(shell: Shell, wrong: str) -> None:
    assert "FIELD=COLUMN" in shell("import", str(SAMPLES), "--map", wrong, code=2).output


@pytest.mark.parametrize("sample", ["clippings.jsonl", "inbox.mbox", "reading-list.ris"])
def test_what_is_piped_in_is_told_by_what_stands_in_it(
    shell: Shell, sample: str, tmp_path: Path
) -> None:
    env = {**os.environ, "PRESSMARK_LIBRARY": str(shell.folder)}
    data = (SAMPLES / sample).read_bytes() + b"\n"
    done = subprocess.run(
        [*PRESSMARK, "import", "-", "--json"], input=data, env=env, capture_output=True, check=True
    )
    assert json.loads(done.stdout)["imported"] >= 2
    bad = subprocess.run(
        [*PRESSMARK, "import", "-"], input=b'{"text": "x"}\n{bad\n', env=env, capture_output=True
    )
    assert bad.returncode == 1
    assert bad.stderr.startswith(b"standard input, line 2 is no JSON")
    assert list(tmp_path.iterdir()) == [shell.folder]


def test_a_workbook_can_be_piped_in(shell: Shell) -> None:
    env = {**os.environ, "PRESSMARK_LIBRARY": str(shell.folder)}
    with subprocess.Popen(["cat", SAMPLES / "table.xlsx"], stdout=subprocess.PIPE) as cat:
        command = [*PRESSMARK, "import", "-", "--json"]
        done = subprocess.run(command, stdin=cat.stdout, env=env, capture_output=True, check=True)
    assert json.loads(done.stdout)["imported"] == 2


def test_the_report_can_be_saved(shell: Shell, tmp_path: Path) -> None:
    path = records(tmp_path / "news.jsonl", 2)
    path.write_text(path.read_text() + "\n{bad}")
    report = tmp_path / "report.json"
    shell("import", str(path), "--report", str(report), code=1)
    saved = json.loads(report.read_text())
    assert saved["imported"] == [row["id"] for row in shell.lines("list", "--order", "title")]
    assert [failure["where"] for failure in saved["failed"]] == [f"{path}, line 3"]
    assert saved["columns"] == {str(path): {"text": "body", "title": "headline"}}
    assert saved["near_duplicates"] == dict([reversed(saved["imported"])])
    assert saved["duplicates"] == []
    assert (saved["interrupted"], saved["dry_run"]) == (False, False)
    shell("import", str(path), "--report", str(tmp_path / "no" / "report.json"), code=1)
