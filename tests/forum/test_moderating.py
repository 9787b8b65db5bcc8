"""Sentences are hidden and shown again, for a reason, by a person."""

import pytest

from builders import a_contribution, a_forum, a_mandate, a_participant
from sopu.core.refusals import Refused
from sopu.forum.actions.moderating import hide_contribution, restore_contribution
from sopu.forum.models import Contribution, Moderation
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def contribution() -> Contribution:
    return a_contribution(a_participant(a_forum()), "Naapurini Matti Virtanen on huono.")


def test_a_sentence_is_hidden_for_a_reason_and_its_words_are_kept(contribution: Contribution):
    facilitator = a_mandate(contribution.discussion.event.negotiation, Role.FACILITATOR)
    hide_contribution(contribution=contribution, reason="  Henkilötieto: \n nimi ", made_by=facilitator)
    assert list(Contribution.objects.visible()) == []
    assert list(Moderation.objects.values_list("is_hiding", "reason", "made_by")) == [
        (True, "Henkilötieto: nimi", facilitator.pk)
    ]
    contribution.refresh_from_db()
    assert contribution.text == "Naapurini Matti Virtanen on huono."


def test_a_hidden_sentence_is_shown_again_and_both_words_are_kept(contribution: Contribution):
    hide_contribution(contribution=contribution, reason="Loukkaava", made_by=None)
    restore_contribution(contribution=contribution, reason="Ei loukkaa ketään", made_by=None)
    assert list(Contribution.objects.visible()) == [contribution]
    assert list(Moderation.objects.values_list("is_hiding", "reason")) == [
        (True, "Loukkaava"),
        (False, "Ei loukkaa ketään"),
    ]


def test_a_hidden_sentence_is_not_hidden_twice(contribution: Contribution):
    hide_contribution(contribution=contribution, reason="Loukkaava", made_by=None)
    with pytest.raises(Refused) as refusal:
        hide_contribution(contribution=contribution, reason="Loukkaava", made_by=None)
    assert refusal.value.code == "already_hidden"
    assert Moderation.objects.count() == 1


def test_a_sentence_that_is_not_hidden_is_not_restored(contribution: Contribution):
    with pytest.raises(Refused) as refusal:
        restore_contribution(contribution=contribution, reason="Kuuluu asiaan", made_by=None)
    assert refusal.value.code == "not_hidden"


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_missing"), (" \n", "reason_missing"), ("x" * 301, "reason_too_long")]
)
def test_hiding_needs_a_reason_that_can_be_kept(contribution: Contribution, reason: str, code: str):
    with pytest.raises(Refused) as refusal:
        hide_contribution(contribution=contribution, reason=reason, made_by=None)
    assert refusal.value.code == code
    assert list(Contribution.objects.visible()) == [contribution]


def test_restoring_needs_a_reason(contribution: Contribution):
    hide_contribution(contribution=contribution, reason="Loukkaava", made_by=None)
    with pytest.raises(Refused) as refusal:
        restore_contribution(contribution=contribution, reason=" ", made_by=None)
    assert refusal.value.code == "reason_missing"
    assert list(Contribution.objects.visible()) == []
