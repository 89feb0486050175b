"""Secrets that are planted in calls and answers, and everything in which they must not be seen."""

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
    """Everything that an error may be turned into."""
    yield str(error)
    yield repr(error)
    yield "".join(traceback.format_exception(error))
    yield repr(vars(copy.copy(error)))
    yield repr(vars(copy.deepcopy(error)))
    yield pickle.dumps(error, 0).decode("latin-1")
    yield repr({name: value for name, value in vars(error).items() if name != "secrets"})


def locals_of(error: BaseException) -> str:
    """A traceback as tools that report errors show it, with the locals of our own frames."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(
        repr(frame.locals)
        for one in (told, told.__cause__)
        if one is not None
        for frame in one.stack
        if "jetemail_api_client" in frame.filename and "tests" not in frame.filename
    )


def seen(planted: tuple[str, ...], text: str) -> list[str]:
    """The secrets in a text, as they are or as JSON or repr would write them."""
    forms = {form for secret in planted for form in (secret, json.dumps(secret)[1:-1])}
    return sorted(form for form in forms if form in text)
