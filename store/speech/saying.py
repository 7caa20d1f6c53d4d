"""The words that attribute speech: verbs of saying, articles and pronouns.

Lists, not grammar: `names.py` and `speakers.py` hold the rules that use them.
"""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a list that blanks and line ends separate."""
    return frozenset(listed.split())


VERBS = words("""
    warn argue insist admit agree explain complain concede
    said says say saying told tells telling stated states stating noted notes noting added adds
    adding announced announces announcing claimed claims claiming stressed stresses stressing
    emphasised emphasises emphasising emphasized emphasizes emphasizing underlined underlines
    underlining underscored underscores underscoring explained explains explaining insisted
    insists insisting warned warns warning argued argues arguing acknowledged acknowledges
    acknowledging admitted admits admitting confirmed confirms confirming denied denies denying
    declared declares declaring commented comments commenting remarked remarks remarking observed
    observes observing replied replies replying responded responds responding answered answers
    answering asked asks asking wrote writes writing tweeted tweets tweeting posted posts posting
    recalled recalls recalling concluded concludes concluding quipped quips joked jokes joking
    vowed vows vowing pledged pledges pledging promised promises promising urged urges urging
    suggested suggests suggesting predicted predicts predicting maintained maintains maintaining
    asserted asserts asserting contended contends contending reiterated reiterates reiterating
    repeated repeats repeating cautioned cautions cautioning complained complains complaining
    lamented laments lamenting boasted boasts boasting revealed reveals revealing disclosed
    discloses disclosing conceded concedes conceding agreed agrees agreeing estimated estimates
    testified testifies testifying pleaded pleads cried cries shouted shouts shouting exclaimed
    exclaims whispered demanded demands demanding signalled signaled clarified clarifies
    clarifying elaborated elaborates mused muses fumed fumes countered counters countering
    reported reports reporting informed informs recounted recounts continued continues continuing
    hinted hints thinks believes reckons acclaimed proclaimed proclaims assured assures assuring
    reads read professed opined opines speculated speculates affirmed affirms affirming
    interjected retorted retorts snapped griped cheered
    texted messaged blogged laughed smiled sighed shrugged joined offered ventured volunteered
    protested objected thundered raged barked scoffed grumbled hissed yelled screamed chuckled
    grinned enthused gushed marvelled reflected reasoned summarised summarized bellowed
    murmured muttered stormed vented beamed swore reckoned believed thought summed sniffed
    bragged moaned roared declaimed intoned ruled wondered reminded
    sagte sagt erklärte erklärt betonte betont teilte meinte meint warnte warnt schrieb schreibt
    kritisierte forderte fordert ergänzte bestätigte äußerte berichtete antwortete fragte fragt
    klagte klagt lobte versprach hofft hoffte urteilte verteidigte rechtfertigte gab
    betonten sagten sagen versicherte räumte kommentierte erzählte erzählt entgegnete mahnte fügte
    déclaré dit expliqué affirmé ajouté indiqué souligné précisé estimé annoncé déclare affirme
    explique ajoute indique souligne précise estime assure assuré prévenu averti écrit
    lâché lâche raconté raconte répondu répond lancé lance confié confie résumé résume poursuivi
    poursuit conclu conclut glissé glisse soupiré soupire rappelé rappelle insisté insiste reconnu
    reconnaît martelé martèle regretté regrette ironisé ironise prévient promis promet demandé
    dijo afirmó declaró explicó señaló añadió aseguró indicó advirtió
    respondió recordó subrayó insistió reiteró destacó lamentó comentó dijeron dice afirma explica
    detto dichiarato spiegato aggiunto affermato sottolineato spiega afferma disse afirmou explicou
    powiedział powiedziała dodał dodała stwierdził stwierdziła podkreślił podkreśliła oświadczył
    zei zegt säger sade
    сказал сказала сказали заявил заявила заявили отметил отметила отметили сообщил сообщила
    сообщили добавил добавила добавили подчеркнул подчеркнула подчеркнули пояснил пояснила
    рассказал рассказала рассказали написал написала уточнил уточнила говорит говорил говорила
    утверждает заверил считает объявил объявила предупредил признал
    заявив повідомив зазначив сказав додав наголосив
    """)


FRAMING = words("""
    describe call praise
    called calls calling described describes describing dubbed labelled labels labeled branded
    remembers remembered regards regarded considers deemed deems compares compared refers referred
    expressed expresses voiced voices cited cites sees blamed blames decries regretted regrets
    mentioned mentions mocked mocks ridiculed derided lambasted lauded touted hailing praising
    slams blasts heißt sprach
    termed characterised characterized dismissed dismisses dismissing rejected rejects hailed
    hails condemned condemns praised praises welcomed criticised criticized denounced denounces
    blasted slammed accused accuses accusing likened bemoaned decried nannte bezeichnete qualifié
    назвал назвала hieß
    """)
"""Verbs that take a quoted judgement: she called it “a disgrace”."""


FOLLOWED = {
    "according": (" to ",),
    "words": (" of ",),
    "pointed": (" out",),
    "points": (" out",),
    "pointing": (" out",),
    "came": (" the reply", " the answer", " the response"),
    "went": (" on",),
    "goes": (" on",),
    "put": (" it",),
    "puts": (" it",),
    "made": (" it clear", " clear"),
    "makes": (" it clear", " clear"),
    "spelled": (" out",),
    "summed": (" up", " it up"),
    "shot": (" back",),
    "hit": (" back", " out"),
    "chimed": (" in",),
    "spoke": (" of ", " to ", " at ", " with ", " on ", " in ", " after "),
    "speaking": (" to ", " at ", " with ", " on ", " in ", " after "),
    "словам": (" ",),
    "словами": (" ",),
    "мнению": (" ",),
    "selon": (" ",),
    "laut": (" ",),
    "angaben": (" von ", " des ", " der "),
    "d’après": (" ",),
    "d'après": (" ",),
    "según": (" ",),
    "secondo": (" ",),
    "segundo": (" ",),
    "volgens": (" ",),
    "według": (" ",),
    "as": (" saying",),
}
"""Words that attribute only when one of these follows."""


SOURCES = words(
    "according words словам словами мнению selon laut angaben d’après d'après según secondo "
    "segundo volgens według"
)
"""Of these, the ones whose speaker comes after: according to X, in the words of X."""


NEVER_INVERTED = words(
    "told tells telling informed informs assured assures urged urges accused accuses "
    "spoke speaking welcomed praised praises slammed blasted"
)
"""Their object follows: what comes after “told” is who was told."""


NOUN_TOO = words(
    "states notes claims reports comments remarks demands calls labels counters posts hints "
    "warning read reads writing reporting posting estimates answers promises estime "
    "words points laments offered joined reflected stormed beamed thought believed barked "
    "call agree reasoned summed reminded wondered"
)
"""Also nouns or ordinary verbs: they attribute beside a quotation only, not at a distance."""


ARTICLES = words(
    "the a an one another some several his her its their our this that der die das dem den ein "
    "eine le la les un une son sa leur el los las una su sus il lo gli suo sua des einem einer "
    "ihr ihre sein seine l’ l'"
)


DEFINITE = words(
    "the his her its their our this that der die das dem den le la les son sa leur el los las su "
    "sus il lo gli suo sua des ihr ihre sein seine l’ l'"
)


POSSESSIVE = words("his her its their our son sa leur su sus suo sua ihr ihre sein seine")
"""With these it is somebody else: “his father said”."""


SUBJECT_PRONOUNS = words("he she er sie il elle он она él ella lui lei він вона")


PRONOUNS = words("he she they him her it who er sie il elle ils он она они ihr lui")


PRONOUNS_ABROAD = words("él ella ellos ellas lei він вона вони ela ele zij hij")
"""Pronouns that are other words, or names, in English."""


FEMALE_PRONOUNS = words("she her sie elle она ihr ella lei вона")


MALE_PRONOUNS = words("he him er il он lui él він")


ABBREVIATIONS = words(
    "mr mrs ms dr prof gen lt col maj capt adm sgt brig cmdr sen rep gov st jr sr inc corp ltd co "
    "no vs u.s u.k e.g i.e dept est approx rev hon jan feb mar apr jun jul aug sept oct nov dec "
    "cllr mme mlle messrs det insp supt fr amb pres lieut cdr cpl pte bros hr sr dra etc "
    "m p pp vol fig min mio z.b d.h г ул им т млн млрд"
)
