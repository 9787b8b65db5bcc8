"""The rules of readiness in words: what each asks, and what is so when nothing is lacking by it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sopu.plans.rules.readiness import Rule

TITLES: dict[Rule, tuple[str | Promise, str | Promise]] = {
    Rule.GOALS: (_("Every goal area has a goal"), _("Every goal area has at least one goal.")),
    Rule.MEASURES: (_("Every goal has a measure"), _("Something is done for every goal.")),
    Rule.RESPONSIBLE: (_("Every measure has its responsible party"), _("Exactly one party answers for each measure.")),
    Rule.LEADS: (
        _("Who is responsible leads, and nobody else"),
        _("Each responsible party has said that it leads, and nobody else has."),
    ),
    Rule.INDICATORS: (
        _("Every measure has an indicator, or a reason why none"),
        _("What each measure should bring about can be seen, or it is said why it can’t."),
    ),
    Rule.TIMES: (
        _("Every measure begins and ends inside the plan’s period"),
        _("All measures have their time, and it is inside the plan’s."),
    ),
    Rule.DEPENDENCIES: (_("No measures wait for each other"), _("No measure waits for itself through others.")),
    Rule.COMMITMENTS: (
        _("Every party commits itself in every goal area, or says why not"),
        _("Each party does something in each goal area, or has opted out and said why."),
    ),
    Rule.ANSWERS: (_("Nothing that was proposed waits for an answer"), _("Every proposal has its answer.")),
    Rule.LANGUAGES: (
        _("Everything is told in the languages that the parties need"),
        _("Goals, measures and commitments are told in every language that a party decides in."),
    ),
    Rule.TEXT: (
        _("The text says what the plan’s data say"),
        _("The free clauses are written, and nobody has worded a measure otherwise by hand."),
    ),
    Rule.CONTACTS: (
        _("There is somebody to turn to in every party and goal area"),
        _("Every party has a contact point in force for every goal area."),
    ),
    Rule.AGREEMENT: (
        _("The agreement runs as long as the plan"),
        _("No agreement in force begins after the plan or ends before it."),
    ),
    Rule.DUTY: (
        _("The law’s minimum is met: negotiated with every municipality in the term"),
        _("The duty to negotiate (611/2021, section 14) is met with every municipality."),
    ),
}


def title_of(rule: Rule) -> str:
    """What the rule asks."""
    return str(TITLES[rule][0])


def fine_of(rule: Rule) -> str:
    """What is so when nothing is lacking."""
    return str(TITLES[rule][1])
