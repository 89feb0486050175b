"""The command `jetemail`, also `python -m jetemail_api_client.cli`."""

import sys
from importlib.util import find_spec

from jetemail_api_client.cli import LACKS_EXTRA


def main() -> None:
    """Run the command."""
    if not all(find_spec(name) for name in ("click", "rich")):
        sys.exit(LACKS_EXTRA)
    # Late: without the extra, the command must still run to report that.
    from jetemail_api_client.cli.commands import jetemail

    jetemail(prog_name="jetemail")


if __name__ == "__main__":
    main()
