"""What becomes of somebody who comes to a page that is not theirs."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


def refused(request: HttpRequest) -> HttpResponse:
    """A visitor is taken to sign in and comes back; who is signed in is told that this is not theirs."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied
