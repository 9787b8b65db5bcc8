"""The commitment matrix as a paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sopu.negotiations.permissions import may_read
from sopu.plans.models import Plan
from sopu.plans.permissions import may_read_plan
from sopu.plans.queries.confirming import confirmations_of
from sopu.plans.queries.matrix import matrix_of
from sopu.publishing.documents import commitments
from sopu.web.doors import refused


@never_cache
@require_GET
def commitments_a3(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix on A3 as a PDF: the public gets only what parties have said themselves."""
    plan = get_object_or_404(Plan.objects.at_hand(), pk=pk)
    if not may_read_plan(request.user, plan):
        return refused(request)
    said_only = not may_read(request.user, plan.negotiation)
    matrix = matrix_of(plan, said_only=said_only, confirmations=confirmations_of(plan, timezone.localdate()))
    content = commitments.pdf(matrix, language=get_language() or "fi", moment=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="{plan.negotiation.slug}-commitments-{pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
