"""The rules of readiness in words: what is wrong when something is lacking, and what is so when nothing is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sopu.plans.rules.readiness import Rule

TITLES: dict[Rule, tuple[str | Promise, str | Promise]] = {
    Rule.GOALS: (_("Goal areas without a goal"), _("Every goal area has at least one goal.")),
    Rule.MEASURES: (_("Goals without a measure"), _("Something is done for every goal.")),
    Rule.RESPONSIBLE: (_("Measures without a responsible party"), _("Exactly one party answers for each measure.")),
    Rule.LEADS: (
        _("Who leads is not who is responsible"),
        _("Each responsible party has said that it leads, and nobody else has."),
    ),
    Rule.INDICATORS: (
        _("Measures without an indicator"),
        _("What each measure should bring about can be seen, or it is said why it can’t."),
    ),
    Rule.TIMES: (
        _("Measures whose time is not inside the plan’s"),
        _("All measures have their time, and it is inside the plan’s."),
    ),
    Rule.DEPENDENCIES: (_("Measures that wait for each other"), _("No measure waits for itself through others.")),
    Rule.COMMITMENTS: (
        _("Parties that have said nothing in a goal area"),
        _("Each party does something in each goal area, or has opted out and said why."),
    ),
    Rule.ANSWERS: (_("Proposals that wait for an answer"), _("Every proposal has its answer.")),
    Rule.LANGUAGES: (
        _("Not told in every language that is needed"),
        _("Goals, measures and commitments are told in every language that a party decides in."),
    ),
    Rule.TEXT: (
        _("Clauses of the text that are not ready"),
        _("The free clauses are written, and nobody has worded a measure otherwise by hand."),
    ),
    Rule.CONTACTS: (
        _("Nobody to turn to"),
        _("Every party has a contact point in force for every goal area."),
    ),
    Rule.AGREEMENT: (
        _("The plan and the agreement don’t run at the same time"),
        _("No agreement in force begins after the plan or ends before it."),
    ),
    Rule.DUTY: (
        _("The law’s minimum is not met with every municipality"),
        _("The duty to negotiate (611/2021, section 14) is met with every municipality."),
    ),
}


def title_of(rule: Rule) -> str:
    """What is wrong when something is lacking by the rule."""
    return str(TITLES[rule][0])


def fine_of(rule: Rule) -> str:
    """What is so when nothing is lacking."""
    return str(TITLES[rule][1])
