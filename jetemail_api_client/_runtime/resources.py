"""The attributes of a client that hold its resources."""

from importlib import import_module
from typing import Any


class Resource:
    """A resource of a client, made and cached on first use; on the class, the resource's class.

    Tools that read the class, such as `unittest.mock.create_autospec`, thus see the methods.

    Args:
        name: Name of the class, in the module `resources.` with the name of the attribute.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __set_name__(self, owner: type, attribute: str) -> None:
        self._attribute = attribute
        self._module = f"{owner.__module__.rpartition('.')[0]}.resources.{attribute}"

    def __get__(self, client: Any, _: type) -> Any:
        # Late: a resource imports its models.
        kind = getattr(import_module(self._module), self._name)
        if client is None:
            return kind
        return client.__dict__.setdefault(self._attribute, kind(client))
