"""A view that the mouse scrolls: what the keys act on comes along, so that none jumps back."""

from __future__ import annotations

from textual.scroll_view import ScrollView


class PointedView(ScrollView):
    """Tells wheel and scrollbar from the keys, which bring the cursor into view by themselves."""

    _by_pointer = False
    """Whether the pointer scrolled last; a subclass says no wherever it scrolls by itself."""

    def come_along(self) -> None:
        """Have the cursor in what is in view."""
        raise NotImplementedError

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._by_pointer:
            self.come_along()

    def on_mouse_scroll_down(self) -> None:
        self._by_pointer = True

    def on_mouse_scroll_up(self) -> None:
        self._by_pointer = True

    def on_scroll_to(self) -> None:
        self._by_pointer = True

    def on_scroll_up(self) -> None:
        self._by_pointer = True

    def on_scroll_down(self) -> None:
        self._by_pointer = True
