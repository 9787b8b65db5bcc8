"""What the pages of passkeys ask of the address that they are read at."""

from ipaddress import ip_address

from django import template
from django.http import HttpRequest
from django.http.request import split_domain_port

register = template.Library()


@register.simple_tag
def has_name(request: HttpRequest) -> bool:
    """The site was opened by a name: a browser makes no passkey for a bare number such as 127.0.0.1."""
    name, _port = split_domain_port(request.get_host())
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return True
    return False


@register.simple_tag
def address_by_name(request: HttpRequest) -> str:
    """The same page under the name that this machine calls itself, for a demonstration on it."""
    _name, port = split_domain_port(request.get_host())
    return f"{request.scheme}://localhost{f':{port}' if port else ''}{request.path}"
