"""What keys change on whole articles: verdicts, stars, labels and notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from store.model import Status
from tui.screens.coding import Coding
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from tui.screens.topic_picker import Picked

NONE_LEFT = -1
"""In place of the place of an article: there is none."""


class Verdicts(Coding):
    """Turns keys in list and reader into edits of reviews, and goes on to the next article."""

    @property
    def acted_on(self) -> list[str]:
        """The articles that d, x, s and T act on: in the reader, the open one."""
        if self.reader.has_focus and self.reader.page.id:
            return [self.reader.page.id]
        return self.articles.targets

    def action_finish(self, status: Status, topic: str = "") -> None:
        """Give the verdict, with a topic where one is given, and go on to the next new article."""
        articles = self.acted_on
        topics = [topic] if topic else []
        claiming = self.library.claimed in articles  # the verdict ends the claim
        if not articles or not self.saved(
            lambda: self.library.relabel(articles, topics, status=status)
        ):
            return
        self.articles.clear_marks()
        what = _called(articles)
        self.say(f"{topic} on {what}, {status}; u undoes" if topic else "")
        reading = self.reader.has_focus
        following = self.following(claiming=claiming, after=self.articles.cursor)
        if following is None:
            return
        if following == NONE_LEFT:
            queries = "/ queries, o orders, q shows all"
            self.say(self.none_left("No new article after this one", queries))
            return
        self.articles.go(following)
        self.show_place()
        if reading and self.articles.article:
            self.open_article(self.articles.article)
            if self.keeping:
                self.reader.action_quotation()

    def none_left(self, what: str, otherwise: str = "") -> str:
        """`what`, and what can be done about it."""
        return f"{what}; {otherwise}" if otherwise else what

    def following(self, *, claiming: bool, after: int) -> int | None:
        """The place of the next article to work on, claimed where turns are taken.

        NONE_LEFT where there is none; None where it could not be looked for, which is said.
        """
        find = self.library.claim_next if claiming else self.library.next_new

        def found() -> int:
            place = find(self.queue.numbers, after)
            return NONE_LEFT if place is None else place

        return self.edit(found)

    def action_star(self) -> None:
        articles = self.acted_on
        if articles:
            on = not all(self.library.review(article).star for article in articles)
            self.edit(lambda: self.library.set_star(articles, on))

    @on(ArticleList.Label)
    def label_by_digit(self, message: ArticleList.Label) -> None:
        topic = self.library.topics.book.by_digit(message.digit)
        articles = self.articles.targets
        if topic is None:
            self.action_label_article()
            return
        on = not all(topic.name in self.topics_of(article) for article in articles)
        if self.edit(lambda: self.library.label(articles, topic.name, on)):
            what = _called(articles)
            self.say(f"{topic.name} {'on' if on else 'off'} {what}; u undoes")

    def topics_of(self, article: str) -> tuple[str, ...]:
        return self.library.topics.book.resolve(self.library.review(article).topics)

    @on(ArticleList.PickTopics)
    def action_label_article(self) -> None:
        """Choose topics for the marked articles, or the open one."""
        articles = self.acted_on
        if not articles:
            return
        carried = [set(self.topics_of(article)) for article in articles]
        everywhere = set.intersection(*carried)

        what = _called(articles)

        def labelled(picked: Picked | None) -> None:
            if picked and self.edit(lambda: self.library.relabel(articles, *picked)):
                self.say(f"{picked.told} on {what}; u undoes")

        partly = set.union(*carried) - everywhere
        self.pick(f"Topics of {what}", everywhere, labelled, partly)

    def action_article_note(self) -> None:
        from tui.screens.prompt import Prompt

        for article in self.acted_on[:1]:
            now, key = self.library.review(article).note, f"note {article}"
            prompt = Prompt("Note on the article", now, multiline=True, draft_key=key)
            self.ask(prompt, partial(self.note_article, article))

    def note_article(self, article: str, text: str) -> None:
        self.say_typed("note", text, self.library.set_note(article, text))


def _called(articles: Sequence[str]) -> str:
    """What the last line calls the articles that something was done to."""
    return f"{len(articles):,} articles" if len(articles) > 1 else "the article"
