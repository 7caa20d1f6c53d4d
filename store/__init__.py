"""Pressmark's store: articles and annotations, without a screen."""

from store.library import Library, open_library
from store.model import PressmarkError

__all__ = ["Library", "PressmarkError", "open_library"]
