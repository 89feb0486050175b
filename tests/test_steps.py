"""How a conversation is told that something else came in the place of a step's end."""

import pytest

from jetemail_api_client._steps import Conversation, Pause, end_with


def test_error_in_the_place_of_an_answer() -> None:
    """A conversation raises what it is told, also if it asks for another step first."""

    def stubborn() -> Conversation[None]:
        for seconds in (1.0, 2.0):
            try:
                yield Pause(seconds)
            except KeyboardInterrupt:
                told.append(seconds)
        yield Pause(3.0)

    told: list[float] = []
    steps = stubborn()
    next(steps)
    with pytest.raises(KeyboardInterrupt, match="stop"):
        end_with(steps, KeyboardInterrupt("stop"))

    assert [1.0, 2.0] == told


def test_frames_of_what_is_no_error() -> None:
    """An interrupt leaves the frames below behind, which may hold secrets; an error keeps them."""

    def one() -> Conversation[None]:
        yield Pause(1.0)

    for error, kept in ((KeyboardInterrupt(), False), (ValueError(), True)):
        steps = one()
        next(steps)
        try:
            raise error
        except (KeyboardInterrupt, ValueError) as raised:
            with pytest.raises(type(error)) as caught:
                end_with(steps, raised)

        names = [entry.name for entry in caught.traceback]
        assert kept == (names.count("test_frames_of_what_is_no_error") > 1)
