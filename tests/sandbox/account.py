"""An account of the sandbox without HTTP, for tests of its state."""

from typing import Any

from attrs import define, field

from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY
from jetemail_api_client.sandbox.account.accounts import Account
from jetemail_api_client.sandbox.account.description import description
from jetemail_api_client.sandbox.clock import Clock
from jetemail_api_client.sandbox.replies import Refusal, Sent

START = 1_800_000_000.0
OPERATIONS = {one.name: one for one in description().values()}


def stopped_clock() -> Clock:
    """Return a clock that only moves when it is moved."""
    return Clock(lambda: START)


@define
class Caller:
    """Calls operations of an account with validated requests."""

    account: Account = field(factory=lambda: Account(clock=stopped_clock()))
    key: str = TRANSACTIONAL_KEY

    def __call__(self, name: str, body: Any = None, **parameters: Any) -> Any:
        """Return the body of the response; headers are given as `headers`."""
        return self.reply(name, body, **parameters)[1]

    def reply(self, name: str, body: Any = None, **parameters: Any) -> tuple[int, Any]:
        """Return status and body of the response, of an error too."""
        try:
            reply = self.account.respond(OPERATIONS[name], self._sent(name, body, parameters))
        except Refusal as refusal:
            reply = refusal.reply
        return reply.status, reply.body

    def error(self, name: str, body: Any = None, **parameters: Any) -> tuple[int, str]:
        """Return status and text of an error response."""
        status, content = self.reply(name, body, **parameters)
        return status, content["error"]

    def _sent(self, name: str, body: Any, parameters: dict[str, Any]) -> Sent:
        operation = OPERATIONS[name]
        headers = parameters.pop("headers", {})
        given = {one: [str(value)] for one, value in parameters.items()}
        received = {
            "path": given,
            "query": given,
            "header": {one: [value] for one, value in headers.items()},
        }
        checked = operation.check_parameters(received)
        if operation.media_type:
            body = operation.check_body(body)
        return Sent(
            path=checked["path"],
            query=checked["query"],
            headers=checked["header"],
            body=body,
            key=self.key if operation.key == "transactional" else API_KEY,
            ip="127.0.0.1",
        )
