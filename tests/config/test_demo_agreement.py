"""The demonstration goes on to an agreement: worded, commented on, decided by 24 bodies, and removed again."""

from collections import Counter
from itertools import combinations, pairwise
from tempfile import TemporaryDirectory

import pytest
from django.test import TestCase, override_settings
from django.utils import timezone

from sopu.accounts.models import User
from sopu.config.demo.actions import reset_demo
from sopu.config.demo.agreeing import agree_demo
from sopu.config.demo.removing import remove_negotiation
from sopu.core.redlines import Kind
from sopu.decisions.models import AgendaItem, Case, Decision, Publication
from sopu.decisions.queries.board import board_of
from sopu.decisions.queries.standing import standing_of
from sopu.decisions.rules import Outcome
from sopu.ledger.models import Log
from sopu.ledger.queries import entries_of, log_of
from sopu.negotiations.models import Letter, Negotiation, Station
from sopu.negotiations.queries import Progress, river
from sopu.publishing.models import Compilation, Delivery, Package
from sopu.publishing.queries.agenda import agenda_of
from sopu.texts.models import (
    AnswerOutcome,
    ChangeProposal,
    Clause,
    Comment,
    Document,
    DocumentKind,
    Purpose,
    TextIntake,
    Version,
    Wording,
)
from sopu.texts.queries.grounds import promised_to
from sopu.texts.queries.proposals import Line, lines_of
from sopu.texts.queries.versions import comparison_of
from sopu.texts.rules import collide

pytestmark = pytest.mark.slow

WORDED = (Document, Clause, Wording, Version, ChangeProposal, Comment, TextIntake)
DECIDED = (Case, AgendaItem, Decision, Publication)


def _collide(one: Line, other: Line) -> bool:
    if one.place.key != other.place.key or None in {one.proposal.clause_id, other.proposal.clause_id}:
        return False
    said = one if one.is_rewording else other
    return collide(said.was.heading, said.was.text, one.rewording, other.rewording)


class TheAgreementOfTheDemonstration(TestCase):
    """It is made once, and each test looks at it."""

    last: Version

    @classmethod
    def setUpClass(cls) -> None:
        folder = cls.enterClassContext(TemporaryDirectory())
        cls.enterClassContext(override_settings(DEMONSTRATION=True, MEDIA_ROOT=folder))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        cls.last = agree_demo(reset_demo())

    def test_there_is_a_framework_agreement_a_plan_and_an_agreement_with_three_versions(self):
        told = {
            one.kind: [(version.purpose, version.clauses.count()) for version in one.versions.all()]
            for one in Document.objects.of(self.last.document.negotiation)
        }
        assert told == {
            DocumentKind.FRAMEWORK: [(Purpose.HISTORY, 8)],
            DocumentKind.NEGOTIATION_PLAN: [(Purpose.DECISION, 10)],
            DocumentKind.STRATEGIC: [(Purpose.COMMENT, 44), (Purpose.DECISION, 45), (Purpose.DECISION, 45)],
        }
        assert {text.language for text in self.last.texts.all()} == {"fi", "sv"}
        assert not [
            one for clause in self.last.clauses.all() for one in clause.wordings.all() if not (one.heading or one.text)
        ]

    def test_every_finding_that_was_promised_to_the_agreement_stands_under_a_clause(self):
        assert promised_to(self.last.document) == ()
        first = self.last.document.versions.get(number=1)
        bases = [
            {finding.finding.number for clause in one.clauses.all() for finding in clause.basis.all()}
            for one in (first, self.last)
        ]
        assert bases[1] - bases[0] == {8}
        assert self.last.clauses.exclude(kind="chapter").filter(basis=None).exists()

    def test_the_agreement_goes_on_from_the_framework_agreement(self):
        before = self.last.document.predecessor.versions.get()
        redline = comparison_of(before, self.last, self.last.document, "fi", sees_drafts=False).redline
        kinds = Counter(one.kind for one in redline.changes)
        assert (kinds[Kind.CHANGED], kinds[Kind.REMOVED]) == (8, 0)

    def test_thirty_proposals_came_from_many_parties_some_collide_and_each_has_its_answer(self):
        its_round = self.last.document.versions.get(number=1).round
        lines = lines_of(its_round.version, its_round)
        assert (len(lines), Comment.objects.filter(round=its_round).count()) == (30, 15)
        assert len({line.proposal.party_id for line in lines}) == 21
        assert Counter(line.proposal.answers.get().outcome for line in lines) == {
            AnswerOutcome.ACCEPTED: 13,
            AnswerOutcome.PARTLY: 8,
            AnswerOutcome.DECLINED: 9,
        }
        colliding = {one.place.key for one, other in combinations(lines, 2) if _collide(one, other)}
        assert colliding == {"meeting", "termination", "hearing", "readiness", "recruiting"}
        assert {one.place.key for one in lines if one.against} == {"meeting", "hearing", "readiness"}
        assert sum(line.proposal.intake is not None for line in lines) == 2
        assert its_round.summary.startswith("Lausuntokierroksella tuli 30 muutosehdotusta 21 osapuolelta")

    def test_every_outcome_has_been_decided_and_a_wrong_record_corrected(self):
        decisions = Decision.objects.in_negotiation(self.last.document.negotiation)
        assert set(decisions.values_list("outcome", flat=True)) == {str(one) for one in Outcome}
        (correction,) = decisions.filter(corrects__isnull=False)
        assert (correction.corrects.section, correction.section) == ("89", "98")
        assert decisions.exclude(dissent="").count() == 2

    def test_one_council_approved_other_words_which_the_last_version_has_and_is_not_asked_again(self):
        (carried,) = [one for one in standing_of(self.last, timezone.localdate()).cases if one.is_carried]
        assert carried.case.party.organisation.name_fi == "Laukaa"
        assert carried.decision.item.version.number == 2
        older = self.last.document.versions.get(number=2)
        changes = comparison_of(older, self.last, self.last.document, "fi", sees_drafts=False).redline.changes
        assert [one.clause.key for one in changes if not one.is_same] == ["plan"]

    def test_22_of_24_have_approved_so_it_is_not_in_force_and_the_board_says_why(self):
        board = board_of(self.last.document, timezone.localdate())
        assert (board.approved_count, board.needed_count, board.is_in_force) == (22, 24, False)
        named = {name.partition(" (")[0]: reason.words for reason in board.told.missing for name in reason.names}
        assert named == {"Kinnula": "Jättänyt pöydälle", "Luhanka": "Hallituksen esityslistalla"}
        assert [row.name for row in board.rows if row.next_on] == ["Luhanka"]
        assert min(row.next_on for row in board.rows if row.next_on) > timezone.localdate()

    def test_most_approvals_are_final_and_some_can_still_be_appealed(self):
        board = board_of(self.last.document, timezone.localdate())
        assert Counter(str(row.mark) for row in board.rows) == {"final": 19, "approved": 3, "deferred": 1, "board": 1}
        today = timezone.localdate()
        assert [row.name for row in board.rows if row.last_day and row.last_day >= today] == ["Kyyjärvi", "Pihtipudas"]

    def test_the_milestones_are_reached_in_order_up_to_approval(self):
        negotiation = self.last.document.negotiation
        done = negotiation.milestones.exclude(done_on=None).order_by("done_on").values_list("station", flat=True)
        assert list(done) == [Station.DUTY, Station.FORUM, Station.AGREEMENT]
        assert {one.station: one.progress for one in river(negotiation)}[Station.APPROVAL] is not Progress.DONE

    def test_every_party_got_its_decision_pack(self):
        (compilation,) = Compilation.objects.filter(version=self.last)
        assert compilation.packages.exclude(party=None).count() == 24
        assert Delivery.objects.filter(package__compilation=compilation).count() == 24

    def test_everything_was_sealed_in_the_order_in_which_it_happened(self):
        entries = entries_of(log_of(self.last.document.negotiation.slug))
        assert all(one.sealed_at <= other.sealed_at for one, other in pairwise(entries))
        decisions = Decision.objects.in_negotiation(self.last.document.negotiation).count()
        assert Counter(one.kind for one in entries) == {"version": 6, "decision": decisions - 1, "correction": 1}

    def test_who_has_not_decided_is_told_what_to_do_next(self):
        titles = {
            "kinnula": "Vie ”Strateginen yhteistyösopimus 2026–2029” esityslistalle",
            "luhanka": "”Strateginen yhteistyösopimus 2026–2029” käsitellään",
        }
        for name, title in titles.items():
            agenda = agenda_of(User.objects.get(email=f"{name}@demo.example"), timezone.localdate())
            told = [one.title for one in [agenda.first, *agenda.rest, *agenda.waiting] if one]
            assert len([one for one in told if one.startswith(title)]) == 1, told

    def test_who_has_decided_has_no_deciding_to_do(self):
        agenda = agenda_of(User.objects.get(email="laukaa@demo.example"), timezone.localdate())
        assert len([one for one in agenda.done if "Strateginen yhteistyösopimus" in one]) == 1

    def test_its_pages_open(self):
        self.client.force_login(User.objects.get(email="omistaja@demo.example"))
        place = f"/fi/n/{self.last.document.negotiation.slug}"
        pages = ("documents/", "decisions/", "documents/2/board/", "documents/3/board/", "log/")
        for path in ["/fi/next/", *(f"{place}/{page}" for page in pages)]:
            assert self.client.get(path).status_code == 200, path

    def test_it_is_removed_whole_with_its_log_and_letters(self):
        remove_negotiation(Negotiation.objects.get(pk=self.last.document.negotiation_id))
        left = [one._default_manager.count() for one in (*WORDED, *DECIDED, Compilation, Package, Letter, Log)]
        assert left == [0] * len(left)
