"""The resources of a client, each imported on first use.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.operations import AsyncClient, Client
from .._runtime.resources import Resource

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

    # Without annotations at run time: tools would evaluate them, and the names are not imported.
    if TYPE_CHECKING:
        email: AsyncEmail
        """The operations on email."""
        smtp_users: AsyncSmtpUsers
        """The operations on smtp_users."""
        transactional_keys: AsyncTransactionalKeys
        """The operations on transactional_keys."""
        outbound_domains: AsyncOutboundDomains
        """The operations on outbound_domains."""
        outbound_logs: AsyncOutboundLogs
        """The operations on outbound_logs."""
        suppressions: AsyncSuppressions
        """The operations on suppressions."""
        inbound_domains: AsyncInboundDomains
        """The operations on inbound_domains."""
        forward_rules: AsyncForwardRules
        """The operations on forward_rules."""
        forward_destinations: AsyncForwardDestinations
        """The operations on forward_destinations."""
        domain_allowlist: AsyncDomainAllowlist
        """The operations on domain_allowlist."""
        domain_blocklist: AsyncDomainBlocklist
        """The operations on domain_blocklist."""
        account_allowlist: AsyncAccountAllowlist
        """The operations on account_allowlist."""
        account_blocklist: AsyncAccountBlocklist
        """The operations on account_blocklist."""
        inbound_logs: AsyncInboundLogs
        """The operations on inbound_logs."""
        quarantine: AsyncQuarantine
        """The operations on quarantine."""
        webhooks: AsyncWebhooks
        """The operations on webhooks."""
    else:
        email = Resource("AsyncEmail")
        smtp_users = Resource("AsyncSmtpUsers")
        transactional_keys = Resource("AsyncTransactionalKeys")
        outbound_domains = Resource("AsyncOutboundDomains")
        outbound_logs = Resource("AsyncOutboundLogs")
        suppressions = Resource("AsyncSuppressions")
        inbound_domains = Resource("AsyncInboundDomains")
        forward_rules = Resource("AsyncForwardRules")
        forward_destinations = Resource("AsyncForwardDestinations")
        domain_allowlist = Resource("AsyncDomainAllowlist")
        domain_blocklist = Resource("AsyncDomainBlocklist")
        account_allowlist = Resource("AsyncAccountAllowlist")
        account_blocklist = Resource("AsyncAccountBlocklist")
        inbound_logs = Resource("AsyncInboundLogs")
        quarantine = Resource("AsyncQuarantine")
        webhooks = Resource("AsyncWebhooks")


class Resources(Client):
    """Adds an attribute for each resource to a client."""

    # Without annotations at run time: tools would evaluate them, and the names are not imported.
    if TYPE_CHECKING:
        email: Email
        """The operations on email."""
        smtp_users: SmtpUsers
        """The operations on smtp_users."""
        transactional_keys: TransactionalKeys
        """The operations on transactional_keys."""
        outbound_domains: OutboundDomains
        """The operations on outbound_domains."""
        outbound_logs: OutboundLogs
        """The operations on outbound_logs."""
        suppressions: Suppressions
        """The operations on suppressions."""
        inbound_domains: InboundDomains
        """The operations on inbound_domains."""
        forward_rules: ForwardRules
        """The operations on forward_rules."""
        forward_destinations: ForwardDestinations
        """The operations on forward_destinations."""
        domain_allowlist: DomainAllowlist
        """The operations on domain_allowlist."""
        domain_blocklist: DomainBlocklist
        """The operations on domain_blocklist."""
        account_allowlist: AccountAllowlist
        """The operations on account_allowlist."""
        account_blocklist: AccountBlocklist
        """The operations on account_blocklist."""
        inbound_logs: InboundLogs
        """The operations on inbound_logs."""
        quarantine: Quarantine
        """The operations on quarantine."""
        webhooks: Webhooks
        """The operations on webhooks."""
    else:
        email = Resource("Email")
        smtp_users = Resource("SmtpUsers")
        transactional_keys = Resource("TransactionalKeys")
        outbound_domains = Resource("OutboundDomains")
        outbound_logs = Resource("OutboundLogs")
        suppressions = Resource("Suppressions")
        inbound_domains = Resource("InboundDomains")
        forward_rules = Resource("ForwardRules")
        forward_destinations = Resource("ForwardDestinations")
        domain_allowlist = Resource("DomainAllowlist")
        domain_blocklist = Resource("DomainBlocklist")
        account_allowlist = Resource("AccountAllowlist")
        account_blocklist = Resource("AccountBlocklist")
        inbound_logs = Resource("InboundLogs")
        quarantine = Resource("Quarantine")
        webhooks = Resource("Webhooks")
