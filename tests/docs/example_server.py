"""A server for every described operation: SMTP users as in the sandbox, others by example."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from codegen.spec import CSV
from jetemail_api_client.sandbox import create_app, running

from ..spec.operations import OPERATIONS, Described


def _route(described: Described) -> Route:
    method, path = described.where.split(" ")
    status, media, content = next(described.responses())
    body = content if media == CSV else json.dumps(content)

    async def endpoint(request: Request) -> Response:
        return Response(body, status, media_type=media)

    return Route(path, endpoint, methods=[method])


@contextmanager
def example_server() -> Iterator[str]:
    """Run the server, and yield its URL."""
    sandbox = create_app()
    routes = [_route(one) for one in OPERATIONS if "smarthost" not in one.where]
    app: Any = Starlette(routes=[*routes, Mount("/", sandbox)], lifespan=None)
    with running(app) as url:
        yield url
