"""Keep secrets out of the tracebacks of errors: reporters record the locals of every frame."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C", bound=type)


def without_arguments(function: Callable[P, T]) -> Callable[P, T]:
    """Wrap a function so that no frame of its errors has one of its arguments."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        handled = sys.exception()
        try:
            return function(*args, **kwargs)
        except Exception as error:
            # Without the frames below, whose locals are the arguments; and without an error that
            # was suppressed, which has some of these frames.
            error.__traceback__ = None
            if error.__suppress_context__ and error.__cause__ is None:
                error.__context__ = handled
            raise error  # noqa: TRY201 - a bare one would restore the frames
        finally:
            del args, kwargs, handled

    return wrapper


def hides_arguments(cls: C) -> C:
    """Decorate a class: no frame of an error of its constructor has one of its arguments."""
    cls.__init__ = without_arguments(cls.__init__)  # type: ignore[misc]
    return cls
