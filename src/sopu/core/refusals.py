"""A rule says no: what every action may raise, and every view shows."""


class Refused(Exception):  # noqa: N818  # a refusal is an answer, not an error of the program
    """The change may not happen now; `str()` of it is a sentence for the person who asked, in their language.

    `code` names the reason for machines: short, lower case, stable.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
