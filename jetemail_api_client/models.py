"""The models of requests, of responses, and of the deliveries that webhooks receive.

`MessageEvent` is the body of an event that a webhook receives, `WebhookEvent` the API's log entry
of its delivery: see `jetemail_api_client.webhooks`.

Models are imported on first access: importing one does not import the others.
"""

from typing import TYPE_CHECKING

from ._generated.models import __all__ as __all__

if TYPE_CHECKING:
    from ._generated.models import *  # noqa: F403 - the same names for type checkers
else:
    from ._generated.models import __dir__, __getattr__  # noqa: F401 - PEP 562
