"""The commitment matrix, and a party's own page: what each reader sees, and what a coordinator does there."""

import uuid

import pytest
from django.utils import timezone

from agreements import a_version, an_agreement, decided, the_cases
from builders import a_forum, a_mandate, a_negotiation, a_participant, client_of
from planned import a_commitment, a_goal, a_measure, a_plan
from sopu.forum.models import Cause, Contribution, Moderation, PromptKind
from sopu.negotiations.models import Role
from sopu.plans.models import Commitment, OptOut
from sopu.plans.queries.confirming import confirmations_of
from sopu.plans.queries.matrix import matrix_of
from sopu.plans.rules import Level, Stage

pytestmark = pytest.mark.django_db


def a_world(municipalities, measures):
    """A plan of parties and measures, all cells said, a proposal waiting and an opting out."""
    plan = a_plan(document=an_agreement(a_negotiation(municipality_count=municipalities)))
    goal = a_goal(plan)
    for _ in range(measures):
        measure = a_measure(goal)
        for party in plan.document.parties.all():
            a_commitment(measure, party)
    return plan


@pytest.fixture
def plan():
    return a_world(2, 1)


@pytest.fixture
def measure(plan):
    return plan.goals.get().measures.get()


@pytest.fixture
def party(plan):
    """One that is not responsible."""
    return plan.document.parties.all()[1]


@pytest.fixture
def coordinator(plan, party):
    return client_of(a_mandate(plan.negotiation, Role.COORDINATOR, party.organisation))


@pytest.mark.parametrize(("municipalities", "measures"), [(1, 1), (3, 3)])
def test_the_matrix_asks_as_much_however_large_it_is(municipalities, measures, django_assert_num_queries):
    plan = a_world(municipalities, measures)
    with django_assert_num_queries(6):
        matrix = matrix_of(plan)
    assert len(matrix.rows) == measures
    assert matrix.committed_count == measures * len(matrix.heads)


def test_the_matrix_tells_totals_reasons_and_who_has_said_nothing(plan, measure, party):
    third = plan.document.parties.all()[2]
    a_commitment(measure, party, level=Level.OPTS_OUT, stage=Stage.AMENDED, reason="Ei kuulu toimialaan.")
    OptOut.objects.create(plan=plan, party=third, goal_area=measure.goal.goal_area, reason="Naapuri hoitaa.")
    Commitment.objects.filter(party=third).delete()
    matrix = matrix_of(plan)
    assert [one.committed_count for one in matrix.totals] == [1, 0, 0]
    assert [(one.party, one.labels, one.is_whole) for one in matrix.reasons] == [
        (party.organisation.name, (measure.label,), False),
        (third.organisation.name, ("1",), True),
    ]
    assert [(area.number, [head.key for head in heads]) for area, heads in matrix.silent] == [(1, [party.pk])]


def test_the_matrix_is_narrowed_to_a_goal_area_a_party_or_a_level(plan, measure, party):
    second = a_measure(a_goal(plan, plan.negotiation.goal_areas.all()[1]))
    a_commitment(second, party, level=Level.SUPPORTS)
    matrix = matrix_of(plan)
    assert [row.key for row in matrix.narrowed(area=2).rows] == [second.pk]
    assert [head.key for head in matrix.narrowed(party=party.number).heads] == [party.pk]
    assert [row.key for row in matrix.narrowed(level=Level.SUPPORTS).rows] == [second.pk]
    assert len(matrix.narrowed(area=9, party=99, level="x").rows) == 2


def test_a_boards_decision_confirms_what_had_been_said_by_then(plan, measure, party):
    version = a_version(plan.document)
    case = next(one for one in the_cases(plan.document) if one.party == party)
    decided(case, version)
    confirmations = confirmations_of(plan, timezone.localdate())
    cells = matrix_of(plan, confirmations=confirmations).rows[0].cells
    assert [cell.is_confirmed for cell in cells] == [False, True, False]
    a_commitment(measure, party, level=Level.SUPPORTS)
    assert not matrix_of(plan, confirmations=confirmations).rows[0].cells[1].is_confirmed


def test_the_public_sees_after_submission_only_what_parties_said_yes_to(plan, measure, party, client):
    Commitment.objects.filter(party=party).update(stage=Stage.PROPOSED)
    place = f"/fi/plans/{plan.pk}/commitments/"
    assert client.get(place).status_code == 302
    a_version(plan.document)
    page = client.get(place)
    cells = page.context["whole"].rows[0].cells
    assert [cell and cell.stage for cell in cells] == [Stage.ACCEPTED, None, Stage.ACCEPTED]
    own = client.get(f"/fi/plans/{plan.pk}/parties/{party.number}/")
    assert (own.status_code, own.context["found"].binding_count, own.context["commits"]) == (200, 0, False)


def test_a_coordinator_accepts_amends_and_declines_on_the_partys_page(plan, measure, party, coordinator):
    Commitment.objects.filter(party=party).update(stage=Stage.PROPOSED)
    place = f"/fi/measures/{measure.pk}/parties/{party.number}/"
    told = {"act": uuid.uuid4(), "based_on": 1}
    assert "reason" in coordinator.post(place, told | {"answer": "decline"}).context["form"].errors
    assert coordinator.post(place, told | {"answer": "accept"}).status_code == 302
    changed = {"act": uuid.uuid4(), "based_on": 2, "answer": "otherwise", "level": Level.FOLLOWS, "text_fi": "Seuraa."}
    coordinator.post(place, changed)
    standing = Commitment.objects.standing().get(party=party)
    assert (standing.number, standing.stage, standing.level) == (3, Stage.AMENDED, Level.FOLLOWS)
    late = coordinator.post(place, changed | {"act": uuid.uuid4(), "level": Level.DOES})
    assert late.context["form"]["based_on"].value() == "3"
    assert late.context["form"].non_field_errors()


def test_several_proposals_are_accepted_with_one_button(plan, measure, party, coordinator):
    Commitment.objects.filter(party=party).update(stage=Stage.PROPOSED)
    place = f"/fi/plans/{plan.pk}/parties/{party.number}/"
    assert f'value="{measure.pk}:1"' in coordinator.get(place).content.decode()
    coordinator.post(f"{place}accept/", {"accept": [f"{measure.pk}:1", "x:y"]})
    assert Commitment.objects.standing().get(party=party).stage == Stage.ACCEPTED


def test_a_party_opts_out_of_a_goal_area_on_its_page_and_comes_back(plan, party, coordinator):
    place = f"/fi/plans/{plan.pk}/parties/{party.number}/areas/2/"
    coordinator.post(f"{place}out/", {"act": uuid.uuid4(), "reason": "Ei kuulu toimialaan."})
    assert OptOut.objects.standing().get().goal_area.number == 2
    coordinator.post(f"{place}in/")
    assert not OptOut.objects.standing().exists()


def test_preparers_propose_to_several_and_begin_with_what_the_hall_said(plan, measure, party):
    preparer = client_of(a_mandate(plan.negotiation, Role.PREPARER))
    Commitment.objects.all().delete()
    said = what_was_offered(plan, party, "Voimme tarjota tilat.")
    place = f"/fi/measures/{measure.pk}/commitments/"
    form = preparer.get(f"{place}?sentence={said.pk}").context["form"]
    assert (form.initial["parties"], form.initial["text_fi"]) == ([str(party.pk)], "Voimme tarjota tilat.")
    third = plan.document.parties.all()[2]
    told = {"parties": [party.pk, third.pk], "level": Level.SUPPORTS, "text_fi": "Tilat.", "contribution": said.pk}
    assert [preparer.post(place, told).status_code for _ in range(2)] == [302, 302]
    made = Commitment.objects.waiting().order_by("party")
    assert [(one.party, one.contribution) for one in made] == [(party, said), (third, None)]
    assert Commitment.objects.count() == 2
    preparer.post(f"{place}{third.number}/withdraw/")
    assert Commitment.objects.waiting().get().party == party


def what_was_offered(plan, party, text):
    """A sentence in which somebody of the party said what it could commit to, in the first goal area."""
    event = a_forum(plan.negotiation)
    discussion = event.discussions.get(goal_area=plan.negotiation.goal_areas.all()[0])
    return Contribution.objects.create(
        discussion=discussion,
        prompt=event.prompts.get(kind=PromptKind.COMMITMENT),
        participant=a_participant(event, party.organisation),
        text=text,
        language="fi",
        receipt="ABCD1234",
        written_at=event.starts_at,
    )


def test_the_file_has_a_row_a_measure_and_a_column_a_party(plan, measure, coordinator):
    lines = coordinator.get(f"/fi/plans/{plan.pk}/commitments.csv").content.decode("utf-8-sig").splitlines()
    names = [party.organisation.name for party in plan.document.parties.all()]
    assert lines[0].split(";")[4:] == [*names, "Mukana"]
    assert lines[1].split(";")[1:3] == ["1.1.1", measure.name]
    assert lines[1].split(";")[4:] == ["johtaa", "toteuttaa", "toteuttaa", "3"]


def test_a_partys_page_never_shows_a_sentence_that_was_hidden_since(plan, measure, party, coordinator):
    said = what_was_offered(plan, party, "Matti Meikäläinen lupasi kylätalon.")
    Commitment.objects.filter(party=party).update(contribution=said)
    pages = [f"/fi/plans/{plan.pk}/parties/{party.number}/", f"/fi/measures/{measure.pk}/parties/{party.number}/"]
    assert ["Matti" in coordinator.get(page).content.decode() for page in pages] == [True, True]
    Moderation.objects.create(contribution=said, is_hiding=True, cause=Cause.PERSON, reason="henkilötieto")
    assert ["Matti" in coordinator.get(page).content.decode() for page in pages] == [False, False]
