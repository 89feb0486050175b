"""Locks and connections: reset after a fork, and neither copied nor pickled.

A lock may be held by a thread that the fork does not copy. A connection in two processes gives each
of them the other's responses.
"""

import os
from typing import ClassVar, NoReturn, Protocol, SupportsIndex, TypeVar
from weakref import WeakSet


class Resettable(Protocol):
    """An object with locks or connections."""

    def reset(self) -> None:
        """Drop the parent's locks and connections without touching them."""
        ...


class ProcessBound:
    """An object whose locks and connections cannot be copied, nor sent to another process."""

    _instead: ClassVar[str] = ""
    """What else to do, as the end of the error's text."""

    def __reduce_ex__(self, _: SupportsIndex, /) -> NoReturn:
        """Refuse `copy` and `pickle`.

        Raises:
            TypeError: Always.
        """
        raise TypeError(
            f"{type(self).__name__} has locks or connections, and cannot be copied or pickled: "
            f"tasks and threads can share it, and each process makes its own{self._instead}."
        )


T = TypeVar("T", bound=Resettable)

_registered: "WeakSet[Resettable]" = WeakSet()
_abandoned: list[object] = []


def reset_after_fork(resettable: T) -> T:
    """Have an object reset in every child process; return it."""
    _registered.add(resettable)
    return resettable


def abandon(parents: object) -> None:
    """Keep an object of the parent process for good: its finalizer would use its connections."""
    _abandoned.append(parents)


def reset_all() -> None:
    """Reset all registered objects; called in each child process."""
    for resettable in list(_registered):
        resettable.reset()


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has no fork
    os.register_at_fork(after_in_child=reset_all)
