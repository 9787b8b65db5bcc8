"""The pages of themes: what each shows, what each door does, and how much a page weighs."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_participant, a_reaction, a_user
from sopu.forum.models import PromptKind, Stance
from sopu.negotiations.models import Role
from sopu.synthesis.actions.undoing import undo_sorting
from sopu.synthesis.models import Descriptor, Placement, Sorting, ThemeRequest
from sopu.synthesis.queries.standing import standing_of
from synthesised import a_disposition, a_finding, a_sorting, a_theme

pytestmark = pytest.mark.django_db

HEAVIEST = 100_000


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, f"Lause {number} kirjastosta.") for number in range(4)]


@pytest.fixture
def owner(client, event):
    user = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    client.force_login(user)
    return user


@pytest.fixture
def reader(client, event):
    user = a_mandate(event.negotiation, Role.READER)
    client.force_login(user)
    return user


def door(name, event, *parts, **query):
    return reverse(name, args=[event.code, *parts], query=query or None)


def page(client, name, event, *parts, **query):
    answer = client.get(door(name, event, *parts, **query))
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u202f", " ").split())


def sent(client, address, event, /, *parts, **form):
    return client.post(door(address, event, *parts), {"act_id": uuid.uuid4(), **form}, follow=True)


def seen(event, *sentences):
    placed = standing_of(event).placed
    return [f"{one.pk}.{placed[one.pk].placement}" for one in sentences]


def word(theme):
    return next(state.word for state in standing_of(theme.event).themes if state.pk == theme.pk)


def names(event):
    return [theme.names[0] for theme in standing_of(event).themes]


def test_the_bench_begins_with_what_is_true_now(client, event, said, owner):
    a_theme(event, "Kirjastot", said[:2], made_by=owner)
    unsure = a_theme(event, "Kylät", said[2:3])
    Placement.objects.filter(theme=unsure).update(is_certain=False)
    told = words(page(client, "themes", event))
    assert "4 lausetta, 2 teemaa" in told
    assert "Ihminen on päättänyt 1, kone ehdottaa 1." in told
    assert "2 lausetta odottaa ihmistä" in told


def test_the_bench_of_an_empty_event_says_what_will_stand_there(client, event, owner):
    assert "kone ehdottaa, ihminen päättää" in words(page(client, "themes", event))


def test_what_the_machine_proposes_looks_otherwise_than_what_a_person_decided(client, event, said, owner):
    a_theme(event, "Päätetty", said[:1], made_by=owner)
    a_theme(event, "Ehdotettu", said[1:2])
    html = page(client, "themes", event).split('<ol class="themes">')[1]
    listed = re.findall(r'<li data-is="(\w+)"><a[^>]*>.*?<span>([^<]*)', html)
    assert listed == [("human", "Päätetty"), ("machine", "Ehdotettu"), ("none", "Ilman teemaa")]


def test_the_sentences_of_the_chosen_theme_tell_how_the_hall_answered_when_five_did(client, event, said, owner):
    a_theme(event, "Kirjastot", said[:2])
    for number in range(5):
        a_reaction(a_participant(event), said[0], Stance.AGREE if number else Stance.DISAGREE)
        if number:
            a_reaction(a_participant(event), said[1])
    html = words(page(client, "theme", event, 1))
    assert html.count("samaa mieltä") == 1
    assert "samaa mieltä 80 %" in html


def test_a_reader_sees_whose_only_a_commitment_is_and_has_no_buttons(client, event, reader):
    someone = a_participant(event)
    name = someone.organisation.name
    a_theme(event, "Yksi", [a_contribution(someone, "Tarve.", PromptKind.NEED)])
    html = page(client, "theme", event, 1)
    assert (name in html, "<select" in html, 'name="sentence"' in html) == (False, False, False)
    a_theme(event, "Kaksi", [a_contribution(someone, "Lupaus.", PromptKind.COMMITMENT)])
    assert name in page(client, "theme", event, 2)


def test_those_who_run_the_event_see_whose_each_is(client, event, owner):
    someone = a_participant(event)
    a_theme(event, "Yksi", [a_contribution(someone, "Tarve.", PromptKind.NEED)])
    assert someone.organisation.name in page(client, "theme", event, 1)


def test_a_theme_that_never_was_is_not_found_and_one_that_is_gone_leads_to_all(client, event, said, owner):
    theme = a_theme(event, "Yksi", said)
    assert client.get(door("theme", event, 2)).status_code == 404
    sent(client, "dissolve_theme", event, 1, word=word(theme))
    answer = client.get(door("theme", event, 1), follow=True)
    assert answer.redirect_chain == [(door("themes", event), 302)]
    assert "ei ole enää käytössä" in answer.content.decode()


def test_chosen_sentences_move_by_the_form_and_the_page_tells(client, event, said, owner):
    a_theme(event, "Yksi", said)
    other = a_theme(event, "Kaksi")
    answer = sent(client, "move_sentences", event, sentence=seen(event, *said[:2]), to="2", at="1", page="1")
    assert answer.redirect_chain == [(door("theme", event, 1), 302)]
    assert "2 lausetta siirrettiin." in answer.content.decode()
    assert [standing_of(event).placed[one.pk].theme == other.pk for one in said] == [True, True, False, False]


def test_two_people_at_once_are_told_apart(client, event, said, owner):
    a_theme(event, "Yksi", said)
    a_theme(event, "Kaksi")
    both_saw = seen(event, *said[:2])
    sent(client, "move_sentences", event, sentence=both_saw[:1], to="none")
    answer = sent(client, "move_sentences", event, sentence=both_saw, to="2")
    told = answer.content.decode()
    assert ("1 lause siirrettiin." in told, "1 jätettiin ennalleen" in told) == (True, True)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"to": "2"}, "Valitse ensin ainakin yksi lause."),
        ({"to": "", "sentence": "1.0"}, "Valitse ensin teema."),
        ({"to": "2", "act_id": "x"}, "Lomake oli vajaa."),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_with_a_sentence(client, event, said, owner, form, told):
    a_theme(event, "Yksi", said)
    a_theme(event, "Kaksi")
    answer = sent(client, "move_sentences", event, **form)
    assert (answer.status_code, told in answer.content.decode()) == (409, True)
    assert Sorting.objects.count() == 2


def test_a_name_that_was_refused_stays_in_the_form_and_the_chosen_stay_chosen(client, event, said, owner):
    theme = a_theme(event, "Yksi", said)
    stood = word(theme)
    sent(client, "rename_theme", event, 1, word=stood, name_fi="Toisen nimi")
    answer = sent(client, "rename_theme", event, 1, word=stood, name_fi="Oma nimeni", at="1")
    html = answer.content.decode()
    assert (answer.status_code, 'value="Oma nimeni"' in html, "Toisen nimi" in html) == (409, True, True)
    answer = sent(client, "split_theme", event, 1, sentence=seen(event, said[0]), name="Toisen nimi", at="1")
    html = answer.content.decode()
    assert (html.count(" checked>"), 'value="Toisen nimi"' in html) == (2, True)  # the sentence, and "keys in use"


def test_a_theme_is_made_renamed_confirmed_parted_merged_and_dissolved_by_its_doors(client, event, said, owner):
    sent(client, "new_theme", event, name="Oma", sentence=seen(event, said[0]))
    assert names(event) == ["Oma"]
    machine = a_theme(event, "Koneen", said[1:])
    sent(client, "confirm_theme", event, 2, word=word(machine))
    sent(client, "rename_theme", event, 2, word=word(machine), name_fi="Toinen", name_sv="Andra")
    assert standing_of(event).themes[1].names == ("Toinen", "Andra", "")
    sent(client, "split_theme", event, 2, sentence=seen(event, said[3]), name="Kolmas")
    assert names(event) == ["Oma", "Toinen", "Kolmas"]
    first = event.themes.get(number=1)
    answer = sent(client, "merge_theme", event, 2, word=word(machine), to=f"1.{word(first)}")
    assert answer.redirect_chain == [(door("theme", event, 1), 302)]
    assert names(event) == ["Oma", "Kolmas"]
    sent(client, "keep_apart", event, 1, to="3")
    sent(client, "dissolve_theme", event, 1, word=word(first))
    assert names(event) == ["Kolmas"]
    sent(client, "keep_sentences", event, 3, sentence=seen(event, said[3]))
    sent(client, "leave_sentences", event, sentence=seen(event, said[0]))
    assert standing_of(event).placed[said[0].pk].is_human


def test_a_form_that_is_sent_twice_makes_one_theme(client, event, owner):
    form = {"act_id": uuid.uuid4(), "name": "Kerran"}
    for _ in range(2):
        client.post(door("new_theme", event), form)
    assert names(event) == ["Kerran"]


def test_the_log_tells_who_did_what_and_undoes_it(client, event, said, owner):
    machine = a_theme(event, "Yhteyshenkilöt", said)
    sent(client, "rename_theme", event, 1, word=word(machine), name_fi="Yksi yhteyshenkilö")
    told = words(page(client, "sortings", event))
    assert f"{owner.name} : nimi Yhteyshenkilöt vaihdettiin nimeen Yksi yhteyshenkilö" in told
    assert "Kone ehdotti 1 uutta teemaa ja paikkaa 4 lauseelle" in told
    renamed = Sorting.objects.latest("id")
    answer = client.post(door("undo_sorting", event, renamed.pk), {"back": door("themes", event)}, follow=True)
    assert answer.redirect_chain == [(door("themes", event), 302)]
    assert names(event) == ["Yhteyshenkilöt"]
    assert "Kumosi" in words(page(client, "sortings", event))


def test_the_log_shows_people_or_the_machine_alone(client, event, said, owner):
    a_theme(event, "Koneen", said)
    a_theme(event, "Ihmisen", made_by=owner)
    people, machine = page(client, "sortings", event, by="person"), page(client, "sortings", event, by="machine")
    assert ("Ihmisen" in people, "Kone ehdotti" in people) == (True, False)
    assert ("Ihmisen" in machine, "Kone ehdotti" in machine) == (False, True)


def test_undoing_never_leads_out_of_sopu(client, event, said, owner):
    theme = a_theme(event, "Yksi", said, made_by=owner)
    answer = client.post(door("undo_sorting", event, theme.sorting_id), {"back": "https://evil.example/"})
    assert answer["Location"] == door("sortings", event)


def test_a_sorting_of_another_event_is_not_undone_here(client, event, owner):
    elsewhere = a_theme(a_forum(), "Muualla", made_by=owner)
    assert client.post(door("undo_sorting", event, elsewhere.sorting_id)).status_code == 404
    assert Sorting.objects.standing().count() == 1


def test_what_cannot_be_undone_yet_says_what_to_undo_first(client, event, said, owner):
    theme = a_theme(event, "Yksi", made_by=owner)
    sent(client, "move_sentences", event, sentence=seen(event, said[0]), to="1")
    answer = client.post(door("undo_sorting", event, theme.sorting_id), follow=True)
    assert "Kumoa ensin" in answer.content.decode()
    assert names(event) == ["Yksi"]


def test_why_a_sentence_stands_here_is_told_with_words_neighbours_and_guesses(client, event, owner):
    someone = a_participant(event)
    texts = ["Kirjasto auki iltaisin.", "Kirjastoauto kylille.", "Bussi ei kulje.", "Bussi myöhässä aina."]
    said = [a_contribution(someone, text) for text in texts]
    library = a_theme(event, "Kirjastot", said[:2])
    library.words.update(words="kirjasto lukeminen")
    Placement.objects.filter(theme=library).update(margin=0.42)
    a_theme(event, "Bussit", said[2:])
    told = words(page(client, "theme_why", event, said[0].pk))
    assert ("42 %" in told, "Kirjastoauto kylille." in told, "kirjasto" in told) == (True, True, True)
    fragment = client.get(door("theme_why", event, said[0].pk), headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in fragment, "42 %" in fragment) == (False, True)
    assert client.get(door("theme_why", event, 10**9)).status_code == 404


def test_the_queue_goes_through_what_waits_and_leaves_what_a_person_decided(client, event, said, owner):
    theme = a_theme(event, "Kirjastot", said[1:])
    Placement.objects.filter(theme=theme).exclude(contribution=said[1]).update(is_certain=False)
    html = page(client, "uncertain", event)
    assert (said[0].text in html, "3 lausetta odottaa ihmistä" in html) == (True, True)
    form = {"sentence": seen(event, said[0]), "at": "uncertain", "after": said[0].pk}
    answer = sent(client, "move_sentences", event, to="none", **form)
    assert said[2].text in answer.content.decode()
    answer = sent(
        client, "move_sentences", event, to="1", sentence=seen(event, said[2]), at="uncertain", after=said[2].pk
    )
    assert said[3].text in answer.content.decode()
    answer = sent(
        client, "move_sentences", event, to="1", sentence=seen(event, said[3]), at="uncertain", after=said[3].pk
    )
    assert "Yksikään lause ei odota ihmistä" in answer.content.decode()


def test_two_likely_themes_are_proposed_to_be_merged_until_they_are_kept_apart(client, event, owner):
    someone = a_participant(event)
    texts = ["Kirjasto auki iltaisin", "Kirjasto auki iltaisinkin", "Bussit kulkevat", "Melontareitti rannalle"]
    said = [a_contribution(someone, text) for text in texts]
    for number, one in enumerate(said, 1):
        a_theme(event, f"Teema {number}", [one])
    assert 'id="merging"' in page(client, "theme", event, 1)
    sent(client, "keep_apart", event, 1, to="2")
    assert 'id="merging"' not in page(client, "theme", event, 1)
    undo_sorting(sorting=Sorting.objects.latest("id"), undone_by=owner)
    assert 'id="merging"' in page(client, "theme", event, 1)


def test_expected_themes_are_added_changed_taken_in_and_removed(client, event, owner):
    client.post(door("new_descriptor", event), {"name_fi": "Kirjasto", "words": "kirja, lukeminen"})
    one = Descriptor.objects.get()
    again = client.post(door("new_descriptor", event), {"name_fi": "kirjasto", "words": "muuta"})
    assert (again.status_code, "on jo odotettujen joukossa" in again.content.decode()) == (409, True)
    client.post(door("descriptor", event, one.number), {"name_fi": "Kirjastot", "words": "kirja"})
    assert [(d.name_fi, d.words) for d in Descriptor.objects.all()] == [("Kirjastot", "kirja")]
    for _ in range(2):
        client.post(door("take_areas", event))
    assert Descriptor.objects.count() == 5
    client.post(door("remove_descriptor", event, one.number))
    assert "Kirjastot" not in page(client, "descriptors", event)


def test_expected_themes_need_words(client, event, owner):
    answer = client.post(door("new_descriptor", event), {"name_fi": "Kirjasto", "words": " "})
    assert (answer.status_code, Descriptor.objects.count()) == (409, 0)


def test_while_the_machine_works_the_page_tells_who_asked_and_how_far_it_is(client, event, said, owner):
    asked = ThemeRequest.objects.create(event=event, requested_by=owner, total_count=4, done_count=3)
    told = words(page(client, "proposing", event))
    assert (f"{owner.name} pyysi" in told, "3/4 lausetta luettu" in told) == (True, True)
    assert owner.name in page(client, "themes", event)
    asked.finished_at = timezone.now()
    asked.save()
    assert client.get(door("proposing_progress", event)).headers["HX-Refresh"] == "true"
    answer = client.get(door("proposing", event), follow=True)
    assert "Koneella ei ole uutta ehdotettavaa" in answer.content.decode()


def test_work_that_broke_off_says_so_and_can_be_asked_again(client, event, said, owner):
    ThemeRequest.objects.create(event=event, requested_by=owner, total_count=4, failure="MemoryError")
    told = words(page(client, "proposing", event))
    assert ("MemoryError" in told, "Yritä uudelleen" in told) == (True, True)


def test_the_station_tells_what_is_true_of_each_event_to_those_who_work_in_the_negotiation(client, event, said, owner):
    theme = a_theme(event, "Yksi", said[:2])
    a_disposition(event, theme)
    a_finding(event, said[:1])
    told = words(client.get(reverse("synthesis", args=[event.negotiation.slug])).content.decode())
    for part in ("4 lausetta", "1 teema", "1 havainto", "2 ilman käsittelyä"):
        assert part in told


def test_others_come_from_the_station_to_the_material(client, event):
    address = reverse("synthesis", args=[event.negotiation.slug])
    assert client.get(address)["Location"] == reverse("material", args=[event.negotiation.slug])
    client.force_login(a_user())
    assert client.get(address)["Location"] == reverse("material", args=[event.negotiation.slug])


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.READER])
def test_who_only_reads_changes_nothing(client, event, said, role):
    a_theme(event, "Yksi", said)
    organisation = event.negotiation.parties.all()[1].organisation
    client.force_login(a_mandate(event.negotiation, role, organisation))
    answer = client.post(
        door("move_sentences", event), {"act_id": uuid.uuid4(), "sentence": seen(event, said[0]), "to": "none"}
    )
    assert (answer.status_code, Sorting.objects.count()) == (403, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_database_as_often_however_much_there_is(
    client, event, owner, count, django_assert_max_num_queries
):
    someone = a_participant(event)
    for number in range(count):
        said = [a_contribution(someone, f"Kirjasto {number} {n}") for n in range(count)]
        a_theme(event, f"Kirjasto {number}", said, made_by=owner if number % 2 else None)
        a_reaction(a_participant(event), said[0])
        a_contribution(someone, f"Jossakin {number}")
        a_sorting(event)
        Descriptor.objects.create(event=event, number=number + 1, name_fi=f"D{number}", words="sana")
    for name, most in {"themes": 30, "unthemed": 22, "uncertain": 24, "sortings": 14, "descriptors": 12}.items():
        with django_assert_max_num_queries(most):
            page(client, name, event)


@pytest.mark.slow
@pytest.mark.parametrize("count", [500, 4_200])
def test_a_bench_of_many_sentences_is_light(client, event, owner, count, django_assert_max_num_queries):
    someone = a_participant(event)
    model = a_contribution(
        someone, "Omaishoitajille sama yhteyshenkilö kunnassa ja hyvinvointialueella, niin kukaan ei kerro kahdesti."
    )
    said = [model]
    said += [a_contribution(someone, f"{number}: {model.text}", PromptKind.NEED) for number in range(1, count)]
    for number in range(40):
        a_theme(event, f"Teema numero {number} ja sen nimi", said[number::41], made_by=owner if number % 2 else None)
    for name, parts in (("themes", ()), ("theme", (5,)), ("unthemed", ()), ("uncertain", ()), ("sortings", ())):
        with django_assert_max_num_queries(32):
            assert len(page(client, name, event, *parts).encode()) < HEAVIEST
