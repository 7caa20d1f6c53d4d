"""The words that attribute speech: verbs of saying, roles, titles, and who is he or she.

Lists, not grammar: `store/names.py` and `store/speakers.py` hold the rules that use them.
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
    mocked mocks ridiculed derided lambasted lauded touted hailing praising slams blasts
    heißt sprach
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
    "мнению": (" ",),
    "selon": (" ",),
    "laut": (" ",),
    "angaben": (" von ", " des ", " der "),
    "d’après": (" ",),
    "d'après": (" ",),
    "según": (" ",),
    "as": (" saying",),
}
"""Words that attribute only when one of these follows."""

SOURCES = words("according words словам мнению selon laut angaben d’après d'après según")
"""Of these, the ones whose speaker comes after: according to X, in the words of X."""

NEVER_INVERTED = words(
    "told tells telling informed informs assured assures urged urges accused accuses "
    "spoke speaking welcomed praised praises slammed blasted"
)
"""Their object follows: what comes after “told” is who was told."""

NOUN_TOO = words(
    "states notes claims reports comments remarks demands calls labels counters posts hints "
    "warning read reads writing reporting posting estimates answers promises estime "
    "words points laments offered joined reflected stormed beamed ruled thought believed barked "
    "call agree reasoned summed reminded wondered"
)
"""Also nouns or ordinary verbs: they attribute beside a quotation only, not at a distance."""

PEOPLE = words("""
    minister president premier chancellor secretary ambassador senator congressman congresswoman
    lawmaker deputy governor mayor king queen prince princess envoy diplomat general admiral
    colonel major captain commander lieutenant sergeant marshal brigadier officer soldier pilot
    spokesman spokeswoman spokesperson official aide adviser advisor director chief head chairman
    chairwoman chair ceo executive founder co-founder owner boss manager engineer designer
    constructor analyst expert researcher professor academic scholar historian economist
    journalist reporter editor columnist author lawyer judge prosecutor source politician leader
    member representative delegate candidate veteran activist resident witness worker driver
    doctor scientist banker investor trader specialist consultant fellow critic insider buyer
    customer executive president-designate speaker visitor farmer fisherman teacher pensioner
    passenger neighbour neighbor student shopkeeper mechanic technician trainer coach ombudsman
    husband wife son daughter father mother brother sister widow colleague friend man woman boy
    girl predecessor successor assistant bystander volunteer nurse surgeon guard clerk curator
    archivist secretary-general attorney counsel solicitor barrister treasurer backbencher
    student resident agent accountant lodger pal mate ally listener presenter host chum
    councillor whip visitor guest caller reader user tourist driver welder docker sailor skipper
    commentator strategist campaigner insider peer premier coroner sheriff detective bishop
    negotiator inspector auditor businessman
    businesswoman entrepreneur salesman coordinator planner gunner operator instructor
    министр президент директор генерал глава представитель minister sprecher sprecherin
    ministre président directeur général porte-parole
    """)
"""Words for one person by office or trade."""

BODIES = words("""
    ministry government company firm group corporation manufacturer maker producer holding
    consortium agency bureau department office council committee commission parliament senate
    party union army navy military police force airline shipyard plant factory institute
    university bank court kremlin pentagon embassy consulate delegation administration cabinet
    authority authorities exporter supplier contractor developer operator watchdog institute
    think-tank regulator newspaper outlet daily magazine broadcaster statement report document
    letter release communique memo study survey services headquarters command alliance
    association federation team authorities companies firms prosecution police panel inquiry
    tribunal chamber opposition union charity museum school hospital club society trust treasury
    presidency yard works shipbuilder carmaker operator airport utility lender broker insurer
    website channel station blog wire magazine paper network publisher
    министерство компания ведомство корпорация ministerium unternehmen ministère
    """)
"""Words for those that speak as one body."""

PLURALS = words(
    "officials analysts experts sources executives ministers diplomats lawmakers critics "
    "observers engineers soldiers officers residents witnesses journalists researchers "
    "representatives leaders prosecutors investigators economists generals activists workers "
    "employees customers people residents neighbours neighbors villagers locals insiders "
    "campaigners visitors passengers supporters opponents colleagues friends others members "
    "senators judges lawyers scientists doctors"
)
"""Several people at once; who they are, an article does not say."""

ANYBODY = words(
    "official executive politician leader chief head boss diplomat lawmaker businessman "
    "businesswoman officer man woman spokesperson"
)
"""“The official” may be whoever was named last, whatever the title was."""

TITLES = words("""
    president vice-president vice mp mep prime minister minister-president foreign defence defense
    deputy first general gen. gen lt. lt lt.-gen. col. col colonel maj. maj major capt. captain
    adm. admiral sgt. sergeant marshal brig. brigadier lieutenant cmdr. commander chief director
    director-general ceo cfo cto chairman chairwoman chair secretary ambassador senator sen.
    rep. sen rep congressman congresswoman gov. governor mayor dr. dr mr. mr mrs. mrs ms. ms miss
    sir lord lady dame baroness prof. prof professor spokesman spokeswoman spokesperson analyst
    vice rear lieutenant staff corporal private commodore air wing squadron inspector detective
    superintendent constable councillor cllr archbishop bishop imam rabbi coach correspondent
    chairperson premier secretary-general undersecretary sheriff attorney prosecutor ombudsman
    vet cook mum dad landlord landlady headteacher pc
    det sgt insp supt pc di dci dc sister brother aunt uncle chef gen. pilot harbour mp. ombudsman
    treasurer shadow verteidigungsministerin bürgermeister mme.
    king queen prince princess sheikh emir sultan pope father rev. herr frau chancellor
    chief-of-staff envoy adviser advisor aide executive officer engineer designer expert
    m. mme mlle monsieur madame ministre président señor don editor commissioner judge justice
    министр президент директор генерал г-н
    """)

OFFICES = words("""
    minister president premier chancellor secretary ambassador governor mayor king queen prince
    princess general admiral colonel commander marshal brigadier director chief head chairman
    chairwoman chair ceo executive owner prosecutor leader speaker commissioner envoy spokesman
    spokeswoman spokesperson president-designate secretary-general ombudsman auditor coroner
    sheriff sprecher sprecherin ministerin ministre président directeur porte-parole министр
    президент директор глава представитель
    """)
"""Of these there is one: “the minister” without a name is known by the office."""

OF_STATE = words(
    "minister president premier chancellor governor mayor king queen prince princess министр "
    "президент ministre président"
)
"""Of these everybody knows who holds them, so an article need not say it."""

RANKS = words("deputy vice former ex shadow acting assistant junior")
"""What makes it another office."""

IN_FULL = {
    "gen": "general",
    "adm": "admiral",
    "brig": "brigadier",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "cdr": "commander",
    "cmdr": "commander",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "cpl": "corporal",
    "insp": "inspector",
    "supt": "superintendent",
    "det": "detective",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "prof": "professor",
    "dr": "doctor",
    "cllr": "councillor",
    "amb": "ambassador",
}
"""Titles that are mostly abbreviated before a name."""

SAME_OFFICE = {
    word: group
    for group, listed in {
        "chief": "ceo cfo executive chief head director boss manager chef chefin directeur",
        "spokesman": "spokesman spokeswoman spokesperson sprecher sprecherin porte-parole",
        "chairman": "chairman chairwoman chair chairperson",
        "premier": "premier prime",
        "lawmaker": "mp lawmaker deputy member backbencher politician senator congressman "
        "congresswoman sen sen. rep rep.",
        "expert": "analyst expert researcher scholar academic professor economist fellow historian",
        "soldier": "officer general gen. admiral adm. colonel col. major captain commander "
        "lieutenant brigadier soldier marshal",
        "judge": "judge justice",
        "minister": "minister ministerin ministre secretary",
    }.items()
    for word in listed.split()
}
"""Words for an office by the group of those that can stand for each other."""

ARTICLES = words(
    "the a an one another some several his her its their our this that der die das dem den ein "
    "eine le la les un une son sa leur"
)
DEFINITE = words("the his her its their our this that der die das dem den le la les son sa leur")

POSSESSIVE = words("his her its their our son sa leur")
"""With these it is somebody else: “his father said”."""

PRONOUNS = words("he she they him her it who er sie il elle ils он она они ihr lui")
FEMALE_PRONOUNS = words("she her sie elle она ihr")
MALE_PRONOUNS = words("he him er il он lui")

SUFFIXES = words("jr sr ii iii iv phd md obe mbe cbe kbe kc qc")
"""What follows a surname."""

OF_A_TRADE = ("er", "or", "ist", "ian", "man", "eer")
NOT_OF_A_TRADE = words(
    "peter alexander walter victor viktor igor oliver roger christopher xavier heather jennifer "
    "esther amber ginger tyler hunter carter cooper parker spencer piper harper javier werner "
    "günter dieter rainer holger adrian brian ian julian christian damian fabian florian sebastian "
    "vivian lilian herman norman hector elinor eleanor eskander alistair gunther iskander skyler "
    "skander asker taylor theodor fyodor fedor evander leander salvador lester chester wouter"
)
"""Given names that end like trades: in “Landscaper Miguel Ortega” the first word is none."""

SURNAMES_TOO = words("king prince marshal major bishop judge justice pope constable sheriff page")
"""Titles that are also surnames: Anna King said."""

FEMALE_WORDS = words(
    "mrs mrs. ms ms. miss mme madame frau lady dame baroness queen princess spokeswoman "
    "chairwoman congresswoman businesswoman mother daughter wife sister widow girl woman "
    "sprecherin ministerin verteidigungsministerin kanzlerin präsidentin chefin"
)
MALE_WORDS = words(
    "mr mr. herr sir lord king prince sheikh emir sultan pope spokesman chairman congressman "
    "businessman monsieur father son husband brother boy man"
)
FEMALE_NAMES = words(
    "karen susan jennifer ingrid astrid elizabeth margaret ruth helen ellen carol kathleen "
    "catherine caroline anne jane jean joan kate alice emily amy mary sarah rachel deborah "
    "judith ursula annegret sigrid solveig birgit karin doris iris agnes ines inès carmen "
    "isabel hélène irene brigitte florence sylvie nathalie sophie camille claire lubov lyubov "
    "beth heather lauren megan hannah leah miriam esther fatma aylin gül heidi nicole"
)
MALE_NAMES = words(
    "nikita ilya luca joshua andrea mischa misha sasha kostya dima vanya jonah noah ezra mustafa "
    "yahya nikola luka jura isa musa abdulla kuzma foma savva danila mykola mykyta illya "
    "hamza zakaria mika pekka jukka"
)

ORGANISATION_WORDS = words("""
    ministry department office agency bureau council committee commission corp corp. corporation
    group inc inc. ltd ltd. plc gmbh ag sa s.a. llc holding holdings systems industries aerospace
    defence defense dynamics technologies technology works plant shipyard shipyards aviation
    aircraft helicopters motors arms forces force army navy guard union federation association
    institute university academy bank house senate congress parliament assembly party press news
    times post agency tv radio television state states nations kingdom republic city export
    exports import trade international global national service services command headquarters
    centre center fund foundation consortium company embassy court chamber alliance partners
    solutions electronics engineering marine dockyard arsenal optics missile missiles forum
    exhibition expo show conference summit electric port lower upper northern southern eastern
    western civic street square yard bay island sea river valley county district museum school
    hospital club society trust league front movement library theatre tribunal police weekly
    herald gazette courier ledger monitor journal review telegraph tribune chronicle wire airlines
    airways railway railways line lines logistics media energy oil gas shipping brewery labs
    laboratories studios college faculty palace hotel airport station défense défence union
    supreme high royal capital markets securities insurance brothers & associates
    """)
ORGANISATION_HEADS = words(
    "ministry department office bank university institute house council union federation "
    "republic academy chamber agency bureau committee commission service director ministère "
    "association board bundesministerium court museum school college"
)

NOT_NAMES = words("""
    the a an this that these those but and or nor so yet if when while as at by for from in into
    of on to with without within after before during since until under over about against between
    amid among despite however meanwhile moreover still also then there here now today yesterday
    tomorrow asked speaking according earlier later last next some many most several few all both
    each every no not never yes well what who whom whose which where why how his her its their our
    your my it he she they we i you one two three four five six seven eight nine ten another other
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mon. tue. wed. thu. fri. sat. sun. jan. feb.
    mar. apr. jun. jul. aug. sept. oct. nov. dec. although though because even only just once
    photo image source read follow sign subscribe share related updated published editor's
    question answer q a follow-up moreover furthermore instead indeed perhaps nobody everyone
    in's der die das ein eine im am und aber le la les un une des et mais il elle er sie wir
    он она они но в на и это как по dans
    """)
"""Words that are capitalised without being, or beginning, anybody's name."""

ABBREVIATIONS = words(
    "mr mrs ms dr prof gen lt col maj capt adm sgt brig cmdr sen rep gov st jr sr inc corp ltd co "
    "no vs u.s u.k e.g i.e dept est approx rev hon jan feb mar apr jun jul aug sept oct nov dec "
    "cllr mme mlle messrs det insp supt fr amb pres lieut cdr cpl pte bros hr sr dra etc "
    "m p pp vol fig min mio z.b d.h г ул им т млн млрд"
)

FIRMS = words(
    "company firm group corporation manufacturer maker producer holding contractor exporter "
    "supplier developer shipyard unternehmen компания корпорация"
)
FIRM_WORDS = words(
    "corp corp. corporation group inc inc. ltd ltd. plc gmbh ag llc holding holdings systems "
    "industries aerospace dynamics technologies shipyard shipyards motors aviation"
)
"""Parts of a firm's name, by which “the company” finds it."""

TITLE_ENDINGS = (
    "minister",
    "ministerin",
    "kanzler",
    "kanzlerin",
    "präsident",
    "präsidentin",
    "sprecher",
    "sprecherin",
    "chef",
    "chefin",
    "meister",
    "meisterin",
    "vorsitzende",
    "vorsitzender",
    "direktor",
    "direktorin",
    "leiter",
    "leiterin",
)
"""German offices are one word with what they are for."""

DOCUMENTS = words("statement letter post message release communique communiqué")
"""What stands for its author: the statement said."""

PORTFOLIOS = words(
    "defence defense state war interior transport energy economy trade justice finance health "
    "education agriculture environment culture labour labor industry development tourism science "
    "housing planning foreign home climate"
)
"""What a secretary or minister is of, between title and name."""
