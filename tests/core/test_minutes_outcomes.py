"""Decisions of invented minutes say what a body did, in both languages, with the words that say so."""

import pytest

from sopu.core.minutes import Confidence, OutcomeGuess, Votes, fingerprints_in, outcome_of

SURE, LIKELY, UNCLEAR = Confidence.SURE, Confidence.LIKELY, Confidence.UNCLEAR

DECISIONS = [
    ("Kunnanvaltuusto hyväksyi päätösehdotuksen yksimielisesti.", "approved", SURE),
    ("Hyväksyttiin.", "approved", SURE),
    ("Kaupunginvaltuusto päätti hyväksyä strategisen yhteistyösopimuksen.", "approved", SURE),
    ("Päätösehdotuksen mukaan.", "approved", LIKELY),
    ("Beslutsförslaget godkändes enhälligt.", "approved", SURE),
    ("Fullmäktige beslutade godkänna avtalet.", "approved", SURE),
    ("Enligt förslaget.", "approved", LIKELY),
    ("Kunnanhallitus päätti esittää kunnanvaltuustolle, että se hyväksyy sopimuksen.", "proposed", SURE),
    ("Kommunstyrelsen beslutade föreslå för kommunfullmäktige att avtalet godkänns.", "proposed", SURE),
    ("Valtuusto hyväksyi sopimuksen sillä ehdolla, että kaikki osapuolet hyväksyvät sen.", "conditional", SURE),
    ("Valtuusto hyväksyi sopimuksen edellyttäen, että rahoitus järjestyy.", "conditional", LIKELY),
    ("Fullmäktige godkände avtalet på villkor att alla parter gör det.", "conditional", SURE),
    ("Muutettu päätösehdotus hyväksyttiin.", "amended", LIKELY),
    ("Valtuusto hyväksyi sopimuksen seuraavin muutoksin: kohta 2.3 poistetaan.", "amended", SURE),
    ("Det ändrade beslutsförslaget godkändes.", "amended", LIKELY),
    ("Fullmäktige godkände avtalet med följande ändringar.", "amended", SURE),
    ("Kunnanhallitus jätti asian pöydälle.", "deferred", SURE),
    ("Kaupunginhallitus päätti panna asian pöydälle viikoksi.", "deferred", SURE),
    ("Ärendet bordlades.", "deferred", SURE),
    ("Valtuusto palautti asian uudelleen valmisteltavaksi.", "returned", SURE),
    ("Kommunfullmäktige återremitterade ärendet.", "returned", SURE),
    ("Ärendet återsändes till styrelsen för ny beredning.", "returned", SURE),
    ("Kunnanvaltuusto hylkäsi sopimuksen.", "rejected", SURE),
    ("Valtuusto päätti olla hyväksymättä sopimusta.", "rejected", SURE),
    ("Fullmäktige förkastade förslaget.", "rejected", SURE),
    ("Kunnanhallitus merkitsi suunnitelman tiedoksi.", "noted", SURE),
    ("Styrelsen antecknade planen för kännedom.", "noted", SURE),
    ("Asia poistettiin esityslistalta.", "removed", SURE),
    ("Ärendet ströks från föredragningslistan.", "removed", SURE),
]


@pytest.mark.parametrize(("decision", "outcome", "confidence"), DECISIONS)
def test_a_decision_tells_its_outcome_and_is_quoted(decision, outcome, confidence):
    assert outcome_of(decision) == OutcomeGuess(outcome, confidence, decision, None, "")


@pytest.mark.parametrize(
    "decision", ["", "Kunnanhallitus antoi lausunnon.", "Valtuusto kävi keskustelun.", "Styrelsen gav ett utlåtande."]
)
def test_what_tells_no_outcome_is_unclear(decision):
    assert outcome_of(decision) == OutcomeGuess("", UNCLEAR, "", None, "")


def test_a_board_that_takes_a_proposal_to_the_council_has_proposed():
    proposal = "Kunnanhallitus esittää valtuustolle, että sopimus hyväksytään."
    decision = "Kunnanhallitus hyväksyi päätösehdotuksen."
    assert outcome_of(decision, proposal_text=proposal) == OutcomeGuess(
        "proposed", LIKELY, f"{decision} / {proposal}", None, ""
    )


def test_a_council_that_takes_a_plain_proposal_has_approved():
    guess = outcome_of("Päätösehdotus hyväksyttiin.", proposal_text="Valtuusto hyväksyy sopimuksen.")
    assert (guess.outcome, guess.confidence) == ("approved", SURE)


def test_a_decision_that_names_what_it_approves_is_not_read_from_the_proposal():
    guess = outcome_of("Valtuusto hyväksyi sopimuksen.", proposal_text="Hallitus esittää valtuustolle.")
    assert (guess.outcome, guess.confidence) == ("approved", SURE)


def test_taking_a_proposal_that_was_changed_at_the_meeting_is_likely_an_amendment():
    guess = outcome_of("Päätösehdotus hyväksyttiin.", proposal_text="Kohta 3 poistetaan.", is_changed=True)
    assert (guess.outcome, guess.confidence) == ("amended", LIKELY)


@pytest.mark.parametrize(
    "lost",
    [
        "Jäsen Malli ehdotti, että asia jätetään pöydälle.",
        "Vastaehdotus palauttaa asia valmisteltavaksi raukesi.",
        "Valtuusto hylkäsi muutosehdotuksen.",
        "Ledamot Modell föreslog att ärendet återremitteras.",
        "Fullmäktige förkastade motförslaget.",
    ],
)
def test_what_a_member_proposed_and_lost_is_no_decision(lost):
    guess = outcome_of(f"{lost} Valtuusto hyväksyi sopimuksen.")
    assert (guess.outcome, guess.confidence, guess.evidence) == ("approved", SURE, "Valtuusto hyväksyi sopimuksen.")


def test_two_things_decided_are_likely_and_the_weightier_is_told():
    guess = outcome_of("Valtuusto hyväksyi sopimuksen. Samalla valtuusto merkitsi muistion tiedoksi.")
    assert (guess.outcome, guess.confidence, guess.evidence) == ("approved", LIKELY, "Valtuusto hyväksyi sopimuksen.")


def test_approving_to_leave_a_matter_open_leaves_it_open():
    guess = outcome_of("Valtuusto hyväksyi yksimielisesti asian pöydälle jättämisen.")
    assert (guess.outcome, guess.confidence) == ("deferred", SURE)


def test_evidence_is_cut_where_it_would_fill_a_page():
    decision = "Valtuusto hyväksyi sopimuksen, " + "jossa sovitaan " * 60
    assert len(outcome_of(decision).evidence) == 300
    assert outcome_of(decision).evidence.endswith("…")


VOTES = [
    ("Äänestyksessä annettiin 21 jaa-ääntä, 18 ei-ääntä.", Votes(21, 18)),
    ("Annettiin 21 jaa-ääntä ja 18 ei-ääntä, 1 tyhjä ja 3 poissa.", Votes(21, 18, 1, 3)),
    ("Jaa 21, ei 18, tyhjiä 2, poissa 2.", Votes(21, 18, 2, 2)),
    ("Valtuusto hyväksyi sopimuksen äänin 21–18.", Votes(21, 18)),
    ("Äänestyksessä annettiin seitsemän jaa-ääntä ja neljä ei-ääntä.", Votes(7, 4)),
    ("Med 21 ja-röster och 18 nej-röster, 2 blanka och 3 frånvarande.", Votes(21, 18, 2, 3)),
    ("Fullmäktige godkände avtalet med rösterna 21–18.", Votes(21, 18)),
    ("Förslaget vann med 21 röster mot 18.", Votes(21, 18)),
    ("Ja fem, nej två.", Votes(5, 2)),
    ("Ensin 9 jaa-ääntä ja 2 ei-ääntä. Sitten 5 jaa-ääntä ja 6 ei-ääntä.", Votes(5, 6)),
    ("Äänestystä ei käyty.", None),
]


@pytest.mark.parametrize(("text", "votes"), VOTES)
def test_the_last_vote_is_counted_in_figures_and_in_words(text, votes):
    assert outcome_of("Hyväksyttiin.", handling_text=f"Keskusteltiin. {text}").votes == votes


def test_the_sentence_that_counts_the_vote_is_quoted():
    handling = "Äänestys toimitettiin. Annettiin 21 jaa-ääntä ja 18 ei-ääntä. Asia ratkaistiin."
    assert outcome_of("Hyväksyttiin.", handling).counted == "Annettiin 21 jaa-ääntä ja 18 ei-ääntä."


@pytest.mark.parametrize(
    ("text", "dissent"),
    [
        ("Hyväksyttiin. Jäsen Malli jätti eriävän mielipiteen.", "Jäsen Malli jätti eriävän mielipiteen."),
        ("Godkändes. Ledamot Modell anmälde avvikande mening.", "Ledamot Modell anmälde avvikande mening."),
        ("Hyväksyttiin. Eriäviä mielipiteitä ei jätetty.", ""),
    ],
)
def test_a_recorded_dissent_is_quoted(text, dissent):
    assert outcome_of(text).dissent == dissent


WHOLE = "7f3a92c1" * 8


@pytest.mark.parametrize(
    ("text", "fingerprints"),
    [
        (f"Sopimuksen tiiviste on {WHOLE}.", (WHOLE,)),
        (" ".join([WHOLE[place : place + 4] for place in range(0, 64, 4)]).upper(), (WHOLE,)),
        (f"Tiiviste 7f3a 92c1 ({WHOLE})", (WHOLE,)),
        ("hyväksyi sanamuodon, jonka tiiviste on 7f3a…", ("7f3a",)),
        ("Kontrollsumma (SHA-256): 7F3A 92C1", ("7f3a92c1",)),
        ("Tiiviste 7f3a 92c1 ja tiiviste 7f3a 92c1", ("7f3a92c1",)),
        ("Tiivistelmä on 2025 sivua", ()),
        ("tiiviste face", ()),
        ("Asia 7f3a 92c1", ()),
        (f"{WHOLE}a", ()),
    ],
)
def test_fingerprints_are_known_whole_anywhere_and_begun_after_their_name(text, fingerprints):
    assert fingerprints_in(text) == fingerprints


def test_a_full_stop_of_an_abbreviation_does_not_cut_the_sentence_that_counts():
    guess = outcome_of("Valtuusto hyväksyi sopimuksen (ks. liite) äänin 21–18. Asia julistettiin päättyneeksi.")
    assert guess.counted == "Valtuusto hyväksyi sopimuksen (ks. liite) äänin 21–18."
