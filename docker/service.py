"""A service that knows JetEmail by its environment only: it sends an e-mail and reads the log."""

from jetemail_api_client import JetEmail

with JetEmail() as jetemail:
    sent = jetemail.email.send(
        from_="Shop <shop@example.com>", to="user@example.org", subject="Order", text="Thanks"
    )
    print(sent.id, [user.username for user in jetemail.smtp_users.list().smarthosts or []])
