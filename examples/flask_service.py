"""A Flask service that confirms orders by e-mail, from plain threads.

    export JETEMAIL_TRANSACTIONAL_KEY=transactional_...
    gunicorn --threads 8 'examples.flask_service:create_app()'

How a Flask app receives webhooks is in docs/howto/webhooks.md.
"""

import atexit
import logging
from collections.abc import Callable

from flask import Flask, Response, current_app, jsonify, request

from jetemail_api_client import JetEmail, errors

SENDER = "Shop <shop@example.com>"

# To repeat the request cannot help.
FINAL = (
    errors.InvalidRequestError,
    errors.BadRequestError,
    errors.PayloadTooLargeError,
    errors.UnprocessableEntityError,
    errors.IdempotencyMismatchError,
)

logger = logging.getLogger(__name__)


def make_jetemail() -> JetEmail:
    """Make the client. A request holds a thread, so that a call must end soon."""
    return JetEmail(deadline=10, rate_limit_timeout=5)


def create_app(make_client: Callable[[], JetEmail] = make_jetemail) -> Flask:
    """Make the app with one client for all threads of the process; tests give one of a sandbox.

    Gunicorn calls this in each worker, after the fork.
    """
    app = Flask(__name__)
    jetemail = make_client()
    atexit.register(jetemail.close)
    app.extensions["jetemail"] = jetemail
    app.register_error_handler(errors.JetEmailError, on_error)
    app.post("/orders/<order_id>/confirmation")(confirm)
    return app


def confirm(order_id: str) -> tuple[Response, int]:
    """Send the confirmation of an order: a request that is repeated sends no second e-mail."""
    jetemail: JetEmail = current_app.extensions["jetemail"]
    sent = jetemail.email.send(
        from_=SENDER,
        to=request.get_json()["address"],
        subject="Your order",
        text="Thank you!",
        idempotency_key=f"order-{order_id}",
    )
    return jsonify(sent.to_jsonable()), 202


def on_error(error: errors.JetEmailError) -> tuple[Response, int]:
    """Say whether to change the request, or to repeat it for the same order."""
    if isinstance(error, FINAL):
        return jsonify(detail=str(error)), 422
    # What is wrong with the key or at JetEmail is for the log, not for the public.
    logger.error("%s: %s", request.path, error)
    return jsonify(detail="The e-mail cannot be sent now: repeat the request"), 503
