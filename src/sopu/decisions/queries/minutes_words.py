"""What is said of published minutes on a page: why they seem to be a case's, what to doubt, and what went wrong."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from sopu.core.minutes import Confidence, Doubt
from sopu.decisions.rules.matching import Reason

FETCH_WORDS: dict[str, str | Promise] = {
    "not_https": gettext_lazy("The address must begin with https:// and lead to the server’s usual port."),
    "bad_address": gettext_lazy("This is not an address of a page."),
    "not_public": gettext_lazy("The address leads to a private network. Only pages that are public are fetched."),
    "unreachable": gettext_lazy("The server can’t be reached: it is off the network, or this installation is."),
    "timeout": gettext_lazy("The server did not answer in time."),
    "missing": gettext_lazy("The server has no such page."),
    "refused": gettext_lazy("The server did not give the page."),
    "too_large": gettext_lazy("The page is larger than any minutes are."),
    "redirects": gettext_lazy("The server sends from one address to another without end."),
    "cut": gettext_lazy("Only a part of the page came."),
}
"""Why a page could not be had, by the code of `NotFetched`; a feed’s may be those of `PAGE_WORDS` as well."""
PAGE_WORDS: dict[str, str | Promise] = {
    "empty": gettext_lazy("There is nothing on the page."),
    "too_large": FETCH_WORDS["too_large"],
    "pdf": gettext_lazy(
        "This is a PDF file. Give the page of the item in the minutes; a PDF can be kept as an extract."
    ),
    "feed": gettext_lazy("This is a feed. Give the page of one item, or set the feed as the party’s in its case."),
    "login": gettext_lazy("The page asks for a password: it is not the public page of the minutes."),
    "meeting": gettext_lazy("This is the page of a whole meeting. Give the page of the item in it."),
    "unknown": gettext_lazy("This page is not an item of minutes or of an agenda in a shape that is known."),
    "not_feed": gettext_lazy("The address of the feed leads to a page that is no feed."),
    "doctype": gettext_lazy("The feed defines its own entities, which no feed needs; it was not read."),
    "cut": gettext_lazy("Only a part of the feed came."),
}
"""Why a page or a feed is not what was asked for, by the reason of `NotMinutes`."""

REASONS: dict[str, str | Promise] = {
    Reason.CASE_NUMBER: gettext_lazy("the case number is the same"),
    Reason.FINGERPRINT: gettext_lazy("the page names the fingerprint of a submitted wording"),
    Reason.MEETING: gettext_lazy("the case is on the agenda of that meeting"),
    Reason.BODY: gettext_lazy("the body is one that handles the case"),
    Reason.SITE: gettext_lazy("the page is on the site of the party’s feed"),
    Reason.TITLE: gettext_lazy("the title is like the document’s name"),
    Reason.OTHER_CASE_NUMBER: gettext_lazy("the case number is another"),
    Reason.OTHER_BODY: gettext_lazy("the body is none that handles the case"),
    Reason.BEFORE: gettext_lazy("the meeting was held before the document was submitted"),
}
AGAINST = frozenset((Reason.OTHER_CASE_NUMBER, Reason.OTHER_BODY, Reason.BEFORE))
DOUBTS: dict[str, str | Promise] = {
    Doubt.NO_BODY: gettext_lazy("The page does not tell the body."),
    Doubt.NO_DATE: gettext_lazy("The page does not tell the day of the meeting."),
    Doubt.NO_TITLE: gettext_lazy("The item has no title."),
    Doubt.NO_CASE_NUMBER: gettext_lazy("The page does not tell the case number."),
    Doubt.SEVERAL_CASE_NUMBERS: gettext_lazy("The page tells several case numbers; the first was read."),
    Doubt.NO_DECISION: gettext_lazy("No decision was found in the minutes."),
    Doubt.NOT_REVIEWED: gettext_lazy("The minutes have not been inspected yet."),
    Doubt.EARLIER_HANDLINGS: gettext_lazy("The page tells of other meetings too; only this meeting’s part was read."),
    Doubt.HANDLING_UNCLEAR: gettext_lazy("None of the handlings on the page is of this meeting; the last was read."),
    Doubt.EARLIER_DECISIONS: gettext_lazy("Another meeting’s decision may stand on the page too; the last was read."),
    Doubt.SECRET: gettext_lazy("The item may be secret: only a mention is published."),
    Doubt.CUT: gettext_lazy("The page ends in the middle: something may be missing."),
    Doubt.LETTERS: gettext_lazy("Letters have been lost on the page: check å, ä and ö."),
}
CONFIDENCES: dict[str, str | Promise] = {
    Confidence.SURE: gettext_lazy("the minutes say so plainly"),
    Confidence.LIKELY: gettext_lazy("likely; read the decision yourself"),
    Confidence.UNCLEAR: gettext_lazy("not clear; read the decision yourself"),
}


def failure_words(code: str) -> str:
    """What went wrong with a feed, by the code that its case keeps; empty when nothing did."""
    return str(PAGE_WORDS.get(code) or FETCH_WORDS.get(code) or code)
