"""Two who write one clause at once: nothing is overwritten silently, nothing is lost."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import agreements
from builders import a_mandate, a_negotiation
from sopu.core.refusals import Refused
from sopu.negotiations.models import Role
from sopu.texts.actions.drafting import Overtaken, _stored, write_clause
from sopu.texts.actions.writing import Saying, write_languages
from sopu.texts.models import Wording
from sopu.texts.queries.clauses import clash_of

pytestmark = pytest.mark.django_db

BEFORE = "Kuntakokous pidetään kahdesti vuodessa keväällä ja syksyllä."
MINE = "Kuntakokous pidetään kahdesti vuodessa keväällä ja talvella."
THEIRS = "Kuntakokous kutsutaan koolle kahdesti vuodessa keväällä ja syksyllä."
BOTH = "Kuntakokous kutsutaan koolle kahdesti vuodessa keväällä ja talvella."


@pytest.fixture
def clause(db):
    """A clause of an agreement that a bilingual municipality is a party of, with its translation."""
    negotiation = a_negotiation()
    bilingual = negotiation.parties.all()[1].organisation
    bilingual.language_status = 1
    bilingual.save()
    document = agreements.an_agreement(negotiation, [("structure", 2, "Kuntakokous", BEFORE)])
    clause = document.clauses.get()
    agreements.reworded(clause, "Kommunmötet hålls två gånger om året.", "sv", "Kommunmöte")
    return clause


@pytest.fixture
def preparer(clause):
    client = Client()
    client.force_login(a_mandate(clause.document.negotiation, Role.PREPARER))
    return client


def said(text: str, language: str = "fi", based_on: int = 1, **fields) -> Saying:
    headings = {"fi": "Kuntakokous", "sv": "Kommunmöte"}
    return Saying(language, headings[language], text, based_on, uuid.uuid4(), **fields)


def written(clause, *sayings: Saying):
    return write_languages(clause=clause, sayings=sayings, by=None, now=timezone.now())


def texts(clause, language: str = "fi") -> list[str]:
    return list(Wording.objects.filter(clause=clause, language=language).values_list("text", flat=True))


def told(form_of: str, **fields) -> dict:
    """What a browser sends of the two languages, untouched but for `fields`."""
    form = {
        "heading_fi": "Kuntakokous",
        "text_fi": BEFORE,
        "based_on_fi": 1,
        "act_id_fi": uuid.uuid4(),
        "heading_sv": "Kommunmöte",
        "text_sv": "Kommunmötet hålls två gånger om året.",
        "based_on_sv": 1,
        "act_id_sv": uuid.uuid4(),
        "is_true_sv": "on",
    }
    return form | fields


def test_the_second_of_two_writers_is_told_and_nothing_of_the_first_is_lost(clause):
    assert len(written(clause, said(THEIRS)).stored) == 1
    second = written(clause, said(MINE))
    assert (second.stored, second.overtaken) == ((), ("fi",))
    assert texts(clause) == [BEFORE, THEIRS]


def test_a_language_that_was_not_touched_is_not_written_even_when_it_was_overtaken(clause):
    written(clause, said(THEIRS))
    untouched = written(clause, said(BEFORE), said("Kommunmötet hålls i maj.", "sv"))
    assert [one.language for one in untouched.stored] == ["sv"]
    assert untouched.overtaken == ()


def test_a_translation_waits_when_its_original_was_overtaken(clause):
    written(clause, said(THEIRS))
    second = written(clause, said("Kommunmötet hålls i maj.", "sv"), said(MINE))
    assert (second.stored, second.overtaken) == ((), ("fi",))
    assert len(texts(clause, "sv")) == 1


def test_a_translation_written_together_with_its_original_translates_the_new_one(clause):
    new, swedish = written(clause, said("Kommunmötet hålls i maj.", "sv"), said(MINE)).stored
    assert (new.language, swedish.translates_id) == ("fi", new.pk)


def test_a_translation_that_nobody_touched_becomes_stale_when_its_original_is_written(clause):
    same = "Kommunmötet hålls två gånger om året."
    (new,) = written(clause, said(MINE), said(same, "sv")).stored
    assert new.language == "fi"
    assert Wording.objects.get(clause=clause, language="sv").translates_id != new.pk


def test_a_translation_is_of_the_original_that_its_writer_saw(clause):
    written(clause, said(THEIRS))
    (swedish,) = written(clause, said(BEFORE), said("Kommunmötet hålls i maj.", "sv")).stored
    assert swedish.translates.text == BEFORE


def test_a_stale_translation_is_true_again_only_when_somebody_says_so(clause):
    written(clause, said(MINE))
    same = "Kommunmötet hålls två gånger om året."
    assert written(clause, said(MINE, based_on=2), said(same, "sv", is_true=False)).stored == ()
    (confirmed,) = written(clause, said(MINE, based_on=2), said(same, "sv")).stored
    assert confirmed.translates.text == MINE
    assert written(clause, said(MINE, based_on=2), said(same, "sv", based_on=2)).stored == ()


def test_a_small_change_to_a_stale_translation_may_leave_it_stale(clause):
    (new,) = written(clause, said(MINE)).stored
    (small,) = written(clause, said("Kommunmötet hålls två gånger per år.", "sv", is_true=False)).stored
    assert small.translates_id != new.pk


def test_the_page_tells_of_the_overtaking_keeps_the_text_and_offers_both_in_one(clause, preparer):
    written(clause, said(THEIRS))
    address = reverse("clause", args=[clause.pk])
    answer = preparer.post(address, told("clause", text_fi=MINE))
    page = answer.content.decode()
    assert texts(clause) == [BEFORE, THEIRS]
    assert answer.context["form"].words_in("fi")[1] == MINE
    assert not answer.context["form"]["is_true_sv"].value()
    assert "fi.both" in page
    assert "fi.theirs" in page
    kept = {"based_on_fi": 2, "base_fi": 1, "mine_heading_fi": "Kuntakokous", "mine_text_fi": MINE}
    for which, text in {"both": BOTH, "mine": MINE, "theirs": THEIRS}.items():
        chosen = preparer.post(address, told("clause", text_fi="muuta", use=f"fi.{which}", **kept))
        assert chosen.context["form"].words_in("fi")[1] == text
    assert texts(clause) == [BEFORE, THEIRS]
    assert preparer.post(address, told("clause", text_fi=BOTH, **kept)).status_code == 302
    assert texts(clause) == [BEFORE, THEIRS, BOTH]


def test_changes_to_the_same_words_are_not_put_in_one(clause, preparer):
    written(clause, said(BEFORE.replace("syksyllä", "kesällä")))
    page = preparer.post(reverse("clause", args=[clause.pk]), told("clause", text_fi=MINE)).content.decode()
    assert "fi.both" not in page
    assert "fi.theirs" in page


def test_a_preview_and_an_empty_clause_store_nothing(clause, preparer):
    address = reverse("clause", args=[clause.pk])
    page = preparer.post(address, told("clause", text_fi="Uusi **vahva** sana.", preview=1)).content.decode()
    assert "Uusi <strong>vahva</strong> sana." in page
    empty = preparer.post(address, told("clause", text_fi="", heading_fi=""))
    assert (empty.status_code, len(empty.context["form"].non_field_errors())) == (200, 1)
    assert texts(clause) == [BEFORE]


def test_a_stale_translation_is_shown_with_what_changed_in_its_original(clause, preparer):
    written(clause, said(MINE))
    page = preparer.get(reverse("clause", args=[clause.pk])).content.decode()
    assert '<ins class="red"><span class="sr">[lisätty: </span>talvella' in page
    assert "alkutekstiä vanhempi" in page


def test_the_history_has_every_wording_and_what_it_changed(clause, preparer):
    written(clause, said(MINE))
    history = preparer.get(reverse("clause_history", args=[clause.pk])).context["history"]
    assert [(language, [step.wording.number for step in steps]) for language, steps in history] == [
        ("fi", [2, 1]),
        ("sv", [1]),
    ]
    assert [piece.text.strip() for piece in history[0][1][0].change.text if piece.change == "added"] == ["talvella"]
    assert history[1][1][0].translates == 1


def test_a_translator_writes_the_translation_and_leaves_the_original(clause):
    client, address = Client(), reverse("clause", args=[clause.pk])
    client.force_login(a_mandate(clause.document.negotiation, Role.TRANSLATOR))
    page = client.get(address)
    assert 'name="text_fi"' not in page.content.decode()
    assert reverse("state_basis", args=[clause.pk]) not in page.content.decode()
    written(clause, said(MINE))
    told_swedish = told("clause", text_fi="Kaapattu.", text_sv="Kommunmötet hålls i maj.")
    assert client.post(address, told_swedish).status_code == 302
    assert texts(clause) == [BEFORE, MINE]
    swedish = Wording.objects.get(clause=clause, language="sv", number=2)
    assert (swedish.text, swedish.translates.text) == ("Kommunmötet hålls i maj.", BEFORE)
    for name in ("describe_clause", "move_clause", "leave_out_clause", "state_basis"):
        assert client.post(reverse(name, args=[clause.pk])).status_code == 403


def test_two_translators_are_told_of_each_other(clause):
    client, address = Client(), reverse("clause", args=[clause.pk])
    client.force_login(a_mandate(clause.document.negotiation, Role.TRANSLATOR))
    written(clause, said("Kommunmötet hålls i maj.", "sv"))
    answer = client.post(address, told("clause", text_sv="Kommunmötet hålls i juni."))
    assert (answer.status_code, len(texts(clause, "sv"))) == (200, 2)
    assert answer.context["form"].words_in("sv")[1] == "Kommunmötet hålls i juni."


def test_the_same_act_writes_once_and_saving_the_same_words_writes_nothing(clause):
    one = said(MINE)
    (first,) = written(clause, one).stored
    assert written(clause, one).stored == (first,)
    told = {"clause": clause, "heading": "Kuntakokous", "text": MINE, "based_on": 2, "by": None, "now": timezone.now()}
    assert write_clause(language="fi", **told) == first
    with pytest.raises(Refused) as refusal:
        write_clause(language="fi", **told | {"heading": " ", "text": ""})
    assert (refusal.value.code, texts(clause)) == ("no_words", [BEFORE, MINE])


def test_whoever_saw_a_wording_that_does_not_stand_is_told_and_nothing_is_stored(clause):
    written(clause, said(THEIRS))
    told = {"clause": clause, "heading": "Kuntakokous", "text": MINE, "by": None, "now": timezone.now()}
    for seen in (0, 1, 3):
        with pytest.raises(Overtaken) as overtaken:
            write_clause(language="fi", based_on=seen, **told)
        assert overtaken.value.standing.text == THEIRS
    assert texts(clause) == [BEFORE, THEIRS]


def test_of_two_who_write_at_one_moment_the_constraint_lets_one_through(clause):
    first = clause.wordings.get(language="fi")
    with pytest.raises(Overtaken) as overtaken:
        _stored(clause=clause, language="fi", number=1, heading="", text=MINE)
    assert overtaken.value.standing == first


def test_nothing_clashes_with_a_language_that_has_no_words(clause):
    clash = clash_of(clause, None, 0, "Kokous", "Sana.")
    assert (clash.standing, clash.change.kind, clash.merged) == (None, "added", None)


def test_a_choice_that_was_not_offered_changes_nothing(clause, preparer):
    address = reverse("clause", args=[clause.pk])
    for told_use in ("fi.mine", "en.mine", "fi", "fi.someone"):
        kept = {"base_fi": 1, "mine_text_fi": "oma"} if told_use == "fi.someone" else {}
        answer = preparer.post(address, told("clause", text_fi="Kentässä.", use=told_use, **kept))
        assert answer.context["form"].words_in("fi")[1] == "Kentässä."


def test_a_reader_reads_a_clause_in_its_languages(clause):
    client, address = Client(), reverse("clause", args=[clause.pk])
    client.force_login(a_mandate(clause.document.negotiation, Role.READER))
    page = client.get(address).content.decode()
    assert BEFORE in page
    assert "Kommunmötet hålls två gånger om året." in page
    assert "<textarea" not in page
