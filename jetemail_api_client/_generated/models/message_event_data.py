"""MessageEventData.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class MessageEventData(_values.Model):
    """What is known of the message. The fields of outbound.queued are published, and most of
    outbound.delivered; those of the other types are not.

    Attributes:
        uid: Uid of the message.
        from_: Address of the sender.
        to: Address of the recipient.
        subject: Subject of the message.
        user: Of outbound.queued; not explained by the API.
        mx: Of outbound.delivered; not explained by the API.
        host: Of outbound.delivered; not explained by the API.
        ip: Of outbound.delivered; not explained by the API.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "MessageEventData"

    uid: str | _Unset = _UNSET
    """Uid of the message."""
    from_: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Address of the sender."""
    to: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Address of the recipient."""
    subject: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Subject of the message."""
    user: str | _Unset = _UNSET
    """Of outbound.queued; not explained by the API."""
    mx: str | _Unset = _UNSET
    """Of outbound.delivered; not explained by the API."""
    host: str | _Unset = _UNSET
    """Of outbound.delivered; not explained by the API."""
    ip: str | _Unset = _UNSET
    """Of outbound.delivered; not explained by the API."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.uid is not _UNSET:
            fields["uid"] = self.uid
        if self.from_ is not _UNSET:
            fields["from"] = self.from_
        if self.to is not _UNSET:
            fields["to"] = self.to
        if self.subject is not _UNSET:
            fields["subject"] = self.subject
        if self.user is not _UNSET:
            fields["user"] = self.user
        if self.mx is not _UNSET:
            fields["mx"] = self.mx
        if self.host is not _UNSET:
            fields["host"] = self.host
        if self.ip is not _UNSET:
            fields["ip"] = self.ip
        return fields

    @classmethod
    def from_dict(
        cls,
        src: Mapping[str, Any],
        /,
        *,
        at: str = "",
        deviations: _parsing.Deviations | None = None,
    ) -> Self:
        """Parse the object from decoded JSON.

        Args:
            src: The decoded object.
            at: Its position in the response, for errors: "" or a path that ends in a dot.
            deviations: Receives a sentence for each deviation from the description.

        Raises:
            APIResponseValidationError: It is not an object, or a required field is missing.
        """
        rest = _parsing.fields_of(src, at)
        v_uid = rest.pop("uid", _UNSET)
        if v_uid.__class__ is not str and v_uid is not _UNSET:
            v_uid = _parsing.deviating(v_uid, "a string", f"{at}uid", deviations)

        v_from_ = rest.pop("from", _UNSET)
        if v_from_.__class__ is not str and v_from_ is not _UNSET:
            v_from_ = _parsing.deviating(v_from_, "a string", f"{at}from", deviations)

        v_to = rest.pop("to", _UNSET)
        if v_to.__class__ is not str and v_to is not _UNSET:
            v_to = _parsing.deviating(v_to, "a string", f"{at}to", deviations)

        v_subject = rest.pop("subject", _UNSET)
        if v_subject.__class__ is not str and v_subject is not _UNSET:
            v_subject = _parsing.deviating(v_subject, "a string", f"{at}subject", deviations)

        v_user = rest.pop("user", _UNSET)
        if v_user.__class__ is not str and v_user is not _UNSET:
            v_user = _parsing.deviating(v_user, "a string", f"{at}user", deviations)

        v_mx = rest.pop("mx", _UNSET)
        if v_mx.__class__ is not str and v_mx is not _UNSET:
            v_mx = _parsing.deviating(v_mx, "a string", f"{at}mx", deviations)

        v_host = rest.pop("host", _UNSET)
        if v_host.__class__ is not str and v_host is not _UNSET:
            v_host = _parsing.deviating(v_host, "a string", f"{at}host", deviations)

        v_ip = rest.pop("ip", _UNSET)
        if v_ip.__class__ is not str and v_ip is not _UNSET:
            v_ip = _parsing.deviating(v_ip, "a string", f"{at}ip", deviations)

        return cls(
            uid=v_uid,
            from_=v_from_,
            to=v_to,
            subject=v_subject,
            user=v_user,
            mx=v_mx,
            host=v_host,
            ip=v_ip,
            additional_properties=rest,
        )
