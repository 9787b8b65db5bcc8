import pytest
from django.utils import timezone
from django.utils.translation import trans_real

from sopu.config import catalogues, preparing
from sopu.negotiations.models import Negotiation
from sopu.organisations.models import Kind, Organisation
from sopu.plans.models import Commitment, Goal, Indicator, Measure, OptOut, Plan
from sopu.plans.queries.confirming import confirmations_of
from sopu.publishing.queries.thread_nodes import Sight
from sopu.publishing.queries.threads import Kind as ThreadKind
from sopu.publishing.queries.threads import roots_of


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


@pytest.mark.slow
@pytest.mark.django_db
def test_preparing_twice_does_the_work_once(data):
    said: list[str] = []
    preparing.prepare(demonstration=False, say=said.append)
    assert said[-2:] == [
        "Static files: gathered and compressed",
        "Reference data: 308 municipalities and 21 counties",
    ]
    assert Organisation.objects.filter(kind=Kind.MUNICIPALITY).count() == 308
    again: list[str] = []
    preparing.prepare(demonstration=False, say=again.append)
    assert again == []


def test_static_files_are_gathered_again_when_one_is_missing(data):
    said: list[str] = []
    preparing.collect_static(said.append)
    (data / "static.stamp").write_text("another digest")
    preparing.collect_static(said.append)
    preparing.collect_static(said.append)
    assert said == ["Static files: gathered and compressed"] * 2
    assert (data / "static" / "web" / "tokens.css").exists()


def test_words_that_were_read_before_their_catalogue_was_made_are_read_anew(monkeypatch):
    made = catalogues.SOURCE / "plans" / "locale" / "fi" / "LC_MESSAGES" / "django.po"
    before, said = trans_real.translation("fi"), []
    monkeypatch.setattr(catalogues, "compile_all", list)
    preparing.make_texts(said.append)
    assert (said, trans_real.translation("fi") is before) == ([], True)
    monkeypatch.setattr(catalogues, "compile_all", lambda: [made])
    preparing.make_texts(said.append)
    assert (said, trans_real.translation("fi") is before) == (["Texts: 1 catalogues"], False)


@pytest.mark.django_db
def test_an_installation_with_its_own_key_gets_no_demonstration(settings):
    settings.DEMONSTRATION = False
    said: list[str] = []
    preparing.load_demonstration(said.append)
    assert said == ["No demonstration here, since this installation has a secret key of its own."]
    assert Negotiation.objects.count() == 0


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demonstration_is_loaded_once(settings, data):
    settings.DEMONSTRATION = True
    said: list[str] = []
    for _ in range(2):
        preparing.prepare(demonstration=True, say=said.append)
    assert [line for line in said if "Demonstration" in line] == [said[-1]]
    assert "24 parties" in said[-1]
    assert sorted(Negotiation.objects.filter(is_demo=True).values_list("slug", flat=True)) == [
        "keski-suomi-2022",
        "keski-suomi-2025",
    ]
    assert told_of_the_plan() == {
        "goals": 12,
        "measures": 40,
        "indicators": 20,
        "areas in which a party says something": 24 * 4,
        "boards that approved": 24,
        "rounds": ["closed", "open"],
        "reports that everybody may read": 1,
        "points handled together": 4,
        "sentences at the roots of an indicator": True,
    }


def told_of_the_plan() -> dict[str, object]:
    """What the demonstration's plan has, and how far it has come."""
    plan, today = Plan.objects.get(), timezone.localdate()
    said = {(one.party_id, one.measure.goal.goal_area_id) for one in Commitment.objects.of(plan).binding().at_hand()}
    said |= set(OptOut.objects.standing().filter(plan=plan).values_list("party", "goal_area"))
    roots = roots_of(Indicator.objects.of_plan(plan)[0], today, Sight(hall=True, drafts=True))
    return {
        "goals": Goal.objects.of(plan).count(),
        "measures": Measure.objects.of(plan).count(),
        "indicators": Indicator.objects.of(plan.negotiation).count(),
        "areas in which a party says something": len(said),
        "boards that approved": len(confirmations_of(plan, today)),
        "rounds": ["closed" if one.closed_at else "open" for one in plan.rounds.all()],
        "reports that everybody may read": plan.reports.filter(published_at__isnull=False).count(),
        "points handled together": plan.meeting_points.filter(handled_at__isnull=False).count(),
        "sentences at the roots of an indicator": roots is not None and len(roots.of(ThreadKind.SENTENCE)) > 0,
    }
