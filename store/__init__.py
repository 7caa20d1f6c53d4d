"""Pressmark's store: articles and annotations, without a screen."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.library import Library, open_library
    from store.model import PressmarkError

__all__ = ["Library", "PressmarkError", "open_library"]


def __getattr__(name: str) -> object:
    """Load the library when it is asked for: processes that only read files need none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from store import library

    return getattr(library, name)
