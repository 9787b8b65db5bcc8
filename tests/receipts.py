"""Receipts for tests: what the page of a sentence says."""

import re

from django.test import Client
from django.urls import reverse

from sopu.forum.models import Contribution


def page_of(client: Client, said: Contribution, language: str = "fi") -> str:
    """The page, with one space for each line that is broken and indented."""
    address = reverse("receipt", args=[said.receipt]).replace("/fi/", f"/{language}/", 1)
    return re.sub("[ \n]+", " ", client.get(address).content.decode())
