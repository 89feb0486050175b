"""Reset after a fork the locks and connections that a child must not share with its parent.

A lock may be held by a thread that the fork does not copy. A connection in two processes gives each
of them the other's responses.
"""

import os
from typing import Protocol, TypeVar
from weakref import WeakSet


class Resettable(Protocol):
    """An object with locks or connections."""

    def reset(self) -> None:
        """Drop the parent's locks and connections without touching them."""
        ...


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
