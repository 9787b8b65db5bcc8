"""Published minutes are proposed as a case's and recorded only by a person; off the network nothing is lost."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

import agreements
import builders
from refusals import refusal
from sites import a_feed, a_page, a_site, an_agenda
from sopu.decisions.actions import minutes as acts
from sopu.decisions.actions.recording import Ruling
from sopu.decisions.models import AgendaItem, Case, Decision, MinutesMatch
from sopu.decisions.permissions import recorded_by
from sopu.decisions.queries.minutes import line_of, minutes_of, version_for, versions_of
from sopu.decisions.rules import Outcome
from sopu.decisions.rules.readings import Reading
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db

NUMBER = "812/00.04.02/2025"


def _day(ago: int = 1) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=ago)


def _written(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


@pytest.fixture
def site(settings):
    settings.FETCH_FROM_LOOPBACK = True
    with a_site() as found:
        yield found


@pytest.fixture
def version(document):
    return agreements.a_version(document, now=timezone.now() - dt.timedelta(days=30))


@pytest.fixture
def case(version):
    found = Case.objects.at_hand().of(version.document)[1]
    found.number = NUMBER
    found.save()
    return found


@pytest.fixture
def negotiation(version):
    return version.document.negotiation


def the_page(case: Case, ago: int = 1, **fields) -> bytes:
    """Minutes of the case's deciding body."""
    return a_page(**{"body": case.decides.name_fi, "day": _written(_day(ago)), "case_number": NUMBER, **fields})


def found(negotiation, content: bytes, **fields) -> MinutesMatch:
    match = acts.read_minutes(
        negotiation=negotiation, by=None, now=timezone.now(), content=content, file_name="asia.html", **fields
    )
    return MinutesMatch.objects.at_hand().get(pk=match.pk)


def test_a_page_is_proposed_as_the_case_whose_number_and_body_it_tells(negotiation, case):
    match = found(negotiation, the_page(case))
    reading = Reading.from_json(match.reading)
    assert (match.case, match.file_name, match.is_waiting) == (case, "asia.html", True)
    assert (reading.body, reading.section, reading.outcome) == (case.decides_id, 71, "approved")
    assert reading.reasons == ("case_number", "body", "title")
    assert (Decision.objects.count(), AgendaItem.objects.count()) == (0, 0)


def test_the_same_page_is_found_once(negotiation, case):
    assert found(negotiation, the_page(case)) == found(negotiation, the_page(case))


def test_a_page_of_which_too_little_is_known_waits_for_a_person_to_choose(negotiation, case):
    match = found(negotiation, the_page(case, case_number="", title="Muu asia"))
    assert (match.case, line_of(match).party, line_of(match).document) == (None, "", "")


def test_only_the_parties_that_a_person_may_record_for_are_matched(negotiation, case):
    others = negotiation.parties.exclude(pk=case.party_id)
    assert found(negotiation, the_page(case), parties=others).case is None


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"%PDF-1.7", "pdf"), (b"<input type=password>", "login"), (b"<p>404</p>", "unknown")],
)
def test_what_is_no_item_is_refused_with_a_sentence_and_nothing_is_stored(negotiation, case, content, code):
    now = timezone.now()
    assert refusal(acts.read_minutes, negotiation=negotiation, by=None, now=now, content=content) == code
    assert MinutesMatch.objects.count() == 0


def test_a_page_is_fetched_from_its_address(negotiation, case, site):
    url = site.publishes("/cgi/DREQUEST.PHP?page=meetingitem&id=1-1", the_page(case))
    match = acts.read_minutes(negotiation=negotiation, by=None, now=timezone.now(), url=url)
    assert (match.case_id, match.url) == (case.pk, url)


def test_an_address_that_cannot_be_had_is_refused(negotiation, case, site):
    now = timezone.now()
    assert refusal(acts.read_minutes, negotiation=negotiation, by=None, now=now, url=site.url + "/gone") == "missing"
    assert (
        refusal(acts.read_minutes, negotiation=negotiation, by=None, now=now, url="https://10.0.0.1/") == "not_public"
    )
    assert MinutesMatch.objects.count() == 0


def the_feed(site, case: Case, *entries: tuple[str, str]) -> Case:
    case.feed = site.publishes("/cgi/DREQUEST.PHP?page=rss/meetingitems&show=30", a_feed(*entries))
    case.save()
    return case


def look(negotiation):
    return acts.look_at_feeds(negotiation=negotiation, by=None, now=timezone.now())


def test_a_feed_leads_to_what_is_the_cases_and_to_nothing_else(negotiation, case, site):
    good = site.publishes("/good", the_page(case))
    other = site.publishes("/other", the_page(case, case_number="999/00.04.02/2025", title="Kunnan yhteistyösopimus"))
    body, day = case.decides.name_fi, _written(_day())
    entries = [
        (f"{body} {day} / Strateginen yhteistyösopimus", good),
        (f"{body} {day} / Talousarvio", site.url + "/budget"),
    ]
    entries += [(f"{body} {day} / Yhteistyösopimus", other), (f"{body} {day} / Yhteistyösopimus 2", site.url + "/gone")]
    the_feed(site, case, *entries)
    looked = look(negotiation)
    assert (looked.feed_count, looked.failed_count, [one.case_id for one in looked.found]) == (1, 0, [case.pk])
    assert "/budget" not in site.asked
    kept = Case.objects.get(pk=case.pk)
    assert (kept.feed_looked_at is not None, kept.feed_failure) == (True, "")
    assert look(negotiation).found == ()


def test_the_feed_of_meetings_is_taken_for_that_of_items(negotiation, case, site):
    the_feed(site, case)
    Case.objects.filter(pk=case.pk).update(feed=site.url + "/cgi/DREQUEST.PHP?page=rss/meetings&show=30")
    assert look(negotiation).failed_count == 0
    assert site.asked == ["/cgi/DREQUEST.PHP?page=rss/meetingitems&show=30"]


def test_off_the_network_the_last_success_and_what_went_wrong_are_kept(negotiation, case, site):
    the_feed(site, case)
    look(negotiation)
    read_at = Case.objects.get(pk=case.pk).feed_looked_at
    site.answers.clear()
    assert look(negotiation).failed_count == 1
    kept = Case.objects.get(pk=case.pk)
    assert (kept.feed_looked_at, kept.feed_failure) == (read_at, "missing")
    Case.objects.filter(pk=case.pk).update(feed=site.publishes("/login", b"<html><input type=password></html>"))
    look(negotiation)
    assert Case.objects.get(pk=case.pk).feed_failure == "not_feed"


def test_one_look_fetches_only_so_many_pages(negotiation, case, site, monkeypatch):
    monkeypatch.setattr(acts, "MOST_PAGES", 2)
    body, day = case.decides.name_fi, _written(_day())
    pages = [site.publishes(f"/{n}", the_page(case, section=n)) for n in range(1, 5)]
    the_feed(site, case, *[(f"{body} {day} / Yhteistyösopimus", page) for page in pages])
    assert len(look(negotiation).found) == 2
    assert len(look(negotiation).found) == 2
    assert len(site.asked) == 6


def confirmed(match: MinutesMatch, case: Case, version, **fields) -> Decision:
    ruling = Ruling(**{"outcome": Outcome.APPROVED, "decided_on": _day(), "section": "71", **fields})
    return acts.confirm_match(
        match=match, case=case, version=version, body=case.decides, ruling=ruling, by=None, now=timezone.now()
    )


def test_a_person_confirms_and_the_decision_is_recorded(negotiation, case, version):
    match = found(negotiation, the_page(case))
    decision = confirmed(match, case, version)
    match.refresh_from_db()
    assert (match.decision, match.is_waiting, decision.item.case) == (decision, False, case)
    assert refusal(confirmed, match=match, case=case, version=version) == "settled"
    assert Decision.objects.count() == 1


def test_what_the_record_refuses_leaves_the_match_waiting(negotiation, case, version):
    match = found(negotiation, the_page(case))
    assert refusal(confirmed, match=match, case=case, version=version, outcome=Outcome.CONDITIONAL) == "no_conditions"
    match.refresh_from_db()
    assert match.is_waiting


def test_an_agenda_places_the_case_and_records_no_decision(negotiation, case, version):
    ahead = timezone.localdate() + dt.timedelta(days=7)
    match = found(negotiation, an_agenda(body=case.decides.name_fi, day=_written(ahead), case_number=NUMBER))
    where = {"match": match, "case": case, "version": version, "body": case.decides, "meeting_on": ahead}
    item = acts.confirm_placing(**where, number="10", by=None, now=timezone.now())
    match.refresh_from_db()
    assert (match.item, item.number, Decision.objects.count()) == (item, "10", 0)
    assert found(negotiation, the_page(case)).reading["reasons"] == ["case_number", "body", "title"]


def test_minutes_are_dismissed_with_a_reason(negotiation, case):
    match = found(negotiation, the_page(case))
    assert refusal(acts.dismiss_match, match=match, reason=" ", by=None, now=timezone.now()) == "no_reason"
    acts.dismiss_match(match=match, reason="Toinen sopimus", by=None, now=timezone.now())
    match.refresh_from_db()
    assert (match.reason, match.is_waiting) == ("Toinen sopimus", False)
    assert refusal(acts.dismiss_match, match=match, reason="Taas", by=None, now=timezone.now()) == "settled"


def test_the_version_is_the_one_whose_fingerprint_is_named_else_the_newest_by_that_day(negotiation, case, version):
    agreements.reworded(version.document.clauses.first(), "Sopimuksella sovitaan muusta.")
    later = agreements.a_version(version.document)
    versions = versions_of(version.document)

    def chosen(**fields):
        return version_for(Reading.from_json(found(negotiation, the_page(case, **fields)).reading), versions)

    assert chosen(ago=1) == version
    assert chosen(ago=0) == later
    assert chosen(ago=60) == later
    print_of = version.texts.get().sha256
    assert chosen(ago=0, proposal=f"Tiiviste {print_of[:8]}.") == version
    assert version_for(Reading.from_json(found(negotiation, the_page(case)).reading), []) is None


def client_of(client, negotiation, role, organisation=None):
    user = builders.a_mandate(negotiation, role, organisation)
    client.force_login(user)
    return user


def url(name: str, negotiation, **more) -> str:
    return reverse(name, kwargs={"slug": negotiation.slug, **more})


def test_from_an_address_to_a_recorded_decision(client, negotiation, case, version, site):
    client_of(client, negotiation, Role.REGISTRAR, case.party.organisation)
    address = site.publishes("/item", the_page(case, more=("Julkaistu " + _written(_day(0)),)))
    answer = client.post(url("found_minutes", negotiation), {"url": address})
    match = MinutesMatch.objects.get()
    assert answer.headers["Location"] == url("minutes_match", negotiation, pk=match.pk)
    form = client.get(answer.headers["Location"]).context["form"]
    sent = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}
    assert (sent["outcome"], sent["section"], sent["minutes"]) == ("approved", "71", address)
    answer = client.post(url("minutes_match", negotiation, pk=match.pk), {**sent, "case": case.pk})
    assert answer.headers["Location"] == url("found_minutes", negotiation)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.minutes, decision.decided_on) == ("approved", address, _day())
    assert decision.publications.get().published_on == _day(0)
    assert "Päätös kirjattiin." in client.get(url("found_minutes", negotiation)).content.decode()


def test_a_file_that_is_no_item_is_told_beside_its_field_and_what_was_given_must_be_one(client, negotiation, case):
    client_of(client, negotiation, Role.PROCESS_OWNER)
    file = StringIO("<html><p>404</p></html>")
    file.name = "x.html"
    answer = client.post(url("found_minutes", negotiation), {"file": file})
    assert "muodossa, joka tunnetaan" in answer.context["form"].errors["file"][0]
    answer = client.post(url("found_minutes", negotiation), {})
    assert answer.context["form"].non_field_errors() == ["Anna joko osoite tai tiedosto."]


def test_a_person_chooses_the_case_and_dismisses_what_is_not_ours(client, negotiation, case, version):
    client_of(client, negotiation, Role.PROCESS_OWNER)
    match = found(negotiation, the_page(case, case_number="", title="Muu"))
    page = url("minutes_match", negotiation, pk=match.pk)
    shown = client.get(page).context
    assert (shown["form"], shown["choice"].fields["case"].choices[1][0]) == (None, str(case.pk))
    assert client.get(page, {"case": case.pk}).context["case"] == case
    assert client.get(page, {"case": "0"}).context["case"] is None
    client.post(url("dismiss_minutes", negotiation, pk=match.pk), {"reason": ""})
    client.post(url("dismiss_minutes", negotiation, pk=match.pk), {"reason": "Ei kuulu tähän"})
    match.refresh_from_db()
    assert match.reason == "Ei kuulu tähän"
    assert client.get(page).context["form"] is None


def test_before_submission_there_is_nothing_to_confirm(client, negotiation, case):
    document = agreements.an_agreement(negotiation, name_fi="Talousarvio ja suunnitelma")
    draft = agreements.the_cases(document)[1]
    client_of(client, negotiation, Role.PROCESS_OWNER)
    match = found(negotiation, the_page(case))
    shown = client.get(url("minutes_match", negotiation, pk=match.pk), {"case": draft.pk})
    assert (shown.context["case"], shown.context["form"]) == (draft, None)
    assert "Asiakirjaa ei ole vielä annettu päätettäväksi" in shown.content.decode()


def test_an_agenda_is_confirmed_on_the_page_and_a_refusal_keeps_what_was_written(client, negotiation, case, version):
    client_of(client, negotiation, Role.PROCESS_OWNER)
    ahead = timezone.localdate() + dt.timedelta(days=7)
    match = found(negotiation, an_agenda(body=case.decides.name_fi, day=_written(ahead), case_number=NUMBER))
    page = url("minutes_match", negotiation, pk=match.pk)
    form = client.get(page).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"case": case.pk}
    MinutesMatch.objects.filter(pk=match.pk).update(reading=match.reading | {"is_minutes": True})
    answer = client.post(page, sent | {"decided_on": str(ahead), "outcome": "approved"})
    assert "Kokous on vasta tulossa" in answer.context["form"].non_field_errors()[0]
    MinutesMatch.objects.filter(pk=match.pk).update(reading=match.reading)
    client.post(page, sent)
    assert AgendaItem.objects.get().meeting_on == ahead


def test_the_feeds_are_looked_at_from_the_page_for_ones_own_parties(client, negotiation, case, site):
    client_of(client, negotiation, Role.COORDINATOR, case.party.organisation)
    other = Case.objects.at_hand().of(case.document)[2]
    for one in (the_feed(site, case), other):
        Case.objects.filter(pk=one.pk).update(feed=site.url + f"/{one.pk}")
    client.post(url("look_at_feeds", negotiation))
    assert site.asked == [f"/{case.pk}"]
    answer = client.get(url("found_minutes", negotiation))
    assert [(line.party, line.failure != "") for line in answer.context["found"].feeds] == [
        (case.party.organisation.name, True)
    ]


@pytest.mark.parametrize(
    ("role", "is_own", "status"),
    [
        (Role.PROCESS_OWNER, False, 200),
        (Role.COORDINATOR, True, 200),
        (Role.REGISTRAR, True, 200),
        (Role.COORDINATOR, False, 403),
        (Role.REGISTRAR, False, 403),
        (Role.READER, True, 403),
    ],
)
def test_who_may_settle_a_match_of_a_party(client, negotiation, case, role, is_own, status):
    organisation = case.party.organisation if is_own else negotiation.parties.exclude(pk=case.party_id)[1].organisation
    client_of(client, negotiation, role, organisation)
    match = found(negotiation, the_page(case))
    assert client.get(url("minutes_match", negotiation, pk=match.pk)).status_code == status
    assert client.post(url("dismiss_minutes", negotiation, pk=match.pk), {"reason": ""}).status_code in {302, status}
    assert client.get(url("found_minutes", negotiation)).status_code == (403 if role == Role.READER else 200)


def test_one_sees_ones_own_partys_minutes_and_what_one_brought(negotiation, case):
    own = case.party.organisation
    user = builders.a_mandate(negotiation, Role.REGISTRAR, own)
    other = negotiation.parties.exclude(pk=case.party_id)[1]
    stranger = builders.a_mandate(negotiation, Role.REGISTRAR, other.organisation)
    match = found(negotiation, the_page(case))
    unknown = found(negotiation, the_page(case, case_number="", title="Muu"))
    MinutesMatch.objects.filter(pk=unknown.pk).update(found_by=stranger)

    def seen(who, *, is_owner=False):
        lines = minutes_of(negotiation, recorded_by(who, negotiation), who, is_owner=is_owner).waiting
        return [line.match for line in lines]

    assert (seen(user), seen(stranger), seen(stranger, is_owner=True)) == ([match], [unknown], [unknown, match])


def test_the_list_asks_as_often_for_many(negotiation, case, django_assert_num_queries):
    user = builders.a_mandate(negotiation, Role.PROCESS_OWNER)
    for count in (1, 3):
        for n in range(count):
            found(negotiation, the_page(case, section=100 * count + n))
        with django_assert_num_queries(4):
            page = minutes_of(negotiation, recorded_by(user, negotiation), user, is_owner=True)
            assert [line.party for line in page.waiting]


def test_the_command_reads_a_file_an_address_and_the_feeds(negotiation, case, site, tmp_path):
    def said(*arguments: str) -> str:
        out = StringIO()
        call_command("minutes", negotiation.slug, *arguments, stdout=out)
        return out.getvalue()

    file = tmp_path / "asia.html"
    file.write_bytes(the_page(case))
    assert f"{case.party.organisation.name_en or case.party.organisation.name_fi}" in said("--file", str(file))
    assert '"outcome": "approved"' in said("--url", site.publishes("/item", the_page(case)), "--json")
    assert said().startswith("0 feeds, of which 0 could not be read; 0 proposed.")
    with pytest.raises(CommandError):
        said("--file", str(tmp_path / "missing.html"))
    with pytest.raises(CommandError):
        call_command("minutes", "ei-ole")
    assert Decision.objects.count() == 0
