"""Web pages: the article comes in, and what stands around it not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafts import finish
from store.model import Article, Draft
from store.readers import read_path
from store.readers._tidy import tidied
from tests.places import SAMPLES
from tests.web_pages import BODY, only, page

PAGES = Path(__file__).parent / "pages"


def articles(path: Path) -> list[Article]:
    found = list(read_path(path))
    assert all(isinstance(draft, Draft) for draft in found), found
    return [finish(draft) for draft in found if isinstance(draft, Draft)]


# What is on a page


@pytest.mark.parametrize(
    ("path", "title", "source", "byline", "published", "url", "language"),
    [
        (SAMPLES / "karsk-herald-kessari-repair-yard.html",
         "Kessari gets its repair yard, and Velmora its order", "Karsk Herald", "Milan Oreshny",
         "2025-05-14T05:45:00Z",
         "https://herald.karsk.example/economy/2025/05/14/kessari-repair-yard", "en-GB"),
        (SAMPLES / "monitor-brannock-cranes.mhtml",
         "Brannock Yard counts its cranes", "Aero & Arms Monitor", "Ruth Callender",
         "2025-06-18T11:00:00Z", "https://monitor.example/naval/2025/06/brannock-cranes", "en"),
        (PAGES / "ledger-live.html",
         "The order book grows, the welders do not", "The Ledger", "Oda Ferrant, Luc Hannevar",
         "2025-04-08T05:00:00Z", "https://ledger.example/industry/welders", "en"),
        (PAGES / "norderbote-haubitzen.html",
         "Tarvia prüft jedes Rohr selbst", "norderbote.example", "Jürgen Käßler",
         "2025-05-21T04:00:00Z",
         "https://www.norderbote.example/politik/tarvia-rohre-1.4711", "de"),
        (PAGES / "orlen-post-drone-inquiry.html",
         "Osoka inquiry: “Nobody signed for the batteries”", "Orlen Post", "Tessa Braithe",
         "2025-06-03T16:20:11Z", "https://orlenpost.example/2025/06/osoka-batteries/", "en-US"),
        (PAGES / "sadt-press-release.html",
         "SADT: press service", "", "", "2025-03-19", "", ""),
    ],
)  # fmt: skip
def test_a_page_says_what_it_is(
    path: Path, title: str, source: str, byline: str, published: str, url: str, language: str
) -> None:
    [found] = articles(path)
    assert (found.title, found.source, found.byline) == (title, source, byline)
    assert (found.published, found.url, found.language) == (published, url, language)


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        (SAMPLES / "karsk-herald-kessari-repair-yard.html", "PORT KESSARI –", "in March 2026."),
        (SAMPLES / "monitor-brannock-cranes.mhtml", "The second frigate", "votes next week."),
        (PAGES / "ledger-live.html", "Velmora’s plants have work", "the year to be late."),
        (PAGES / "norderbote-haubitzen.html", "Nach den Rissen", "später als vereinbart."),
        (PAGES / "orlen-post-drone-inquiry.html", "An Osoka drone", "to parliament in July."),
        (PAGES / "sadt-press-release.html", "Varga-M passes", "does not name the customer."),
    ],
)
def test_the_article_is_there_from_its_first_word_to_its_last(
    path: Path, first: str, last: str
) -> None:
    [found] = articles(path)
    assert found.text.startswith(first)
    assert found.text.endswith(last)
    assert "\n\n" in found.text


AROUND = (
    "cookie", "Accept all", "Log in", "Sign up", "Follow topic", "Follow us", "Read also",
    "Lesen Sie auch", "Newsletter", "newsletter", "Leave a", "old_gunner", "welder1",
    "My nephew", "Share", "Tags:", "Advertisement", "All rights reserved", "Most read",
    "Startseite", "Meistgelesen", "Related", "Site map", "dataLayer", "Recent Posts", "©",
)  # fmt: skip


@pytest.mark.parametrize(
    "path", [*sorted(PAGES.glob("*.html")), SAMPLES / "karsk-herald-kessari-repair-yard.html",
             SAMPLES / "monitor-brannock-cranes.mhtml", SAMPLES / "ledger-and-courier.warc"],
    ids=lambda path: path.name,
)  # fmt: skip
def test_nothing_of_what_stands_around_it_comes_in(path: Path) -> None:
    for found in articles(path):
        assert [words for words in AROUND if words in found.text] == []
        paragraphs = [text for text in found.text.split("\n\n") if len(text) > 40]
        assert len(paragraphs) == len(set(paragraphs)), "a caption or paragraph comes twice"


def test_an_archive_holds_an_article_for_each_page_that_was_answered() -> None:
    found = articles(SAMPLES / "ledger-and-courier.warc")
    assert [(one.title, one.source, one.published[:10]) for one in found] == [
        ("Bank that stopped arms payments finds new customers", "The Ledger", "2025-06-24"),
        ("Drone school opens without drones", "courier.example", "2025-06-25"),
    ]
    assert found[1].url == "https://courier.example/town/drone-school"
    assert "‘an excellent introduction to the wind’" in found[1].text


def test_no_date_is_made_up_from_a_year_at_the_foot_of_a_page() -> None:
    assert only(page(f"<article>{BODY}</article><p>© 2019 The Post</p>").encode()).published == ""


def test_a_page_without_an_article_comes_in_as_a_whole() -> None:
    draft = only(page("<p>Sold.</p>").encode())
    assert "Sold." in draft.text


def test_all_posts_of_a_live_blog_are_one_article() -> None:
    posts = "".join(
        f'<article class="liveblog-post"><h3>Vote {n}</h3><div class="post-body"><p>Members voted'
        f" on clause {n} after a debate that lasted well into the evening.</p></div></article>"
        for n in range(5, 0, -1)
    )
    said = '{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "Vote 5"}]}'
    head = f'<script type="application/ld+json">{said}</script>'
    body = f"<nav>Home</nav><main><h1>The vote, live</h1><div>{posts}</div></main>"
    draft = only(page(body, head).encode())
    assert draft.title == "The vote, live"
    assert [n for n in "54321" if f"on clause {n} after" in draft.text] == list("54321")


def test_lines_in_the_cell_of_an_old_page_are_paragraphs() -> None:
    lines = "<br><br>".join(f"Boat {n} was sold on Monday to a yard abroad." for n in range(6))
    draft = only(page(f"<table><tr><td><a>Home</a></td><td>{lines}</td></tr></table>").encode())
    assert "Boat 1 was sold on Monday to a yard abroad.\n\nBoat 2" in draft.text


def test_a_title_ends_before_the_name_of_the_site() -> None:
    head = (
        '<meta property="og:title" content="Boats sold - The Gazette">'
        '<meta property="og:site_name" content="The Gazette">'
    )
    draft = only(page(f"<article><h1>Boats sold</h1>{BODY}</article>", head).encode())
    assert draft.title == "Boats sold"
    assert draft.text.startswith("Sentence number 0")


def test_the_publisher_is_told_by_microdata() -> None:
    told = '<span itemprop="publisher" itemscope><meta itemprop="name" content="Courier"></span>'
    assert only(page(f"{told}<article>{BODY}</article>").encode()).source == "Courier"


# Lines that are about the page


def test_captions_and_paragraphs_come_once_and_answers_as_often_as_they_were_given() -> None:
    caption = "The yard. Photo: Anna Belova"
    long = "A paragraph that somebody has put into the page twice, as a summary and in its place."
    text = "\n".join([caption, caption, long, "“No.”", "Was he sure?", "“No.”", long, caption])
    assert tidied(text) == "\n\n".join([caption, long, "“No.”", "Was he sure?", "“No.”"])


def test_all_from_the_comments_on_is_left_out_but_not_from_an_early_mention() -> None:
    lines = [
        "Comments",
        *(f"Paragraph {n} of the article." for n in range(6)),
        "Comments (2)",
        "Hm.",
    ]
    assert tidied("\n".join(lines)).split("\n\n") == lines[1:-2]


@pytest.mark.parametrize(
    "line",
    [
        "Follow this topic: the minister says it three times, and each time somebody laughs,"
        " because in this house a topic is followed by nobody, and least of all by those who have"
        " set it, as the minutes of the last two years show.",
        "Topics of the talks were the price and the date.",
        "Sharing the yard was his idea.",
        "Signs up north say that the road is closed.",
    ],
)
def test_a_paragraph_that_begins_like_a_call_stays(line: str) -> None:
    assert tidied(f"Before.\n{line}\nAfter.") == f"Before.\n\n{line}\n\nAfter."


def test_a_label_goes_with_the_topics_below_it_and_nothing_else() -> None:
    lines = [
        "The owners are not poor.", "Follow topic:", "Strikes", "What comes next", "Nobody knows.",
        "Related topics", "- Defence", "- Yards", "The end.",
    ]  # fmt: skip
    assert tidied("\n".join(lines)).split("\n\n") == [lines[n] for n in (0, 3, 4, 8)]


@pytest.mark.parametrize(
    "line",
    ["Subscribe to continue reading", "Already a subscriber? Log in", "Get unlimited access now"],
)
def test_the_wall_around_the_rest_of_an_article_is_no_part_of_it(line: str) -> None:
    assert tidied(f"It began with a phone call.\n{line}") == "It began with a phone call."


@given(st.lists(st.text("Ab. |-", max_size=60), max_size=12))
@settings(deadline=None)
def test_tidying_leaves_out_and_never_adds(lines: list[str]) -> None:
    text = "\n".join(lines)
    left = tidied(text)
    for letter in "Ab.":
        assert left.count(letter) <= text.count(letter)
