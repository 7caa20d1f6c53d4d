"""Topics that the words of an article suggest: looked for behind the paint, taken with one key."""

from __future__ import annotations

from store.model import PressmarkError
from tui.screens.verdicts import Verdicts

AFTER = 0.05
"""Seconds after a move in which nothing else must have happened: keys come first."""

AT_ONCE = 4
"""Articles that are read between two keys, about 0.3 ms each."""


class Suggesting(Verdicts):
    """Looks for suggestions in the articles in sight, a few at a time."""

    _looking = False
    _found = False

    def show_place(self) -> None:
        super().show_place()
        if not self._looking:
            self._looking = True
            self.set_timer(AFTER, self._look)

    def _look(self) -> None:
        self._looking = False
        desk = self.library.topics.suggestions
        unknown = desk.unknown(self.in_sight())
        if unknown:
            try:
                self._found = bool(desk.look(unknown[:AT_ONCE])) or self._found
            except PressmarkError as error:
                self.refuse(error)
                return
            self._looking = True
            self.set_timer(AFTER / 10, self._look)
        elif self._found:
            self._found = False
            self.articles.update_rows()

    def in_sight(self) -> list[str]:
        """The articles in view, and those of the next screen."""
        rows = self.articles
        top, height = rows.scroll_offset.y, rows.size.height
        last = min(top + 2 * height, len(self.queue))
        return [self.queue.id_at(place) for place in range(top, last)]

    def action_accept(self) -> None:
        """Label the marked articles, or the open one, with what each suggests."""
        articles = self.acted_on
        if not articles:
            return
        edit = self.edit(lambda: self.library.topics.suggestions.accept(articles))
        told = f"{edit.label}; u undoes" if edit else "Nothing is suggested here"
        self.say(told, whole=True)
