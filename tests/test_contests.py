"""Creates of the same name: those that differ contest it, for as long as one may still act."""

from jetemail_api_client._contests import _KEPT_MOST, Claim, Contests


def test_at_the_same_time() -> None:
    """Two requests that differ contest their name, and both know."""
    contests = Contests()
    first = contests.enter(Claim("a", b"1"))
    second = contests.enter(Claim("a", b"2"))
    contests.leave(second, may_have_acted=False)

    assert (True, True) == (first.is_contested, second.is_contested)


def test_the_same_request() -> None:
    """Two requests that are the same want the same: either may take it for its own."""
    contests = Contests()
    claims = [contests.enter(Claim("a", b"1")), contests.enter(Claim("a", b"1"))]

    assert [False, False] == [claim.is_contested for claim in claims]


def test_other_names() -> None:
    """Another name is no contest."""
    contests = Contests()
    claims = [contests.enter(Claim("a", b"1")), contests.enter(Claim("b", b"2"))]

    assert [False, False] == [claim.is_contested for claim in claims]


def test_one_after_the_other() -> None:
    """A call that is over and did nothing contests nothing."""
    contests = Contests()
    contests.leave(contests.enter(Claim("a", b"1")), may_have_acted=False)
    names = list(contests._names)

    assert [] == names
    assert not contests.enter(Claim("a", b"2")).is_contested
    assert ["a"] == list(contests._names)


def test_that_may_have_acted() -> None:
    """A call that created the name, or may still do so, contests it for later ones."""
    contests = Contests()
    contests.leave(contests.enter(Claim("a", b"1")), may_have_acted=True)

    assert contests.enter(Claim("a", b"2")).is_contested
    assert not contests.enter(Claim("b", b"2")).is_contested


def test_bounds() -> None:
    """Of those that may have acted, the oldest are forgotten; nothing else grows."""
    contests = Contests()
    for number in range(_KEPT_MOST + 1):
        contests.leave(contests.enter(Claim(str(number), b"1")), may_have_acted=True)
    names = list(contests._names)

    assert [str(number) for number in range(1, _KEPT_MOST + 1)] == names
    assert not contests.enter(Claim("0", b"2")).is_contested
    assert contests.enter(Claim("1", b"2")).is_contested
    assert _KEPT_MOST + 1 == len(contests._names)


def test_name_that_was_acted_on_again() -> None:
    """The oldest name is the one on which nothing acted for the longest time."""
    contests = Contests()
    for number in (*range(_KEPT_MOST), 0, _KEPT_MOST):
        contests.leave(contests.enter(Claim(str(number), b"1")), may_have_acted=True)

    assert contests.enter(Claim("0", b"2")).is_contested
    assert not contests.enter(Claim("1", b"2")).is_contested


def test_no_content_is_kept() -> None:
    """What a claim keeps of a request tells nothing of what is in it."""
    claim = Contests().enter(Claim("a", b"planted"))

    assert "planted" not in repr(claim) + repr(claim.mark)


def test_the_same_request_twice_and_another() -> None:
    """Of two calls with the same request one may end: the other is still there to be contested."""
    contests = Contests()
    first, second = contests.enter(Claim("a", b"1")), contests.enter(Claim("a", b"1"))
    contests.leave(first, may_have_acted=False)
    third = contests.enter(Claim("a", b"2"))

    assert (False, True, True) == (first.is_contested, second.is_contested, third.is_contested)


def test_the_same_request_many_times() -> None:
    """Each call with the same request is there until it ends itself."""
    contests = Contests()
    first, *others = [contests.enter(Claim("a", b"1")) for _ in range(3)]
    for other in others:
        contests.leave(other, may_have_acted=False)

    assert contests.enter(Claim("a", b"2")).is_contested
    assert first.is_contested


def test_many_that_acted() -> None:
    """However many acted on one name, no more is kept of it than that they differ."""
    contests = Contests()
    for number in range(100):
        contests.leave(contests.enter(Claim("a", str(number).encode())), may_have_acted=True)
    known = contests._names["a"]

    assert contests.enter(Claim("a", b"0")).is_contested
    assert 2 == len(known.acted)
    assert 1 == len(known.active)


def test_forgotten_while_it_is_wanted() -> None:
    """A name that is forgotten while a call wants it stays that call's."""
    contests = Contests()
    contests.leave(contests.enter(Claim("a", b"1")), may_have_acted=True)
    same = contests.enter(Claim("a", b"1"))
    for number in range(_KEPT_MOST):
        contests.leave(contests.enter(Claim(str(number), b"1")), may_have_acted=True)

    assert contests.enter(Claim("a", b"2")).is_contested
    assert same.is_contested
