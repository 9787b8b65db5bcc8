"""The exchange as a machine: whatever phones send, as often and in any order, the hall keeps what a simple model does.

Phones make acts and send them in any order, any number of times, cut, spoiled or with another's ids; replies get lost;
discussions open and close, sentences are hidden and shown again. After each step the replies are compared with the
model, and at the end the database and what each phone has read. `--hypothesis-profile=patient` tries more.
"""

import json
import uuid
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from builders import a_forum, a_participant
from sopu.forum.exchange import door
from sopu.forum.exchange.writer import Call, Writer
from sopu.forum.models import Abstention, Contribution, Moderation, Reaction

settings.register_profile("patient", max_examples=1000, stateful_step_count=80)
MOST_IMPORTANT = 2
STANCES = {"agree": 1, "pass": 0, "disagree": -1}
PEOPLE = some.integers(0, 2)
MOSTLY = some.sampled_from([True, True, True, False])
SPOILED = some.sampled_from(
    [
        {"do": "shout"},
        {"id": "not-an-id"},
        {"id": None},
        {"discussion": "1"},
        {"discussion": True},
        {"text": 7},
        {"stance": "maybe"},
        {"contribution": "?"},
        {"at": "yesterday"},
    ]
)


@dataclass
class Phone:
    """A person's phone: the acts that it made, how far it has read, and what it shows."""

    token: str
    participant: object
    acts: list[dict] = field(default_factory=list)
    cursor: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    words_seen: int = 0


@dataclass
class Model:
    """What the hall should hold: sentences and answers by their ids, in order."""

    said: dict[str, tuple] = field(default_factory=dict)
    answered: dict[str, tuple] = field(default_factory=dict)
    silent: set[tuple] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    open: dict[int, bool] = field(default_factory=lambda: {1: True, 2: True})
    event_open: bool = True
    committed: frozenset[str] = frozenset()

    def spoken(self, who: int) -> set[int]:
        return {d for person, d, *_ in self.said.values() if person == who} | {d for p, d in self.silent if p == who}

    def take(self, who: int, act: dict) -> str:
        """`stored`, or the code of the refusal."""
        kept = {"contribute": self.said, "react": self.answered}.get(act["do"], {}).get(act["id"])
        if kept:
            return "stored" if kept[0] == who else "id_in_use"
        if refusal := self.refusal(who, act):
            return refusal
        if act["do"] == "contribute":
            self.said[act["id"]] = (who, act["discussion"], act["prompt"], act["text"])
        elif act["do"] == "react":
            self.answered[act["id"]] = (who, act["contribution"], STANCES[act["stance"]], act["important"])
        else:
            self.silent.add((who, act["discussion"]))
        return "stored"

    def refusal(self, who: int, act: dict) -> str:
        target = self.said.get(act.get("contribution", ""))
        if act["do"] == "react" and act["contribution"] not in self.committed:
            target = None  # one answers what one has seen: a sentence of an earlier commit
        if act["do"] == "react" and target is None:
            return "no_such_sentence"
        discussion = target[1] if target else act["discussion"]
        if discussion not in self.open:
            return "no_such_discussion"
        if not self.event_open:
            return "event_closed"
        if not self.open[discussion]:
            return "discussion_closed"
        return self.unfit_answer(who, act, target) if target else self.unfit_sentence(act)

    def unfit_sentence(self, act: dict) -> str:
        return "no_such_prompt" if act["do"] == "contribute" and act["prompt"] == "riddle" else ""

    def unfit_answer(self, who: int, act: dict, target: tuple) -> str:
        if target[0] == who:
            return "own_sentence"
        if target[1] not in self.spoken(who):
            return "own_idea_first"
        others = self.important(who) - {act["contribution"]}
        return "too_many_important" if act["important"] and len(others) >= MOST_IMPORTANT else ""

    def important(self, who: int) -> set[str]:
        latest = {target: is_important for person, target, _, is_important in self.answered.values() if person == who}
        return {target for target, is_important in latest.items() if is_important}

    def visible_to(self, who: int) -> set[str]:
        spoken = self.spoken(who)
        return {i for i, (p, d, *_) in self.said.items() if p != who and d in spoken and i not in self.hidden}


class Hall(RuleBasedStateMachine):
    """Three phones, two discussions, one writer; each example rolls back what it did."""

    event: object
    people: list

    def __init__(self):
        super().__init__()
        self.mark = transaction.atomic()
        self.mark.__enter__()
        self.model, self.writer = Model(), Writer()
        self.numbers = count()
        self.phones = [Phone(token, participant) for token, participant in self.people]

    def teardown(self):
        try:
            self.everybody_reads_to_the_end()
            self.the_database_is_as_the_model()
        finally:
            transaction.set_rollback(True)
            self.mark.__exit__(None, None, None)

    @initialize(data=some.data())
    def everybody_speaks(self, data):
        """A hall in which there is something to answer, to hide and to send again."""
        for who, phone in enumerate(self.phones):
            for discussion in (1, 2):
                self.write(who, discussion, "need")
            self.exchange([(who, list(phone.acts))], is_lost=data.draw(some.booleans()))

    # What people do

    @rule(who=PEOPLE, discussion=some.integers(1, 3), prompt=some.sampled_from(["measure", "need", "riddle"]))
    def write(self, who, discussion, prompt):
        act = {"do": "contribute", "discussion": discussion, "prompt": prompt, "text": f"Ajatus {self.new_id()[:6]}"}
        self.phones[who].acts.append(self.whole(act))

    @rule(who=PEOPLE, discussion=some.integers(0, 3))
    def have_nothing_to_say(self, who, discussion):
        self.phones[who].acts.append(self.whole({"do": "abstain", "discussion": discussion}))

    @rule(who=PEOPLE, data=some.data(), stance=some.sampled_from(sorted(STANCES)), important=some.booleans())
    def answer(self, who, data, stance, important):
        made = [act["id"] for phone in self.phones for act in phone.acts if act["do"] == "contribute"]
        target = data.draw(some.sampled_from([*made, self.new_id()]))
        act = {"do": "react", "contribution": target, "stance": stance, "important": important}
        self.phones[who].acts.append(self.whole(act))

    @precondition(lambda self: self.model.said)
    @rule(who=PEOPLE, data=some.data(), importance=some.lists(some.booleans(), min_size=2, max_size=4))
    def answer_what_one_sees(self, who, data, importance):
        """One's marks of importance move from sentence to sentence, and some are made again."""
        seen = sorted(self.model.visible_to(who)) or sorted(self.model.said)
        for important in importance:
            act = {"do": "react", "contribution": data.draw(some.sampled_from(seen)), "stance": "agree"}
            self.phones[who].acts.append(self.whole(act | {"important": important}))
        self.exchange([(who, self.phones[who].acts[-len(importance) :])], is_lost=False)

    @rule(who=PEOPLE, whose=PEOPLE, data=some.data())
    def use_an_id_again(self, who, whose, data):
        """A broken phone gives another act an id that is in use; an act is known by its kind and its id."""
        if self.phones[who].acts and self.phones[whose].acts:
            act, other = (data.draw(some.sampled_from(self.phones[one].acts)) for one in (who, whose))
            self.phones[who].acts.append(act | {"id": other["id"]})

    def new_id(self):
        """The same in each replay of an example: what is drawn later hangs on the order of ids."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, str(next(self.numbers))))

    def whole(self, act):
        return {"id": self.new_id()} | act

    # What the network does

    @rule(who=PEOPLE, data=some.data(), is_lost=some.booleans())
    def send(self, who, data, is_lost):
        """Any of a phone's acts, in any order, any of them twice; the reply may not arrive."""
        self.exchange([(who, self.some_acts(who, data))], is_lost)

    @rule(data=some.data(), whos=some.lists(PEOPLE, min_size=2, max_size=4), is_lost=some.booleans())
    def send_together(self, data, whos, is_lost):
        """Several batches, also of one phone, in one commit."""
        self.exchange([(who, self.some_acts(who, data)) for who in whos], is_lost)

    @rule(who=PEOPLE, whose=PEOPLE, data=some.data())
    def send_anothers_acts(self, who, whose, data):
        self.exchange([(who, self.some_acts(whose, data))], is_lost=True)

    @precondition(lambda self: any(phone.acts for phone in self.phones))
    @rule(who=PEOPLE, spoil=SPOILED, data=some.data())
    def send_spoiled(self, who, spoil, data):
        """One act is spoiled: it is refused, and nothing else of its batch is."""
        acts = self.some_acts(who, data)
        bad = {"do": "contribute", "id": self.new_id(), "discussion": 1, "prompt": "need", "text": "Hyvä"} | spoil
        if "stance" in spoil or "contribution" in spoil:
            bad = {"contribution": self.new_id(), "stance": "agree"} | bad | {"do": "react"}
        place = data.draw(some.integers(0, len(acts)))
        self.exchange([(who, [*acts[:place], bad, *acts[place:]])], is_lost=False, spoiled=1)

    @precondition(lambda self: any(phone.acts for phone in self.phones))
    @rule(who=PEOPLE, data=some.data())
    def send_cut(self, who, data):
        """A batch that did not come whole is refused as one, and changes nothing."""
        body = json.dumps({"cursor": "", "acts": self.phones[who].acts}).encode()
        with pytest.raises(door.Wrong):
            door._parsed(body[: data.draw(some.integers(0, len(body) - 1))])

    def some_acts(self, who, data):
        acts = self.phones[who].acts
        return data.draw(some.lists(some.sampled_from(acts), max_size=8)) if acts else []

    def exchange(self, batches, is_lost, spoiled=0):
        replies, calls = [], []
        for who, acts in batches:
            phone = self.phones[who]
            body = door._parsed(json.dumps({"cursor": phone.cursor, "acts": acts}).encode())
            digest = sha256(phone.token.encode()).hexdigest()
            calls.append(Call(self.event.code, digest, body["acts"], body["cursor"], "fi", replies.append))
        self.writer._answer(calls)
        assert [reply.status for reply in replies] == [200] * len(batches)
        self.model.committed = frozenset(self.model.said)
        for (who, acts), reply in zip(batches, replies, strict=True):
            answer = json.loads(reply.body)
            self.compare(who, acts, answer, spoiled)
        if not is_lost:  # the last of a phone's replies is the one that it goes on from
            for who, answer in {who: json.loads(r.body) for (who, _), r in zip(batches, replies, strict=True)}.items():
                self.take_in(who, answer)

    def compare(self, who, acts, answer, spoiled):
        refused = [act["code"] for act in answer["refused"]]
        unreadable = [code for code in refused if code.startswith("unreadable")]
        assert len(unreadable) == spoiled
        outcomes = [self.model.take(who, act) for act in acts if self.is_whole(act)]
        assert len(answer["stored"]) == outcomes.count("stored")
        assert [code for code in refused if code not in unreadable] == [o for o in outcomes if o != "stored"]
        assert answer["spoken"] == sorted(self.model.spoken(who))

    def is_whole(self, act):
        return any(act in phone.acts for phone in self.phones)

    def take_in(self, who, answer):
        phone = self.phones[who]
        moved = set(self.model.words[phone.words_seen :])
        arrived = [sentence["id"] for sentence in answer["sentences"]]
        assert Counter(arrived) == Counter(set(arrived))
        assert set(arrived) & phone.shown.keys() <= moved  # nothing comes twice unless it was shown again
        phone.shown |= {sentence["id"]: sentence["text"] for sentence in answer["sentences"]}
        for act_id in answer["hidden"]:
            phone.shown.pop(act_id, None)
        phone.cursor, phone.words_seen = answer["cursor"], len(self.model.words)

    # What the facilitator does

    @rule(number=some.sampled_from([1, 2]), is_open=MOSTLY)
    def open_or_close(self, number, is_open):
        self.event.discussions.filter(number=number).update(closed_at=None if is_open else timezone.now())
        self.model.open[number] = is_open

    @rule(is_open=MOSTLY)
    def open_or_close_the_event(self, is_open):
        self.event.closed_at = None if is_open else timezone.now()
        self.event.save()
        self.model.event_open = is_open

    @precondition(lambda self: self.model.said)
    @rule(data=some.data(), is_hiding=some.booleans())
    def moderate(self, data, is_hiding):
        self.say_of(data.draw(some.sampled_from(sorted(self.model.said))), is_hiding)

    @precondition(lambda self: self.model.said)
    @rule(data=some.data(), who=PEOPLE)
    def hide_until_a_phone_has_seen_it(self, data, who):
        act_id = data.draw(some.sampled_from(sorted(self.model.said)))
        self.say_of(act_id, True)
        self.exchange([(who, [])], is_lost=False)
        self.say_of(act_id, False)

    def say_of(self, act_id, is_hiding):
        contribution = Contribution.objects.get(act_id=act_id)
        Moderation.objects.create(contribution=contribution, is_hiding=is_hiding, reason="Syy")
        (self.model.hidden.add if is_hiding else self.model.hidden.discard)(act_id)
        self.model.words.append(act_id)

    # What must be so

    @invariant()
    def nothing_is_counted_twice(self):
        assert Contribution.objects.count() == len(self.model.said)
        assert Reaction.objects.count() == len(self.model.answered)

    def everybody_reads_to_the_end(self):
        for who, phone in enumerate(self.phones):
            for _ in range(len(self.model.said) + 2):
                before = phone.cursor
                self.exchange([(who, [])], is_lost=False)
                if phone.cursor == before:
                    break
            assert phone.shown.keys() == self.model.visible_to(who)
            assert phone.shown == {act_id: self.model.said[act_id][3] for act_id in phone.shown}

    def the_database_is_as_the_model(self):
        number = {phone.participant.pk: who for who, phone in enumerate(self.phones)}
        said = Contribution.objects.values_list("act_id", "participant", "discussion__number", "prompt__kind", "text")
        assert [(str(i), (number[p], *rest)) for i, p, *rest in said] == list(self.model.said.items())
        rows = Reaction.objects.values_list("act_id", "participant", "contribution__act_id", "stance", "is_important")
        answered = [(str(i), (number[p], str(target), *rest)) for i, p, target, *rest in rows]
        assert answered == list(self.model.answered.items())
        silent = Abstention.objects.values_list("participant", "discussion__number")
        assert {(number[p], d) for p, d in silent} == self.model.silent


@pytest.mark.django_db
@pytest.mark.slow
def test_the_hall_keeps_what_a_simple_model_keeps_whatever_phones_send(monkeypatch):
    monkeypatch.setattr("sopu.forum.queries.feed.MOST_SENTENCES", 3)  # small limits are met in few steps
    monkeypatch.setattr("sopu.forum.rules.MOST_IMPORTANT", MOST_IMPORTANT)
    event = a_forum()
    event.discussions.filter(number__gt=2).delete()
    people = []
    for _ in range(3):
        token, participant = uuid.uuid4().hex, a_participant(event)
        participant.token_digest = sha256(token.encode()).hexdigest()
        participant.save()
        people.append((token, participant))
    is_patient = settings.get_current_profile_name() == "patient"
    chosen = settings() if is_patient else settings(max_examples=15, stateful_step_count=30, phases=[Phase.generate])
    calm = settings(chosen, deadline=None, suppress_health_check=list(HealthCheck), report_multiple_bugs=False)
    world = type("Hall", (Hall,), {"event": event, "people": people})
    run_state_machine_as_test(world, settings=calm)
