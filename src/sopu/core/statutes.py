"""The statutes that agreements between counties and municipalities cite: a table to check citations by.

Source: Suomen säädöskokoelma (Finlex, www.finlex.fi), each by its number and name there. The table has what this field
cites, not all that there is: a number that is missing here is unknown to us, no more. `names` are what a text calls the
statute right before its number; one that ends in “laki” or “lagen” is also known in its cases. Statutes that have been
repealed stand here too, since older agreements cite them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statute:
    """A Finnish statute by its number and year, its name, and what texts call it."""

    number: int
    year: int
    name: str
    names: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """How it is cited: “611/2021”."""
        return f"{self.number}/{self.year}"


STATUTES = (
    # The reform: counties and what they are for
    Statute(
        611,
        2021,
        "Laki hyvinvointialueesta",
        ("hyvinvointialueesta", "hyvinvointialuelaki", "lagen om välfärdsområden", "välfärdsområdeslagen"),
    ),
    Statute(
        612,
        2021,
        "Laki sosiaali- ja terveydenhuollon järjestämisestä",
        (
            "sosiaali- ja terveydenhuollon järjestämisestä",
            "järjestämislaki",
            "lagen om ordnande av social- och hälsovård",
        ),
    ),
    Statute(613, 2021, "Laki pelastustoimen järjestämisestä", ("pelastustoimen järjestämisestä",)),
    Statute(614, 2021, "Hyvinvointialue- ja maakuntajakolaki", ("maakuntajakolaki",)),
    Statute(
        615,
        2021,
        "Laki sosiaali- ja terveydenhuollon sekä pelastustoimen järjestämisestä Uudellamaalla",
        ("pelastustoimen järjestämisestä uudellamaalla",),
    ),
    Statute(
        616,
        2021,
        "Laki sosiaali- ja terveydenhuoltoa ja pelastustoimea koskevan uudistuksen toimeenpanosta",
        ("lainsäädännön voimaanpanosta", "voimaanpanolaki"),
    ),
    Statute(617, 2021, "Laki hyvinvointialueiden rahoituksesta", ("hyvinvointialueiden rahoituksesta",)),
    Statute(618, 2021, "Laki kunnan peruspalvelujen valtionosuudesta", ("peruspalvelujen valtionosuudesta",)),
    # How authorities work
    Statute(731, 1999, "Suomen perustuslaki", ("perustuslaki", "grundlagen")),
    Statute(410, 2015, "Kuntalaki", ("kuntalaki", "kommunallagen")),
    Statute(365, 1995, "Kuntalaki (kumottu)", ("kuntalaki", "kommunallagen")),
    Statute(434, 2003, "Hallintolaki", ("hallintolaki", "förvaltningslagen")),
    Statute(808, 2019, "Laki oikeudenkäynnistä hallintoasioissa", ("oikeudenkäynnistä hallintoasioissa",)),
    Statute(586, 1996, "Hallintolainkäyttölaki (kumottu)", ("hallintolainkäyttölaki",)),
    Statute(
        621,
        1999,
        "Laki viranomaisten toiminnan julkisuudesta",
        ("viranomaisten toiminnan julkisuudesta", "julkisuuslaki", "offentlighetslagen"),
    ),
    Statute(423, 2003, "Kielilaki", ("kielilaki", "språklagen")),
    Statute(
        424, 2003, "Laki julkisyhteisöjen henkilöstöltä vaadittavasta kielitaidosta", ("vaadittavasta kielitaidosta",)
    ),
    Statute(
        906,
        2019,
        "Laki julkisen hallinnon tiedonhallinnasta",
        ("julkisen hallinnon tiedonhallinnasta", "tiedonhallintalaki"),
    ),
    Statute(306, 2019, "Laki digitaalisten palvelujen tarjoamisesta", ("digitaalisten palvelujen tarjoamisesta",)),
    Statute(
        571,
        2016,
        "Laki hallinnon yhteisistä sähköisen asioinnin tukipalveluista",
        ("sähköisen asioinnin tukipalveluista",),
    ),
    Statute(13, 2003, "Laki sähköisestä asioinnista viranomaistoiminnassa", ("asioinnista viranomaistoiminnassa",)),
    Statute(1050, 2018, "Tietosuojalaki", ("tietosuojalaki", "dataskyddslagen")),
    Statute(523, 1999, "Henkilötietolaki (kumottu)", ("henkilötietolaki",)),
    Statute(1397, 2016, "Laki julkisista hankinnoista ja käyttöoikeussopimuksista", ("hankintalaki",)),
    Statute(304, 2003, "Laki kunnan ja hyvinvointialueen viranhaltijasta", ("hyvinvointialueen viranhaltijasta",)),
    Statute(714, 1998, "Vaalilaki", ("vaalilaki", "vallagen")),
    Statute(1698, 2009, "Kuntarakennelaki", ("kuntarakennelaki",)),
    Statute(1325, 2014, "Yhdenvertaisuuslaki", ("yhdenvertaisuuslaki", "diskrimineringslagen")),
    Statute(609, 1986, "Laki naisten ja miesten välisestä tasa-arvosta", ("tasa-arvolaki",)),
    # Social and health care
    Statute(1326, 2010, "Terveydenhuoltolaki", ("terveydenhuoltolaki", "hälso- och sjukvårdslagen")),
    Statute(1301, 2014, "Sosiaalihuoltolaki", ("sosiaalihuoltolaki", "socialvårdslagen")),
    Statute(710, 1982, "Sosiaalihuoltolaki (kumottu)", ("sosiaalihuoltolaki", "socialvårdslagen")),
    Statute(1062, 1989, "Erikoissairaanhoitolaki (kumottu)", ("erikoissairaanhoitolaki",)),
    Statute(66, 1972, "Kansanterveyslaki", ("kansanterveyslaki", "folkhälsolagen")),
    Statute(417, 2007, "Lastensuojelulaki", ("lastensuojelulaki", "barnskyddslagen")),
    Statute(
        980,
        2012,
        "Laki ikääntyneen väestön toimintakyvyn tukemisesta sekä iäkkäiden palveluista",
        ("vanhuspalvelulaki", "äldreomsorgslagen"),
    ),
    Statute(675, 2023, "Vammaispalvelulaki", ("vammaispalvelulaki",)),
    Statute(
        380,
        1987,
        "Laki vammaisuuden perusteella järjestettävistä palveluista ja tukitoimista (kumottu)",
        ("vammaispalvelulaki",),
    ),
    Statute(785, 1992, "Laki potilaan asemasta ja oikeuksista", ("potilaan asemasta ja oikeuksista", "potilaslaki")),
    Statute(
        812, 2000, "Laki sosiaalihuollon asiakkaan asemasta ja oikeuksista", ("asiakkaan asemasta ja oikeuksista",)
    ),
    Statute(734, 1992, "Laki sosiaali- ja terveydenhuollon asiakasmaksuista", ("asiakasmaksulaki",)),
    Statute(912, 1992, "Asetus sosiaali- ja terveydenhuollon asiakasmaksuista"),
    Statute(703, 2023, "Laki sosiaali- ja terveydenhuollon asiakastietojen käsittelystä", ("asiakastietolaki",)),
    Statute(
        784,
        2021,
        "Laki sosiaali- ja terveydenhuollon asiakastietojen sähköisestä käsittelystä (kumottu)",
        ("asiakastietolaki",),
    ),
    Statute(523, 2015, "Laki ehkäisevän päihdetyön järjestämisestä", ("päihdetyön järjestämisestä",)),
    # Children, schools, culture, exercise
    Statute(1287, 2013, "Oppilas- ja opiskelijahuoltolaki", ("opiskelijahuoltolaki",)),
    Statute(628, 1998, "Perusopetuslaki", ("perusopetuslaki",)),
    Statute(540, 2018, "Varhaiskasvatuslaki", ("varhaiskasvatuslaki",)),
    Statute(714, 2018, "Lukiolaki", ("lukiolaki",)),
    Statute(531, 2017, "Laki ammatillisesta koulutuksesta", ("ammatillisesta koulutuksesta",)),
    Statute(1285, 2016, "Nuorisolaki", ("nuorisolaki",)),
    Statute(390, 2015, "Liikuntalaki", ("liikuntalaki",)),
    Statute(166, 2019, "Laki kuntien kulttuuritoiminnasta", ("kuntien kulttuuritoiminnasta",)),
    Statute(1492, 2016, "Laki yleisistä kirjastoista", ("yleisistä kirjastoista", "kirjastolaki")),
    # Safety, land, work
    Statute(379, 2011, "Pelastuslaki", ("pelastuslaki", "räddningslagen")),
    Statute(1552, 2011, "Valmiuslaki", ("valmiuslaki", "beredskapslagen")),
    Statute(132, 1999, "Alueidenkäyttölaki", ("alueidenkäyttölaki", "maankäyttö- ja rakennuslaki")),
    Statute(751, 2023, "Rakentamislaki", ("rakentamislaki", "bygglagen")),
    Statute(380, 2023, "Laki työvoimapalveluiden järjestämisestä", ("työvoimapalveluiden järjestämisestä",)),
    Statute(756, 2021, "Laki alueiden kehittämisestä ja Euroopan unionin alue- ja rakennepolitiikan toimeenpanosta"),
)
"""What is cited here, in the order of subjects."""
