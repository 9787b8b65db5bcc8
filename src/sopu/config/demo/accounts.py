"""Accounts of the demonstration: invented people who share one password of this installation."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django.utils.translation import override

from sopu.accounts.models import User
from sopu.config.demo import SLUG, content
from sopu.core.codes import ALPHABET
from sopu.negotiations.models import Mandate, Negotiation, Party, Role
from sopu.organisations.models import Kind, Organisation

DOMAIN = "demo.example"
STAFF = {
    Role.PROCESS_OWNER: ("omistaja", "Prosessin omistaja"),
    Role.FACILITATOR: ("vetaja", "Foorumin vetäjä"),
    Role.MONITOR: ("seuraaja", "Seurannan vastaava"),
    Role.READER: ("lukija", "Lukija"),
}
"""Those of the county; each party has a coordinator besides."""


def password() -> str:
    """The one password: made from the installation's secret key, so it stays the same here and is another elsewhere."""
    letters = [ALPHABET[byte % len(ALPHABET)] for byte in salted_hmac("sopu demo", "password").digest()[:12]]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def email_of(name: str) -> str:
    """An address that no mail reaches: the domain `example` is reserved for this."""
    return f"{name}@{DOMAIN}"


def coordinator_email(organisation: Organisation) -> str:
    """jyvaskyla@demo.example; the county's and the regional council's say what they are."""
    names = {Kind.COUNTY: "hyvinvointialue", Kind.REGIONAL_COUNCIL: "liitto"}
    return email_of(names.get(Kind(organisation.kind)) or slugify(organisation.name_fi))


def give_accounts(negotiation: Negotiation, parties: Iterable[Party]) -> dict[str, User]:
    """Accounts with mandates, by e-mail address; one that was there stays, with its name and password put back."""
    county = negotiation.county
    wanted = {email_of(name): (title, county, role) for role, (name, title) in STAFF.items()}
    for party in parties:
        title = f"Koordinaattori, {party.organisation.name_fi}"
        wanted[coordinator_email(party.organisation)] = (title, party.organisation, Role.COORDINATOR)
    users = _bring_users({email: title for email, (title, _, _) in wanted.items()})
    Mandate.objects.bulk_create(
        Mandate(user=users[email], negotiation=negotiation, organisation=organisation, role=role)
        for email, (_, organisation, role) in wanted.items()
    )
    return users


def _bring_users(names: dict[str, str]) -> dict[str, User]:
    """One hash for all: making one takes a third of a second, and they share their password anyway."""
    standing = {user.email: user for user in User.objects.filter(email__in=names)}
    known = {user.password for user in standing.values()}
    kept = next((one for one in sorted(known) if check_password(password(), one)), None)
    encoded = kept or make_password(password())
    User.objects.bulk_create(
        User(email=email, name=name, password=encoded) for email, name in names.items() if email not in standing
    )
    for email, user in standing.items():
        user.name, user.password, user.is_active = names[email], encoded, True
    User.objects.bulk_update(standing.values(), ["name", "password", "is_active"])
    return {user.email: user for user in User.objects.filter(email__in=names)}


def invitation(origin: str = "") -> str:
    """What to open and how to sign in, for the person who started the demonstration."""
    origin = origin or settings.ORIGIN
    code = content.occasion().code
    with override("fi"):
        names = ("journey", "material", "decisions", "plans", "monitoring")
        journey, material, decisions, plan, monitoring = (reverse(name, args=[SLUG]) for name in names)
        phone, wall, desk = (reverse(name, args=[code]) for name in ("join", "wall", "desk"))
        login = reverse("account_login")
    lines = [
        "The demonstration: Keski-Suomen neuvottelu 2025–2029. Every person and sentence in it is invented.",
        "",
        f"  The negotiation  {origin}{journey}",
        f"  A phone          {origin}{phone}   (code {code}, no account)",
        f"  The wall         {origin}{wall}",
        f"  Facilitator      {origin}{desk}",
        f"  Process owner    {origin}{material}",
        f"  Approvals        {origin}{decisions}",
        f"  Plan             {origin}{plan}",
        f"  Monitoring       {origin}{monitoring}",
        "",
        f"Sign in at {origin}{login}",
        "",
        f"  {email_of(STAFF[Role.PROCESS_OWNER][0]):<30} compiles and delivers",
        f"  {email_of(STAFF[Role.FACILITATOR][0]):<30} opens, closes, hides",
        f"  {email_of('jyvaskyla'):<30} coordinator; each party has one: liitto@, hankasalmi@, joutsa@ …",
        f"  {email_of(STAFF[Role.MONITOR][0]):<30} accepts what is reported of measures",
        f"  {email_of(STAFF[Role.READER][0]):<30} reads",
        "",
        f"  Password of all  {password()}",
    ]
    return "\n".join(lines)
