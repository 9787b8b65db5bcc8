"""Why a file could not be read, told to who brought it."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.core.tables import Unreadable

Found = TypeVar("Found")


def told_why(read: Callable[[], Found]) -> Found:
    """What `read` finds; a file that can't be read is refused with a sentence that helps."""
    try:
        return read()
    except Unreadable as unreadable:
        raise Refused(unreadable.code, _sentence(unreadable.code)) from None


def _sentence(code: str) -> str:
    sentences = {
        "too_large": _("The file is larger than 20 MB. Take the pictures out of it and try again."),
        "too_long": _("The file has more than 20,000 paragraphs."),
        "with_password": _("The file is locked with a password. Save it without one and try again."),
        "is_old_word": _("This is a Word file of the old kind (.doc). Save it as .docx and try again."),
        "is_pdf": _("This is a PDF file. Bring the Word file, or the text that was recognised from it."),
        "is_rtf": _("This is an RTF file. Save it as .docx and try again."),
        "is_odt": _("This is an OpenDocument file. Save it as .docx and try again."),
        "with_macros": _("The file has macros in it, so it is not opened. Save it as .docx without them."),
        "swells": _("The file would swell beyond all measure when it is unpacked, so it is not opened."),
        "damaged": _("The file is damaged and can’t be read. Save it again in Word and try again."),
    }
    return sentences.get(code) or _("This is not a Word file (.docx).")
