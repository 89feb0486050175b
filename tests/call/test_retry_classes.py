"""The retry class of every operation, repeated by hand: a wrong one would send twice."""

import pytest

from jetemail_api_client._generated.api.smtp_users import update
from jetemail_api_client._reconcilers import reconciler_for
from jetemail_api_client._runtime.operations import Request, RetryClass
from jetemail_api_client.models import SmtpUsersUpdateRequest

from ..spec.operations import OPERATIONS

RULES = ("domain_allowlist", "domain_blocklist", "account_allowlist", "account_blocklist")
CLASSES: dict[RetryClass, set[str]] = {
    "safe": {
        *("smtp_users.list", "transactional_keys.list", "suppressions.list"),
        *("outbound_domains.list", "outbound_domains.get_settings"),
        *("outbound_logs.list", "outbound_logs.get", "suppressions.export_csv"),
        *("inbound_domains.list", "inbound_domains.get_settings"),
        *("forward_rules.list", "forward_rules.get", "forward_destinations.list"),
        *("inbound_logs.list", "inbound_logs.list_account"),
        *("webhooks.list", "webhooks.get", "webhooks.query"),
        *(f"{rules}.{verb}" for rules in RULES for verb in ("list", "get")),
    },
    "idempotency_key": {"email.send"},
    "idempotent": {
        *("smtp_users.update", "smtp_users.delete"),
        *("transactional_keys.update", "transactional_keys.delete", "suppressions.delete"),
        *("outbound_domains.delete", "outbound_domains.check", "outbound_domains.update_settings"),
        *("inbound_domains.delete", "inbound_domains.check", "inbound_domains.update_settings"),
        *("forward_rules.update", "forward_rules.delete", "webhooks.update", "webhooks.delete"),
        *(f"{rules}.{verb}" for rules in RULES for verb in ("update", "delete")),
    },
    "unique_name": {"smtp_users.create", "outbound_domains.create", "inbound_domains.create"},
    "never": {
        *("email.send_batch", "transactional_keys.create", "transactional_keys.rotate"),
        *("suppressions.create", "suppressions.import_csv", "forward_rules.create"),
        *("forward_destinations.verify", "forward_destinations.resend", "quarantine.release"),
        *("webhooks.create", "webhooks.replay"),
        *(f"{rules}.create" for rules in RULES),
    },
}


@pytest.mark.parametrize("retry", CLASSES)
def test_class(retry: RetryClass) -> None:
    """Each operation has its reviewed retry class."""
    actual = {one.name for one in OPERATIONS if one.module.OPERATION.retry == retry}

    new, gone = actual - CLASSES[retry], CLASSES[retry] - actual
    assert not new, f"review these, and add them to CLASSES[{retry!r}]: {sorted(new)}"
    assert not gone, f"remove these from CLASSES[{retry!r}]: {sorted(gone)}"


def test_retry_class_of_a_rename() -> None:
    """An update that renames is never retried: a second one would not find the user."""
    plain = SmtpUsersUpdateRequest(username="a", quota=5)
    renaming = SmtpUsersUpdateRequest(username="a", new_username="b")

    assert "idempotent" == update.request(body=plain).retry
    assert "never" == update.request(body=renaming).retry


def test_reconcilers() -> None:
    """Exactly the creates of unique names have a reconciler."""
    requests = {
        one.name: Request(operation=one.module.OPERATION, retry="never", path="")
        for one in OPERATIONS
    }

    assert CLASSES["unique_name"] == {name for name in requests if reconciler_for(requests[name])}


def test_bucket_of_sending() -> None:
    """Only `email.send` counts against the higher rate limit."""
    buckets = {one.name: one.module.OPERATION.bucket for one in OPERATIONS}

    assert {"email.send"} == {name for name, bucket in buckets.items() if bucket == "email"}
