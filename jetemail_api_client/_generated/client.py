"""The resources of a client, each imported on first use.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.operations import AsyncClient, Client

if TYPE_CHECKING:
    from .resources.account_allowlist import AccountAllowlist, AsyncAccountAllowlist
    from .resources.account_blocklist import AccountBlocklist, AsyncAccountBlocklist
    from .resources.domain_allowlist import AsyncDomainAllowlist, DomainAllowlist
    from .resources.domain_blocklist import AsyncDomainBlocklist, DomainBlocklist
    from .resources.email import AsyncEmail, Email
    from .resources.forward_destinations import AsyncForwardDestinations, ForwardDestinations
    from .resources.forward_rules import AsyncForwardRules, ForwardRules
    from .resources.inbound_domains import AsyncInboundDomains, InboundDomains
    from .resources.inbound_logs import AsyncInboundLogs, InboundLogs
    from .resources.outbound_domains import AsyncOutboundDomains, OutboundDomains
    from .resources.outbound_logs import AsyncOutboundLogs, OutboundLogs
    from .resources.quarantine import AsyncQuarantine, Quarantine
    from .resources.smtp_users import AsyncSmtpUsers, SmtpUsers
    from .resources.suppressions import AsyncSuppressions, Suppressions
    from .resources.transactional_keys import AsyncTransactionalKeys, TransactionalKeys
    from .resources.webhooks import AsyncWebhooks, Webhooks


class AsyncResources(AsyncClient):
    """Adds an attribute for each resource to a client."""

    @cached_property
    def email(self) -> AsyncEmail:
        """The operations on email."""
        from .resources.email import AsyncEmail

        return AsyncEmail(self)

    @cached_property
    def smtp_users(self) -> AsyncSmtpUsers:
        """The operations on smtp_users."""
        from .resources.smtp_users import AsyncSmtpUsers

        return AsyncSmtpUsers(self)

    @cached_property
    def transactional_keys(self) -> AsyncTransactionalKeys:
        """The operations on transactional_keys."""
        from .resources.transactional_keys import AsyncTransactionalKeys

        return AsyncTransactionalKeys(self)

    @cached_property
    def outbound_domains(self) -> AsyncOutboundDomains:
        """The operations on outbound_domains."""
        from .resources.outbound_domains import AsyncOutboundDomains

        return AsyncOutboundDomains(self)

    @cached_property
    def outbound_logs(self) -> AsyncOutboundLogs:
        """The operations on outbound_logs."""
        from .resources.outbound_logs import AsyncOutboundLogs

        return AsyncOutboundLogs(self)

    @cached_property
    def suppressions(self) -> AsyncSuppressions:
        """The operations on suppressions."""
        from .resources.suppressions import AsyncSuppressions

        return AsyncSuppressions(self)

    @cached_property
    def inbound_domains(self) -> AsyncInboundDomains:
        """The operations on inbound_domains."""
        from .resources.inbound_domains import AsyncInboundDomains

        return AsyncInboundDomains(self)

    @cached_property
    def forward_rules(self) -> AsyncForwardRules:
        """The operations on forward_rules."""
        from .resources.forward_rules import AsyncForwardRules

        return AsyncForwardRules(self)

    @cached_property
    def forward_destinations(self) -> AsyncForwardDestinations:
        """The operations on forward_destinations."""
        from .resources.forward_destinations import AsyncForwardDestinations

        return AsyncForwardDestinations(self)

    @cached_property
    def domain_allowlist(self) -> AsyncDomainAllowlist:
        """The operations on domain_allowlist."""
        from .resources.domain_allowlist import AsyncDomainAllowlist

        return AsyncDomainAllowlist(self)

    @cached_property
    def domain_blocklist(self) -> AsyncDomainBlocklist:
        """The operations on domain_blocklist."""
        from .resources.domain_blocklist import AsyncDomainBlocklist

        return AsyncDomainBlocklist(self)

    @cached_property
    def account_allowlist(self) -> AsyncAccountAllowlist:
        """The operations on account_allowlist."""
        from .resources.account_allowlist import AsyncAccountAllowlist

        return AsyncAccountAllowlist(self)

    @cached_property
    def account_blocklist(self) -> AsyncAccountBlocklist:
        """The operations on account_blocklist."""
        from .resources.account_blocklist import AsyncAccountBlocklist

        return AsyncAccountBlocklist(self)

    @cached_property
    def inbound_logs(self) -> AsyncInboundLogs:
        """The operations on inbound_logs."""
        from .resources.inbound_logs import AsyncInboundLogs

        return AsyncInboundLogs(self)

    @cached_property
    def quarantine(self) -> AsyncQuarantine:
        """The operations on quarantine."""
        from .resources.quarantine import AsyncQuarantine

        return AsyncQuarantine(self)

    @cached_property
    def webhooks(self) -> AsyncWebhooks:
        """The operations on webhooks."""
        from .resources.webhooks import AsyncWebhooks

        return AsyncWebhooks(self)


class Resources(Client):
    """Adds an attribute for each resource to a client."""

    @cached_property
    def email(self) -> Email:
        """The operations on email."""
        from .resources.email import Email

        return Email(self)

    @cached_property
    def smtp_users(self) -> SmtpUsers:
        """The operations on smtp_users."""
        from .resources.smtp_users import SmtpUsers

        return SmtpUsers(self)

    @cached_property
    def transactional_keys(self) -> TransactionalKeys:
        """The operations on transactional_keys."""
        from .resources.transactional_keys import TransactionalKeys

        return TransactionalKeys(self)

    @cached_property
    def outbound_domains(self) -> OutboundDomains:
        """The operations on outbound_domains."""
        from .resources.outbound_domains import OutboundDomains

        return OutboundDomains(self)

    @cached_property
    def outbound_logs(self) -> OutboundLogs:
        """The operations on outbound_logs."""
        from .resources.outbound_logs import OutboundLogs

        return OutboundLogs(self)

    @cached_property
    def suppressions(self) -> Suppressions:
        """The operations on suppressions."""
        from .resources.suppressions import Suppressions

        return Suppressions(self)

    @cached_property
    def inbound_domains(self) -> InboundDomains:
        """The operations on inbound_domains."""
        from .resources.inbound_domains import InboundDomains

        return InboundDomains(self)

    @cached_property
    def forward_rules(self) -> ForwardRules:
        """The operations on forward_rules."""
        from .resources.forward_rules import ForwardRules

        return ForwardRules(self)

    @cached_property
    def forward_destinations(self) -> ForwardDestinations:
        """The operations on forward_destinations."""
        from .resources.forward_destinations import ForwardDestinations

        return ForwardDestinations(self)

    @cached_property
    def domain_allowlist(self) -> DomainAllowlist:
        """The operations on domain_allowlist."""
        from .resources.domain_allowlist import DomainAllowlist

        return DomainAllowlist(self)

    @cached_property
    def domain_blocklist(self) -> DomainBlocklist:
        """The operations on domain_blocklist."""
        from .resources.domain_blocklist import DomainBlocklist

        return DomainBlocklist(self)

    @cached_property
    def account_allowlist(self) -> AccountAllowlist:
        """The operations on account_allowlist."""
        from .resources.account_allowlist import AccountAllowlist

        return AccountAllowlist(self)

    @cached_property
    def account_blocklist(self) -> AccountBlocklist:
        """The operations on account_blocklist."""
        from .resources.account_blocklist import AccountBlocklist

        return AccountBlocklist(self)

    @cached_property
    def inbound_logs(self) -> InboundLogs:
        """The operations on inbound_logs."""
        from .resources.inbound_logs import InboundLogs

        return InboundLogs(self)

    @cached_property
    def quarantine(self) -> Quarantine:
        """The operations on quarantine."""
        from .resources.quarantine import Quarantine

        return Quarantine(self)

    @cached_property
    def webhooks(self) -> Webhooks:
        """The operations on webhooks."""
        from .resources.webhooks import Webhooks

        return Webhooks(self)
