"""The pages on which documents are begun and drafts are written: who may, what they show, what a press does."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import agreements
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_user, client_of
from sopu.core.refusals import Refused
from sopu.negotiations.models import Role
from sopu.synthesis.models import FindingVersion, Outcome
from sopu.texts.actions.drafting import state_basis
from sopu.texts.data import skeleton
from sopu.texts.models import Clause, ConditionKind, Document, DocumentKind, Purpose
from sopu.texts.queries.grounds import choices_for, grounds_of, promised_to
from sopu.texts.queries.readiness import readiness_of
from synthesised import a_disposition, a_finding, a_theme

pytestmark = pytest.mark.django_db

WRITERS = {Role.PROCESS_OWNER, Role.PREPARER}
LIST_QUERIES, DRAFT_QUERIES, CLAUSE_QUERIES, SUBMIT_QUERIES = 14, 18, 17, 31


@pytest.fixture
def negotiation():
    return a_negotiation()


@pytest.fixture
def owner(negotiation):
    return client_of(a_mandate(negotiation, Role.PROCESS_OWNER))


@pytest.fixture
def document(negotiation):
    return agreements.an_agreement(negotiation)


def headings(document: Document) -> list[str]:
    return [clause.wordings.first().heading for clause in document.clauses.standing()]


def the(document: Document, heading: str) -> Clause:
    return document.clauses.get(wordings__heading=heading, wordings__language="fi")


def begun(negotiation, **fields: Any) -> dict[str, Any]:
    """What a browser sends to begin a document."""
    form = {
        "kind": DocumentKind.STRATEGIC,
        "name_fi": "Strateginen yhteistyösopimus",
        "original": "fi",
        "start": "skeleton",
        "parties": [party.pk for party in negotiation.parties.all()],
        "condition": ConditionKind.ALL,
        "amendment": ConditionKind.ALL,
    }
    return form | fields


@pytest.mark.parametrize("role", Role)
def test_all_who_have_a_role_read_a_draft_and_only_preparers_write_it(negotiation, document, role):
    client, clause = client_of(a_mandate(negotiation, role)), document.clauses.first()
    may_write = role in WRITERS
    assert client.get(reverse("draft", args=[document.pk])).status_code == 200
    for name, pk in (("add_clause", document.pk), ("terms", document.pk)):
        assert client.get(reverse(name, args=[pk])).status_code == (200 if may_write else 403)
    words = {"heading_fi": "Uusi", "text_fi": "Sana.", "based_on_fi": 1, "based_on_sv": 0}
    acts = {"act_id_fi": "6fa459ea-ee8a-3ca4-894e-db77e160355e", "act_id_sv": "6fa459ea-ee8a-3ca4-894e-db77e160355f"}
    client.post(reverse("clause", args=[clause.pk]), words | acts)
    assert clause.wordings.count() == (2 if may_write else 1)
    assert client.post(reverse("leave_out_clause", args=[clause.pk])).status_code == (302 if may_write else 403)
    assert client.get(reverse("submit", args=[document.pk])).status_code == (200 if role == Role.PROCESS_OWNER else 403)


def test_a_draft_is_never_public(document):
    stranger, visitor = client_of(a_user()), Client()
    clause = document.clauses.first()
    for name, pk in (("draft", document.pk), ("clause", clause.pk), ("clause_history", clause.pk)):
        assert stranger.get(reverse(name, args=[pk])).status_code == 403
        assert visitor.get(reverse(name, args=[pk])).status_code == 302
    listed = visitor.get(reverse("documents", args=[document.negotiation.slug]))
    assert listed.context["list"].lines == ()
    assert document.name_fi not in listed.content.decode()


def test_everybody_sees_the_public_versions_and_not_the_newer_ones(document):
    agreements.a_version(document, Purpose.DECISION)
    agreements.a_version(document, Purpose.COMMENT)
    (line,) = Client().get(reverse("documents", args=[document.negotiation.slug])).context["list"].lines
    assert (line.newest.number, line.readiness) == (1, None)


@pytest.mark.parametrize(
    ("kind", "purpose", "expected"),
    [
        (DocumentKind.STRATEGIC, Purpose.COMMENT, 2),
        (DocumentKind.STRATEGIC, Purpose.HISTORY, 0),
        (DocumentKind.NEGOTIATION_PLAN, Purpose.DECISION, 0),
    ],
)
def test_a_basis_is_missed_only_where_there_could_be_one(negotiation, owner, kind, purpose, expected):
    document = agreements.an_agreement(negotiation, kind=kind)
    version = agreements.a_version(document, purpose)
    (line,) = owner.get(reverse("documents", args=[negotiation.slug])).context["list"].lines
    draft = owner.get(reverse("draft", args=[document.pk])).context["draft"]
    read = owner.get(reverse("version", args=[version.pk])).context["read"]
    assert (line.bare_count, draft.bare_count, sum(one.is_bare for one in read.clauses)) == (expected,) * 3


def test_a_document_begins_with_the_headings_of_its_kind(negotiation, owner):
    owner.post(reverse("new_document", args=[negotiation.slug]), begun(negotiation))
    document = Document.objects.get()
    rows = skeleton(DocumentKind.STRATEGIC).clauses
    assert headings(document) == [row.heading["fi"] for row in rows]
    page = owner.get(reverse("draft", args=[document.pk])).content.decode()
    assert rows[4].guide["fi"] in page
    assert not document.clauses.filter(wordings__language="sv").exists()


def test_a_bilingual_document_begins_with_headings_in_both_languages(negotiation, owner):
    organisation = negotiation.parties.all()[1].organisation
    organisation.language_status = 1
    organisation.save()
    owner.post(reverse("new_document", args=[negotiation.slug]), begun(negotiation))
    document = Document.objects.get()
    rows = skeleton(DocumentKind.STRATEGIC).clauses
    swedish = [clause.wordings.get(language="sv") for clause in document.clauses.all()]
    assert [one.heading for one in swedish] == [row.heading["sv"] for row in rows]
    assert readiness_of(document).blocking == ()
    assert owner.get(reverse("draft", args=[document.pk]), {"language": "sv"}).context["draft"].language == "sv"


def test_a_document_goes_on_from_its_predecessor(negotiation, owner, document):
    newest = agreements.a_version(document)
    asked = begun(negotiation, start="predecessor", predecessor=document.pk, name_sv="Avtal", condition="at_least")
    asked |= {"condition_count": 2, "not_before": "2026-01-01", "termination_months": 6}
    owner.post(reverse("new_document", args=[negotiation.slug]), asked)
    successor = Document.objects.get(predecessor=document)
    assert headings(successor) == headings(document)
    origins = [clause.origin_id for clause in successor.clauses.all()]
    assert origins == [one.clause_id for one in newest.clauses.all()]
    terms = (successor.condition_count, str(successor.not_before), successor.termination_months)
    assert terms == (2, "2026-01-01", 6)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name_fi": ""}, "name_fi"),
        ({"condition": "at_least"}, "condition_count"),
        ({"condition": "at_least", "condition_count": 9}, "condition_count"),
        ({"condition": "named"}, "condition_named"),
        ({"condition": "date"}, "not_before"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "valid_until"),
        ({"parties": []}, "parties"),
        ({"start": "predecessor"}, None),
    ],
)
def test_terms_that_lack_something_are_told_beside_their_field(negotiation, owner, fields, wrong):
    answer = owner.post(reverse("new_document", args=[negotiation.slug]), begun(negotiation, **fields))
    assert list(answer.context["form"].errors) == [wrong or "__all__"]
    assert not Document.objects.exists()


def test_a_condition_names_only_parties_of_the_document(negotiation, owner):
    inside, outside = (party.pk for party in list(negotiation.parties.all())[:2])
    fields = begun(negotiation, parties=[inside], condition="named", condition_named=[inside, outside])
    answer = owner.post(reverse("new_document", args=[negotiation.slug]), fields)
    assert list(answer.context["form"].errors) == ["condition_named"]
    assert owner.post(reverse("new_document", args=[negotiation.slug]), fields | {"condition_named": [inside]}).url


def test_the_terms_are_read_as_sentences_before_they_are_saved(negotiation, owner):
    asked = begun(negotiation, condition="at_least", condition_count=2, not_before="2026-01-01", preview=1)
    answer = owner.post(reverse("new_document", args=[negotiation.slug]), asked)
    told = "vähintään 2 osapuolta on hyväksynyt saman sanamuodon, aikaisintaan 1.1.2026"
    assert answer.context["sentences"][0] == told
    assert not Document.objects.exists()


def test_terms_are_changed_and_versions_keep_theirs(negotiation, owner, document):
    version = agreements.a_version(document)
    named = negotiation.parties.all()[1]
    asked = begun(negotiation, name_fi="Sopimus", condition="named", condition_named=[named.pk], review_months=12)
    owner.post(reverse("terms", args=[document.pk]), asked)
    document.refresh_from_db()
    assert (document.name_fi, document.condition, document.review_months) == ("Sopimus", "named", 12)
    assert list(document.condition_named.all()) == [named]
    assert version.texts.get().title == "Strateginen yhteistyösopimus"


def test_clauses_are_added_where_the_writer_says(owner, document):
    first = the(document, "Tarkoitus")
    address = reverse("add_clause", args=[document.pk])
    said = {"kind": "goal", "depth": 2, "is_numbered": "on", "text": "Sana."}
    for heading, after, act in (("Toinen", first.pk, "1"), ("Alku", "", "2"), ("Toinen", first.pk, "1")):
        act_id = f"6fa459ea-ee8a-3ca4-894e-db77e160355{act}"
        owner.post(address, said | {"heading": heading, "after": after, "act_id": act_id})
    assert headings(document) == ["Alku", "Tarkoitus", "Toinen", "Osallisuus", "Rakenteet", "Kuntakokous"]
    empty = owner.post(address, said | {"text": "", "heading": "", "after": "", "act_id": act_id})
    assert list(empty.context["form"].errors) == ["heading"]


def test_clauses_move_up_down_and_after_another(owner, document):
    def move(heading: str, **way: Any) -> list[str]:
        owner.post(reverse("move_clause", args=[the(document, heading).pk]), way)
        return headings(document)

    rest = ["Tarkoitus", "Osallisuus", "Rakenteet", "Kuntakokous"]
    assert move("Rakenteet", way="up") == ["Rakenteet", "Kuntakokous", "Tarkoitus", "Osallisuus"]
    assert move("Rakenteet", way="down") == rest
    after = the(document, "Kuntakokous").pk
    assert move("Osallisuus", way="after", after=after) == ["Tarkoitus", "Rakenteet", "Kuntakokous", "Osallisuus"]
    assert move("Osallisuus", way="sideways") == ["Tarkoitus", "Rakenteet", "Kuntakokous", "Osallisuus"]


def test_a_clause_that_is_left_out_can_be_taken_back_where_it_stood(owner, document):
    clause = the(document, "Osallisuus")
    owner.post(reverse("leave_out_clause", args=[clause.pk]))
    assert "Osallisuus" not in headings(document)
    owner.post(reverse("move_clause", args=[clause.pk]), {"way": "up"})
    page = owner.get(reverse("draft", args=[document.pk]))
    assert [line.heading for line in page.context["draft"].left_out] == ["Osallisuus"]
    owner.post(reverse("take_back_clause", args=[clause.pk]))
    assert headings(document)[1] == "Osallisuus"


def test_a_clause_is_described(owner, negotiation, document):
    clause, area = the(document, "Osallisuus"), negotiation.goal_areas.all()[1]
    address = reverse("describe_clause", args=[clause.pk])
    owner.post(address, {"kind": "duty", "depth": 3, "goal_area": area.pk})
    owner.post(address, {"kind": "joke", "depth": 1})
    clause.refresh_from_db()
    assert (clause.kind, clause.depth, clause.goal_area, clause.is_numbered) == ("duty", 3, area, False)


def test_a_clause_stands_on_findings_and_shows_when_it_stands_on_none(owner, negotiation, document):
    finding = a_finding(a_forum(negotiation), signed_by=a_user()).finding
    clause = the(document, "Osallisuus")
    draft = reverse("draft", args=[document.pk])
    assert owner.get(draft).context["draft"].bare_count == 2
    owner.post(reverse("state_basis", args=[clause.pk]), {"finding": finding.pk})
    assert owner.get(draft).context["draft"].bare_count == 1
    (ground,) = grounds_of(document)[clause.pk]
    assert (ground.number, ground.is_signed, ground.is_gone) == (1, True, False)
    owner.post(reverse("drop_basis", args=[clause.pk]), {"finding": finding.pk})
    assert grounds_of(document) == {}


def test_findings_of_another_negotiation_are_not_there_to_stand_on(owner, document):
    elsewhere = a_finding(a_forum()).finding
    clause = document.clauses.first()
    for told in (elsewhere.pk, "x", "9" * 30, ""):
        for name in ("state_basis", "drop_basis"):
            assert owner.post(reverse(name, args=[clause.pk]), {"finding": told}).status_code == 404
    assert owner.post(reverse("stand_on", args=[document.pk]), {"finding": 1, "clause": "x"}).status_code == 404
    with pytest.raises(Refused):
        state_basis(clause=clause, finding=elsewhere, by=None, now=timezone.now())
    assert grounds_of(document) == {}


def test_findings_are_sought_by_their_words_and_those_of_the_goal_area_come_first(negotiation, document):
    event, area = a_forum(negotiation), negotiation.goal_areas.all()[1]
    a_finding(event, text_fi="Nuorten ääni kuuluu.", signed_by=a_user())
    a_finding(event, text_fi="Nuorten palvelut yhdessä.", goal_area=area)
    clause = the(document, "Osallisuus")
    clause.goal_area = area
    assert [one.number for one in choices_for(clause, "")] == [2, 1]
    assert [one.number for one in choices_for(clause, "ääni nuorten")] == [1]
    assert choices_for(clause, "sauna") == ()


def test_a_finding_that_was_taken_back_shows_so_under_its_clause(owner, negotiation, document):
    version = a_finding(a_forum(negotiation))
    clause = the(document, "Osallisuus")
    owner.post(reverse("state_basis", args=[clause.pk]), {"finding": version.finding_id})
    told = {"kind": version.kind, "text_fi": version.text_fi, "made_by": version.made_by}
    FindingVersion.objects.create(finding=version.finding, number=2, is_withdrawn=True, **told)
    assert [one.is_gone for one in grounds_of(document)[clause.pk]] == [True]


def test_a_promised_finding_shows_until_it_stands_under_a_clause(owner, negotiation, document):
    event, user = a_forum(negotiation), a_user()
    someone = a_participant(event)
    said, placed, other = (a_contribution(someone) for _ in range(3))
    theme, themed = a_theme(event, made_by=user), a_theme(event, "Muu", [placed], made_by=user)
    a_finding(event, theme=theme)
    a_finding(event, [said])
    a_finding(event, [placed])
    a_finding(event, [other])
    for one in (theme, said, themed):
        a_disposition(event, one, Outcome.USED)
    a_disposition(event, other, Outcome.PARKED)
    assert [one.number for one in promised_to(document)] == [1, 2, 3]
    clause = the(document, "Osallisuus")
    finding = promised_to(document)[0].finding
    owner.post(reverse("stand_on", args=[document.pk]), {"finding": finding, "clause": clause.pk})
    assert [one.number for one in promised_to(document)] == [2, 3]
    owner.post(reverse("leave_out_clause", args=[clause.pk]))
    assert [one.number for one in promised_to(document)] == [1, 2, 3]
    assert promised_to(agreements.an_agreement(negotiation, kind=DocumentKind.FRAMEWORK)) == ()


def test_an_empty_draft_gets_the_usual_headings_once(owner, negotiation):
    document = agreements.an_agreement(negotiation, clauses=(), kind=DocumentKind.OTHER)
    for _ in range(2):
        owner.post(reverse("lay_skeleton", args=[document.pk]))
    assert len(headings(document)) == len(skeleton(DocumentKind.OTHER).clauses)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_much_of_one_clause_as_of_three(negotiation, owner, count, django_assert_num_queries):
    event = a_forum(negotiation)
    for _ in range(count):
        document = agreements.an_agreement(negotiation, agreements.CLAUSES[1:2] * count)
        agreements.a_version(document)
    for clause in document.clauses.all():
        version = a_finding(event, [a_contribution(a_participant(event))], signed_by=a_user())
        owner.post(reverse("state_basis", args=[clause.pk]), {"finding": version.finding_id})
        sentence = a_contribution(a_participant(event))
        a_finding(event, [sentence])
        a_disposition(event, sentence, Outcome.USED)
    clause = document.clauses.first()
    addresses = {
        reverse("documents", args=[negotiation.slug]): LIST_QUERIES,
        reverse("draft", args=[document.pk]): DRAFT_QUERIES,
        reverse("clause", args=[clause.pk]): CLAUSE_QUERIES,
        reverse("submit", args=[document.pk]): SUBMIT_QUERIES,
    }
    for address, queries in addresses.items():
        with django_assert_num_queries(queries):
            assert owner.get(address).status_code == 200


def test_every_control_of_the_draft_is_named_by_its_clause(owner, document):
    page = owner.get(reverse("draft", args=[document.pk])).content.decode()
    names = [re.sub(r"<[^>]+>", "", button).strip() for button in re.findall(r"<button.*?</button>", page, re.DOTALL)]
    assert "Ylös: 1.1 Osallisuus" in names
    assert len(set(names)) == len(names)
