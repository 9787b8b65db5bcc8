"""Paper: forms to print, and what was written on them typed in."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.actions.intakes import store_paper
from sopu.forum.documents import paper
from sopu.forum.forms.paper import TOLD, PaperForm
from sopu.forum.models import Event
from sopu.forum.queries.intakes import parties_of
from sopu.forum.queries.paper import paper_of
from sopu.forum.views.desk import at_desk


@require_GET
@at_desk
def form(request: HttpRequest, event: Event) -> HttpResponse:
    """The forms to print, in the language of the page."""
    content = paper.pdf(paper_of(event, language=get_language() or "fi"), moment=timezone.now())
    name = _("paper-form") + f"-{event.code}.pdf"
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


@require_http_methods(["GET", "POST"])
@at_desk
def typing(request: HttpRequest, event: Event) -> HttpResponse:
    """What was written on paper is typed in, ten sentences at a time."""
    assert isinstance(request.user, User)
    sent = request.POST if request.method == "POST" else None
    typed = PaperForm(sent, event, parties_of(event), {key: request.GET[key] for key in TOLD if key in request.GET})
    if typed.is_valid():
        try:
            intake = store_paper(
                event=event,
                batch=typed.cleaned_data["batch"],
                found=typed.lines,
                made_by=request.user,
                now=timezone.now(),
            )
            return _on(request, event, typed, intake.sentence_count)
        except Refused as refusal:
            typed.add_error("text-1", str(refusal))
    page = {"event": event, "negotiation": event.negotiation, "form": typed}
    return render(request, "forum/paper.html", page)


def _on(request: HttpRequest, event: Event, typed: PaperForm, n: int) -> HttpResponse:
    """To new rows, which go on from where the last one was."""
    messages.success(request, ngettext("%(n)s sentence was stored.", "%(n)s sentences were stored.", n) % {"n": n})
    return redirect(f"{reverse('paper', args=[event.code])}?{urlencode({k: v for k, v in typed.last.items() if v})}")
