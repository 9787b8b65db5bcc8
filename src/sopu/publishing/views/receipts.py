"""What became of a sentence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control

from sopu.publishing.forms import ReceiptForm
from sopu.publishing.queries import receipts


def find(request: HttpRequest) -> HttpResponse:
    """Where a receipt is typed."""
    form = ReceiptForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("receipt", code=form.cleaned_data["code"])
    return render(request, "publishing/receipts.html", {"form": form})


@cache_control(private=True, no_cache=True)
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The sentence and its way so far; the receipt itself is the secret, so no search engine may keep it."""
    found = receipts.what_became_of(code)
    if found is None:
        form = ReceiptForm({"code": code})
        return render(request, "publishing/receipts.html", {"form": form}, status=404)
    page = {"receipt": found, "negotiation": found.event.negotiation}
    response = render(request, "publishing/receipt.html", page)
    response["X-Robots-Tag"] = "noindex"
    return response
