"""Handing the queue, or part of it, to a colleague."""

from __future__ import annotations

from store.accounts import must_be_account
from store.model import PressmarkError
from store.text import printable
from tui.screens.topic_work import counted
from tui.screens.verdicts import Verdicts

BACK = "-"
"""Before a name: the articles are taken from that analyst again."""


class Assigning(Verdicts):
    """Assigns the marked articles, or all that are listed. Whoever may not is told at once."""

    def action_assign(self) -> None:
        from tui.screens.prompt import Prompt

        articles = self.articles.targets if self.articles.marked else sorted(self.queue.ids())
        if not articles or not self.saved(self.library.may_assign):
            return
        which = "marked" if self.articles.marked else "listed"
        title = f"Assign what is {which}, {counted(len(articles), 'article')}, to"
        prompt = Prompt(f"{title} ({BACK}NAME takes back)", verb="assign", complete=self._names)
        self.ask(prompt, lambda text: self._assign(articles, text.strip()))

    def _names(self, typed: str) -> list[str]:
        back = BACK if typed.startswith(BACK) else ""
        known = self.library.assigned() if back else self.library.analysts()
        return [f"{back}{name}" for name in known if name.startswith(typed.removeprefix(BACK))]

    def _assign(self, articles: list[str], typed: str) -> None:
        """Raises PressmarkError where nobody can be assigned to."""
        on, name = not typed.startswith(BACK), typed.removeprefix(BACK)
        if not name:
            raise PressmarkError("Type the name of an account.")
        if on:
            must_be_account(name)
        changed = self.library.assign(articles, name, on)
        who = printable(name)
        what = counted(changed, "article")
        left = self.library.assigned().get(name)
        waiting = f"{who} has {left.left:,} of {left.total:,} left" if left else ""
        self.show_all()
        self.say(f"{what} {'assigned to' if on else 'taken from'} {who}; {waiting}".rstrip("; "))
