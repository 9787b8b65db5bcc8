"""Words of Finnish, Swedish and English texts, and what of a word stays when its endings go."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n\r•]\W*$")

SHORTEST_STEM = 4

_CLITICS = ("kin", "kaan", "kään", "han", "hän", "pa", "pä", "ko", "kö")
_POSSESSIVES = ("nsa", "nsä", "mme", "nne", "ni")
_CASES = tuple(
    sorted(
        """
        issa issä ista istä illa illä ilta iltä ille iksi ina inä itta ittä iin ihin ien iden itten jen ja jä ita itä
        ssa ssä sta stä lla llä lta ltä lle ksi na nä tta ttä aan ään een oon uun yyn öön seen han hän hon hun
        tta ttä an än en in on un yn ön ia iä ta tä at ät et it ot ut yt öt a ä n t
        """.split(),  # noqa: SIM905  # a list of this length is read as text
        key=lambda ending: (-len(ending), ending),
    )
)
_NORDIC = ("ernas", "arnas", "ornas", "erna", "arna", "orna", "ens", "ets", "ar", "er", "or", "en", "et", "na", "s")
_ENGLISH = ("ies", "es", "s")
_VOWELS = "aeiouyäöå"
_DOUBLES = re.compile(r"([kpt])\1")

STOP_WORDS = frozenset(
    """
    aina aivan ajan ajatus asia asiaa asian asiat asioita edes eikä eivät eli emme en enemmän ennen entä erittäin
    esim esimerkiksi et että hän häntä he heidän heille heitä hieman hyvin hyvä ilman itse itseään ja jo johon
    joiden joihin joilla joille joissa joista joita joka jokainen jolla jolle jolloin jonka jopa jos joskus jossa
    josta jota jotain jotka jotta jälkeen kaikilla kaikille kaikissa kaikki kaikkea kaikkia kaiken kannatan kannata
    kannattaa kanssa kautta kerran keskeinen koko koska kuin kuinka kuitenkin kun kuten kyllä kyse lisäksi lisää
    liian lähes me meidän meillä meitä melko mielestäni mieltä mikä miksi mikäli minkä minulla minun minusta minä
    missä miten muissa muiden muita muu muun muut muuta muutenkin myös mutta mukaan muuttaa myöskään ne nämä näiden
    niiden niin niitä noin nyt näin nykyinen nykyisellään ole olen olisi olisivat olla oleva olevan olemassa oli
    olevat oltava olivat ollut on onko ovat paljon parempi pitkään pitäisi pitää päin puolesta pois riittävä
    riittävästi samaa sama saada saa saavat se sekä sen siihen siinä siis siitä siksi silloin silti sillä sitten
    sitä suuri sääli tai taas tapa tarpeeksi tarvitaan tarvitse te tehdä tehty tietenkin todella toki tulee tulisi
    tulla tuo täytyy tällä tämä tämän tässä tästä tätä töitä usein vaan vai vaikka vain varsin varmasti vielä voi
    voida voidaan voisi voivat yleensä yhtä yksi yli ymmärrän ongelma ongelmia tarkoita tarkoittaa tosin sellainen
    sellaista tällainen tällaista haluan halua enää ihan vähän suhteessa eri monet monta moni monissa omaa oma oman
    omat esiin jokaisella jokaisen sanoa asiassa niille niillä niissä lopulta ehkä ehdottomasti toisaalta
    mahdollista välttämättä yhden kuka kenenkään kukaan lähtökohtaisesti periaatteessa ainakaan ainakin sijaan pidä
    pidän koskaan nykyistä nykyisin hyvää hyvät parempaa huomioon pitäisikin tulisikin näkisin mahdollisuus
    mahdollisuuksia kuuluu kysymys alla allt än andra andras att av bara bland bli blir blev borde bör bra de dem
    den denna deras dess det detta dig din dina ditt du där då efter ej eller enligt er ett finns från få får för
    före genom ges ha hade han hans har hela henne hon hur här i icke in inga ingen inget inom inte jag kan kommer
    kunde man med mellan men mer mera min mina mitt mot mycket många måste ned någon något några när nu nya och
    också om oss på redan sedan sig sin sina sitt ska skall skulle som så sådan till under upp ut utan vad var vara
    vem vi via vid vilka vilken vill vår våra åt är även a about after all also an and any are as at be because
    been but by can could do does down each for from had has have her his how if into is it its just more most much
    must my no not now of only or other our out over own same she should so some such than that the their them then
    there these they this those through to too up us very was we were what when where which while who why will with
    would you your
    """.split()  # noqa: SIM905  # a list of this length is read as text
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written; whether a sentence begins with it, when a capital says nothing."""

    form: str
    opens: bool

    @property
    def plain(self) -> str:
        """In lower case."""
        return self.form.lower()


def plain(text: str) -> str:
    """The letters and digits of a text in lower case, one space between; two texts with the same say the same.

    A text without any (an emoji) stays as it is, without space around it.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = " ".join("".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in folded).split())
    return kept or " ".join(folded.split())


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in order; numbers are none."""
    for found in _WORD.finditer(text):
        before = text[max(0, found.start() - 4) : found.start()]
        yield Word(found.group(), not before.strip() or _SENTENCE_END.search(before) is not None)


def stem(word: str, language: str = "fi") -> str:
    """What stays of a word (in lower case) when its endings go: light, made to put forms of a word together.

    Finnish: clitic, possessive and case go in that order, then the vowel at the end and the double of kk, pp, tt.
    At least four letters stay; a stem is not for showing.
    """
    if language != "fi":
        return _without(word, _NORDIC if language == "sv" else _ENGLISH)
    bare = _without(_without(_without(word, _CLITICS), _POSSESSIVES), _CASES)
    while len(bare) > SHORTEST_STEM and bare[-1] in _VOWELS:
        bare = bare[:-1]
    return _DOUBLES.sub(r"\1", bare)


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
