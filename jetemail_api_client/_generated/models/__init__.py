"""The models, each loaded when it is first asked for.

Generated from openapi.json: change that or codegen/, not this.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account_allowlist_create_request import AccountAllowlistCreateRequest
    from .account_allowlist_get_result import AccountAllowlistGetResult
    from .account_allowlist_update_request import AccountAllowlistUpdateRequest
    from .account_blocklist_create_request import AccountBlocklistCreateRequest
    from .account_blocklist_update_request import AccountBlocklistUpdateRequest
    from .account_log_domain import AccountLogDomain
    from .account_log_entry import AccountLogEntry
    from .account_log_pages import AccountLogPages
    from .account_rule import AccountRule
    from .account_rules import AccountRules
    from .acknowledgement import Acknowledgement
    from .attachment import Attachment
    from .attachment_condition import AttachmentCondition
    from .bcc_email import BccEmail
    from .body_condition import BodyCondition
    from .created_rule import CreatedRule
    from .delivery_attempt import DeliveryAttempt
    from .delivery_summary import DeliverySummary
    from .domain_allowlist_create_request import DomainAllowlistCreateRequest
    from .domain_allowlist_update_request import DomainAllowlistUpdateRequest
    from .domain_blocklist_create_request import DomainBlocklistCreateRequest
    from .domain_blocklist_update_request import DomainBlocklistUpdateRequest
    from .domain_rule import DomainRule
    from .domain_rules import DomainRules
    from .email_message import EmailMessage
    from .email_result import EmailResult
    from .email_send_batch_request import EmailSendBatchRequest
    from .email_send_batch_result import EmailSendBatchResult
    from .email_send_request import EmailSendRequest
    from .email_send_result import EmailSendResult
    from .email_summary import EmailSummary
    from .forward_destination import ForwardDestination
    from .forward_destinations_list_result import ForwardDestinationsListResult
    from .forward_destinations_resend_result import ForwardDestinationsResendResult
    from .forward_destinations_resend_result_result import ForwardDestinationsResendResultResult
    from .forward_destinations_verify_request import ForwardDestinationsVerifyRequest
    from .forward_destinations_verify_result import ForwardDestinationsVerifyResult
    from .forward_rule import ForwardRule
    from .forward_rule_result import ForwardRuleResult
    from .forward_rules_create_request import ForwardRulesCreateRequest
    from .forward_rules_list_result import ForwardRulesListResult
    from .forward_rules_update_request import ForwardRulesUpdateRequest
    from .header_condition import HeaderCondition
    from .inbound_domain import InboundDomain
    from .inbound_domain_settings import InboundDomainSettings
    from .inbound_domains_create_request import InboundDomainsCreateRequest
    from .inbound_domains_create_result import InboundDomainsCreateResult
    from .inbound_domains_delete_request import InboundDomainsDeleteRequest
    from .inbound_domains_get_settings_result import InboundDomainsGetSettingsResult
    from .inbound_domains_list_result import InboundDomainsListResult
    from .inbound_domains_update_settings_request import InboundDomainsUpdateSettingsRequest
    from .inbound_log_action import InboundLogAction
    from .inbound_log_entry import InboundLogEntry
    from .inbound_logs_list_account_result import InboundLogsListAccountResult
    from .inbound_logs_list_result import InboundLogsListResult
    from .inbound_mail_payload import InboundMailPayload
    from .ip_condition import IpCondition
    from .mail_attachment import MailAttachment
    from .message_click import MessageClick
    from .message_event import MessageEvent
    from .message_event_data import MessageEventData
    from .message_open import MessageOpen
    from .new_inbound_domain import NewInboundDomain
    from .outbound_delivery import OutboundDelivery
    from .outbound_domain_settings import OutboundDomainSettings
    from .outbound_domains_create_request import OutboundDomainsCreateRequest
    from .outbound_domains_delete_request import OutboundDomainsDeleteRequest
    from .outbound_domains_get_settings_result import OutboundDomainsGetSettingsResult
    from .outbound_domains_update_settings_request import OutboundDomainsUpdateSettingsRequest
    from .outbound_domains_update_settings_result import OutboundDomainsUpdateSettingsResult
    from .outbound_log_entry import OutboundLogEntry
    from .outbound_log_pages import OutboundLogPages
    from .outbound_logs_get_result import OutboundLogsGetResult
    from .outbound_logs_list_result import OutboundLogsListResult
    from .quarantine_release_request import QuarantineReleaseRequest
    from .quarantine_release_result import QuarantineReleaseResult
    from .quarantined_message import QuarantinedMessage
    from .recipient_condition import RecipientCondition
    from .rule_attachment import RuleAttachment
    from .rule_body import RuleBody
    from .rule_conditions import RuleConditions
    from .rule_header import RuleHeader
    from .rule_ip import RuleIp
    from .rule_recipient import RuleRecipient
    from .rule_sender import RuleSender
    from .rule_size import RuleSize
    from .rule_subject import RuleSubject
    from .sender_condition import SenderCondition
    from .size_condition import SizeCondition
    from .smtp_server import SmtpServer
    from .smtp_server_settings import SmtpServerSettings
    from .smtp_user import SmtpUser
    from .smtp_users_create_request import SmtpUsersCreateRequest
    from .smtp_users_create_result import SmtpUsersCreateResult
    from .smtp_users_delete_request import SmtpUsersDeleteRequest
    from .smtp_users_list_result import SmtpUsersListResult
    from .smtp_users_update_request import SmtpUsersUpdateRequest
    from .subject_condition import SubjectCondition
    from .success import Success
    from .suppression_failure import SuppressionFailure
    from .suppression_rule import SuppressionRule
    from .suppressions_create_request import SuppressionsCreateRequest
    from .suppressions_create_result import SuppressionsCreateResult
    from .suppressions_import_csv_result import SuppressionsImportCsvResult
    from .transactional_key import TransactionalKey
    from .transactional_keys_create_request import TransactionalKeysCreateRequest
    from .transactional_keys_create_result import TransactionalKeysCreateResult
    from .transactional_keys_delete_request import TransactionalKeysDeleteRequest
    from .transactional_keys_list_result import TransactionalKeysListResult
    from .transactional_keys_rotate_request import TransactionalKeysRotateRequest
    from .transactional_keys_rotate_result import TransactionalKeysRotateResult
    from .transactional_keys_update_request import TransactionalKeysUpdateRequest
    from .webhook import Webhook
    from .webhook_event import WebhookEvent
    from .webhooks_create_request import WebhooksCreateRequest
    from .webhooks_create_result import WebhooksCreateResult
    from .webhooks_query_request import WebhooksQueryRequest
    from .webhooks_query_result import WebhooksQueryResult
    from .webhooks_replay_request import WebhooksReplayRequest
    from .webhooks_replay_result import WebhooksReplayResult
    from .webhooks_update_request import WebhooksUpdateRequest

_MODULES = {
    "AccountAllowlistCreateRequest": ".account_allowlist_create_request",
    "AccountAllowlistGetResult": ".account_allowlist_get_result",
    "AccountAllowlistUpdateRequest": ".account_allowlist_update_request",
    "AccountBlocklistCreateRequest": ".account_blocklist_create_request",
    "AccountBlocklistUpdateRequest": ".account_blocklist_update_request",
    "AccountLogDomain": ".account_log_domain",
    "AccountLogEntry": ".account_log_entry",
    "AccountLogPages": ".account_log_pages",
    "AccountRule": ".account_rule",
    "AccountRules": ".account_rules",
    "Acknowledgement": ".acknowledgement",
    "Attachment": ".attachment",
    "AttachmentCondition": ".attachment_condition",
    "BccEmail": ".bcc_email",
    "BodyCondition": ".body_condition",
    "CreatedRule": ".created_rule",
    "DeliveryAttempt": ".delivery_attempt",
    "DeliverySummary": ".delivery_summary",
    "DomainAllowlistCreateRequest": ".domain_allowlist_create_request",
    "DomainAllowlistUpdateRequest": ".domain_allowlist_update_request",
    "DomainBlocklistCreateRequest": ".domain_blocklist_create_request",
    "DomainBlocklistUpdateRequest": ".domain_blocklist_update_request",
    "DomainRule": ".domain_rule",
    "DomainRules": ".domain_rules",
    "EmailMessage": ".email_message",
    "EmailResult": ".email_result",
    "EmailSendBatchRequest": ".email_send_batch_request",
    "EmailSendBatchResult": ".email_send_batch_result",
    "EmailSendRequest": ".email_send_request",
    "EmailSendResult": ".email_send_result",
    "EmailSummary": ".email_summary",
    "ForwardDestination": ".forward_destination",
    "ForwardDestinationsListResult": ".forward_destinations_list_result",
    "ForwardDestinationsResendResult": ".forward_destinations_resend_result",
    "ForwardDestinationsResendResultResult": ".forward_destinations_resend_result_result",
    "ForwardDestinationsVerifyRequest": ".forward_destinations_verify_request",
    "ForwardDestinationsVerifyResult": ".forward_destinations_verify_result",
    "ForwardRule": ".forward_rule",
    "ForwardRuleResult": ".forward_rule_result",
    "ForwardRulesCreateRequest": ".forward_rules_create_request",
    "ForwardRulesListResult": ".forward_rules_list_result",
    "ForwardRulesUpdateRequest": ".forward_rules_update_request",
    "HeaderCondition": ".header_condition",
    "InboundDomain": ".inbound_domain",
    "InboundDomainSettings": ".inbound_domain_settings",
    "InboundDomainsCreateRequest": ".inbound_domains_create_request",
    "InboundDomainsCreateResult": ".inbound_domains_create_result",
    "InboundDomainsDeleteRequest": ".inbound_domains_delete_request",
    "InboundDomainsGetSettingsResult": ".inbound_domains_get_settings_result",
    "InboundDomainsListResult": ".inbound_domains_list_result",
    "InboundDomainsUpdateSettingsRequest": ".inbound_domains_update_settings_request",
    "InboundLogAction": ".inbound_log_action",
    "InboundLogEntry": ".inbound_log_entry",
    "InboundLogsListAccountResult": ".inbound_logs_list_account_result",
    "InboundLogsListResult": ".inbound_logs_list_result",
    "InboundMailPayload": ".inbound_mail_payload",
    "IpCondition": ".ip_condition",
    "MailAttachment": ".mail_attachment",
    "MessageClick": ".message_click",
    "MessageEvent": ".message_event",
    "MessageEventData": ".message_event_data",
    "MessageOpen": ".message_open",
    "NewInboundDomain": ".new_inbound_domain",
    "OutboundDelivery": ".outbound_delivery",
    "OutboundDomainSettings": ".outbound_domain_settings",
    "OutboundDomainsCreateRequest": ".outbound_domains_create_request",
    "OutboundDomainsDeleteRequest": ".outbound_domains_delete_request",
    "OutboundDomainsGetSettingsResult": ".outbound_domains_get_settings_result",
    "OutboundDomainsUpdateSettingsRequest": ".outbound_domains_update_settings_request",
    "OutboundDomainsUpdateSettingsResult": ".outbound_domains_update_settings_result",
    "OutboundLogEntry": ".outbound_log_entry",
    "OutboundLogPages": ".outbound_log_pages",
    "OutboundLogsGetResult": ".outbound_logs_get_result",
    "OutboundLogsListResult": ".outbound_logs_list_result",
    "QuarantineReleaseRequest": ".quarantine_release_request",
    "QuarantineReleaseResult": ".quarantine_release_result",
    "QuarantinedMessage": ".quarantined_message",
    "RecipientCondition": ".recipient_condition",
    "RuleAttachment": ".rule_attachment",
    "RuleBody": ".rule_body",
    "RuleConditions": ".rule_conditions",
    "RuleHeader": ".rule_header",
    "RuleIp": ".rule_ip",
    "RuleRecipient": ".rule_recipient",
    "RuleSender": ".rule_sender",
    "RuleSize": ".rule_size",
    "RuleSubject": ".rule_subject",
    "SenderCondition": ".sender_condition",
    "SizeCondition": ".size_condition",
    "SmtpServer": ".smtp_server",
    "SmtpServerSettings": ".smtp_server_settings",
    "SmtpUser": ".smtp_user",
    "SmtpUsersCreateRequest": ".smtp_users_create_request",
    "SmtpUsersCreateResult": ".smtp_users_create_result",
    "SmtpUsersDeleteRequest": ".smtp_users_delete_request",
    "SmtpUsersListResult": ".smtp_users_list_result",
    "SmtpUsersUpdateRequest": ".smtp_users_update_request",
    "SubjectCondition": ".subject_condition",
    "Success": ".success",
    "SuppressionFailure": ".suppression_failure",
    "SuppressionRule": ".suppression_rule",
    "SuppressionsCreateRequest": ".suppressions_create_request",
    "SuppressionsCreateResult": ".suppressions_create_result",
    "SuppressionsImportCsvResult": ".suppressions_import_csv_result",
    "TransactionalKey": ".transactional_key",
    "TransactionalKeysCreateRequest": ".transactional_keys_create_request",
    "TransactionalKeysCreateResult": ".transactional_keys_create_result",
    "TransactionalKeysDeleteRequest": ".transactional_keys_delete_request",
    "TransactionalKeysListResult": ".transactional_keys_list_result",
    "TransactionalKeysRotateRequest": ".transactional_keys_rotate_request",
    "TransactionalKeysRotateResult": ".transactional_keys_rotate_result",
    "TransactionalKeysUpdateRequest": ".transactional_keys_update_request",
    "Webhook": ".webhook",
    "WebhookEvent": ".webhook_event",
    "WebhooksCreateRequest": ".webhooks_create_request",
    "WebhooksCreateResult": ".webhooks_create_result",
    "WebhooksQueryRequest": ".webhooks_query_request",
    "WebhooksQueryResult": ".webhooks_query_result",
    "WebhooksReplayRequest": ".webhooks_replay_request",
    "WebhooksReplayResult": ".webhooks_replay_result",
    "WebhooksUpdateRequest": ".webhooks_update_request",
}

__all__ = [  # noqa: RUF022
    "AccountAllowlistCreateRequest",
    "AccountAllowlistGetResult",
    "AccountAllowlistUpdateRequest",
    "AccountBlocklistCreateRequest",
    "AccountBlocklistUpdateRequest",
    "AccountLogDomain",
    "AccountLogEntry",
    "AccountLogPages",
    "AccountRule",
    "AccountRules",
    "Acknowledgement",
    "Attachment",
    "AttachmentCondition",
    "BccEmail",
    "BodyCondition",
    "CreatedRule",
    "DeliveryAttempt",
    "DeliverySummary",
    "DomainAllowlistCreateRequest",
    "DomainAllowlistUpdateRequest",
    "DomainBlocklistCreateRequest",
    "DomainBlocklistUpdateRequest",
    "DomainRule",
    "DomainRules",
    "EmailMessage",
    "EmailResult",
    "EmailSendBatchRequest",
    "EmailSendBatchResult",
    "EmailSendRequest",
    "EmailSendResult",
    "EmailSummary",
    "ForwardDestination",
    "ForwardDestinationsListResult",
    "ForwardDestinationsResendResult",
    "ForwardDestinationsResendResultResult",
    "ForwardDestinationsVerifyRequest",
    "ForwardDestinationsVerifyResult",
    "ForwardRule",
    "ForwardRuleResult",
    "ForwardRulesCreateRequest",
    "ForwardRulesListResult",
    "ForwardRulesUpdateRequest",
    "HeaderCondition",
    "InboundDomain",
    "InboundDomainSettings",
    "InboundDomainsCreateRequest",
    "InboundDomainsCreateResult",
    "InboundDomainsDeleteRequest",
    "InboundDomainsGetSettingsResult",
    "InboundDomainsListResult",
    "InboundDomainsUpdateSettingsRequest",
    "InboundLogAction",
    "InboundLogEntry",
    "InboundLogsListAccountResult",
    "InboundLogsListResult",
    "InboundMailPayload",
    "IpCondition",
    "MailAttachment",
    "MessageClick",
    "MessageEvent",
    "MessageEventData",
    "MessageOpen",
    "NewInboundDomain",
    "OutboundDelivery",
    "OutboundDomainSettings",
    "OutboundDomainsCreateRequest",
    "OutboundDomainsDeleteRequest",
    "OutboundDomainsGetSettingsResult",
    "OutboundDomainsUpdateSettingsRequest",
    "OutboundDomainsUpdateSettingsResult",
    "OutboundLogEntry",
    "OutboundLogPages",
    "OutboundLogsGetResult",
    "OutboundLogsListResult",
    "QuarantineReleaseRequest",
    "QuarantineReleaseResult",
    "QuarantinedMessage",
    "RecipientCondition",
    "RuleAttachment",
    "RuleBody",
    "RuleConditions",
    "RuleHeader",
    "RuleIp",
    "RuleRecipient",
    "RuleSender",
    "RuleSize",
    "RuleSubject",
    "SenderCondition",
    "SizeCondition",
    "SmtpServer",
    "SmtpServerSettings",
    "SmtpUser",
    "SmtpUsersCreateRequest",
    "SmtpUsersCreateResult",
    "SmtpUsersDeleteRequest",
    "SmtpUsersListResult",
    "SmtpUsersUpdateRequest",
    "SubjectCondition",
    "Success",
    "SuppressionFailure",
    "SuppressionRule",
    "SuppressionsCreateRequest",
    "SuppressionsCreateResult",
    "SuppressionsImportCsvResult",
    "TransactionalKey",
    "TransactionalKeysCreateRequest",
    "TransactionalKeysCreateResult",
    "TransactionalKeysDeleteRequest",
    "TransactionalKeysListResult",
    "TransactionalKeysRotateRequest",
    "TransactionalKeysRotateResult",
    "TransactionalKeysUpdateRequest",
    "Webhook",
    "WebhookEvent",
    "WebhooksCreateRequest",
    "WebhooksCreateResult",
    "WebhooksQueryRequest",
    "WebhooksQueryResult",
    "WebhooksReplayRequest",
    "WebhooksReplayResult",
    "WebhooksUpdateRequest",
]


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(module, __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
