"""Which addresses of the network may be connected to when somebody else names the host."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Public by their number, but a cloud's own servers answer there.
CLOUD_SERVERS = (ip_network("168.63.129.16/32"), ip_network("192.0.0.0/24"))
# IPv6 addresses that lead to an IPv4 address written in them: NAT64, 6to4, Teredo, IPv4-compatible.
TUNNELS = tuple(
    ip_network(written)
    for written in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10")
)


def is_outside(address: Address) -> bool:
    """Tell whether an address lies in the public network: not ours, not a neighbour's, not a cloud's own."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_outside(address.ipv4_mapped)
        if address.scope_id or any(address in tunnel for tunnel in TUNNELS):
            return False
    if any(address in servers for servers in CLOUD_SERVERS) or address.is_multicast or address.is_reserved:
        return False
    return address.is_global


def is_web_port(port: int) -> bool:
    """Tell whether a port may be a web server's: not those of mail, files, names and the like."""
    return port in (80, 443) or port >= 1024


def is_reachable(written: str, inside: Sequence[Network]) -> bool:
    """Tell whether a resolved address may be connected to: public, or in a network the installation named."""
    try:
        address = ip_address(written)
    except ValueError:
        return False
    return is_outside(address) or any(address in network for network in inside)
