"""MessageEventData.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class MessageEventData:
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
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "MessageEventData"

    uid: str | _Unset = _UNSET
    from_: str | _Unset = _field(default=_UNSET, repr=_values.masked)
    to: str | _Unset = _field(default=_UNSET, repr=_values.masked)
    subject: str | _Unset = _field(default=_UNSET, repr=_values.masked)
    user: str | _Unset = _UNSET
    mx: str | _Unset = _UNSET
    host: str | _Unset = _UNSET
    ip: str | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
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
        cls, src: Mapping[str, Any], /, *, at: str = "", odd: _readings.Oddities | None = None
    ) -> Self:
        """Read the object from JSON.

        Args:
            src: The decoded object.
            at: Where it stands, for errors: "" or a path that ends in a dot.
            odd: Takes a sentence for each departure from the description that loses nothing.

        Raises:
            APIResponseValidationError: It is no object, or a required field is missing.
        """
        rest = _readings.fields_of(src, at)
        v_uid = rest.pop("uid", _UNSET)
        if v_uid.__class__ is not str and v_uid is not _UNSET:
            v_uid = _readings.kept(v_uid, "a string", f"{at}uid", odd)

        v_from_ = rest.pop("from", _UNSET)
        if v_from_.__class__ is not str and v_from_ is not _UNSET:
            v_from_ = _readings.kept(v_from_, "a string", f"{at}from", odd)

        v_to = rest.pop("to", _UNSET)
        if v_to.__class__ is not str and v_to is not _UNSET:
            v_to = _readings.kept(v_to, "a string", f"{at}to", odd)

        v_subject = rest.pop("subject", _UNSET)
        if v_subject.__class__ is not str and v_subject is not _UNSET:
            v_subject = _readings.kept(v_subject, "a string", f"{at}subject", odd)

        v_user = rest.pop("user", _UNSET)
        if v_user.__class__ is not str and v_user is not _UNSET:
            v_user = _readings.kept(v_user, "a string", f"{at}user", odd)

        v_mx = rest.pop("mx", _UNSET)
        if v_mx.__class__ is not str and v_mx is not _UNSET:
            v_mx = _readings.kept(v_mx, "a string", f"{at}mx", odd)

        v_host = rest.pop("host", _UNSET)
        if v_host.__class__ is not str and v_host is not _UNSET:
            v_host = _readings.kept(v_host, "a string", f"{at}host", odd)

        v_ip = rest.pop("ip", _UNSET)
        if v_ip.__class__ is not str and v_ip is not _UNSET:
            v_ip = _readings.kept(v_ip, "a string", f"{at}ip", odd)

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
