"""What counts for a wording when records are set right, parties come and go, and bodies decide more than once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

import agreements
import builders
from sopu.core.refusals import Refused
from sopu.decisions.actions.cases import place_on_agenda, set_case
from sopu.decisions.actions.diverging import take_words_into_draft
from sopu.decisions.actions.recording import Ruling, Words, correct_decision, note_appeal, publish_minutes
from sopu.decisions.models import AppealStage
from sopu.decisions.queries.standing import standing_of
from sopu.decisions.queries.telling import Reason, told
from sopu.decisions.rules import Outcome, State
from sopu.negotiations.models import Party, Role
from sopu.texts.models import Language, Purpose
from sopu.texts.queries.readiness import readiness_of

pytestmark = pytest.mark.django_db


def _today() -> dt.date:
    return timezone.localdate()


def _ago(days: int) -> dt.date:
    return _today() - dt.timedelta(days=days)


def _first(version):
    return standing_of(version, _today()).cases[0]


def _corrected(decision, outcome=Outcome.APPROVED, **fields):
    ruling = Ruling(**{"outcome": outcome, "decided_on": decision.decided_on, "reason": "Kirjattu väärin.", **fields})
    return correct_decision(decision=decision, ruling=ruling, by=None, now=timezone.now())


def _appealed(decision, stage, days):
    note_appeal(decision=decision, stage=stage, happened_on=_ago(days), note="", by=None, now=timezone.now())


def test_a_correction_of_the_day_leaves_no_placing_behind_on_the_wrong_day(document, version):
    decision = agreements.decided(document.cases.first(), version, decided_on=_ago(2))
    _corrected(decision, decided_on=_ago(9))
    assert _first(version).state is State.APPROVED


def test_a_correction_keeps_when_the_minutes_were_published(document, version):
    decision = agreements.decided(document.cases.first(), version, decided_on=_ago(90), published_on=_ago(90))
    assert _first(version).state is State.FINAL
    _corrected(decision, section="90")
    assert _first(version).state is State.FINAL


def test_a_correction_does_not_undo_an_annulment(document, version):
    decision = agreements.decided(document.cases.first(), version, decided_on=_ago(90), published_on=_ago(90))
    note_appeal(decision=decision, stage=AppealStage.UPHELD, happened_on=_ago(10), note="", by=None, now=timezone.now())
    _corrected(decision, section="90")
    assert (_first(version).is_annulled, _first(version).has_decided) == (True, False)


def test_a_correction_keeps_the_extract_unless_another_is_brought(document, version):
    decision = agreements.decided(document.cases.first(), version, extract=b"%PDF-1.7 ote")
    corrected = _corrected(decision, section="90")
    assert (corrected.extract, corrected.extract_sha256) == (decision.extract, decision.extract_sha256)


def test_a_party_without_a_case_is_waited_for_and_told_of(document):
    newcomer = Party.objects.create(
        negotiation=document.negotiation, organisation=builders.an_organisation(name="Tulokas"), number=99
    )
    document.parties.add(newcomer)
    version = agreements.a_version(document)
    for case in document.cases.all():
        agreements.decided(case, version)
    found = standing_of(version, _today())
    assert (found.force.is_in_force, found.force.missing[0].party) == (False, str(newcomer.pk))
    assert told(found).missing == (Reason("Ei vielä päätöstä", ("Tulokas",)),)
    assert told(found).headline == "4 valtuustosta 3 on hyväksynyt"


def test_a_version_keeps_its_parties_and_its_condition_when_the_terms_of_the_draft_change(document, version):
    first, *_, last = document.cases.all()
    document.condition, document.condition_count = "at_least", 1
    document.save()
    document.parties.remove(last.party)
    agreements.decided(first, version)
    assert (standing_of(version, _today()).force.needed, standing_of(version, _today()).force.since) == (3, None)
    later = agreements.a_version(document)
    assert [one.case for one in standing_of(later, _today()).cases] == [
        one for one in document.cases.all() if one != last
    ]
    agreements.decided(first, later)
    assert standing_of(later, _today()).force.is_in_force is True


def test_a_board_cannot_approve_what_the_council_decides(document, version):
    with pytest.raises(Refused) as refused:
        agreements.decided(document.cases.first(), version, Outcome.APPROVED, "board")
    assert refused.value.code == "only_proposes"


def test_a_boards_yes_only_proposes_once_the_council_is_found_to_decide(document, version):
    case = document.cases.first()
    council, board = case.decides, case.prepares
    terms = {"number": "", "system": "", "task": case.task, "due_on": None}
    set_case(case=case, decides=board, prepares=None, **terms)
    agreements.decided(case, version)
    assert (_first(version).state, _first(version).has_decided) == (State.APPROVED, True)
    set_case(case=case, decides=council, prepares=board, **terms)
    assert (_first(version).state, _first(version).has_decided) == (State.PROPOSED, False)


def test_an_approval_stands_when_the_case_comes_to_an_agenda_again(document, version):
    cases = list(document.cases.all())
    for case in cases:
        agreements.decided(case, version)
    place_on_agenda(
        case=cases[0], version=version, body=cases[0].decides, meeting_on=_today(), by=None, now=timezone.now()
    )
    assert standing_of(version, _today()).force.is_in_force is True


def test_an_earlier_yes_to_the_same_words_stands_until_the_body_decides_otherwise(document, version):
    case = document.cases.first()
    agreements.decided(case, version)
    later = agreements.a_version(document)
    agreements.decided(case, later, Outcome.PROPOSED, "board")
    assert _first(later).is_carried is True
    agreements.decided(case, later, Outcome.REJECTED)
    assert _first(later).is_carried is False


def test_a_yes_with_a_condition_is_asked_again_when_the_same_words_are_submitted_again(document, version):
    case = document.cases.first()
    agreements.decided(case, version, Outcome.CONDITIONAL, conditions="Rahoitus ratkaistaan erikseen.")
    assert _first(version).state is State.CONDITIONAL
    later = _first(agreements.a_version(document))
    assert (later.is_carried, later.state) == (False, State.NOT_STARTED)


def test_the_beginning_of_another_versions_fingerprint_names_it_whole(document, version):
    before = version.texts.get(language="fi").sha256
    agreements.reworded(document.clauses.all()[1], "Toiset sanat.")
    later = agreements.a_version(document)
    decision = agreements.decided(document.cases.first(), later, fingerprint=f"{before[:4]} {before[4:8]}".upper())
    assert decision.fingerprint == before


def test_words_that_are_the_submitted_ones_are_no_amendment(document, version):
    clause = document.clauses.all()[1]
    same = clause.wordings.last()
    with pytest.raises(Refused) as refused:
        agreements.decided(
            document.cases.first(), version, Outcome.AMENDED, words={clause.key: Words(same.heading, same.text + " ")}
        )
    assert refused.value.code == "no_change"


def test_words_are_not_taken_over_what_drafters_have_written_since(document, version):
    first, second, _ = document.cases.all()
    clause = document.clauses.all()[1]
    decisions = [
        agreements.decided(case, version, Outcome.AMENDED, words={clause.key: Words("Osallisuus", text)})
        for case, text in ((first, "Yhdet sanat."), (second, "Toiset sanat."))
    ]
    take_words_into_draft(decision=decisions[0], by=None, now=timezone.now())
    with pytest.raises(Refused) as refused:
        take_words_into_draft(decision=decisions[1], by=None, now=timezone.now())
    assert clause.wordings.order_by("-number").first().text == "Yhdet sanat."
    assert refused.value.code == "overtaken"
    assert take_words_into_draft(decision=decisions[0], by=None, now=timezone.now())[0].text == "Yhdet sanat."


def test_words_taken_in_another_language_wait_for_the_original(document):
    case = document.cases.at_hand().first()
    case.party.organisation.language_status = 2
    case.party.organisation.save()
    clauses = list(document.clauses.all())
    for one in clauses:
        agreements.reworded(one, "Samma sak.", "sv", "Rubrik")
    version = agreements.a_version(document)
    words = {clauses[1].key: Words("Rubrik", "Andra ord.")}
    decision = agreements.decided(case, version, Outcome.AMENDED, words=words)
    take_words_into_draft(decision=decision, by=None, now=timezone.now())
    assert [(one.clause, one.language) for one in readiness_of(document).blocking] == [(clauses[1].pk, "sv")]


def test_the_words_of_a_draft_are_shown_only_to_who_reads_drafts(document, version, client):
    agreements.reworded(document.clauses.all()[1], "Luonnoksen sanat.")
    draft = agreements.a_version(document, Purpose.COMMENT)
    elsewhere = agreements.a_version(agreements.an_agreement(clauses=[("goal", 2, "Muualla", "Salaista.")]))
    for case, named in zip(document.cases.all(), (draft, elsewhere), strict=False):
        print_ = named.texts.get().sha256
        page = reverse("decision", args=[agreements.decided(case, version, fingerprint=print_).pk])
        assert client.get(page).context["page"].divergence.line is None
    client.force_login(builders.a_mandate(document.negotiation, Role.PREPARER))
    assert client.get(page).context["page"].divergence.line is None
    first = reverse("decision", args=[document.cases.first().items.get().decisions.get().pk])
    assert "Luonnoksen" in client.get(first).content.decode()


def test_a_corrected_record_takes_nothing_more(document, version):
    decision = agreements.decided(document.cases.first(), version, decided_on=_ago(3))
    _corrected(decision, section="90")
    for act in (
        lambda: publish_minutes(decision=decision, published_on=_today(), url="", by=None, now=timezone.now()),
        lambda: _appealed(decision, AppealStage.LODGED, 0),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "corrected_already"


@pytest.mark.parametrize("days", [-1, 4])
def test_an_appeal_comes_after_the_decision_and_not_after_today(document, version, days):
    decision = agreements.decided(document.cases.first(), version, decided_on=_ago(3))
    with pytest.raises(Refused) as refused:
        _appealed(decision, AppealStage.UPHELD, days)
    assert refused.value.code == "not_that_day"


def test_a_correction_begins_with_what_the_record_says(document, version, client):
    case = document.cases.first()
    decision = agreements.decided(case, version, decided_on=_ago(3), fingerprint="abcd1234", published_on=_ago(2))
    client.force_login(builders.a_mandate(document.negotiation, Role.COORDINATOR, case.party.organisation))
    form = client.get(reverse("correct_decision", args=[decision.pk])).context["form"]
    assert (form["fingerprint"].value(), form["published_on"].value()) == ("abcd1234", _ago(2))


def test_a_party_whose_language_the_version_lacks_decides_on_the_original(document, version):
    case = document.cases.first()
    case.party.organisation.language_status = 2
    case.party.organisation.save()
    decision = agreements.decided(document.cases.at_hand().first(), version)
    assert (decision.language, _first(version).is_divergent) == (Language.FINNISH, False)
