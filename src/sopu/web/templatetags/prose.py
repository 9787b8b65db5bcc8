"""The wording of clauses as safe HTML: light Markdown, and what changed in it."""

from collections.abc import Iterable
from dataclasses import replace

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sopu.core.looks import Looked, looked
from sopu.core.markdown import Block, Kind, Span, Spans, blocks
from sopu.core.wording import Change, Piece

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """Paragraphs and lists of light Markdown; whatever else was written is shown as text."""
    return format_html_join("", "{}", ((_block(block),) for block in blocks(text)))


@register.filter
def redlined(pieces: Iterable[Piece]) -> SafeString:
    """Pieces of a wording with what is gone and what is added marked, to a screen reader in words; bold is bold."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in looked(tuple(pieces))))


def _piece(piece: Looked) -> SafeString:
    if piece.change is Change.KEPT:
        return _spans(piece.spans)
    mark, word = ("ins", gettext("added")) if piece.change is Change.ADDED else ("del", gettext("removed"))
    words = piece.text.strip() or piece.text
    before, after = piece.text.split(words, 1)  # white space around a word is not struck through
    first, *rest = piece.spans
    spans = (replace(first, text=first.text.removeprefix(before)), *rest)
    spans = (*spans[:-1], replace(spans[-1], text=spans[-1].text.removesuffix(after)))
    marked = '{}<{mark} class="red"><span class="sr">[{}: </span>{}<span class="sr">]</span></{mark}>{}'
    return format_html(marked, before, word, _spans(spans), after, mark=mark)


def _block(block: Block) -> SafeString:
    look = format_html(' class="under-{}"', min(block.depth, 3)) if block.depth else ""
    if block.kind is Kind.PARAGRAPH:
        return format_html("<p{}>{}</p>", look, _spans(block.items[0]))
    items = format_html_join("", "<li>{}</li>", ((_spans(item),) for item in block.items))
    if block.kind is Kind.BULLETS:
        return format_html("<ul{}>{}</ul>", look, items)
    return format_html('<ol{} start="{}">{}</ol>', look, f"{block.start}", items)


def _spans(spans: Spans) -> SafeString:
    return format_html_join("", "{}", ((_span(span),) for span in spans))


def _span(span: Span) -> SafeString:
    found = format_html("{}", span.text)
    if span.is_emphasis:
        found = format_html("<em>{}</em>", found)
    if span.is_strong:
        found = format_html("<strong>{}</strong>", found)
    if span.href:
        found = format_html('<a href="{}" rel="nofollow noopener">{}</a>', span.href, found)
    return found
