"""What is opposite to what, and who acts: word lists of the guards, as beginnings or patterns of words."""

OPPOSITES: tuple[tuple[str, str], ...] = (
    (
        r"säily ylläpi bevar behåll keep kept preserv maintain retain",
        r"sulke sulje lakkau lopet poist stäng avskaff lägg\w*\sned nedlägg clos abolish remov",
    ),
    (
        r"lisä(?!ksi) kasvat nost korot laajen vahvist öka utök höj utvidg increas rais expand strengthen more$",
        (
            r"vähen leik supist lask alen pienen karsi heiken minsk skär sänk krymp decreas reduc cut lower weaken "
            r"fewer$ less$"
        ),
    ),
    (
        r"keskit centralis centraliz",
        r"hajaut decentralis decentraliz",
    ),
    (
        r"avat avau auki öppn öppet open",
        r"sulke sulje kiinni stäng clos shut",
    ),
    (
        r"aloit käynnist perust inled grunda start launch establish",
        r"lopet lakkau keskeyt avslut upphör stop end$ ended cease",
    ),
    (
        r"salli hyväksy tillåt godkänn allow accept permit approv",
        r"kiel hylä hylk förbj avslå ban$ bann forbid reject prohibit",
    ),
    (
        r"julki offentlig public",
        r"yksity privat",
    ),
    (
        r"pakolli velvoit oblig tvång mandator compulsor",
        r"vapaaehto frivillig voluntar",
    ),
    (
        r"maksut ilmai gratis avgiftsfri free",
        r"maksulli avgiftsbel charge paid",
    ),
    (
        r"läh(?:ell|elle|ipalvel) nära närhet near local",
        r"kauka kauas långt avlägs distan remote",
    ),
    (
        r"yhdessä yhtei tillsammans gemensam together joint",
        r"erikseen erilli yksin separat var\sför\ssig alone",
    ),
    (
        r"enemmän enempi mer$ mera fler",
        r"vähemmän mindre färre",
    ),
    (
        r"yhdist slå\w*\sihop sammanslag merg unite",
        r"erot erill jaka(?:a|minen) dela\supp separ split",
    ),
    (
        r"riittäv tarpeeksi tillräcklig enough sufficient",
        r"liian\svähän riittämät otillräck insufficient",
    ),
    (
        r"helpo lätt enkel easy simpl",
        r"vaike hankal svår difficult hard$",
    ),
    (
        r"hyvä hyvin bra good well$",
        r"huono dålig bad poor",
    ),
    (
        r"nope snabb fast quick",
        r"hidas hitaa långsam slow",
    ),
    (
        r"kannat puol(?:esta|lan) stöd(?:er|jer) support favou?r",
        r"vastust motsät oppos against",
    ),
    (
        r"siirt flytt mov(?:e|ing) transfer",
        r"säily pysy pidä\w* bevar behåll stay remain keep kept",
    ),
    (
        r"etä distans digi verkos online",
        r"läsnä kasvok paikan på\splats in.person face",
    ),
    (
        r"nuor unga ungdom young youth",
        r"ikäih vanhu iäkk seniori äldre elderly old(?:er)?$",
    ),
    (
        r"ennen före before",
        r"jälkeen efter$ after",
    ),
    (
        r"kesä sommar summer",
        r"talv vinter winter",
    ),
    (
        r"pohjoi norr north",
        r"etelä söder syd south",
    ),
    (
        r"kyll[äi] haluam ja$ yes$",
        r"emme\shalua nej$",
    ),
)
"""Beginnings of words on one side and on the other, with spaces between; $ ends a word."""

ACTORS: tuple[tuple[str, str], ...] = (
    (
        "county",
        (
            r"hyvinvointialue\w* hva(?:lla|lle|n)? sote-?alue\w* aluehallitu\w* aluevaltuusto\w* välfärdsområde\w* "
            r"wellbeing county counties"
        ),
    ),
    (
        "regional_council",
        r"maakunta\w* maakunna\w* maakuntaliit\w* landskapsförbund\w* regional",
    ),
    (
        "municipality",
        (
            r"kunta kunna[nts]\w* kunni\w* kunti\w* kuntien kuntia kuntaa kunnalla kunnalle kunnilla kunnille "
            r"kaupun[kg]i\w* kommun(?:en|er|erna|ens|ernas)? stad(?:en|ens)? städer\w* municipalit\w* city cities"
        ),
    ),
    (
        "state",
        r"valtio\w* hallitus hallituksen ministeriö\w* eduskun\w* kela\w* staten\w* regering\w* state government",
    ),
    (
        "association",
        (
            r"järjestö\w* yhdisty(?:s|kse|st|ksi|ksel)\w* seura(?:t|n|ssa|lle|lla|ojen)? seuroj\w* kolmas\ssektori "
            r"förening\w* organisationer\w* tredje\ssektorn associations? ngos?"
        ),
    ),
    (
        "congregation",
        r"seurakun\w* församling\w* parish\w* congregation\w*",
    ),
    (
        "company",
        r"yrity(?:s|kse|ksi|st)\w* yrittäj\w* företag\w* compan\w* business\w*",
    ),
    (
        "school",
        (
            r"koulu(?:t|n|jen|lla|lle|ille|illa)? opettaj\w* oppilaito\w* skol(?:an|or|orna) lärar\w* schools? "
            r"teachers?"
        ),
    ),
    (
        "parents",
        r"vanhemm\w* huoltaj\w* kodit kotien koti föräldr\w* hemmen parents?",
    ),
    (
        "police",
        r"poliisi\w* polis\w* police",
    ),
    (
        "rescue",
        r"pelastuslaito\w* räddningsverk\w* rescue",
    ),
    (
        "residents",
        r"asukka\w* kuntalai\w* invånar\w* residents?",
    ),
)
"""Actors by a word of ours, and whole words that name them."""

NEGATIONS = frozenset(
    """
    ei en et emme ette eivät eikä enkä etkä emmekä ettekä eivätkä älä älkää ilman vailla
    inte ej icke utan aldrig ingen inget inga varken
    not no never without none neither nor cannot don't doesn't shouldn't isn't won't can't mustn't aren't didn't
    """.split()  # noqa: SIM905
)

PREPOSITIONS = {
    "till": "to",
    "åt": "to",
    "to": "to",
    "från": "from",
    "from": "from",
    "av": "by",
    "by": "by",
    "för": "to",
    "for": "to",
    "hos": "at",
    "of": "of",
}

JOINING = frozenset({"and", "eli", "eller", "ja", "kanssa", "och", "or", "samt", "sekä", "tai"})

NUMERALS = {
    word: number
    for number, words in {
        "2": "kaksi kahden kahta kahdessa kahdesti två two twice",
        "3": "kolme kolmen kolmea kolmessa kolmesti tre three",
        "4": "neljä neljän neljää fyra four",
        "5": "viisi viiden viittä fem five",
        "6": "kuusi kuuden kuutta sex six",
        "7": "seitsemän seitsemää sju seven",
        "8": "kahdeksan kahdeksaa åtta eight",
        "9": "yhdeksän yhdeksää nio nine",
        "10": "kymmenen kymmentä tio ten",
        "12": "kaksitoista tolv twelve",
        "20": "kaksikymmentä tjugo twenty",
        "50%": "puolet hälften half",
        "100": "sata sataa hundra hundred",
        "1000": "tuhat tuhatta tusen thousand",
    }.items()
    for word in words.split()
}
