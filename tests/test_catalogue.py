"""The catalogue keeps each article once, on disk before it says so, for several at a time."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import catalogue as catalogue_module
from store.catalogue import BATCH_ARTICLES, Catalogue, id_of, key_of
from store.database import Database
from store.folding import fold
from store.model import Article, PressmarkError


def article(text: str, title: str = "", source: str = "", published: str = "") -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Article(digest, text, title, source, "A. Byline", published, "https://x.example", "en")


def some(count: int, word: str = "text") -> list[Article]:
    return [article(f"{word} {number}", f"Title {number}") for number in range(count)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(path)
    yield opened
    opened.close()


@given(st.integers(0, 2**64 - 1))
def test_an_id_and_its_key_stand_for_each_other(number: int) -> None:
    article_id = f"{number:016x}"
    assert id_of(key_of(article_id)) == article_id
    assert -(2**63) <= key_of(article_id) < 2**63


def test_folding_forgets_case_accents_and_forms() -> None:
    assert fold("Ça va, ÉCOLE ﬁn") == "ca va, ecole fin"
    assert fold("𝓐Ｂ") == "ab"
    assert fold("Plain ASCII") == "plain ascii"


@given(st.text())
def test_folding_sees_no_difference_in_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.casefold()) == fold(text)


def test_an_article_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    original = article("Zwölf 😀 Boxkämpfer", "Tïtle", "Le Monde", "2026-03-01")
    assert list(catalogue.add([original])) == [True]
    assert catalogue.article(original.id) == original
    assert catalogue.article("0" * 16) is None


def test_what_was_there_before_is_a_duplicate_within_and_across_batches(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_module, "BATCH_ARTICLES", 3)
    a, b, c, d = some(4)
    assert list(catalogue.add([a, b, a, c, b, d])) == [True, True, False, True, False, True]
    assert list(catalogue.add([d, article("new")])) == [False, True]
    assert catalogue.count() == 5


def test_articles_are_read_lazily_and_safe_when_answered(
    path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_module, "BATCH_ARTICLES", 2)
    read: list[str] = []

    def source() -> Iterator[Article]:
        for each in some(10):
            read.append(each.id)
            yield each

    answers = catalogue.add(source())
    assert read == []
    next(answers)
    assert len(read) == 4  # one batch ahead
    other = Catalogue(path)
    assert other.count() >= 2
    other.close()


def test_transactions_grow_up_to_the_largest(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_module, "FIRST_BATCH", 2)
    monkeypatch.setattr(catalogue_module, "BATCH_ARTICLES", 5)
    read: list[str] = []

    def source() -> Iterator[Article]:
        for each in some(20):
            read.append(each.id)
            yield each

    read_at_answer = [len(read) for _ in catalogue.add(source())]
    # Batches of 2, 4, 5, 5 and 4; of each it is told when the next has been read.
    assert read_at_answer == [6] * 2 + [11] * 4 + [16] * 5 + [20] * 9


def test_a_reader_that_fails_half_way_leaves_what_was_answered(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_module, "BATCH_ARTICLES", 2)

    def broken() -> Iterator[Article]:
        yield from some(5)
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        list(catalogue.add(broken()))
    assert catalogue.count() == 4
    assert sum(catalogue.add(some(6))) == 2


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_waits_for_the_answers_of_a_batch_also_where_somebody_insists(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    monkeypatch.setattr(catalogue_module, "BATCH_ARTICLES", 10)
    started_with = signal.signal(signal.SIGINT, signal.default_int_handler)
    answers = []
    with pytest.raises(KeyboardInterrupt):
        for answer in catalogue.add(some(25)):
            answers.append(answer)
            if len(answers) == 3:
                for _ in range(times):
                    signal.raise_signal(signal.SIGINT)
    # The batch that was read meanwhile is written, and told of, as well, unless one insists.
    assert len(answers) == catalogue.count() == (20 if times == 1 else 10)
    with pytest.raises(KeyboardInterrupt):  # and is what it was
        signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, started_with)


def test_acknowledged_articles_survive_a_kill(path: Path) -> None:
    script = f"""
from pathlib import Path
from store.catalogue import Catalogue
from tests.test_catalogue import some
import store.catalogue
store.catalogue.BATCH_ARTICLES = 7
for number, new in enumerate(Catalogue(Path({str(path)!r})).add(some(100_000)), 1):
    print(number, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        answered = [int(run.stdout.readline()) for _ in range(60)]
        run.send_signal(signal.SIGKILL)
        answered += [int(line) for line in run.stdout.read().split()[:-1]]
    opened = Catalogue(path)
    assert opened.count() >= answered[-1]
    texts = opened.database.value("SELECT count(*) FROM body")
    found = opened.database.value("SELECT count(*) FROM words WHERE words MATCH 'text'")
    assert texts == found == opened.count()
    opened.close()


def test_many_imports_at_once_lose_and_double_nothing(path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from store.catalogue import Catalogue
from tests.test_catalogue import some
import store.catalogue
store.catalogue.BATCH_ARTICLES = 20
own = some(100, sys.argv[1])
print(sum(Catalogue(Path({str(path)!r})).add(own + some(100, "shared"))))
"""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, f"writer{number}"], stdout=subprocess.PIPE, text=True
        )
        for number in range(4)
    ]
    new = [int(run.communicate()[0]) for run in runs]
    opened = Catalogue(path)
    assert sum(new) == opened.count() == 500
    assert opened.database.value("PRAGMA integrity_check") == "ok"
    opened.database.run("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
    opened.close()


def test_reading_goes_on_while_another_session_imports(path: Path, catalogue: Catalogue) -> None:
    list(catalogue.add(some(3)))
    writer = Database(path)
    with writer.transaction():
        assert catalogue.count() == 3
        assert len(catalogue.rows([key_of(each.id) for each in some(3)])) == 3
    writer.close()


def test_a_busy_library_is_told_in_plain_words(path: Path) -> None:
    Catalogue(path).close()
    waiting = Database(path, wait=0.05)
    holder = Database(path)
    with (
        holder.transaction(),
        pytest.raises(PressmarkError, match="in use by another session") as told,
        waiting.transaction(),
    ):
        pass
    assert "locked" not in str(told.value)
    waiting.close()
    holder.close()


def test_others_get_their_turn_between_two_batches_of_an_import(
    path: Path, catalogue: Catalogue
) -> None:
    batches = 12
    turns: list[int] = []
    done = threading.Event()

    def work() -> None:
        waiting = Database(path, wait=60)
        while not done.is_set():
            with waiting.transaction():
                turns.append(int(waiting.value("SELECT count(*) FROM article")))
        waiting.close()

    colleague = threading.Thread(target=work)
    answers = catalogue.add(some(batches * BATCH_ARTICLES))
    next(answers)
    colleague.start()
    rest = len(list(answers))
    done.set()
    colleague.join()
    assert rest == batches * BATCH_ARTICLES - 1
    assert len(set(turns)) > batches // 2


def test_who_waits_for_the_library_can_be_called_off(path: Path) -> None:
    Catalogue(path).close()
    waiting, holder = Database(path, wait=600), Database(path)
    calling = threading.Timer(0.1, waiting.interrupt)
    with holder.transaction(), pytest.raises(PressmarkError):
        calling.start()
        with waiting.transaction():
            pass
    waiting.close()
    holder.close()


def test_resolve_finds_an_id_by_its_beginning(catalogue: Catalogue) -> None:
    articles = some(40)
    list(catalogue.add(articles))
    for each in articles:
        assert catalogue.resolve(each.id) == each.id
        assert catalogue.resolve(each.id[:10].upper()) == each.id
    with pytest.raises(PressmarkError, match="Several"):
        catalogue.resolve(next(d for d in "0123456789abcdef" if _starting(articles, d) > 1))
    with pytest.raises(PressmarkError, match="no article"):
        catalogue.resolve("0123456789abcdef")


def _starting(articles: list[Article], digit: str) -> int:
    return sum(each.id.startswith(digit) for each in articles)


@pytest.mark.parametrize("prefix", ["", "xyz", "12 34", "0" * 17, "%", "0x12", "１２"])
def test_resolve_refuses_what_is_no_id(catalogue: Catalogue, prefix: str) -> None:
    with pytest.raises(PressmarkError, match="not an article id"):
        catalogue.resolve(prefix)


def test_rows_come_in_the_order_asked_for_without_unknown_ones(catalogue: Catalogue) -> None:
    articles = some(5)
    list(catalogue.add(articles))
    keys = [key_of(each.id) for each in articles]
    rows = catalogue.rows([keys[3], 12345, keys[0], keys[3]])
    assert [row.title for row in rows] == ["Title 3", "Title 0", "Title 3"]
    assert rows[0].length == len(articles[3].text)
    assert catalogue.rows([]) == []


def test_the_group_may_write_whatever_the_umask(path: Path) -> None:
    before = os.umask(0o077)
    try:
        opened = Catalogue(path)
        list(opened.add(some(1)))
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
        opened.close()
    finally:
        os.umask(before)
    assert set(modes) == {"library.db", "library.db-wal", "library.db-shm"}
    assert set(modes.values()) == {0o664}


def test_an_existing_library_keeps_its_mode(path: Path) -> None:
    Catalogue(path).close()
    path.chmod(0o640)
    Catalogue(path).close()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_library_opens_again_as_it_was_left(path: Path) -> None:
    first = Catalogue(path)
    list(first.add(some(3)))
    first.close()
    second = Catalogue(path)
    assert second.count() == 3
    second.close()


@pytest.mark.parametrize("version", [0, 1, 2])
def test_a_format_that_the_file_does_not_have_is_told_as_damage(path: Path, version: int) -> None:
    Catalogue(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(PressmarkError, match="restore it from a backup"):
        Catalogue(path)


def test_a_newer_format_is_refused_in_one_sentence(path: Path) -> None:
    Catalogue(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(PressmarkError, match=r"format 99.*update Pressmark"):
        Catalogue(path)


def test_what_is_no_library_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("Dear diary, today I wrote a text file. " * 50)
    before = path.read_bytes()
    with pytest.raises(PressmarkError, match="not a Pressmark library"):
        Catalogue(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks(url TEXT)")
    before = path.read_bytes()
    with pytest.raises(PressmarkError, match="not a Pressmark library"):
        Catalogue(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PressmarkError, match="cannot be created"):
        Catalogue(tmp_path / "nowhere" / "library.db")


def test_damage_is_told_and_not_a_traceback(path: Path) -> None:
    opened = Catalogue(path)
    list(opened.add(some(2000)))
    opened.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 8192))
    with pytest.raises(PressmarkError, match="damaged"):
        _read_all(path)


def test_a_table_that_somebody_took_away_is_damage_and_not_a_traceback(path: Path) -> None:
    with closing(Catalogue(path)) as opened:
        list(opened.add(some(3)))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TABLE body")
        with pytest.raises(PressmarkError, match="damaged"):
            opened.article(some(1)[0].id)


def _read_all(path: Path) -> None:
    opened = Catalogue(path)
    try:
        opened.rows(opened.database.integers("SELECT key FROM article ORDER BY published"))
    finally:
        opened.close()


def test_titles_sort_without_case_accents_and_opening_marks(catalogue: Catalogue) -> None:
    titles = ["zebra", "“Écoute”", "Apple", "«banana»", "Éclair"]
    list(catalogue.add(article(title, title) for title in titles))
    ordered = catalogue.database.integers("SELECT key FROM article ORDER BY title_fold")
    assert [row.title for row in catalogue.rows(ordered)] == [
        "Apple", "«banana»", "Éclair", "“Écoute”", "zebra",
    ]  # fmt: skip
