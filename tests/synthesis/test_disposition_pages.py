"""The page that counts what still waits for an answer, and the forms that answer."""

import re
import uuid

import pytest
from django.urls import reverse

from builders import a_contribution, a_forum, a_mandate, a_participant, a_user
from sopu.negotiations.models import Role
from sopu.synthesis.models import Disposition, Outcome, Target
from sopu.synthesis.queries.dispositions import ON_A_PAGE, Share, Wanted, overview_of
from synthesised import a_disposition, a_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, f"Lause {number}.", area=number) for number in (1, 2, 3)]


@pytest.fixture
def owner(event, client):
    user = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    client.force_login(user)
    return user


def page(client, event, name="dispositions", /, *, asked=None, **address):
    return client.get(reverse(name, args=[event.code, *address.values()]), asked or {}).content.decode()


def heading(text):
    return " ".join(re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", text, re.DOTALL)[0]).split())


def sent(event, **fields):
    usual = {"act": str(uuid.uuid4()), "outcome": "used", "target": "agreement", "party": "", "reason": "Kohta 4."}
    return {**usual, **fields}


def answer(client, event, **fields):
    return client.post(reverse("dispose", args=[event.code]), sent(event, **fields))


@pytest.mark.usefixtures("owner")
def test_the_page_begins_with_what_still_waits(client, event, said):
    first, second = a_theme(event, "Yksi", said[:1]), a_theme(event, "Kaksi", said[1:2])
    assert heading(page(client, event)) == "3 lausetta ja 2 teemaa odottaa vielä vastausta"
    a_disposition(event, first)
    assert heading(page(client, event)) == "2 lausetta ja 1 teema odottaa vielä vastausta"
    a_disposition(event, second)
    assert heading(page(client, event)) == "1 lause odottaa vielä vastausta"
    a_disposition(event, said[2])
    assert heading(page(client, event)) == "Kaikkeen on vastattu"
    a_theme(event, "Tyhjä")
    assert heading(page(client, event)) == "1 teema odottaa vielä vastausta"


@pytest.mark.usefixtures("owner")
def test_of_an_event_in_which_nothing_was_said_nothing_waits(client, event):
    assert heading(page(client, event)) == "Mitään ei ole vielä sanottu"


def test_the_bar_and_its_table_count_the_same_sentences(event, said):
    a_disposition(event, a_theme(event, "Yksi", said[:2]), Outcome.USED)
    a_disposition(event, said[1], Outcome.REJECTED)
    shares = {share.outcome: share for share in overview_of(event, Wanted()).shares}
    assert [(one.theme_count, one.sentence_count) for one in shares.values()] == [
        (1, 1),
        (0, 0),
        (0, 0),
        (0, 1),
        (0, 0),
        (0, 1),
    ]
    assert shares["used"] == Share("used", "käytetty", 1, 1, 0, 330)
    assert (shares["open"].x, shares["open"].x + shares["open"].width) == (666, 1000)


@pytest.mark.parametrize(
    ("wanted", "themes", "sentences"),
    [
        (Wanted(), ["Kaksi", "Yksi"], ["Lause 3.", "Lause 1."]),
        (Wanted(outcome="open"), ["Kaksi"], ["Lause 3."]),
        (Wanted(outcome="used"), ["Yksi"], []),
        (Wanted(target="party"), [], ["Lause 1."]),
        (Wanted(area=1), [], ["Lause 1."]),
        (Wanted(area=3, outcome="rejected"), [], []),
    ],
)
def test_a_reader_looks_at_a_part_and_what_waits_stands_first(event, said, wanted, themes, sentences):
    a_disposition(event, a_theme(event, "Yksi", said[:2]), Outcome.USED)
    a_theme(event, "Kaksi")
    party = event.negotiation.parties.all()[1]
    a_disposition(event, said[0], Outcome.PARTLY, target=Target.PARTY, party=party)
    overview = overview_of(event, wanted)
    assert [line.text for line in overview.themes.rows] == themes
    assert [line.text for line in overview.sentences.rows] == sentences


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("asked", [{"outcome": "'"}, {"area": "99"}, {"sentences": "-1"}, {"themes": "9" * 30}])
def test_what_makes_no_sense_is_not_asked_for(client, event, said, asked):
    assert "Lause 1." in page(client, event, asked=asked)


@pytest.mark.usefixtures("owner")
def test_the_chosen_themes_are_answered_by_one_reason_and_the_reader_comes_back_to_what_was_looked_at(client, event):
    first, second = a_theme(event, "Yksi"), a_theme(event, "Kaksi")
    chosen = {"theme": [f"{first.pk}.0", f"{second.pk}.0"], "back": "outcome=open"}
    form = page(client, event, "dispose", asked=chosen)
    assert heading(form) == "Vastaa 2 teemaan"
    response = answer(client, event, **chosen)
    assert response.headers["Location"] == reverse("dispositions", args=[event.code]) + "?outcome=open"
    assert "2 teemaan vastattiin." in client.get(response.headers["Location"]).content.decode()
    assert [(row.theme, row.reason) for row in Disposition.objects.all()] == [(first, "Kohta 4."), (second, "Kohta 4.")]


def test_who_answered_is_told_beside_the_answer(client, event, owner, said):
    answer(client, event, sentence=f"{said[0].pk}.0")
    text = page(client, event)
    assert owner.name in text
    assert "Kohta 4." in text


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"reason": ""}, "Kirjoita perustelu"),
        ({"outcome": ""}, "Valitse, mitä sille tapahtui."),
        ({"target": ""}, "Kerro, missä sitä käytetään."),
        ({"target": "party"}, "Kerro, kenen osapuolen omaa työtä se on."),
        ({"outcome": "rejected"}, "Hylättyä ei käytetä missään"),
        ({"outcome": "open"}, "open"),
        ({"party": "1"}, "1"),
    ],
)
def test_a_form_that_says_too_little_keeps_what_was_written_and_what_was_seen(client, event, said, fields, beside):
    chosen = f"{said[0].pk}.0"
    told = answer(client, event, sentence=chosen, **{"reason": "Pitkä perustelu.", **fields}).content.decode()
    assert beside in told
    assert f'name="sentence" value="{chosen}"' in told
    assert ("Pitkä perustelu." in told) == ("reason" not in fields)
    assert Disposition.objects.count() == 0


@pytest.mark.usefixtures("owner")
def test_who_answered_meanwhile_is_told_and_my_reason_is_kept_and_the_next_press_stands(client, event, said):
    other = a_disposition(event, said[0], reason="Toisen perustelu.", made_by=a_user("Matti Mäki"))
    act = str(uuid.uuid4())
    told = answer(client, event, sentence=f"{said[0].pk}.0", reason="Minun perusteluni.", act=act).content.decode()
    assert [
        text for text in ("Matti Mäki on vastannut", "Toisen perustelu.", "Minun perusteluni.") if text not in told
    ] == []
    seen = f"{said[0].pk}.{other.pk}"
    assert f'value="{seen}"' in told
    answer(client, event, sentence=seen, reason="Minun perusteluni.", act=act)
    assert Disposition.objects.of(event).standing().get().reason == "Minun perusteluni."


@pytest.mark.usefixtures("owner")
def test_a_press_that_comes_twice_is_stored_once(client, event, said):
    act = str(uuid.uuid4())
    for _ in range(2):
        assert answer(client, event, sentence=f"{said[0].pk}.0", act=act).status_code == 302
    assert Disposition.objects.count() == 1


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("asked", [{}, {"theme": "x"}, {"theme": "1.2.3"}, {"sentence": "999999.0"}])
def test_with_nothing_chosen_one_is_told_to_choose(client, event, said, asked):
    assert heading(page(client, event, "dispose", asked=asked)) == "Valitse ensin, mihin vastaat"


@pytest.mark.usefixtures("owner")
def test_an_answer_is_taken_back_for_a_reason_and_history_keeps_both(client, event, said):
    theme = a_theme(event, "Yksi", said)
    row = a_disposition(event, theme, reason="Ensimmäinen perustelu.")
    fields = {"act": str(uuid.uuid4()), "theme": f"{theme.pk}.{row.pk}"}
    address = reverse("reopen", args=[event.code])
    assert "Kirjoita perustelu" in client.post(address, fields | {"reason": ""}).content.decode()
    client.post(address, fields | {"reason": "Kohta poistui luonnoksesta."})
    text = page(client, event, "theme_disposition", number=theme.number)
    assert text.index("Kohta poistui luonnoksesta.") < text.index("Ensimmäinen perustelu.")
    assert "avattu uudelleen" in text


@pytest.mark.usefixtures("owner")
def test_the_story_of_a_sentence_tells_its_theme_and_the_answer_to_it(client, event, said):
    theme = a_theme(event, "Yhteyshenkilö", said, made_by=a_user())
    a_disposition(event, theme, reason="Teeman perustelu.")
    text = page(client, event, "sentence_disposition", contribution=said[0].pk)
    assert [one for one in ("Yhteyshenkilö", "Teeman perustelu.", "teeman vastauksen mukaan") if one not in text] == []


@pytest.mark.usefixtures("owner")
def test_what_is_not_there_is_not_found(client, event, said):
    elsewhere = a_contribution(a_participant(a_forum()))
    a_theme(event, "Yksi")
    for name, key in (("theme_disposition", 2), ("sentence_disposition", elsewhere.pk)):
        assert client.get(reverse(name, args=[event.code, key])).status_code == 404
    assert client.get(reverse("dispositions", args=["ZZZZZZ"])).status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR, Role.READER])
def test_who_only_reads_sees_answers_and_no_buttons(client, event, said, role):
    client.force_login(a_mandate(event.negotiation, role))
    a_disposition(event, a_theme(event, "Yksi", said[:1]), reason="Näkyvä perustelu.")
    text = page(client, event)
    assert "Näkyvä perustelu." in text
    assert [one for one in ('<input type="checkbox"', "Vastaa valittuihin", "wellbeing/zip") if one in text] == []
    assert "Vastaa uudelleen" not in page(client, event, "theme_disposition", number=1)


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_database_as_often_however_much_was_said(
    client, event, said, count, django_assert_num_queries
):
    for number in range(count):
        theme = a_theme(event, f"Teema {number}", said[number : number + 1])
        a_disposition(event, theme)
        a_disposition(event, said[number], Outcome.USED)
    with django_assert_num_queries(16):
        page(client, event)
    with django_assert_num_queries(15):
        page(client, event, "theme_disposition", number=1)


@pytest.mark.usefixtures("owner")
def test_five_hundred_sentences_come_in_pages_under_a_hundred_kilobytes(client, event):
    someone = a_participant(event)
    said = [
        a_contribution(someone, f"Lause {number} on tavallisen pituinen ajatus palveluista. " * 2)
        for number in range(500)
    ]
    for number in range(30):
        a_disposition(
            event, a_theme(event, f"Teeman nimi numero {number}", said[number : number + 1]), reason="R" * 200
        )
    for sentence in said[30:]:
        a_disposition(
            event, sentence, reason="Perustelu, joka on noin sadan merkin pituinen ja kertoo, mitä lauseelle tapahtui."
        )
    text = page(client, event, asked={"sentences": "99"})
    assert len(text.encode()) < 100_000
    assert text.count('name="sentence"') == 470 % ON_A_PAGE
    assert "sivu 12/12" in text


DOORS = [
    ("dispositions", ()),
    ("dispose", ()),
    ("reopen", ()),
    ("theme_disposition", (1,)),
    ("sentence_disposition", (1,)),
]


@pytest.mark.parametrize(("name", "address"), DOORS)
def test_a_visitor_signs_in_first_and_a_stranger_is_refused(client, event, name, address):
    at = reverse(name, args=[event.code, *address])
    assert client.get(at).headers["Location"].startswith("/fi/account/login/")
    client.force_login(a_mandate(a_forum().negotiation, Role.PROCESS_OWNER))
    assert client.get(at).status_code == 403


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COORDINATOR, Role.READER])
@pytest.mark.parametrize("name", ["dispose", "reopen"])
def test_who_may_only_sort_or_read_does_not_answer(client, event, said, role, name):
    client.force_login(a_mandate(event.negotiation, role))
    fields = sent(event, sentence=f"{said[0].pk}.0")
    address = reverse(name, args=[event.code])
    assert [client.get(address).status_code, client.post(address, fields).status_code] == [403, 403]
    assert Disposition.objects.count() == 0


def test_a_preparer_answers(client, event, said):
    client.force_login(a_mandate(event.negotiation, Role.PREPARER))
    assert answer(client, event, sentence=f"{said[0].pk}.0").status_code == 302
    assert Disposition.objects.get().contribution == said[0]
