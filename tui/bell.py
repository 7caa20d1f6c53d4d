"""An event that can be waited for together with what is typed."""

from __future__ import annotations

import os
import threading
from contextlib import suppress


class Bell(threading.Event):
    """Its `descriptor` can be read from while it is set: who polls need not look now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.descriptor, self._rope = os.pipe()
        for end in (self.descriptor, self._rope):
            os.set_blocking(end, False)

    def set(self) -> None:
        super().set()
        with suppress(BlockingIOError):  # it is full, and so it rings
            os.write(self._rope, b".")

    def clear(self) -> None:
        super().clear()
        with suppress(BlockingIOError):
            os.read(self.descriptor, 4096)
