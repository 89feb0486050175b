"""The models: what calls return, and what the endpoint functions take.

A model is loaded when it is first asked for, so that importing one does not import them all.
"""

from typing import TYPE_CHECKING

from ._generated.models import __all__ as __all__

if TYPE_CHECKING:
    from ._generated.models import *  # noqa: F403 - the type checker's view of the same names
else:
    from ._generated.models import __dir__, __getattr__  # noqa: F401 - Python asks for them
