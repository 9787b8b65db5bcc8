"""What becomes of somebody who comes to a page that is not theirs, and of a press that a rule refuses."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sopu.core.refusals import Refused


def refused(request: HttpRequest) -> HttpResponse:
    """A visitor is taken to sign in and comes back; who is signed in is told that this is not theirs."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied


def attempt(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Does it, and says so if there are words for it; when it is refused, says why, and nothing was done."""
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True
