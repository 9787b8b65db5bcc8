"""The themes as a machine: whatever people and the machine do and undo, every visible sentence stands in one place."""

import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from builders import a_contribution, a_forum, a_participant, a_user
from sopu.core.refusals import Refused
from sopu.forum.models import Moderation
from sopu.synthesis.actions import sorting
from sopu.synthesis.actions.turns import Naming
from sopu.synthesis.actions.undoing import undo_sorting
from sopu.synthesis.models import Sorting, Theme
from sopu.synthesis.queries.standing import standing_of
from synthesised import a_theme

SENTENCES = 5
WHICH = some.integers(0, 20)
CHOICE = some.sets(some.integers(0, SENTENCES - 1), max_size=3)


class Bench(RuleBasedStateMachine):
    """Two people at the bench; each may have looked at it a while ago."""

    @initialize()
    def begin(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.old = self.seen = self.placed()
        self.words = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def placed(self):
        return {key: placed.placement for key, placed in standing_of(self.event).placed.items()}

    def chosen(self, choice, is_old):
        seen = self.old if is_old else self.placed()
        return {self.said[one].pk: seen.get(self.said[one].pk, 0) for one in choice}

    def theme(self, which):
        themes = list(Theme.objects.filter(event=self.event))
        return themes[which % len(themes)] if themes else None

    def word(self, theme):
        return next((state.word for state in standing_of(self.event).themes if state.pk == theme.pk), 0)

    def does(self, deed, **told):
        """Done, or refused without a trace."""
        before = (standing_of(self.event), Sorting.objects.count())
        try:
            with transaction.atomic():
                return deed(**told, made_by=self.people[0], act_id=uuid.uuid4())
        except Refused:
            assert (standing_of(self.event), Sorting.objects.count()) == before
            return None

    @rule()
    def look(self):
        self.old = self.placed()

    @rule(choice=CHOICE, is_old=some.booleans(), name=some.sampled_from(["A", "B", "C", ""]))
    def create(self, choice, is_old, name):
        self.does(sorting.create_theme, event=self.event, naming=Naming(name), sentences=self.chosen(choice, is_old))

    @rule(choice=CHOICE)
    def propose(self, choice):
        standing = standing_of(self.event).placed
        a_theme(self.event, "Kone", [self.said[one] for one in choice if not standing[self.said[one].pk].is_human])

    @rule(choice=CHOICE, is_old=some.booleans(), which=WHICH, is_none=some.booleans())
    def move(self, choice, is_old, which, is_none):
        to = None if is_none else self.theme(which)
        sentences = self.chosen(choice, is_old)
        before = standing_of(self.event).placed
        done = self.does(sorting.move_sentences, event=self.event, sentences=sentences, to=to)
        after = standing_of(self.event).placed
        for key, placement in sentences.items():
            if before[key].placement != placement:
                assert after[key] == before[key]  # what somebody else moved meanwhile is left
            elif done:
                assert (after[key].theme, after[key].is_human) == (to.pk if to else None, True)

    @rule(which=WHICH, other=WHICH)
    def merge(self, which, other):
        theme, into = self.theme(which), self.theme(other)
        if theme and into:
            words = {"word": self.word(theme), "into_word": self.word(into)}
            self.does(sorting.merge_themes, theme=theme, into=into, **words)

    @rule(which=WHICH, choice=CHOICE)
    def split(self, which, choice):
        if theme := self.theme(which):
            naming, sentences = Naming(f"Osa {uuid.uuid4()}"), self.chosen(choice, is_old=False)
            self.does(sorting.split_theme, theme=theme, naming=naming, sentences=sentences)

    @rule(which=WHICH, deed=some.sampled_from([sorting.dissolve_theme, sorting.confirm_theme]))
    def settle(self, which, deed):
        if theme := self.theme(which):
            self.does(deed, theme=theme, word=self.word(theme))

    @rule(which=WHICH)
    def undo(self, which):
        sortings = list(Sorting.objects.of(self.event).standing())
        if sortings:
            before = standing_of(self.event)
            try:
                undo_sorting(sorting=sortings[which % len(sortings)], undone_by=self.people[1])
            except Refused:
                assert standing_of(self.event) == before

    @rule()
    def undo_all_from_the_last(self):
        for one in Sorting.objects.of(self.event).standing().order_by("-id"):
            undo_sorting(sorting=one, undone_by=self.people[1])
        standing = standing_of(self.event)
        assert (standing.themes, len(standing.unplaced)) == ((), SENTENCES)

    @invariant()
    def each_sentence_stands_in_exactly_one_place(self):
        standing = standing_of(self.event)
        inside = [key for theme in standing.themes for key in theme.sentences]
        assert sorted([*inside, *standing.unplaced]) == [one.pk for one in self.said]
        in_use = {theme.pk for theme in standing.themes}
        assert {placed.theme for placed in standing.placed.values()} <= {*in_use, None}
        assert len({theme.number for theme in standing.themes}) == len(standing.themes)


@pytest.mark.slow
@pytest.mark.django_db
def test_each_visible_sentence_stands_in_exactly_one_place_whatever_is_done_and_undone():
    event = a_forum()
    someone = a_participant(event)
    said = [a_contribution(someone, f"Lause {number}.") for number in range(SENTENCES)]
    hidden = a_contribution(someone, "Piilossa.")
    Moderation.objects.create(contribution=hidden, is_hiding=True, reason="Asiaton")
    world = type("Bench", (Bench,), {"event": event, "said": said, "people": [a_user(), a_user()]})
    is_patient = settings.get_current_profile_name() == "patient"
    chosen = settings() if is_patient else settings(max_examples=6, stateful_step_count=15, phases=[Phase.generate])
    calm = settings(chosen, deadline=None, suppress_health_check=list(HealthCheck), report_multiple_bugs=False)
    run_state_machine_as_test(world, settings=calm)
