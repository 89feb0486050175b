"""Secrets planted in requests and responses, and each form in which they could leak."""

import copy
import json
import pickle
import traceback
from collections.abc import Iterator

API_KEY, SENDING_KEY = "api_planted_7d", "transactional_planted_7d"
PASSWORD, ADDRESS, TEXT = "planted password", "planted@example.com", "planted text"
TOKEN = "planted_api_token_11aa"
PLANTED = (API_KEY, SENDING_KEY, PASSWORD, ADDRESS, TEXT, TOKEN)


def faces(error: BaseException) -> Iterator[str]:
    """Yield each text form of an error: message, repr, traceback, copies and pickle."""
    yield str(error)
    yield repr(error)
    yield "".join(traceback.format_exception(error))
    yield repr(vars(copy.copy(error)))
    yield repr(vars(copy.deepcopy(error)))
    yield pickle.dumps(error, 0).decode("latin-1")
    yield repr({name: value for name, value in vars(error).items() if name != "secrets"})


def locals_of(error: BaseException) -> str:
    """Return a traceback with the locals of this package's frames, as error reporters log it."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(
        repr(frame.locals)
        for one in (shown, shown.__cause__)
        if one is not None
        for frame in one.stack
        if "jetemail_api_client" in frame.filename and "tests" not in frame.filename
    )


def frames_of(error: BaseException | None) -> Iterator[dict[str, object]]:
    """Yield the locals of each frame of an error and its causes, with the attributes of `self`."""
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if "/tests/" not in frame.f_code.co_filename:
                yield {**frame.f_locals, **getattr(frame.f_locals.get("self"), "__dict__", {})}
        error = error.__cause__ or error.__context__


def seen(planted: tuple[str, ...], text: str) -> list[str]:
    """Return the secrets that a text contains, plain or as JSON and repr encode them."""
    forms = {form for secret in planted for form in (secret, json.dumps(secret)[1:-1])}
    return sorted(form for form in forms if form in text)
