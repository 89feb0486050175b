"""Create an SMTP user in a local sandbox, then fail to create it again: the name is taken.

    make demo

Needs no key and no network.
"""

import asyncio

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client.errors import ConflictError
from jetemail_api_client.sandbox import create_app, running


async def main(base_url: str) -> None:
    """Run the demo against a base URL."""
    async with AsyncJetEmail(api_key="api_sandbox", base_url=base_url) as jetemail:
        created = await jetemail.smtp_users.create(
            username="smtp-user1", approved_domains=["example.com"]
        )
        print(f"created   {created}")
        print(f"password  {len(str(created.password))} characters, in created.password")
        try:
            await jetemail.smtp_users.create(username="smtp-user1")
        except ConflictError as error:
            print(f"again     {type(error).__name__}: {error}")


if __name__ == "__main__":
    with running(create_app(api_key="api_sandbox")) as address:
        print(f"JetEmail  {address} (local)")
        asyncio.run(main(address))
