"""The demonstration is loaded, brought back, and never touches anything else."""

import datetime as dt
import io
from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_participant, a_reaction
from sopu.accounts.models import User
from sopu.config.demo import content, hall
from sopu.config.demo.accounts import invitation, password
from sopu.config.demo.actions import load_demo_if_absent, reset_demo
from sopu.config.demo.delivering import deliver_demo
from sopu.core.refusals import Refused
from sopu.forum.models import Abstention, Contribution, Discussion, Event, Moderation, Participant, PromptKind, Reaction
from sopu.negotiations.actions.creating import set_up_negotiation
from sopu.negotiations.models import (
    Letter,
    Mandate,
    MeetingKind,
    Milestone,
    Minutes,
    Negotiation,
    Role,
    Station,
)
from sopu.negotiations.queries.contacts import matrix
from sopu.publishing import files
from sopu.publishing.models import Compilation, Delivery, Fetch, Package
from sopu.synthesis.models import FindingVersion, Outcome
from sopu.synthesis.queries.standing import standing_of

pytestmark = pytest.mark.slow  # a demonstration is a whole county

COUNTED = (Negotiation, Event, Discussion, Participant, Contribution, Reaction, Abstention, Moderation, Mandate, User)


@pytest.fixture
def demonstration(settings, tmp_path, db):
    settings.DEMONSTRATION = True
    settings.MEDIA_ROOT = tmp_path


def command(verb: str) -> str:
    out = io.StringIO()
    call_command("demo", verb, stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def state() -> list[list[tuple]]:
    """All that people see of the hall, without the numbers that the database gave."""
    return [
        list(Participant.objects.order_by("id").values_list("id", "organisation__code", "role", "joined_at")),
        list(Contribution.objects.values_list("act_id", "participant", "text", "receipt", "written_at", "received_at")),
        list(Reaction.objects.values_list("act_id", "contribution__act_id", "participant", "stance", "is_important")),
        list(Moderation.objects.values_list("contribution__act_id", "reason", "made_by__email", "made_at")),
        list(Milestone.objects.values_list("number", "station", "due_on", "done_on", "name_fi")),
        list(Mandate.objects.order_by("user__email").values_list("user__email", "role", "organisation__code")),
    ]


def test_the_demonstration_is_keski_suomi_with_its_24_parties(demonstration):
    negotiation = reset_demo().negotiation
    assert (negotiation.slug, negotiation.name_fi, negotiation.is_demo) == (
        "keski-suomi-2025",
        "Keski-Suomen neuvottelu 2025–2029",
        True,
    )
    assert negotiation.parties.count() == 24
    assert [area.name_fi for area in negotiation.goal_areas.all()] == [
        "Osallisuus ja yhteisöllisyys",
        "Hyvinvoinnin, terveyden ja turvallisuuden edistäminen sekä palvelujen järjestäminen",
        "Yhteinen edunvalvonta ja elinvoima",
        "Arjen turvallisuus ja varautuminen",
    ]
    done = negotiation.milestones.exclude(done_on=None).values_list("station", flat=True)
    assert list(done) == [Station.DUTY, Station.FORUM]


def test_the_forum_is_open_for_input_everywhere(demonstration):
    event = reset_demo()
    assert (event.code, event.name_fi, event.is_open, event.is_demo) == ("KS7M2A", "Sydämellä", True, True)
    hours = [f"{timezone.localtime(moment):%d.%m.%Y %H.%M}" for moment in (event.starts_at, event.ends_at)]
    assert hours == ["24.10.2025 12.00", "24.10.2025 16.30"]
    assert [discussion.is_open for discussion in event.discussions.all()] == [True] * 4
    assert all(prompt.question_sv and prompt.question_en for prompt in event.prompts.all())


def test_the_hall_is_full_of_what_a_hall_says(demonstration):
    event = reset_demo()
    cells = Counter(Contribution.objects.visible().values_list("discussion__number", "prompt__kind"))
    assert len(cells) == 16
    assert min(cells.values()) >= 8
    assert Contribution.objects.count() >= 160
    assert 60 <= event.participants.count() <= 80
    assert 4_300 <= Reaction.objects.of(event).count() <= 4_800
    assert Contribution.objects.filter(language="sv").count() >= 10
    assert Moderation.objects.hiding().count() == 3


def test_the_forum_is_understood_each_sentence_has_an_answer_and_twelve_findings_are_signed(demonstration):
    event = reset_demo()
    standing = standing_of(event)
    assert len(standing.themes) == 24
    assert sum(not theme.is_human for theme in standing.themes) == 3
    assert len(standing.unplaced) == 5
    assert (standing.open_sentences, standing.open_themes) == ((), ())
    assert {one.outcome for one in standing.answers.values()} == set(Outcome) - {Outcome.OPEN}
    findings = FindingVersion.objects.of(event).standing().signed()
    assert findings.count() == 12
    assert min(one.sources.count() for one in findings) >= 2
    (snapshot,) = event.snapshots.opinions()
    assert len(snapshot.result["sizes"]) == 2


def test_its_material_has_been_delivered_to_every_party(demonstration):
    event = reset_demo()
    compilation = deliver_demo(event)
    assert compilation.packages.count() == 25
    assert Delivery.objects.filter(package__compilation=compilation).count() == 24
    assert Milestone.objects.get(negotiation=event.negotiation, station=Station.SYNTHESIS).done_on == dt.date(
        2025, 11, 5
    )


def test_some_organisations_are_silent_somewhere(demonstration):
    event = reset_demo()
    spoken = Counter(
        Contribution.objects.visible().values_list("participant__organisation__name_fi", "discussion__number")
    )
    silent = [party for party in event.negotiation.parties.with_organisations() if not _spoke(spoken, party)]
    assert [party.organisation.name_fi for party in silent] == ["Kivijärvi"]
    cells = {(party, number) for party, number in spoken}
    assert 40 <= len(cells) <= 80


def _spoke(spoken: Counter, party) -> bool:
    return any(name == party.organisation.name_fi for name, _ in spoken)


def test_everybody_has_their_own_idea_before_they_answer_others(demonstration):
    reset_demo()
    first = {}
    for discussion, participant, at in [
        *Contribution.objects.values_list("discussion", "participant", "received_at"),
        *Abstention.objects.values_list("discussion", "participant", "received_at"),
    ]:
        first[discussion, participant] = min(at, first.get((discussion, participant), at))
    answers = Reaction.objects.values_list("contribution__discussion", "participant", "received_at")
    assert all(first[discussion, participant] < at for discussion, participant, at in answers)


def test_nobody_answers_themselves_or_marks_more_than_five(demonstration):
    event = reset_demo()
    authors = dict(Contribution.objects.values_list("id", "participant"))
    answers = Reaction.objects.values_list("contribution", "participant", "is_important")
    assert not [1 for contribution, participant, _ in answers if authors[contribution] == participant]
    marks = Counter(participant for _, participant, is_important in answers if is_important)
    assert max(marks.values()) <= 5
    assert event.participants.filter(organisation=None).count() == 0


def test_the_afternoon_runs_in_order(demonstration):
    reset_demo()
    for model in (Contribution, Reaction):
        moments = list(model.objects.order_by("id").values_list("received_at", flat=True))
        assert all(earlier <= later for earlier, later in pairwise(moments))
        local = [timezone.localtime(moment) for moment in (moments[0], moments[-1])]
        assert local[0].date() == local[1].date() == dt.date(2025, 10, 24)
        assert (local[0].hour, local[1].hour <= 15) == (13, True)


def test_a_reset_brings_back_the_same_state(demonstration):
    reset_demo()
    before, numbers = state(), counts()
    event = Event.objects.get(code="KS7M2A")
    own = a_contribution(a_participant(event), kind=PromptKind.NEED)
    a_reaction(a_participant(event), own)
    Negotiation.objects.update(name_fi="Toinen nimi")
    User.objects.filter(email="jyvaskyla@demo.example").update(name="Toinen", is_active=False)
    reset_demo()
    assert counts() == numbers
    assert state() == before


def test_a_reset_removes_what_was_compiled_and_delivered_with_its_files(
    demonstration, django_capture_on_commit_callbacks
):
    event = reset_demo()
    package = _deliver(event)
    with django_capture_on_commit_callbacks(execute=True):
        reset_demo()
    left = [model.objects.count() for model in (Compilation, Package, Delivery, Fetch, Letter)]
    assert left == [0] * 5
    assert not files.path_of(package.file).exists()


def _deliver(event: Event) -> Package:
    now = timezone.now()
    negotiation, user = event.negotiation, User.objects.get(email="jyvaskyla@demo.example")
    compilation = Compilation.objects.create(event=event, requested_by=user, finished_at=now)
    party = negotiation.parties.get(organisation__code="179")
    package = Package.objects.create(
        compilation=compilation, party=party, file="packages/1/x.zip", sha256="0", size=1, contribution_count=1
    )
    files.keep(package.file, b"x")
    letter = Letter.objects.create(negotiation=negotiation, to=user, subject="Aineisto", body="…")
    delivery = Delivery.objects.create(package=package, letter=letter, token_digest="d", expires_at=now)
    Fetch.objects.create(delivery=delivery)
    return package


def test_a_reset_leaves_another_negotiation_alone(demonstration):
    other = a_forum()
    person = a_mandate(other.negotiation, Role.FACILITATOR)
    sentence = a_contribution(a_participant(other))
    a_reaction(a_participant(other), sentence)
    for _ in range(2):
        reset_demo()
    assert (other.participants.count(), Reaction.objects.of(other).count()) == (2, 1)
    assert list(Contribution.objects.of(other)) == [sentence]
    assert list(person.mandates.values_list("negotiation", flat=True)) == [other.negotiation_id]


def test_a_real_negotiation_of_the_same_name_is_never_removed(demonstration):
    real = set_up_negotiation(county_code="15", term_year=2025, on=dt.date(2026, 1, 1))
    with pytest.raises(Refused) as refusal:
        reset_demo()
    assert refusal.value.code == "not_a_demonstration"
    assert load_demo_if_absent() is None
    assert list(Negotiation.objects.all()) == [real]


@pytest.mark.parametrize("verb", ["reset", "load", "accounts"])
def test_where_real_people_may_sign_in_there_is_no_demonstration(settings, db, verb):
    settings.DEMONSTRATION = False
    with pytest.raises(Refused) as refusal:
        command(verb)
    assert refusal.value.code == "not_for_demonstrations"
    assert counts() == dict.fromkeys(counts(), 0)


def test_loading_does_nothing_when_the_demonstration_is_there(demonstration):
    assert command("load").startswith("keski-suomi-2025: 24 parties; forum KS7M2A: 79 participants")
    before = state()
    assert command("load") == "The demonstration is there already.\n"
    assert state() == before


def test_most_parties_have_somebody_to_turn_to_and_some_have_gaps(demonstration):
    negotiation = reset_demo().negotiation
    rows = matrix(negotiation, timezone.localdate(), with_names=True)
    gaps = Counter(row.missing_count for row in rows)
    assert gaps == {0: 16, 1: 4, 4: 4}


def test_every_party_has_a_coordinator_and_the_county_its_staff(demonstration, client):
    negotiation = reset_demo().negotiation
    roles = Counter(Mandate.objects.filter(negotiation=negotiation).values_list("role", flat=True))
    assert roles == {Role.COORDINATOR: 24, Role.PROCESS_OWNER: 1, Role.FACILITATOR: 1, Role.MONITOR: 1, Role.READER: 1}
    for party in negotiation.parties.all():
        assert Mandate.objects.coordinating(party, timezone.localdate()).count() == 1
    person = User.objects.get(email="aanekoski@demo.example")
    assert person.check_password(password())
    assert client.login(username=person.email, email=person.email, password=password())


def test_a_password_that_somebody_changed_is_put_back(demonstration):
    reset_demo()
    User.objects.filter(email="omistaja@demo.example").update(password="x")
    reset_demo()
    assert User.objects.get(email="omistaja@demo.example").check_password(password())


def test_the_password_belongs_to_this_installation(settings):
    here = password()
    settings.SECRET_KEY = "another"
    assert (len(here), password() == here) == (14, False)


def test_the_invitation_names_addresses_accounts_and_the_password():
    told = invitation("http://127.0.0.1:8123")
    for part in ("http://127.0.0.1:8123/fi/e/KS7M2A/wall/", "jyvaskyla@demo.example", "KS7M2A", password()):
        assert part in told


def test_no_sentence_has_personal_data_and_each_stands_once():
    texts = [sentence.text for sentence in content.sentences()]
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "@" in text or sum(character.isdigit() for character in text) > 6]
    assert {len(text) // 100 for text in texts} == {0, 1, 2, 3}


def test_the_hall_agrees_by_role_where_the_content_says_so():
    sentence = next(one for one in content.sentences() if one.liked_by == "elected")
    elected, staff = (hall.Guest(1, "179", role, 145_887) for role in ("elected", "office_holder"))
    assert hall.willingness(sentence, elected) > hall.willingness(sentence, staff) + 0.3


def test_the_same_chance_makes_the_same_hall():
    occasion = content.occasion()
    halls = [
        hall.gather(content.guests(), content.sentences(), occasion.discussions_open_at, {}, Random(seed))  # noqa: S311  # no secret
        for seed in (1, 1, 2)
    ]
    assert halls[0] == halls[1] != halls[2]


def test_the_demonstration_goes_on_from_22_negotiations_with_one_municipality_each(demonstration):
    negotiation = reset_demo().negotiation
    earlier = negotiation.predecessor
    assert (earlier.slug, earlier.is_demo, earlier.term.name) == ("keski-suomi-2022", True, "2022–2025")
    first = earlier.rounds.get(kind=MeetingKind.MUNICIPALITY).meetings.all()
    days = Minutes.objects.filter(meeting__in=first).order_by("held_on").values_list("held_on", flat=True)
    assert (len(days), days[0], days[21]) == (22, dt.date(2023, 9, 5), dt.date(2023, 11, 27))
    assert not earlier.milestones.filter(done_on=None).exists()
    assert negotiation.meetings.filter(minutes=None).get().name_fi == "Keuruu, Multia"


def test_the_demonstration_does_without_a_predecessor_when_a_real_one_has_its_address(demonstration):
    real = set_up_negotiation(county_code="15", term_year=2022, on=dt.date(2026, 1, 15))
    assert real.slug == "keski-suomi-2022"
    assert reset_demo().negotiation.predecessor is None
    reset_demo()
    assert Negotiation.objects.filter(pk=real.pk, is_demo=False).exists()
