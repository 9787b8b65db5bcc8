"""Files come in as previews, and become proposals, comments and clauses when a person says so."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import agreements
from builders import a_mandate, client_of
from commented import CLAUSES, NOW, ONCE, TEXT, a_proposal, a_round, party, the_clause
from refusals import refusal
from sopu.negotiations.models import Role
from sopu.texts.actions.agreements import (
    confirm_agreement,
    settle_doubt,
    settle_doubts,
    take_in_agreement,
    word_imported,
)
from sopu.texts.actions.intakes import Taken, confirm_intake, discard_intake, take_in_word
from sopu.texts.actions.rounds import close_round
from sopu.texts.documents.values import ImportedClause
from sopu.texts.models import ChangeProposal, Comment, CommentRound, TextIntake
from sopu.texts.queries.intakes import doubts_of, imported_of, preview_of
from sopu.texts.queries.word_files import word_of
from wordings import opened, saved

pytestmark = pytest.mark.django_db

OLD = "PUITESOPIMUS\n\n1. Osapuolet\nLaki hyvinvointialueesta (611/2024) velvoittaa.\n\n2. Voimaantulo\nHeti.\n"


def edited(of: CommentRound) -> bytes:
    """The round's version as a party sends it back: reworded, commented, and with a clause and a table of its own."""
    document = opened(word_of(of.version, "fi").content)
    clause = next(one for one in document.paragraphs if one.text == TEXT)
    clause.runs[-1].text = ONCE
    document.add_comment(clause.runs, "Miksi kahdesti?", author="Matti Meikäläinen")
    end = document.paragraphs[-1]
    end.insert_paragraph_before("1.3 Uusi kohta", "Heading 2")
    end.insert_paragraph_before("Uuden kohdan teksti.")
    document.add_table(1, 1).rows[0].cells[0].text = "Taulukon solu"
    return saved(document)


def brought(of: CommentRound, content: bytes | None = None, **fields) -> TextIntake:
    """The first municipality brings the file back."""
    usual = {"party": party(of), "by": None, "now": NOW, "act_id": uuid.uuid4()}
    return take_in_word(
        document=of.version.document, content=edited(of) if content is None else content, **(usual | fields)
    )


def an_old_agreement(text: str = OLD) -> TextIntake:
    document = agreements.an_agreement(clauses=CLAUSES)
    return take_in_agreement(document=document, language="fi", content=text, by=None, now=NOW, act_id=uuid.uuid4())


def test_a_returned_file_is_a_preview_and_nothing_else_until_it_is_confirmed():
    intake = brought(a_round())
    shown = preview_of(intake)
    assert [(str(line.proposal.kind), line.change.clause.heading) for line in shown.proposals] == [
        ("reword", "Kuntakokous"),
        ("add", "Uusi kohta"),
    ]
    assert [(line.clause.heading, line.comment.text) for line in shown.comments] == [("Kuntakokous", "Miksi kahdesti?")]
    assert [(line.where, line.loose.text) for line in shown.loose] == [("Taulukossa", "Taulukon solu")]
    assert (shown.unchanged_count, shown.intake.is_waiting) == (2, True)
    assert (ChangeProposal.objects.count(), Comment.objects.count()) == (0, 0)
    assert "Meikäläinen" not in str(intake.reading)


def test_what_is_marked_becomes_proposals_with_reasons_and_comments():
    intake = brought(a_round())
    confirm_intake(intake=intake, taken=Taken({0: "Resurssit.", 1: ""}, [0], (), [0]), by=None, now=NOW)
    found = list(ChangeProposal.objects.order_by("number"))
    assert [(one.kind, one.heading, one.text, one.reason, one.intake) for one in found] == [
        ("reword", "Kuntakokous", ONCE, "Resurssit.", intake),
        ("add", "Uusi kohta", "Uuden kohdan teksti.", "", intake),
    ]
    assert (found[1].after.position, found[1].clause_kind) == (3, "goal")
    assert [one.text for one in Comment.objects.order_by("id")] == [
        f"”{found[0].text}”: Miksi kahdesti?",
        "Taulukossa: Taulukon solu",
    ]
    assert refusal(confirm_intake, intake=intake, taken=Taken({0: ""}), by=None, now=NOW) == "confirmed_already"


def test_the_same_press_takes_a_file_in_once():
    opened_round, act = a_round(), uuid.uuid4()
    content = edited(opened_round)
    assert brought(opened_round, content, act_id=act) == brought(opened_round, content, act_id=act)


def test_a_file_is_taken_in_only_where_something_may_be_proposed():
    of = a_round()
    content = edited(of)
    assert refusal(brought, of=of, content=b"%PDF-1.7") == "is_pdf"
    assert refusal(brought, of=of, content=content, party=party(a_round())) == "not_a_party"
    intake = brought(of, content)
    assert refusal(confirm_intake, intake=intake, taken=Taken({}), by=None, now=NOW) == "nothing_taken"
    close_round(round=of, summary="", by=None, now=NOW)
    assert refusal(brought, of=of, content=content) == "no_round"
    assert refusal(confirm_intake, intake=intake, taken=Taken({0: ""}), by=None, now=NOW) == "round_closed"
    assert ChangeProposal.objects.count() == 0


def test_the_preparers_own_file_is_laid_beside_the_version_it_was_made_of():
    of = a_round()
    content = edited(of)
    agreements.reworded(the_clause(of), "Kuntakokous pidetään harvoin.")
    agreements.a_version(of.version.document)
    intake = brought(of, content, party=None)
    assert intake.version == of.version
    confirm_intake(intake=intake, taken=Taken({0: ""}), by=None, now=NOW)
    assert [(one.party, one.kind) for one in ChangeProposal.objects.all()] == [(None, "reword")]


def test_a_discarded_file_sends_nothing_and_stays_to_be_read():
    intake = discard_intake(intake=brought(a_round()), now=NOW)
    assert refusal(confirm_intake, intake=intake, taken=Taken({0: ""}), by=None, now=NOW) == "discarded_already"
    assert len(preview_of(intake).proposals) == 2


def test_an_agreement_is_looked_through_and_becomes_clauses_of_the_draft():
    intake = an_old_agreement()
    doubt = doubts_of(intake)[0]
    assert (doubt.kind, doubt.found, doubt.suggestion) == ("citation", "611/2024", "611/2021")
    intake = settle_doubt(intake=intake, doubt=doubt, accepts=True)
    assert refusal(settle_doubt, intake=intake, doubt=doubt, accepts=True) == "changed_meanwhile"
    second = imported_of(intake).lines[1].clause
    rewritten = ImportedClause("2", 1, "Voimaantulo", "Sopimus tulee voimaan heti.", "condition")
    word_imported(intake=intake, place=1, clause=rewritten, now=NOW)
    confirm_agreement(intake=intake, by=None, now=NOW)
    draft = [
        (clause.kind, clause.depth, wording.heading, wording.text)
        for clause in intake.document.clauses.standing()
        for wording in clause.wordings.all()
    ]
    assert second.text == "Heti."
    assert draft[-2:] == [
        ("background", 1, "Osapuolet", "Laki hyvinvointialueesta (611/2021) velvoittaa."),
        ("condition", 1, "Voimaantulo", "Sopimus tulee voimaan heti."),
    ]
    assert refusal(confirm_agreement, intake=intake, by=None, now=NOW) == "confirmed_already"


def test_a_suggestion_is_refused_or_all_of_a_kind_are_taken_with_the_others_still_in_their_places():
    text = "1. Osapuolet\nLaki hyvinvointialueesta (611/2024) ja laki hyvinvointialueesta (611/2023).\n"
    kept = settle_doubt(intake=(intake := an_old_agreement(text)), doubt=doubts_of(intake)[0], accepts=False)
    assert [one.found for one in doubts_of(kept)] == ["611/2023"]
    taken = settle_doubts(intake=an_old_agreement(text), kind="citation")
    assert imported_of(taken).lines[0].clause.text == (
        "Laki hyvinvointialueesta (611/2021) ja laki hyvinvointialueesta (611/2021)."
    )
    assert doubts_of(taken) == ()


def test_an_agreement_without_text_or_with_no_clause_chosen_is_refused():
    document = agreements.an_agreement()
    empty = {"document": document, "language": "fi", "content": "\n \n", "by": None, "now": NOW}
    assert refusal(take_in_agreement, act_id=uuid.uuid4(), **empty) == "nothing_found"
    intake = an_old_agreement("1. Osapuolet\nMe.\n")
    nothing = ImportedClause("1", 1, "", "", "goal")
    assert refusal(word_imported, intake=intake, place=0, clause=nothing, now=NOW) == "no_words"
    assert refusal(word_imported, intake=intake, place=9, clause=nothing, now=NOW) == "no_clause"
    left = ImportedClause("1", 1, "Osapuolet", "Me.", "goal", is_taken=False)
    word_imported(intake=intake, place=0, clause=left, now=NOW)
    assert refusal(confirm_agreement, intake=intake, by=None, now=NOW) == "nothing_taken"


def people(of: CommentRound) -> dict[str, Client]:
    negotiation = of.version.document.negotiation
    return {
        "coordinator": client_of(a_mandate(negotiation, Role.COORDINATOR, party(of).organisation)),
        "other": client_of(a_mandate(negotiation, Role.COORDINATOR, party(of, 2).organisation)),
        "preparer": client_of(a_mandate(negotiation, Role.PREPARER)),
        "reader": client_of(a_mandate(negotiation, Role.READER)),
        "visitor": Client(),
    }


def test_a_coordinator_brings_a_file_looks_it_through_and_sends_it():
    of = a_round()
    client = people(of)["coordinator"]
    document = of.version.document
    given = client.get(reverse("version_word", args=[of.version.pk])).content
    assert opened(given).paragraphs[1].text == "Strateginen yhteistyösopimus"
    page = client.get(reverse("word", args=[document.pk]))
    form = page.context["form"]
    file = SimpleUploadedFile("a.docx", edited(of))
    sent = {"act": form["act"].value(), "party": form["party"].value(), "file": file}
    answer = client.post(reverse("word", args=[document.pk]), sent, follow=True)
    intake = TextIntake.objects.get()
    assert answer.redirect_chain == [(reverse("text_intake", args=[intake.pk]), 302)]
    assert "Tiedosto ehdottaa 2 muutosta" in answer.content.decode()
    client.post(
        reverse("confirm_text_intake", args=[intake.pk]), {"take-0": "on", "reason-0": "Syy", "comment-0": "on"}
    )
    assert [(one.kind, one.reason) for one in ChangeProposal.objects.all()] == [("reword", "Syy")]
    assert Comment.objects.count() == 1
    assert "Taulukon solu" in client.get(reverse("text_intake", args=[intake.pk])).content.decode()


def test_a_file_that_cannot_be_read_is_told_beside_the_field():
    of = a_round()
    client = people(of)["coordinator"]
    sent = {"act": uuid.uuid4(), "party": party(of).pk, "file": SimpleUploadedFile("a.docx", b"%PDF-1.7")}
    page = client.post(reverse("word", args=[of.version.document.pk]), sent).content.decode()
    assert "Tämä on PDF-tiedosto." in page


def test_a_party_sees_only_its_own_file_and_the_preparers_only_theirs():
    of = a_round()
    clients = people(of)
    own, preparers = brought(of), brought(of, party=None)
    seen = {
        name: [client.get(reverse("text_intake", args=[one.pk])).status_code for one in (own, preparers)]
        for name, client in clients.items()
    }
    assert seen == {
        "coordinator": [200, 403],
        "other": [403, 403],
        "preparer": [403, 200],
        "reader": [403, 403],
        "visitor": [302, 302],
    }
    for name in ("confirm_text_intake", "discard_text_intake", "settle_doubts"):
        assert clients["other"].post(reverse(name, args=[own.pk])).status_code == 403
    assert clients["preparer"].get(reverse("imported_clause", args=[preparers.pk, 0])).status_code == 404


def test_files_of_a_version_for_comments_and_of_the_draft_are_for_those_with_a_role():
    of = a_round()
    document = of.version.document
    addresses = [reverse("version_word", args=[of.version.pk]), reverse("draft_word", args=[document.pk])]
    addresses.append(reverse("word", args=[document.pk]))
    clients = people(of)
    assert [clients["reader"].get(one).status_code for one in addresses] == [200, 200, 200]
    assert [clients["visitor"].get(one).status_code for one in addresses] == [302, 302, 302]
    assert clients["reader"].post(addresses[2]).status_code == 403
    submitted = agreements.a_version(document)
    public = reverse("version_word", args=[submitted.pk])
    assert clients["visitor"].get(public).status_code == 200
    against = f"{public}?against={of.version.pk}"
    assert [clients[name].get(against).status_code for name in ("reader", "visitor")] == [200, 404]
    assert [clients["reader"].get(f"{public}?{odd}").status_code for odd in ("language=sv", "against=x")] == [404, 404]


def test_preparers_bring_in_an_agreement_settle_its_doubts_and_put_it_into_the_draft():
    of = a_round()
    clients, document = people(of), of.version.document
    address = reverse("bring_agreement", args=[document.pk])
    assert [clients[name].get(address).status_code for name in ("preparer", "coordinator")] == [200, 403]
    client = clients["preparer"]
    client.post(address, {"act": uuid.uuid4(), "language": "fi", "text": OLD})
    intake = TextIntake.objects.get()
    page = client.get(reverse("text_intake", args=[intake.pk])).content.decode()
    assert "611/2021" in page
    assert "Löytyi 2 kohtaa" in page
    client.post(reverse("settle_doubt", args=[intake.pk, 0]), {"seen": "something else", "accept": "1"})
    assert len(doubts_of(TextIntake.objects.get())) == 1
    client.post(reverse("settle_doubt", args=[intake.pk, 0]), {"seen": "611/2024", "accept": "1"})
    clause = {"is_taken": "on", "kind": "condition", "depth": "2", "heading": "Voimaantulo", "text": "Heti."}
    client.post(reverse("imported_clause", args=[intake.pk, 1]), clause)
    answer = client.post(reverse("confirm_text_intake", args=[intake.pk]))
    assert answer.url == reverse("draft", args=[document.pk])
    assert [one.depth for one in document.clauses.standing()][-2:] == [1, 2]


def test_a_press_that_can_no_longer_be_done_is_told_and_changes_nothing():
    of = a_round()
    clients = people(of)
    returned = brought(of)
    nothing = clients["coordinator"].post(reverse("confirm_text_intake", args=[returned.pk]), {})
    assert "Valitse lähetettävää tai hylkää tiedosto." in nothing.content.decode()
    discard = reverse("discard_text_intake", args=[returned.pk])
    answer = clients["coordinator"].post(discard)
    assert answer.url == reverse("word", args=[of.version.document.pk])
    assert "Tiedosto on hylätty." in clients["coordinator"].post(discard, follow=True).content.decode()
    client = clients["preparer"]
    imported = take_in_agreement(
        document=of.version.document, language="fi", content=OLD, by=None, now=NOW, act_id=uuid.uuid4()
    )
    odd = {"is_taken": "on", "kind": "goal", "depth": "1", "heading": "", "text": ""}
    page = client.post(reverse("imported_clause", args=[imported.pk, 0]), odd).content.decode()
    assert "Kohdassa on oltava sanoja." in page
    client.post(reverse("settle_doubts", args=[imported.pk]), {"kind": "citation"})
    assert doubts_of(TextIntake.objects.get(pk=imported.pk)) == ()
    assert client.post(reverse("settle_doubt", args=[imported.pk, 0])).status_code == 404
    client.post(reverse("confirm_text_intake", args=[imported.pk]))
    again = client.post(reverse("confirm_text_intake", args=[imported.pk]), follow=True)
    assert "Tiedosto on jo vahvistettu." in again.content.decode()
    assert of.version.document.clauses.count() == 5


def test_an_empty_form_and_a_file_of_no_agreement_are_told_beside_the_field():
    of = a_round()
    client, address = people(of)["preparer"], reverse("bring_agreement", args=[of.version.document.pk])
    empty = client.post(address, {"act": uuid.uuid4(), "language": "fi", "text": " "}).content.decode()
    assert "Valitse tiedosto tai liitä teksti." in empty
    bad = {"act": uuid.uuid4(), "language": "fi", "file": SimpleUploadedFile("a.docx", b"{\\rtf1}")}
    assert "Tämä on RTF-tiedosto." in client.post(address, bad).content.decode()


def test_a_draft_goes_out_with_its_changes_from_a_version_tracked():
    of = a_round()
    document = of.version.document
    agreements.reworded(the_clause(of), ONCE)
    client = people(of)["reader"]
    given = client.get(reverse("draft_word", args=[document.pk]) + f"?against={of.version.pk}")
    assert given.headers["Content-Disposition"].endswith(f'-{document.number}-fi-v1.docx"')
    xml = opened(given.content).element.xml
    assert (xml.count("<w:delText"), "kerran" in xml, "kahdesti" in xml) == (1, True, True)
    assert client.get(reverse("draft_word", args=[document.pk]) + "?language=sv").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_word_files_asks_as_often_however_many_files_came_in(count, django_assert_num_queries):
    of = a_round()
    client, content = people(of)["coordinator"], edited(of)
    a_proposal(of)
    for _ in range(count):
        brought(of, content)
    client.get(reverse("word", args=[of.version.document.pk]))
    with django_assert_num_queries(11):
        client.get(reverse("word", args=[of.version.document.pk]))


def test_who_brings_swedish_text_is_told_that_its_letters_are_not_looked_at():
    of = a_round()
    client, told = people(of)["preparer"], {}
    for language in ("fi", "sv"):
        sent = {"act": uuid.uuid4(), "language": language, "text": OLD}
        page = client.post(reverse("bring_agreement", args=[of.version.document.pk]), sent, follow=True)
        told[language] = "Tarkista tämän tekstin å, ä ja ö itse." in page.content.decode()
    assert told == {"fi": False, "sv": True}
