"""Files that are handed to the forum: each is taken in whole, or refused in one sentence that says where and why."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sopu.core.refusals import Refused
from sopu.core.tables import Unreadable

LONGEST_SHOWN = 60
SENTENCES: Mapping[str, str | Promise] = {
    "missing_file": gettext_lazy("the file is missing"),
    "empty_file": gettext_lazy("the file is empty"),
    "other_encoding": gettext_lazy("the file is in %(encoding)s; save it as UTF-8"),
    "not_utf8": gettext_lazy("the byte %(byte)s is not UTF-8; the file may be in Latin-1, save it as UTF-8"),
    "zero_byte": gettext_lazy("there is a zero byte; the file is damaged, or in UTF-16"),
    "cut": gettext_lazy("the last row does not end in a line break, so the file may be cut; if it is whole, add one"),
    "open_quote": gettext_lazy("a quotation mark opens here and never closes"),
    "stray_quote": gettext_lazy("there is text after a closing quotation mark"),
    "cell_too_long": gettext_lazy("a cell is longer than %(limit)s characters; a quotation mark may be missing"),
    "column_count": gettext_lazy("there are %(found)s cells, and there should be %(expected)s"),
    "column_missing": gettext_lazy("the column “%(column)s” is missing"),
    "column_twice": gettext_lazy("the column “%(column)s” is there twice"),
    "column_unknown": gettext_lazy("the column “%(column)s” is not known; rename it or leave it out"),
    "key_missing": gettext_lazy("the row “%(key)s” is missing"),
    "key_twice": gettext_lazy("the row “%(key)s” is there twice"),
    "not_whole": gettext_lazy("“%(value)s” in %(column)s is not a whole number"),
    "not_a_time": gettext_lazy("“%(value)s” is not a time in milliseconds"),
    "times_disagree": gettext_lazy("“%(value)s” is not the moment %(at)s of the same row"),
    "unknown_moderation": gettext_lazy("“%(value)s” in moderated is none of 1, 0 and -1"),
    "unknown_vote": gettext_lazy("“%(value)s” on the statement %(comment)s is none of 1, 0 and -1"),
    "id_twice": gettext_lazy("“%(value)s” in %(column)s was on an earlier row already"),
    "unknown_comment": gettext_lazy("the statement %(value)s is not in comments.csv"),
    "unknown_voter": gettext_lazy("the voter %(value)s is not in participants-votes.csv"),
    "unknown_author": gettext_lazy("the author %(value)s is not in participants-votes.csv"),
    "comment_without_column": gettext_lazy("the statement %(value)s of comments.csv has no column"),
    "count_disagrees": gettext_lazy("%(key)s is “%(told)s”, but the rows make it %(found)s"),
    "last_word_disagrees": gettext_lazy(
        "the last vote of %(voter)s on the statement %(comment)s is %(found)s, but the matrix has “%(told)s”"
    ),
    "vote_without_row": gettext_lazy("the vote of %(voter)s on the statement %(comment)s is not in votes.csv"),
    "no_rows": gettext_lazy("there is nothing under the header"),
    "empty_text": gettext_lazy("the text is empty"),
    "two_topics": gettext_lazy("give a goal area or a discussion, not both"),
    "unknown_role": gettext_lazy("the role “%(value)s” is none of elected, office_holder and partner"),
    "unknown_prompt": gettext_lazy("the kind “%(value)s” is none of strength, need, measure, commitment and other"),
    "unknown_language": gettext_lazy("the language “%(value)s” is none of fi, sv and en"),
    "unknown_answer": gettext_lazy("the answer “%(value)s” is not a number from 1 to 5"),
    "unknown_time": gettext_lazy("“%(value)s” is not a time such as 2025-10-24T15:12 or 24.10.2025 15.12"),
    "unknown_organisation": gettext_lazy("“%(value)s” is not the name or the code of a party of the negotiation"),
    "ambiguous_organisation": gettext_lazy("“%(value)s” is the code of several parties; write the name"),
    "unknown_goal_area": gettext_lazy("“%(value)s” is not the number or the name of a goal area of the negotiation"),
    "unknown_question": gettext_lazy("the question “%(value)s” is not among the topics"),
    "commitment_needs_organisation": gettext_lazy("a commitment needs an organisation"),
    "name_too_long": gettext_lazy("the name of a discussion is longer than %(limit)s characters"),
    "too_large": gettext_lazy("the file is larger than 5 MB"),
    "too_many_rows": gettext_lazy("there are more than %(limit)s rows; bring it in parts"),
    "too_many_columns": gettext_lazy("there are more than %(limit)s columns; leave out those that are not needed"),
    "too_much_text": gettext_lazy("there is more text than a gathering can say; bring it in parts"),
    "with_password": gettext_lazy(
        "the workbook has a password, or is of the old form (.xls); save it as .xlsx without a password"
    ),
    "damaged_workbook": gettext_lazy("the workbook is damaged, or is not a workbook; open it and save it again"),
    "swells": gettext_lazy("the workbook would swell beyond all measure when unpacked; save only its values anew"),
    "participant_differs": gettext_lazy(
        "the participant “%(value)s” had another organisation or role on an earlier row"
    ),
}


class FileRefused(Refused):
    """A file can't be taken in; nothing of it was stored. `row` counts the header as row 1."""

    def __init__(self, cause: Unreadable) -> None:
        super().__init__(cause.code, _sentence(cause))
        self.file = cause.file
        self.row = cause.row


def _sentence(cause: Unreadable) -> str:
    what = str(SENTENCES[cause.code]) % {name: _shown(fact) for name, fact in cause.facts.items()}
    where = {"file": cause.file, "row": cause.row, "line": cause.line, "what": what}
    if cause.row is None:
        return _("%(file)s: %(what)s.") % where
    if cause.row == cause.line:
        return _("%(file)s, row %(row)s: %(what)s.") % where
    return _("%(file)s, row %(row)s (line %(line)s): %(what)s.") % where


def _shown(fact: object) -> str:
    text = str(fact)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
