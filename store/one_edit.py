"""A method that makes one edit, worked out and saved while the analyst's other sessions wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Method = TypeVar("Method", bound=Callable[..., Any])


def one_edit(method: Method) -> Method:
    """Have a method of a desk see what stands now, and nobody change that before it is done."""

    @wraps(method)
    def whole(desk: Any, *args: Any, **options: Any) -> Any:
        with desk._session.writing():
            return method(desk, *args, **options)

    return cast(Method, whole)
