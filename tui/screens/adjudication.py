"""Several analysts' marks on one article, place by place, and what counts of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.binding import Binding

from store.disputes import Dispute
from store.model import Edit, Gold
from tui.reading import Unit
from tui.screens.dispute_parts import DisputeParts
from tui.screens.quote_parts import Place
from tui.screens.topic_picker import Picked
from tui.widgets.dispute_list import DisputeList

ENDS: tuple[tuple[str, Unit, int, str, str], ...] = (
    (">", "word", 1, "end a word on", "longer"),
    ("<", "word", -1, "end a word back", "shorter"),
    ("full_stop", "character", 1, "end a character on", "longer_by_character"),
    ("comma", "character", -1, "end a character back", "shorter_by_character"),
    (")", "sentence", 1, "end a sentence on", "longer_by_sentence"),
    ("(", "sentence", -1, "end a sentence back", "shorter_by_sentence"),
)
"""Key, unit, direction, description, and the end of the id."""


class AdjudicationScreen(DisputeParts):
    """Dismissed with the place to read on at, or with None. Marks themselves are not changed."""

    BINDINGS = [
        *(
            Binding(str(n), f"take({n})", "take that analyst's, next", id=f"adjudication.take{n}")
            for n in range(1, 10)
        ),
        Binding("a", "take_all", "take all, next", id="adjudication.all"),
        Binding("x", "reject", "reject, next", id="adjudication.reject"),
        Binding("t", "topics", "topics", id="adjudication.topics"),
        Binding("p", "speaker", "speaker", id="adjudication.speaker"),
        Binding("n", "next_open(1)", "next open", id="adjudication.next"),
        Binding("J", "article(1)", "next article", id="adjudication.article_next"),
        Binding("V", "version", "other version", id="adjudication.version", show=False),
        Binding("A", "take_agreed", "take what all agree on", id="adjudication.agreed", show=False),
        Binding("i", "note", "note", id="adjudication.note", show=False),
        Binding("N", "next_open(-1)", "open one before", id="adjudication.previous", show=False),
        Binding(
            "K", "article(-1)", "article before", id="adjudication.article_previous", show=False
        ),
        *(
            Binding(key, f"move_end('{unit}', {step})", what, id=f"adjudication.{name}", show=False)
            for key, unit, step, what, name in ENDS
        ),
        Binding("o", "other_end", "move the other end", id="adjudication.other_end", show=False),
        Binding("tab", "next_part", "next of several", id="adjudication.part", show=False),
        Binding("delete", "undecide", "decide later", id="adjudication.undecide", show=False),
        Binding("enter", "open", "read there", id="adjudication.open", show=False),
        Binding("shift+down", "scroll(1)", "scroll on", id="adjudication.down", show=False),
        Binding("shift+up", "scroll(-1)", "scroll back", id="adjudication.up", show=False),
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("ctrl+r", "redo", "redo", id="app.redo", show=False),
        Binding("q,escape", "leave", "back", id="app.back"),
        Binding("?", "app.help", "keys", id="app.help"),
    ]

    # Deciding

    def decide(self, act: Callable[[Dispute], Edit | None]) -> None:
        """Decide on the place under the cursor, say what was saved, and go on where it was open.

        One that was decided before is looked at again for its own sake: there the cursor stays.
        """
        place = self.places.place
        done = self.edit(lambda: [act(place)]) if place else None
        for edit in done or ():
            self.say(f"{edit.label}; u undoes" if edit else "That is decided so already")
            if edit and place and place.open:
                self.go_to_open(1)

    def _told(self, edit: Edit | None, nothing: str) -> None:
        """What was undone or done again is under the cursor."""
        super()._told(edit, nothing)
        changed = [each.after or each.before for each in edit.changes] if edit else []
        decided = (gold for gold in changed if isinstance(gold, Gold))
        if gold := next(decided, None):
            self.go_to(gold)

    def action_take(self, number: int) -> None:
        """Take what one analyst marked, by their number in the status line."""
        place = self.places.place
        if place and number <= len(place.versions):
            name, _ = place.versions[number - 1]
            self.decide(lambda place: self.library.take([place], name))
        else:
            self.say(f"There is no analyst {number} here")

    def action_take_all(self) -> None:
        self.decide(lambda place: self.library.take([place]))

    def action_take_agreed(self) -> None:
        """Take all places on which everybody agrees, as one edit."""
        agreed = [place for place in self.places.places if place.agreed and not place.gold]
        if not agreed:
            self.say("No place is left on which all agree")
        elif edit := self.edit(lambda: self.library.take(agreed)):
            self.say(f"{edit.label}; u undoes")

    def action_reject(self) -> None:
        self.decide(lambda place: self.library.reject([place]))

    def action_undecide(self) -> None:
        place = self.places.place
        if place and not any(who == self.library.analyst for who, _ in place.gold):
            self.say("You have decided nothing here")
        else:
            self.decide(lambda place: self.library.undecide([place]))

    # Changing

    @property
    def drafted(self) -> Gold | None:
        """What is changed: what is decided here, else what the first analyst marked."""
        place = self.places.place
        found = self.edit(lambda: self.library.drafted(place)) if place else None
        return found[min(self.part, len(found) - 1)] if found else None

    def action_topics(self) -> None:
        place, gold = self.places.place, self.drafted
        if place is None or gold is None:
            return
        now = self.library.topics.book.resolve(gold.topics)

        def picked(choice: Picked | None) -> None:
            if choice:
                self.change(place, topics=_switched(now, choice))

        self.pick("Topics of what is decided", now, picked)

    def change(self, place: Dispute, **fields: object) -> None:
        self.edit(lambda: self.library.change_gold(place, self.part, **fields))

    def action_speaker(self) -> None:
        self._ask("speaker", "Who says it")

    def action_note(self) -> None:
        self._ask("note", "Note on what is decided")

    def _ask(self, field: str, question: str) -> None:
        from tui.screens.prompt import Prompt

        place, gold = self.places.place, self.drafted
        if place is None or gold is None:
            return
        now = getattr(gold, field)
        key = f"gold {field} {place.article} {place.start}"
        if field == "note":
            prompt = Prompt(question, now, multiline=True, draft_key=key)
        else:
            prompt = Prompt(question, now, complete=self.library.speakers, draft_key=key)

        def write(text: str) -> None:
            self.say_typed(field, text, self.library.change_gold(place, self.part, **{field: text}))

        self.ask(prompt, write)

    def action_move_end(self, unit: Unit, step: int) -> None:
        """Move an end of what is decided; `o` says which."""
        place, gold = self.places.place, self.drafted
        if place is None or gold is None:
            return
        move = self.reading.moved_start if self.moves_start else self.reading.moved_end
        start, end = move((gold.start, gold.end), step, unit)
        self.change(place, start=start, end=end)

    def action_other_end(self) -> None:
        self.moves_start = not self.moves_start
        self.show_place()
        self.say(f"< > , . ( ) move the {'start' if self.moves_start else 'end'}")

    def action_next_part(self) -> None:
        place = self.places.place
        if place and len(place.gold) > 1:
            self.part = (self.part + 1) % len(place.gold)
            self.show_place()

    @on(DisputeList.Opened)
    def action_open(self) -> None:
        """Read the article at the place."""
        if place := self.places.place:
            self.dismiss(Place(place.article, place.start, ""))

    def action_leave(self) -> None:
        self.dismiss(None)


def _switched(now: Iterable[str], choice: Picked) -> list[str]:
    return [*(name for name in now if name not in choice.off), *choice.on]
