"""Long work that goes on after the page has answered."""

from django.utils import timezone
from django_tasks import task

from sopu.negotiations.models import Negotiation
from sopu.plans.models import Plan
from sopu.publishing.actions.compiling import compile_material
from sopu.publishing.actions.delivering import post
from sopu.publishing.actions.proving import make_asked
from sopu.publishing.actions.subscribing import tell_subscribers
from sopu.publishing.models import Compilation, Dossier


@task()
def compile_later(compilation: int) -> None:
    """Makes the packages of a compilation."""
    for _package in compile_material(compilation=Compilation.objects.get(pk=compilation), now=timezone.now()):
        pass


@task()
def send_later(negotiation: int) -> None:
    """Hands the waiting letters of a negotiation to the mail server."""
    post(negotiation=Negotiation.objects.get(pk=negotiation))


@task()
def make_dossier_later(dossier: int) -> None:
    """Makes a dossier that was asked for."""
    make_asked(dossier=Dossier.objects.get(pk=dossier), now=timezone.now())


@task()
def tell_later(plan: int) -> None:
    """Writes to those who subscribed to measures of the plan that have moved, and sends the letters."""
    of = Plan.objects.at_hand().get(pk=plan)
    if tell_subscribers(plan=of, now=timezone.now()):
        post(negotiation=of.negotiation)
