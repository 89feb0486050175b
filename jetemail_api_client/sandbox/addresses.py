"""Addresses of e-mail, of clients, and of the sandbox for clients."""

import re
from ipaddress import ip_address, ip_network

# Neither quoted local parts nor comments: the API does not document them.
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\\]{1,64}@[^\s@<>,;:\"()\\]{1,253}")
# Characters that would end a header.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def address_in(text: str) -> str | None:
    """Return the address in `a@example.com` or `Name <a@example.com>`; None if there is none."""
    if _CONTROL.search(text):
        return None
    _, bracket, rest = text.rpartition("<")
    address = rest.removesuffix(">") if bracket and text.endswith(">") else text
    return address if is_address(address) else None


def is_address(text: str) -> bool:
    """Return whether a text is an address without a display name."""
    return _ADDRESS.fullmatch(text) is not None


def local_part(address: str) -> str:
    """Return the part before the @ in lower case, without a +tag."""
    return address.partition("@")[0].partition("+")[0].lower()


def domain_of(address: str) -> str:
    """Return the domain of an address in lower case."""
    return address.rpartition("@")[2].lower()


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def url_for_clients(host: str, port: int) -> str:
    """Return the base URL of a server on a host: one on all addresses is on loopback, too."""
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_ip_in(ip: str, ranges: list[str]) -> bool:
    """Return whether an IP address is in a list of addresses and ranges."""
    return any(_contains(one, ip) for one in ranges)


def _contains(one: str, ip: str) -> bool:
    try:
        return ip_address(ip) in ip_network(one, strict=False)
    except ValueError:
        # "010.0.0.1" is described as valid, and no address to Python.
        return one == ip
