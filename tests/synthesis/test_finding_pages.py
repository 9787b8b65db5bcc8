"""The pages of findings: who may open them and do what, what they say, and that they work without a script."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from builders import a_contribution, a_forum, a_mandate, a_participant, a_reaction, a_user, client_of
from sopu.forum.models import Moderation, PromptKind, Voice
from sopu.negotiations.models import Role
from sopu.synthesis.models import Finding, FindingSource, FindingVersion, SignOff
from synthesised import a_finding, a_theme

pytestmark = pytest.mark.django_db

LIST_QUERIES, PAGE_QUERIES, FORM_QUERIES = 11, 18, 13
WRITERS = {Role.PROCESS_OWNER, Role.PREPARER, Role.FACILITATOR}


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, f"Nuorten ajatus {number}.") for number in range(3)]


@pytest.fixture
def owner(event):
    return client_of(a_mandate(event.negotiation, Role.PROCESS_OWNER))


@pytest.fixture
def facilitator(event):
    return client_of(a_mandate(event.negotiation, Role.FACILITATOR))


def told(sources=(), **fields: Any) -> dict[str, Any]:
    form = {"act_id": str(uuid.uuid4()), "kind": "measure", "text_fi": "Asukas tarvitsee yhden yhteyshenkilön."}
    return form | {"sources": [one.pk for one in sources]} | fields


def at(name: str, event, *rest) -> str:
    return reverse(name, args=[event.code, *rest])


def page(client: Client, name: str, event, *rest) -> str:
    return client.get(at(name, event, *rest)).content.decode()


def hide(sentence) -> None:
    Moderation.objects.create(contribution=sentence, is_hiding=True, reason="Nimi mainittu", made_by=a_user())


@pytest.mark.parametrize("role", Role)
def test_all_who_have_a_role_read_and_only_those_who_arrange_write(event, said, role):
    a_finding(event, said)
    client = client_of(a_mandate(event.negotiation, role))
    assert client.get(at("findings", event)).status_code == 200
    assert client.get(at("finding", event, 1)).status_code == 200
    may_write = role in WRITERS
    for name in ("new_finding", "edit_finding"):
        rest = [1] if name == "edit_finding" else []
        assert client.get(at(name, event, *rest)).status_code == (200 if may_write else 403)
        client.post(at(name, event, *rest), told(said, seen=1))
    assert FindingVersion.objects.count() == (3 if may_write else 1)
    assert ("new_finding" in str(client.get(at("findings", event)).content)) is False
    assert (at("new_finding", event) in page(client, "findings", event)) is may_write


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PROCESS_OWNER])
def test_only_process_owners_sign(event, said, role):
    a_finding(event, said)
    client = client_of(a_mandate(event.negotiation, role))
    assert client.post(at("sign_finding", event, 1), {"seen": 1}).status_code == 403
    assert SignOff.objects.count() == 0
    assert at("sign_finding", event, 1) not in page(client, "finding", event, 1)


def test_strangers_and_visitors_are_refused(event, said):
    a_finding(event, said)
    stranger = client_of(a_mandate(a_forum().negotiation, Role.PROCESS_OWNER))
    doors = [("findings", []), ("new_finding", []), ("finding", [1]), ("edit_finding", [1])]
    assert [stranger.get(at(name, event, *rest)).status_code for name, rest in doors] == [403] * 4
    for name in ("sign_finding", "withdraw_finding"):
        assert stranger.post(at(name, event, 1)).status_code == 403
    answers = [Client().get(at(name, event, *rest)) for name, rest in doors]
    assert [("/account/login/" in answer.headers["Location"], answer.status_code) for answer in answers] == [
        (True, 302)
    ] * 4


def test_what_is_not_there_is_not_found(event, owner):
    assert owner.get(at("finding", event, 9)).status_code == 404
    assert owner.get(reverse("findings", args=["EIOLE1"])).status_code == 404
    assert owner.get(at("drafting", event, uuid.uuid4())).status_code == 404


def test_a_finding_is_written_and_signed_without_a_script(event, said, owner):
    answer = owner.post(at("new_finding", event), told(said[:2]), follow=True)
    assert answer.redirect_chain == [(at("finding", event, 1), 302)]
    text = answer.content.decode()
    assert "Nojaa 2 lauseeseen" in text
    assert "Kirjoitettu, vahvistamatta" in text
    assert "1 havainto, joka odottaa vahvistusta" in page(owner, "findings", event)
    signed = owner.post(at("sign_finding", event, 1), {"seen": 1}, follow=True)
    assert "Tästä lähtien havainto sanotaan sinun nimissäsi." in signed.content.decode()
    assert "1 havainto, vahvistettu" in page(owner, "findings", event)


def test_a_sentence_is_searched_for_by_the_beginnings_of_its_words_and_what_is_written_stays(event, said, owner):
    other = a_contribution(said[0].participant, "Ikääntyneiden ÄÄNI kuuluu e-lomakkeella.")
    form = told(said[:1], text_fi="Kesken oleva lause.", words="ään e-lomak", search="1")
    text = owner.post(at("new_finding", event), form).content.decode()
    assert "Kesken oleva lause." in text
    assert "Löytyi 1 lause" in text
    ticked = re.findall(r'name="sources" value="(\d+)"( checked)?', text)
    assert ticked == [(str(said[0].pk), " checked"), (str(other.pk), "")]
    assert Finding.objects.count() == 0
    assert "Ei vielä tallennettu" not in text


def test_an_address_begins_a_finding_with_sentences_and_a_theme(event, said, owner):
    theme = a_theme(event, "Nuorten ääni", said)
    text = owner.get(at("new_finding", event) + f"?sources={said[0].pk},x,99999&theme={theme.number}").content.decode()
    ticked = re.findall(r'name="sources" value="(\d+)"( checked)?', text)
    assert ticked == [(str(said[0].pk), " checked"), (str(said[1].pk), ""), (str(said[2].pk), "")]
    assert f'<option value="{theme.pk}" selected>Nuorten ääni</option>' in text
    assert "Löytyi 2 lausetta" in text


def test_a_refusal_keeps_what_was_written(event, said, owner):
    text = owner.post(at("new_finding", event), told(said[:1], text_fi="", text_sv="", minority_fi="Toisin.")).content
    assert "Kirjoita havainto ainakin yhdellä kielellä." in text.decode()
    assert "Toisin." in text.decode()
    assert f'value="{said[0].pk}" checked' in text.decode()


def test_a_colleagues_newer_version_is_told_and_ones_own_text_stays_and_may_then_be_saved(event, said, owner):
    a_finding(event, said[:1])
    owner.post(at("edit_finding", event, 1), told(said[:1], text_fi="Kollegan sanamuoto.", seen=1))
    form = told(said[:2], text_fi="Oma sanamuoto.", seen=1)
    text = owner.post(at("edit_finding", event, 1), form).content.decode()
    assert "on sillä välin kirjoittanut uudemman version. Siinä lukee: ”Kollegan sanamuoto.”" in text
    assert "Oma sanamuoto." in text
    assert re.search(r'name="seen" value="2"', text)
    assert FindingVersion.objects.count() == 2
    owner.post(at("edit_finding", event, 1), form | {"seen": 2})
    assert [one.text_fi for one in FindingVersion.objects.order_by("number")][1:] == [
        "Kollegan sanamuoto.",
        "Oma sanamuoto.",
    ]


def test_a_hidden_source_is_told_as_hidden_and_never_shown(event, said, owner):
    a_finding(event, said[:2])
    hide(said[0])
    text = page(owner, "finding", event, 1)
    assert "Lähde on piilotettu." in text
    assert "Havainto on menettänyt 1 lähteen" in text
    assert said[0].text not in text
    assert "1 lähde, 1 piilotettu" in re.sub(r"\s+", " ", page(owner, "findings", event))
    form = page(owner, "edit_finding", event, 1)
    assert "1 lähde on piilotettu." in form
    assert said[0].text not in form
    assert f'name="sources" value="{said[0].pk}"' not in form


def test_only_a_commitment_names_its_organisation_and_no_page_tells_a_receipt(event, owner):
    someone = a_participant(event)
    commitment = a_contribution(someone, "Voimme sitoutua.", PromptKind.COMMITMENT)
    table = a_contribution(someone, "Pöydän lause.", voice=Voice.ONE)
    a_finding(event, [commitment, table])
    name = someone.organisation.name_fi
    for address in (at("finding", event, 1), at("edit_finding", event, 1)):
        text = owner.get(address).content.decode()
        assert text.count(name) == 1
        assert [one.receipt for one in (commitment, table) if one.receipt in text] == []


def test_each_source_leads_to_its_own_page_and_to_its_theme(event, said, owner):
    theme = a_theme(event, "Nuorten ääni", said[:1])
    a_finding(event, said[:1])
    text = page(owner, "finding", event, 1)
    assert at("sentence_disposition", event, said[0].pk) in text
    assert at("theme_disposition", event, theme.number) in text


def test_the_view_of_the_minority_stands_beside_with_sources_of_its_own(event, said, owner):
    version = a_finding(event, said[:1], minority_fi="Ei uutta luukkua.")
    FindingSource.objects.create(version=version, contribution=said[1], is_minority=True)
    text = page(owner, "finding", event, 1)
    assert "Ei uutta luukkua." in text
    assert text.index("Vähemmistön näkemys") < text.index(said[1].text)
    assert "Nojaa 1 lauseeseen" in text


def test_a_signed_version_is_told_beside_a_newer_one(event, said, owner):
    a_finding(event, said[:1], signed_by=a_user("Oili Omistaja"))
    owner.post(at("edit_finding", event, 1), told(said[:1], text_fi="Uusi sanamuoto.", seen=1))
    text = page(owner, "finding", event, 1)
    assert "Versio 1 on vahvistettu (Oili Omistaja, " in text
    assert "Kirjoitettu, vahvistamatta" in text
    assert "Versio 1 on vahvistettu; tämä on uudempi." in page(owner, "findings", event)


def test_the_history_shows_what_changed_word_by_word(event, said, owner):
    a_finding(event, said[:1], text_fi="Asukas tarvitsee yhden numeron.")
    owner.post(at("edit_finding", event, 1), told(said[:2], text_fi="Asukas tarvitsee yhden luukun.", seen=1))
    text = page(owner, "finding", event, 1)
    assert re.search(r"<del>.*? numeron.*?</del><ins>.*? luukun.*?</ins>", text)
    assert "1 lähde lisätty" in text


def test_what_is_taken_back_leaves_the_list_and_can_be_read(event, said, facilitator):
    a_finding(event, said)
    answer = facilitator.post(at("withdraw_finding", event, 1), {"seen": 1, "act_id": uuid.uuid4()}, follow=True)
    text = answer.content.decode()
    assert "Havainto on peruttu." in text
    assert at("edit_finding", event, 1) not in text
    assert "Havaintoja ei vielä ole" in page(facilitator, "findings", event)


def test_a_refusal_to_sign_or_take_back_is_told(event, said, owner):
    a_finding(event)
    act = {"seen": 1, "act_id": uuid.uuid4()}
    assert (
        "ei voi vahvistaa ilman lähdettä" in owner.post(at("sign_finding", event, 1), act, follow=True).content.decode()
    )
    stale = owner.post(at("withdraw_finding", event, 1), act | {"seen": 7}, follow=True).content.decode()
    assert "on sillä välin kirjoittanut uudemman version" in stale
    assert owner.post(at("sign_finding", event, 1), {"seen": "x"}).status_code == 302
    assert (SignOff.objects.count(), FindingVersion.objects.count()) == (0, 1)


def test_support_is_shown_frozen_and_beside_it_as_it_is_now(event, said, owner):
    people = [a_participant(event) for _ in range(6)]
    for one in people[:5]:
        a_reaction(one, said[0])
    owner.post(at("new_finding", event), told(said[:1]))
    assert "Tilanne on muuttunut" not in page(owner, "finding", event, 1)
    a_reaction(people[5], said[0])
    text = page(owner, "finding", event, 1)
    assert "5 ihmistä antoi 5 vastausta 1 lauseeseen." in text
    assert "Tilanne on muuttunut: nyt samaa mieltä 100 %, vastanneita 6" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_many_findings(event, said, owner, django_assert_num_queries, count):
    for number in range(count):
        a_finding(event, said[: number + 1], signed_by=a_user())
    owner.get(at("findings", event))
    with django_assert_num_queries(LIST_QUERIES):
        owner.get(at("findings", event))


@pytest.mark.parametrize("count", [1, 3])
def test_a_finding_takes_as_many_queries_however_many_sources(event, said, owner, django_assert_num_queries, count):
    theme = a_theme(event, "Nuorten ääni", said)
    version = a_finding(event, said[:count], theme=theme)
    for _ in range(count):
        owner.post(at("edit_finding", event, 1), told(said[:count], seen=version.finding.versions.count()))
    with django_assert_num_queries(PAGE_QUERIES):
        owner.get(at("finding", event, 1))


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_takes_as_many_queries_however_many_are_found(event, said, owner, django_assert_num_queries, count):
    for one in said[count:]:
        hide(one)
    form = told(words="nuorten", search="1")
    with django_assert_num_queries(FORM_QUERIES):
        owner.post(at("new_finding", event), form)
