"""What the sign-in pages tell of letters."""

from django import template

from sopu.accounts.adapter import letters_are_printed

register = template.Library()
register.simple_tag(letters_are_printed)
