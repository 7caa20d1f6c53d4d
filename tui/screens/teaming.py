"""Colleagues on the main screen: what they write, what they read, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on

from store.changes import short
from store.folding import fold
from store.model import PressmarkError, Status
from store.query import analysts_in
from tui.looks import OTHERS
from tui.people import meet, person
from tui.screens.verdicts import NONE_LEFT, Verdicts
from tui.widgets.article_list import ArticleList
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from store.settings import Settings

LOOK_ROUND = 0.7
"""Seconds between looks at what others have written: it shows within one, paint included, and
every look costs each session of the team."""

TOPICS_COUNTED = 3
"""Looks between counts of topics: with a team at work nearly every edit changes one, and nobody
waits for that. An own edit shows at once."""

COUNTED_ANEW = 14
"""Looks between counts of what is assigned."""


class Teaming(Verdicts):
    """Looks round for news; takes turns; draws the marks of others as they are wanted."""

    _looks = 0
    _left = 0
    """Articles that are assigned to this analyst and wait for a verdict."""

    _total = -1
    """Texts in the library when newcomers were counted last; -1 with another queue since."""
    _newcomers = 0
    """Articles that the query would select by now, and that are not in the queue."""

    def begin_looking(self) -> None:
        self._known: set[str] = set()
        self._settings = self.library.settings
        self.set_interval(LOOK_ROUND, self._look_round)
        self._meet(self.library.analysts())
        self._count_assigned()
        if self._settings.blind:
            self.say(f"In this library {_policies(self._settings)}", whole=True)

    def _look_round(self) -> None:
        try:
            self.library.refresh()
            self._tell_settings()
            self._meet(self.library.analysts())
            self.show_news()
            reading = self.focused is self.reader and self.reader.page.id
            self.library.open_now(reading or None)
            if self.library.attend():
                self.show_people()
            self._tell_loss()
            self._looks += 1
            if self._looks % TOPICS_COUNTED == 0:
                self.show_counts()
            if self._looks % COUNTED_ANEW == 0:
                self._count_assigned()
                self._count_newcomers()
        except PressmarkError as error:
            self.refuse(error)

    def _tell_settings(self) -> None:
        before, self._settings = self._settings, self.library.settings
        if self._settings != before:
            self.say(f"From now on {_policies(self._settings)}", whole=True)

    def _tell_loss(self) -> None:
        """Say what nobody can have seen who was away: that a turn has ended."""
        if self.is_current and (lost := self.library.lost()):
            from store.attendance import IDLE  # the first screen does not wait for it

            title = short(self.library.rows_of([lost.article])[0].title)
            why = (
                f"no key was pressed for {IDLE / 60:.0f} minutes"
                if lost.idle
                else "nothing was heard of this session for over a minute"
            )
            self.say(
                f"{title} is not taken by you any more, as {why}; others may have it. N takes the"
                " next free one",
                whole=True,
            )

    def _count_assigned(self) -> None:
        before, self._left = self._left, self.library.assigned_to_me().left
        if self._left != before:
            self.show_place()

    def _count_newcomers(self) -> None:
        """The queue stays as it is while somebody works through it; what came in is only told.

        A new version of an article is one more, though no more are to be reviewed.
        """
        self.reviewed = self.library.reviewed()
        if (total := self.library.texts()) != self._total:
            self._total = total
            now = self.selected(self.query_text).numbers
            self._newcomers = sum(self.queue.place_of(number) is None for number in now)
            self.show_place()

    def run_query(self, text: str) -> None:
        self._total, self._newcomers = -1, 0
        before, now = analysts_in(self.query_text), analysts_in(text)
        super().run_query(text)
        if before != now:
            self.show_marks()
        if now:
            named = [name for name in self.library.analysts() if fold(name) in now]
            drawn = [name for name in named if name != self.library.analyst]
            theirs = f" and those of {', '.join(drawn)}" if drawn else ""
            self.say(
                f"The text shows your highlights{theirs}; numbers in the list count everybody's",
                whole=True,
            )

    def show_all(self) -> None:
        super().show_all()
        if self._looks:
            self._count_assigned()

    def told_above(self) -> list[str]:
        told = [
            self._told_newcomers(),
            f"{self._left:,} assigned to you" if self._left else "",
        ]
        if self.others != OTHERS[0]:
            told.append(f"others {self.others}")
        told.append(self._told_people())
        return [*super().told_above(), *told]

    def _told_newcomers(self) -> str:
        return f"{self._newcomers:,} came in, / lists them" if self._newcomers else ""

    def none_left(self, what: str, otherwise: str = "") -> str:
        """With what came in since the list was made: there is work after all."""
        self._count_newcomers()
        return super().none_left(what, self._told_newcomers() or otherwise)

    def _told_people(self) -> str:
        """Who is at the article under the cursor, beside the sign that the list has for it."""
        rows = self.articles
        people = rows.people.get(rows.article or "", ())
        told = [
            f"{'@' if claims else ''}{person(who).initials} {self._called(who)}"
            f"{' taken it' if claims else ' it open'}"
            for who, claims in people
        ]
        return ", ".join(told)

    def _called(self, analyst: str) -> str:
        return "you have" if analyst == self.library.analyst else f"{analyst} has"

    # Who is where

    def _meet(self, analysts: Iterable[str]) -> None:
        """Tell everybody who was ever here apart, and draw anew where that changes initials."""
        before = len(self._known)
        self._known.update(analysts)
        if len(self._known) > before and meet(self._known):
            self.articles.refresh()
            self.reader.refresh()

    def show_people(self) -> None:
        """Draw in the list who is at which article; an own claim as well."""
        people: dict[str, Sequence[tuple[str, bool]]] = dict(self.library.colleagues())
        if claimed := self.library.claimed:
            people[claimed] = [(self.library.analyst, True), *people.get(claimed, ())]
        self._meet(who for there in people.values() for who, _ in there)
        self.articles.set_people(people)
        self.show_place()

    @on(ArticleList.Claim)
    def take(self) -> None:
        """Take the next article of the queue that is free, the one under the cursor included."""
        rows, claimed = self.articles, self.library.claimed
        here = rows.article is not None and rows.article == claimed
        place = self.following(claiming=True, after=rows.cursor - (not here))
        self.show_people()
        if place is None:
            return
        if place == NONE_LEFT:
            told = self.none_left("Nothing here is free: all of it is done, or others are at it")
            self.say("; ".join(filter(None, [told, self._still_taken()])), whole=True)
            return
        rows.go(place)
        self.show_place()
        self.say(
            self.none_left("Nothing else here is free; this one is still yours")
            if claimed is not None and claimed == self.library.claimed
            else "Taken: nobody else gets it now; d or x ends that and takes the next"
        )

    def _still_taken(self) -> str:
        """What of other lists, or of what is done meanwhile, this session has taken."""
        if not (claimed := self.library.claimed):
            return ""
        listed = self.queue.index_of(claimed) is not None
        title = short(self.library.rows_of([claimed])[0].title)
        return f"{title}{'' if listed else ', which is not listed here,'} is still yours"

    def action_finish(self, status: Status, topic: str = "") -> None:
        taken = self.library.claimed
        super().action_finish(status, topic)
        if taken != self.library.claimed:
            self.show_people()

    # The marks of others

    @on(Reader.Others)
    def next_way(self) -> None:
        """Show the highlights of others, count them beside the text, or hide them."""
        self.others = OTHERS[(OTHERS.index(self.others) + 1) % len(OTHERS)]
        self.reader.draws_others = self.others == OTHERS[0]
        self.show_marks()
        self.show_place()
        where = " in the text; the list counts them and Q lists them all the same"
        still = "" if self.others == OTHERS[0] else where
        self.say(f"Others' highlights are {self.others}{still}; w goes on", whole=True)


def _policies(settings: Settings) -> str:
    """The rest of a sentence that says what holds for everybody."""
    wanted = settings.readers
    marks = (
        "what others mark on an article shows once you have done or skipped it"
        if settings.blind
        else "all see each other's marks"
    )
    if wanted == "everyone":
        return f"{marks}, and each reads what they like"
    return f"{marks}, and an article needs {'1 reader' if wanted == 1 else f'{wanted} readers'}"
