"""A listing of logs as the API sends it, of any length."""

import json

ROW = {
    "uid": "19424fd2acd0004210",
    "id": "19424fd2acd000421001",
    "message_id": "<01020194-7f3c-4b1e@mail.example.com>",
    "subject": "Your order 10482 is on its way",
    "from_address": "orders@example.com",
    "to_address": "someone@example.org",
    "user": "smtp-user1",
    "originhost": "[192.0.2.25]",
    "headerFrom": "Orders <orders@example.com>",
    "last_updated": 1767225600123,
    "action_count": 2,
    "final_mx": "mx1.example.org",
    "final_host": "mx1.example.org",
    "final_ip": "198.51.100.7",
    "final_protocol": "ESMTPS",
    "final_response": "250 2.0.0 Ok: queued as 4F1C2A",
    "delivery_attempts": [
        {
            "action": "ACCEPTED",
            "receiver": "someone@example.org",
            "mx": "mx1.example.org",
            "ip": "198.51.100.7",
            "response": "250 2.0.0 Ok: queued as 4F1C2A",
            "date": 1767225600123,
            "timestamp": "2026-01-01T00:00:00.123Z",
        }
    ],
    "delivery_summary": {
        "total_attempts": 1,
        "successful_deliveries": 1,
        "failed_deliveries": 0,
        "unique_recipients": 1,
    },
}


def listing(rows: int) -> bytes:
    """Return the body of a response with a number of rows, all different."""
    data = [ROW | {"uid": f"19424fd2acd{number:07}"} for number in range(rows)]
    return json.dumps({"success": True, "data": data}).encode()
