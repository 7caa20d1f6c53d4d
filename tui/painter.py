"""What a frame draws and sends: the lines that are to change, and of those the cells that differ.

Textual renders every line of every widget for each frame, and sends a line as far as it is wide.
That is too much for a session that shows, all day long, what colleagues do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from rich.cells import get_character_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.control import Control
from rich.segment import Segment
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

Pieces = Mapping[int, Strip]
"""A line in pieces, by the column that each begins at."""


class Sent:
    """What stands on the terminal, as far as it is known: the pieces of each line."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, Strip]] = {}

    def note(self, y: int, pieces: Pieces, cuts: Sequence[int]) -> None:
        """These pieces of a line, which is cut in these columns, were sent."""
        self._lines[y] = {**self._known(y, cuts), **pieces}

    def differences(
        self, y: int, pieces: Pieces, cuts: Sequence[int]
    ) -> Iterator[tuple[int, Strip]]:
        """What is to be sent, and to which columns, so that `pieces` stand in a line."""
        known = self._known(y, cuts)
        for x, piece in pieces.items():
            before = known.get(x)
            start, end = (0, piece.cell_length) if before is None else differing(before, piece)
            if start < end:
                yield x + start, piece.crop(start, end)

    def _known(self, y: int, cuts: Sequence[int]) -> Pieces:
        """Nothing of a line that was cut elsewhere: what covers what is not told."""
        known = self._lines.get(y, {})
        return known if known.keys() <= set(cuts) else {}


def differing(before: Strip, after: Strip) -> tuple[int, int]:
    """The cells from the first to behind the last that differ; (0, 0) where none does."""
    whole, old, new = after.cell_length, list(before), list(after)
    if old == new:
        return 0, 0
    # Terminals are not at one on how wide other characters are: those lines are sent as they are.
    if before.cell_length != whole or not _is_even(before.text + after.text):
        return 0, whole
    start = _alike(zip(old, new, strict=False))
    backwards = ((_turned(a), _turned(b)) for a, b in zip(old[::-1], new[::-1], strict=False))
    return start, max(start, whole - _alike(backwards))


def _is_even(text: str) -> bool:
    """Whether each of the characters is one cell wide."""
    return text.isascii() or all(get_character_cell_size(each) == 1 for each in set(text))


def _alike(pairs: Iterable[tuple[Segment, Segment]]) -> int:
    """How many cells are the same before the first that is not, of characters one cell wide."""
    cells = 0
    for before, after in pairs:
        if before != after:
            same_style = before.style == after.style
            return cells + (_alike_in(before.text, after.text) if same_style else 0)
        cells += len(after.text)
    return cells


def _alike_in(before: str, after: str) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    least = min(len(before), len(after))
    return next((at for at, (one, other) in pairs if one != other), least)


def _turned(segment: Segment) -> Segment:
    return Segment(segment.text[::-1], segment.style)


class Patches(CompositorUpdate):
    """Some pieces of some lines; they count as sent when they are. False where nothing differs."""

    def __init__(
        self, lines: Mapping[int, Pieces], cuts: Sequence[Sequence[int]], sent: Sent
    ) -> None:
        self._lines, self._cuts, self._sent = lines, cuts, sent
        self._fresh = [
            (Control.move_to(x, y).segment, piece)
            for y, pieces in lines.items()
            for x, piece in sent.differences(y, pieces, cuts[y])
        ]

    def __bool__(self) -> bool:
        return bool(self._fresh)

    def render_segments(self, console: Console) -> str:
        for y, pieces in self._lines.items():
            self._sent.note(y, pieces, self._cuts[y])
        return "".join(move.text + piece.render(console) for move, piece in self._fresh)

    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        for move, piece in self._fresh:
            yield move
            yield from piece


class Whole(LayoutUpdate):
    """All of the screen."""

    def __init__(self, update: LayoutUpdate, cuts: Sequence[Sequence[int]], sent: Sent) -> None:
        super().__init__([list(line) for line in update.strips], update.region)
        self._cuts, self._sent = cuts, sent

    def render_segments(self, console: Console) -> str:
        for y, line in enumerate(self.strips):
            cuts = self._cuts[y]
            self._sent.note(y, dict(zip(cuts, line, strict=False)), cuts)
        return super().render_segments(console)


class Painter(Compositor):
    """A screen's compositor, for frames that change little."""

    def __init__(self) -> None:
        super().__init__()
        self._sent = Sent()

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        update = super().render_full_update(simplify)
        return update if simplify else Whole(update, self.cuts, self._sent)

    def render_partial_update(self) -> Patches | None:  # type: ignore[override]
        inside = self.size.region
        regions = [region.intersection(inside) for region in self._dirty_regions]
        self._dirty_regions.clear()
        wanted: defaultdict[int, set[int]] = defaultdict(set)
        for y, x1, x2 in self._regions_to_spans(regions):  # from the top
            wanted[y] |= {x for x, end in pairwise(self.cuts[y]) if x < x2 and x1 < end}
        if not wanted:
            return None
        return Patches(self._drawn(wanted), self.cuts, self._sent) or None  # no move of the cursor

    def _drawn(self, wanted: dict[int, set[int]]) -> Mapping[int, Pieces]:
        """The pieces that begin at these columns of lines, each of the widget in front."""
        lines: dict[int, dict[int, Strip]] = {y: {} for y in wanted}
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            rows = [
                y
                for y, columns in wanted.items()
                if shown.y <= y < shown.bottom and any(shown.x <= x < shown.right for x in columns)
            ]
            for first, last in _runs(rows):
                height = last - first + 1
                part = Region(shown.x - region.x, first - region.y, shown.width, height)
                for y, strip in enumerate(widget.render_lines(part), first):
                    cuts = [cut for cut in self.cuts[y] if shown.x <= cut <= shown.right]
                    pieces = strip.divide([cut - shown.x for cut in cuts[1:]])
                    for x, piece in zip(cuts, pieces, strict=False):
                        if x in wanted[y]:
                            wanted[y].discard(x)
                            lines[y][x] = piece
        return lines


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each row of numbers that follow one another."""
    edges = [at for at, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1]
    for start, end in pairwise([0, *edges, len(numbers)] if numbers else []):
        yield numbers[start], numbers[end - 1]
