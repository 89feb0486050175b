"""What a child process must not share with its parent, made anew in the child.

A lock may be held by a thread that a fork does not copy, and a connection that two processes use
gives each of them the other's answers.
"""

import os
from typing import Protocol, TypeVar
from weakref import WeakSet


class Renewable(Protocol):
    """Something that holds locks or connections."""

    def renew(self) -> None:
        """Let go of the parent's locks and connections, without touching them."""
        ...


T = TypeVar("T", bound=Renewable)

_held: "WeakSet[Renewable]" = WeakSet()


def renewed_in_children(thing: T) -> T:
    """See to it that a thing is renewed in every child process; returns the thing."""
    _held.add(thing)
    return thing


_left_alone: list[object] = []


def leave_alone(thing: object) -> None:
    """Keep what is the parent's for good: to collect it here would be to use it."""
    _left_alone.append(thing)


def renew_all() -> None:
    """Renew everything: this is a child."""
    for thing in list(_held):
        thing.renew()


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has no fork
    os.register_at_fork(after_in_child=renew_all)
