"""The machine proposes themes, and what people have decided stays as they put it."""

import uuid

import pytest
from django.utils import timezone

from builders import a_contribution, a_participant, a_user
from sopu.core.refusals import Refused
from sopu.core.themes import embed
from sopu.synthesis.actions import sorting
from sopu.synthesis.actions.describing import Description, describe_theme
from sopu.synthesis.actions.embedding import keep_vectors
from sopu.synthesis.actions.proposing import propose_themes, request_themes
from sopu.synthesis.actions.turns import Naming
from sopu.synthesis.actions.undoing import undo_sorting
from sopu.synthesis.models import Descriptor, Snapshot, Sorting, SortingKind, ThemeRequest
from sopu.synthesis.queries.standing import standing_of
from sopu.synthesis.queries.themes import counts_of
from synthesised import a_disposition

pytestmark = pytest.mark.django_db

LIBRARY = (
    "Kirjasto pidetään auki iltaisin.",
    "Kirjastoauto kiertää kylillä.",
    "Kirjaston lukupiiri kokoaa ikäihmiset.",
    "Kirjastossa on tilaa nuorten tapahtumille.",
    "Kirjaston aukiolo viikonloppuisin.",
    "Kirjastojen yhteinen kokoelma kuntarajan yli.",
)
BUS = (
    "Bussi ei kulje iltaisin kylille.",
    "Bussivuorot sovitetaan työaikoihin.",
    "Kutsubussi vie terveysasemalle.",
    "Bussilippu on liian kallis nuorille.",
    "Bussipysäkille tarvitaan katos.",
    "Bussilla pitäisi päästä sairaalaan.",
)


@pytest.fixture(scope="session")
def vectors():
    """Turned into numbers once: it takes longer than everything else here."""
    return embed([*LIBRARY, *BUS])


@pytest.fixture
def said(event, vectors):
    someone = a_participant(event)
    made = [a_contribution(someone, text) for text in (*LIBRARY, *BUS)]
    if vectors is not None:
        keep_vectors(texts={one.pk: one.text for one in made}, found=vectors)
    return made


@pytest.fixture
def aino():
    return a_user("Aino Aalto")


def propose(event):
    now = timezone.now()
    request = request_themes(event=event, requested_by=None, now=now)
    return propose_themes(request=request, now=now)


def expect(event, name, words):
    return describe_theme(event=event, description=Description(Naming(name), words))


@pytest.fixture
def expected(event):
    return [expect(event, "Kirjasto", "kirjasto, lukeminen"), expect(event, "Liikkuminen", "bussi, bussivuoro")]


def of(event):
    return {theme.names[0]: theme.sentences for theme in standing_of(event).themes}


def word(theme):
    return next(state.word for state in standing_of(theme.event).themes if state.pk == theme.pk)


def move(event, sentences, to, made_by):
    placed = standing_of(event).placed
    seen = {one.pk: placed[one.pk].placement for one in sentences}
    return sorting.move_sentences(event=event, sentences=seen, to=to, made_by=made_by, act_id=uuid.uuid4())


def test_everything_said_gets_a_place_by_the_machine_and_the_snapshot_tells_how(event, said, expected):
    made = propose(event)
    standing = standing_of(event)
    assert set(of(event)) == {"Kirjasto", "Liikkuminen"}
    assert (len(standing.unplaced), made.kind, made.made_by) == (0, SortingKind.PROPOSED, None)
    assert not any(placed.is_human for placed in standing.placed.values())
    assert [theme.descriptor for theme in event.themes.all()] == expected
    snapshot = Snapshot.objects.get()
    assert (snapshot.result["sentences"], snapshot.last_contribution) == (12, said[-1].pk)
    assert "kirjasto" not in str(snapshot.result).casefold()


def test_without_expectations_themes_emerge_and_are_called_by_their_words(event, said):
    propose(event)
    assert sum(map(len, of(event).values())) == 12
    assert all(names.strip() and not theme.is_human for theme in standing_of(event).themes for names in theme.names[:1])


def test_the_same_again_proposes_nothing_new(event, said, expected):
    first = propose(event)
    before = of(event)
    assert propose(event) is None
    assert of(event) == before
    assert list(Sorting.objects.all()) == [first]


def test_what_a_person_placed_is_never_touched(event, said, expected, aino):
    propose(event)
    library, bus = (theme for theme in event.themes.all())
    move(event, said[:2], bus, aino)
    move(event, said[2:3], None, aino)
    a_contribution(a_participant(event), "Kirjasto muuttaa koululle.")
    propose(event)
    placed = standing_of(event).placed
    assert [(placed[one.pk].theme, placed[one.pk].is_human) for one in said[:3]] == [
        (bus.pk, True),
        (bus.pk, True),
        (None, True),
    ]
    assert library.pk in {theme.pk for theme in standing_of(event).themes}


def test_a_theme_that_a_person_named_keeps_its_name_number_and_place(event, said, expected, aino):
    propose(event)
    library = event.themes.get(number=1)
    sorting.rename_theme(
        theme=library, word=word(library), naming=Naming("Lukeminen"), made_by=aino, act_id=uuid.uuid4()
    )
    new = a_contribution(a_participant(event), "Kirjasto ja lukupiiri auki joka kylällä.")
    propose(event)
    state = standing_of(event).themes[0]
    assert (state.pk, state.names[0], state.is_human) == (library.pk, "Lukeminen", True)
    assert new.pk in state.sentences
    assert set(of(event)) == {"Lukeminen", "Liikkuminen"}


def test_a_theme_that_a_person_dissolved_is_not_proposed_again(event, said, expected, aino):
    propose(event)
    bus = event.themes.get(number=2)
    sorting.dissolve_theme(theme=bus, word=word(bus), made_by=aino, act_id=uuid.uuid4())
    propose(event)
    assert "Liikkuminen" not in of(event)


def test_a_theme_that_has_its_answer_stays(event, said, expected):
    propose(event)
    a_disposition(event, event.themes.get(number=2))
    Descriptor.objects.filter(name_fi="Liikkuminen").delete()
    a_contribution(a_participant(event), "Jotakin aivan muuta.")
    propose(event)
    assert "Liikkuminen" in of(event)


def test_an_expectation_that_is_gone_takes_the_machines_theme_with_it(event, said, expected):
    propose(event)
    expected[1].delete()
    expect(event, "Kylät", "kylät, kylien asukkaat")
    propose(event)
    assert "Liikkuminen" not in of(event)


def test_an_undone_proposal_can_be_asked_again(event, said, expected, aino):
    first = propose(event)
    before = of(event)
    undo_sorting(sorting=first, undone_by=aino)
    assert of(event) == {}
    propose(event)
    assert of(event) == before


def test_what_a_person_did_while_the_machine_reckoned_stands(event, said, expected, aino, monkeypatch):
    from sopu.synthesis.actions import proposing

    reckoned = proposing.reckoned

    def slowly(ground, vectors):
        move(event, said[:1], None, aino)
        return reckoned(ground, vectors)

    monkeypatch.setattr(proposing, "reckoned", slowly)
    propose(event)
    placed = standing_of(event).placed[said[0].pk]
    assert (placed.theme, placed.is_human) == (None, True)


def test_while_the_machine_is_at_work_asking_again_gives_the_same_request(event, said, aino):
    now = timezone.now()
    first = request_themes(event=event, requested_by=aino, now=now)
    assert request_themes(event=event, requested_by=None, now=now) == first
    assert (first.total_count, first.requested_by) == (12, aino)


def test_nothing_is_proposed_of_nothing(event):
    with pytest.raises(Refused) as refusal:
        request_themes(event=event, requested_by=None, now=timezone.now())
    assert refusal.value.code == "nothing_said"


def test_a_request_whose_worker_died_gives_way_to_the_next(event, said):
    now = timezone.now()
    first = request_themes(event=event, requested_by=None, now=now)
    second = request_themes(event=event, requested_by=None, now=now + timezone.timedelta(hours=1))
    assert second != first
    assert ThemeRequest.objects.get(pk=first.pk).failure == "broken off"


def test_a_failure_is_recorded_and_told(event, said, monkeypatch):
    from sopu.synthesis.actions import proposing

    def broken(ground, vectors):
        raise ZeroDivisionError

    monkeypatch.setattr(proposing, "reckoned", broken)
    with pytest.raises(ZeroDivisionError):
        propose(event)
    assert ThemeRequest.objects.get().failure == "ZeroDivisionError"
    assert Snapshot.objects.count() == 0


def test_what_is_uncertain_or_nowhere_is_counted(event, said, expected, aino):
    propose(event)
    standing = standing_of(event)
    unsure = [key for key, placed in standing.placed.items() if not placed.is_certain]
    assert counts_of(standing).to_decide == len(unsure)
    move(event, said[:1], None, aino)
    counts = counts_of(standing_of(event))
    assert (counts.unplaced, counts.decided_unplaced) == (1, 1)
