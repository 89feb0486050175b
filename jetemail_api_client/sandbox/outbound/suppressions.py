"""The suppression rules of an account and their operations."""

import csv
from io import StringIO

from attrs import define, field

from ..addresses import address_in, is_address
from ..clock import Clock, iso_8601
from ..replies import Fields, Refusal, Reply, Sent

MAX_ROWS = 100_000
"""Lines of an import, about: more would take minutes."""

_COLUMNS = ("target_value", "reason", "created_at")


@define
class Suppression:
    """A rule that stops outbound e-mail to an address, in lower case."""

    id: int
    target_value: str
    reason: str | None
    created: float
    """Unix seconds."""

    def to_dict(self) -> Fields:
        """Return the rule as in responses."""
        rule = {"id": self.id, "target_value": self.target_value, "status": 1}
        return rule | {"reason": self.reason, "created_at": int(self.created)}


@define
class Suppressions:
    """The suppression rules of an account, by address."""

    clock: Clock
    by_address: dict[str, Suppression] = field(factory=dict)
    last_id: int = 0

    def is_suppressed(self, address: str) -> bool:
        """Return whether no e-mail is sent to an address."""
        return address.lower() in self.by_address

    def list(self, _: Sent) -> Fields:
        """Return all rules."""
        return {"success": True, "rules": [one.to_dict() for one in self.by_address.values()]}

    def create(self, sent: Sent) -> Fields:
        """Add a rule; an address that has one keeps it: what the API does is not published."""
        rule = self._add(sent.body["target_value"], sent.body.get("reason"))
        return {"success": True, "rule": rule.to_dict()}

    def delete(self, sent: Sent) -> Fields:
        """Lift a rule."""
        for rule in self.by_address.values():
            if rule.id == sent.path["id"]:
                del self.by_address[rule.target_value]
                return {"success": True}
        raise Refusal(404, "There is no suppression rule with this id")

    def export_csv(self, _: Sent) -> Reply:
        """Return the rules as CSV text."""
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(_COLUMNS)
        for rule in self.by_address.values():
            writer.writerow([rule.target_value, rule.reason or "", iso_8601(rule.created)])
        return Reply(200, text.getvalue(), {"Content-Type": "text/csv; charset=utf-8"})

    def import_csv(self, sent: Sent) -> Fields:
        """Add a rule for each row, and report the rows that have no address.

        Rows are counted from the header, which is row 1.
        """
        if sent.body.count("\n") > MAX_ROWS:
            raise Refusal(413, f"The CSV text has more than {MAX_ROWS:,} lines")
        rows = csv.DictReader(StringIO(sent.body, newline=""), strict=True)
        inserted, skipped, failed = 0, 0, list[Fields]()
        try:
            if "target_value" not in (rows.fieldnames or ()):
                raise Refusal(400, "The CSV text has no column target_value")
            for number, row in enumerate(rows, 2):
                address = (row["target_value"] or "").strip().lower()
                # No display name, and no control character, as in a request for one address.
                if not is_address(address) or address_in(address) is None:
                    failed.append({"row": number, "reason": "target_value is not an address"})
                elif self.is_suppressed(address):
                    skipped += 1
                else:
                    self._add(address, row.get("reason") or None)
                    inserted += 1
        except csv.Error as error:
            raise Refusal(400, f"The body is not CSV: {error}") from None
        return {"success": True, "inserted": inserted, "skipped": skipped, "failed": failed}

    def _add(self, address: str, reason: str | None) -> Suppression:
        address = address.lower()
        if address not in self.by_address:
            self.last_id += 1
            rule = Suppression(self.last_id, address, reason, self.clock.now())
            self.by_address[address] = rule
        return self.by_address[address]
