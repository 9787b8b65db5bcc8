"""Phones in Chromium, in a hall of Sopu as it is really served."""

import json
from textwrap import dedent

from playwright.sync_api import Page

PATIENT = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
"""What a browser of its own is started with."""


class Hall:
    """An event on the server, and phones that open it."""

    def __init__(self, server, chromium):
        self.server, self.chromium, self.contexts, self.complaints = server, chromium, [], []
        self.code = server.python(
            """
            import secrets
            from sopu.core import codes
            event = a_forum(code=codes.code(6, secrets.choice))
            people = [a_participant(event) for _ in range(6)]
            said = a_contribution(people[0], "Kylätalot ovat jo nyt lähin kohtaamispaikka.", language="fi")
            a_contribution(people[1], "Annamme tiloja.", kind=PromptKind.COMMITMENT, language="fi")
            for reader in people[1:]:
                a_reaction(reader, said)
            print(event.code)
            """
        )

    def ask(self, statements: str) -> str:
        """What the server's data says of this event."""
        return self.server.python(f"event = Event.objects.get(code={self.code!r})\n" + dedent(statements))

    def texts(self) -> list[str]:
        """What participants of these tests have said, oldest first."""
        told = self.ask(
            """
            import json
            said = Contribution.objects.of(event).filter(participant__token_digest__isnull=False)
            print(json.dumps([one.text for one in said]))
            """
        )
        return json.loads(told)

    def phone(self, width: int = 360, scheme: str = "light", **options) -> Page:
        """A phone that has not joined."""
        context = self.chromium.new_context(
            base_url=self.server.url,
            viewport={"width": width, "height": 740},
            color_scheme=scheme,
            locale="fi-FI",
            **options,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _heard(self, said) -> None:
        if "Content Security" in said.text:
            self.complaints.append(said.text)

    def joined(self, *, page: Page | None = None, **options) -> Page:
        """A phone that has joined, on the page where one writes."""
        page = page or self.phone(**options)
        page.goto(f"/fi/e/{self.code}/")
        page.select_option("[name=organisation]", index=1)
        page.check("[value=elected]")
        page.click("form .btn--hall")
        page.wait_for_url("**/write/**")
        return page


def say(page: Page, text: str, kind: str = "measure") -> None:
    page.check(f"[value={kind}]")
    page.fill("#id_text", text)
    page.click("#say .btn--hall")


def lines(page: Page, state: str):
    return page.locator(f"#outbox [data-is={state}]")
