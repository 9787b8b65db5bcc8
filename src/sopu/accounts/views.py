"""What of django-allauth is not open here."""

from django.http import Http404, HttpRequest, HttpResponse


def closed(request: HttpRequest) -> HttpResponse:
    """Accounts are given by a process owner, and an address is changed by asking: these doors lead nowhere."""
    raise Http404
