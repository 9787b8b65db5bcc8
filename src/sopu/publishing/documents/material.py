"""The compiled material of an event and the extract of a party: frozen, in one language, ready for any form.

What may not be told is not here: no participant, no role beside a sentence, no organisation except a commitment's,
and no count of people that is under five. `contribution` is the only key back to the database; no form prints it.
"""

import datetime as dt
from dataclasses import dataclass

from sopu.publishing.documents.synthesis import NOT_BEGUN, DispositionPart, Synthesis


@dataclass(frozen=True, slots=True)
class Answers:
    """How many answered a sentence, by stance; `important` marked it as one of the most important."""

    agree: int
    passed: int
    disagree: int
    important: int

    @property
    def total(self) -> int:
        """Everybody who answered."""
        return self.agree + self.passed + self.disagree


@dataclass(frozen=True, slots=True)
class GroupAnswers:
    """How the people of one kind of organisation answered a sentence; an empty `kind` is not known."""

    kind: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people in the hall, by its stable key, and how many sentences they gave."""

    key: str
    people_count: int
    sentence_count: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One visible sentence as it was said.

    `number` is its place in the event's order of arrival, hidden ones counted, so it stays the same in later
    compilations. `answers` is None when one to four people answered. `groups` is empty when it may not be broken down.
    `source` is empty when it was given in the forum; else the tool that it was brought from, or paper.
    `repeats` are the numbers of earlier sentences that participants have marked as saying the same.
    `voice` says whose it is; of what a table agreed on, `table` is its number. `theme` is the number of its theme, and
    `disposition` what became of it: its own answer, else that of its theme.
    """

    contribution: int
    number: int
    text: str
    language: str
    discussion: int
    prompt: str
    organisation: str
    answers: Answers | None
    groups: tuple[GroupAnswers, ...] = ()
    source: str = ""
    voice: str = "own"
    table: int | None = None
    repeats: tuple[int, ...] = ()
    theme: int | None = None
    disposition: DispositionPart | None = None


@dataclass(frozen=True, slots=True)
class PromptPart:
    """The sentences that answered one prompt in one discussion; `kind` is the prompt's stable key."""

    kind: str
    kind_name: str
    question: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DiscussionPart:
    """One discussion (a goal area, as a rule) with its prompts in order, and what the hall supported most in it.

    `was_held` is false of one that was never opened and in which nothing was said.
    """

    number: int
    name: str
    was_held: bool
    prompts: tuple[PromptPart, ...]
    most_supported: tuple[Sentence, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the discussion, in the order of its prompts."""
        return tuple(sentence for prompt in self.prompts for sentence in prompt.sentences)


@dataclass(frozen=True, slots=True)
class Counts:
    """The event in figures; answers and commitments are those of visible sentences."""

    participants: int
    organisations: int
    sentences: int
    hidden: int
    answers: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Material:
    """Everything said in an event that may be told, in `language`, as it stood when it was compiled.

    `kinds` and `roles` are None when some group is under five. `last_contribution` is the newest that was counted.
    """

    language: str
    code: str
    event: str
    negotiation: str
    county: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    compiled_at: dt.datetime
    url: str
    is_demo: bool
    counts: Counts
    discussions: tuple[DiscussionPart, ...]
    kinds: tuple[Group, ...] | None
    roles: tuple[Group, ...] | None
    last_contribution: int
    synthesis: Synthesis = NOT_BEGUN

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, by discussion and then by prompt."""
        return tuple(sentence for discussion in self.discussions for sentence in discussion.sentences)


@dataclass(frozen=True, slots=True)
class Silence:
    """A discussion in which nobody of a party answered these prompts (their `kinds` are stable keys)."""

    discussion: int
    name: str
    kinds: tuple[str, ...]
    prompts: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """What of the material touches one party.

    `people_count` is None when one to four came. `offered` are its own people's commitment candidates, `named` others'
    candidates that name it in their text. `number` is the party's place in the negotiation.
    """

    material: Material
    number: int
    party: str
    code: str
    people_count: int | None
    sentences: tuple[Sentence, ...]
    offered: tuple[Sentence, ...]
    named: tuple[Sentence, ...]
    silences: tuple[Silence, ...]
