"""Gathers the words of our own Finnish texts, by which `sopu.core.damage` knows how Finnish words are spelt.

Run it from the repository (`python scripts/finnish_words.py`) when there is clearly more Finnish text than before, look
at the difference, and run the tests, which measure what is found in texts damaged on purpose.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "sopu"
TARGET = SOURCE / "core" / "finnish_words.txt"

FREQUENT = """
aiemmin aikana aikataulu alijäämä aloittaa alueellinen antaa arjen arki arvio arvioida arviointi asemasta asetamme
asetetaan asetettu asettaa asiakas asiakkaiden asiantuntija asukas asukkaiden edunvalvonta ehdottaa ehkäisevä
ehkäisevää ehkäistä ehkäisy ehtii eivät eli elinikäinen elintärkeä elinvoima elämä elämän elämänlaatu enemmistö
ennaltaehkäisevä ensimmäinen ensimmäisen ensimmäisessä enää erityinen erityisesti eriyttää esittelijä esittämä esittää
esitys esityslista esitystä esteettömyys että etäpalvelu etäyhteys evästykset evästys hallinnollinen hankintamenettely
harjoitus heitä hoitaa huolehtia hyvinvointi hyvinvointialue hyvinvointialueella hyvinvointialueen hyvä hyväksyminen
hyväksymispäivä hyväksyneet hyväksynyt hyväksytty hyväksyttävä hyväksyttäväksi hyväksyy hyväksyä hyvän hyvät hyvää
hyödynnetään hyödyntäminen hyödyntää hyöty häiriö hälytys hän hänen häntä hätäkeskus ikäihminen ikäihmiset ikääntyneet
ilmoitettava ilmoittaa iltapäivä iltapäivällä iltapäivän itsehallinto iäkkäiden iäkäs jatkaa jatkuva johtaa
johtosääntö jokainen jos jälkeen jälkikäteen järjestelmä järjestelmän järjestetty järjestettävä järjestetään
järjestäminen järjestämisestä järjestämisvastuu järjestäytyä järjestää järjestö järjestöjen järjestöt jäsen jäsenet
jäsenmäärä jättää jää jäädä jäävät kannanotto kehitetään kehittäminen kehittämisen kehittämishanke kehittämistarpeet
kehittää kehitys keskinäinen keskisuomalainen keskisuomalaiset keskittyä kestävyys kestävä ketään keväällä kevään
kielellinen kirjaamo kirjallinen kokonaisuus kotipalvelu koulutus kun kunnanhallitus kunnanjohtaja kunnanvaltuusto
kunta kuntalainen kuntaliitto kuntien kutsua kyllä kyse kysymys kysytään käsitellä käsitellään käsitelty
käsiteltäisiin käsiteltävä käsittely käsittelyn käsittelyssä käydä käydään käynnistyä käynnistävän käynnistää käynti
käytettävissä käyttää käyttö käyttöön käytännön käytännöt käytäntö käytössä käyvät lasten lausunto liikenne liittyvä
liittyvän liittyy lisä lisätä lisätään lisää luottamushenkilö läheinen läheiset lähettää lähiaika lähipalvelu lähtien
lähtökohta lähtötaso lääkehoito lääketieteellinen lääkäri lääkärin löytyy löytää maakunnan maakunta maakuntahallitus
maaseutu mahdollistaa meitä menestystekijä menettely menettelyn merkittävä merkittävästi merkitä merkitään
mielenterveys mielipide mikä minä missään mitä mitään monipuolinen muistutus mutta muutoksenhaku myös määritellä
määritellään määrittelee määrittää määrä määräaika määräajassa määrän määräraha määrätä määräys neljännes niitä nimetä
nimetään nykyinen nähdä nähdään nähtävillä näiden näin näitä näkemyksen näkemys näky näkyväksi näkyä näkökulma näyttää
ohje opiskeluhuolto oppilaat osallistuja osallisuus osapuoli osapuolten osittain palautettu palvelu palveluketju
parantaa pelastustoimi perhepalvelut perustaa perustuslaki pian pidetään pitäisi pitävät pitää poikkeusolot
puheenjohtaja puitesopimus pykälä pyritään pyrkiä pysyvä pysyy pyydetään pyytää päihde päihteet päivitetty päivitetään
päivittäin päivittää päivä päivän päivänä päivästä pätevyys päteä päätetään päätti päättyy päättyä päättää päätöksen
päätöksenteko päätökset päätös päätösehdotus päätösvalta pöydälle pöytäkirja pöytäkirjan pöytäkirjanote raha rahoitus
riittävä riittävän riittävästi ryhmä ryhmän ryhtyä räätälöity saatavilla sekä selkeyttää selvitetään selvittää
selvitys seudullinen siinä siitä sinä sisäinen sisällyttää sisällön sisällössä sisällöt sisältyy sisältyä sisältää
sisältö sitoutua sitä sopia sopimuksen sopimus sosiaalihuolto strategia sujuva suunnitella suunnitelma suunnitelman
sydämellä syksyllä synnyttää syntyvä syntyy syntyä syrjintä sähköinen sähköisen sähköisesti sähköposti säilyttää
säilyy säädetään säädös säännökset säännöllinen säännös sääntely sääntö säätiö taho tai talous talousarvio tapahtuma
tarkoituksenmukainen tavoite tavoitteellinen tavoitteet tehdä tehdään tehty tehtävien tehtäviensä tehtävä tehtävät
teitä tekee tekijä tekijät terveydenhuolto terveys tiedetään tiedonkulku tiedottaa tietää toimeenpano toimenpide
toimiala toimielin toiminta toimintaympäristö toimitetaan toteutetaan toteuttaa tukea tulee tulevaisuus tuottaa
turvallisuus työ työelämä työhön työikäinen työkyky työllistää työllisyys työnantaja työnjako työntekijä työntekijät
työpaikka työryhmä työssä työttömien työttömyys työtä tähän tälle tällä tämä tämän tänä tärkein tärkeä tärkeää tässä
tästä täten täydentävä täydentävän täydentävässä täydentää täysimääräinen täyttää täytyy täytäntöönpano täällä
vahvistaa vahvistamme vahvuus vaikutus valmistella valmisteltu valmistelu valtuusto valtuuston valvonta vanhempi
varautuminen varhaiskasvatus varmistaa vastata vastuu velvoite velvoittaa verkosto viestiä viimeistään viranhaltija
virka voimassa vuosi väestö väestön vähemmistö vähentää vähintään väli välillä väline välineen välinen välisen
välttämätön välttää yhdenvertaisuus yhdessä yhdistys yhdyspinta yhdyspintasuunnitelma yhteinen yhteisen yhteisesti
yhteisiä yhteistoimintarakenne yhteistyö yhteistyöalue yhteistyöhön yhteistyön yhteistyösopimuksen yhteistyösopimus
yhteistyössä yhteistyötä yhteisö yhteisöllisyys yhteisön yhtenäinen yhteys yhteyshenkilö yhteystiedot yhtäpitävä yhä
yksi yksikkö yksityinen yksityiskohta yleinen yleistä yleisö yli ylijäämä ylittää ylläpito ylläpitää ymmärtää ympäri
ympärillä ympäristö ympäristön yrittäjä yritys yta yö yöpäivystys äidinkieli äkillinen äänestys äänestää ääni ääriolot
""".split()  # noqa: SIM905  # a list of this length is read as text
"""Words of minutes and agreements that our texts happen not to have, in the forms that are common."""

_TAGS = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>|&\w+;", re.DOTALL)
_PLACES = re.compile(r"%\(\w+\)[a-z]|%[a-z]|{\w*}|</?[a-z][^>]*>|https?://\S+|\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+")
_FINNISH = re.compile(r"[a-zåäö]{2,}")


def texts() -> Iterator[str]:
    """Our Finnish texts: catalogues, pages, templates, the demonstration, and names of municipalities."""
    for file in sorted(SOURCE.glob("*/locale/fi/LC_MESSAGES/django.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale="fi"):
                said = [message.string] if isinstance(message.string, str) else message.string
                yield from (_PLACES.sub(" ", one) for one in said if message.id)
    for file in sorted(SOURCE.rglob("*.fi.html")):
        yield _TAGS.sub(" ", file.read_text("utf-8").replace("&shy;", ""))
    for file in sorted(SOURCE.rglob("*.json")):
        yield from _finnish(json.loads(file.read_text("utf-8")))
    with (SOURCE / "config" / "demo" / "contributions.csv").open(encoding="utf-8", newline="") as stream:
        yield from (row["text"] for row in csv.DictReader(stream) if row["language"] == "fi")
    with (SOURCE / "organisations" / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as stream:
        yield from (row["name_fi"] for row in csv.DictReader(stream))


def _finnish(value: object) -> Iterator[str]:
    """Texts that stand under “fi” in some JSON."""
    if isinstance(value, dict):
        if isinstance(value.get("fi"), str):
            yield value["fi"]
        for one in value.values():
            yield from _finnish(one)
    elif isinstance(value, list):
        for one in value:
            yield from _finnish(one)


def main() -> None:
    """Writes the words in order, each with how often it is said."""
    found = Counter(FREQUENT)
    for text in texts():
        found.update(word for word in _WORD.findall(text.lower()) if _FINNISH.fullmatch(word))
    TARGET.write_text("".join(f"{word} {found[word]}\n" for word in sorted(found)), "utf-8")


if __name__ == "__main__":
    main()
