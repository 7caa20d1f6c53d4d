"""The words for those who speak: offices, trades, bodies, titles, and the parts of names.

Lists, not grammar: `names.py`, `offices.py` and `cast.py` beside it hold the rules.
Other languages' words are in `abroad.py`.
"""

from __future__ import annotations

from store.speech import abroad
from store.speech.saying import words

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
    mum mom dad grandfather grandmother grandson granddaughter nephew niece aunt uncle cousin
    partner fiancé fiancée girlfriend boyfriend vicar pastor priest reverend rabbi imam nun monk
    actor actress plater fitter postman postwoman midwife caretaker cleaner
    archivist secretary-general attorney counsel solicitor barrister treasurer backbencher
    counterpart student resident agent accountant lodger pal mate ally listener presenter host chum
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
    brokerage planemaker startup start-up bidder inspectorate agency service concern
    website channel station blog wire magazine paper network publisher
    министерство компания ведомство корпорация ministerium unternehmen ministère
    """)
"""Words for those that speak as one body."""


DOCUMENTS = words("""
    statement report document letter release communique memo study survey opinion submission
    assessment dossier filing draft affidavit indictment
    """)
"""What is quoted, but was written by somebody: who that is, must be said."""


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
    vet cook mum dad landlord landlady headteacher pc ds pastor reverend vicar canon deacon priest
    chaplain academician sub-lieutenant trooper sapper gunner ensign seaman cadet petty warrant
    major-general lieutenant-general brigadier-general lieutenant-colonel vice-admiral rear-admiral
    attorney-general vice-chancellor vice-chairman deputy-governor principal archdeacon hon hon.
    lieutenant-commander colonel-general undersecretary under-secretary minister-designate
    postie pensioner plater welder docker
    det sgt insp supt pc di dci dc sister brother aunt uncle chef gen. pilot harbour mp. ombudsman
    treasurer shadow verteidigungsministerin bürgermeister mme.
    king queen prince princess sheikh emir sultan pope father rev. herr frau chancellor
    chief-of-staff envoy adviser advisor aide executive officer engineer designer expert
    barrister solicitor midwife nurse surgeon fisherman farmer
    m. mme mlle monsieur madame ministre président señor don editor commissioner judge justice
    министр президент директор генерал г-н
    """)


OFFICES = (
    words("""
    minister president premier chancellor secretary ambassador governor mayor king queen prince
    princess general admiral colonel commander marshal brigadier director chief head chairman
    chairwoman chair ceo executive owner prosecutor leader speaker commissioner envoy spokesman
    spokeswoman spokesperson president-designate secretary-general ombudsman auditor coroner
    sheriff sprecher sprecherin ministerin ministre président directeur porte-parole министр
    президент директор глава представитель reverend vicar pastor
    """)
    | abroad.UNIQUE
)
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


FEMALE_WORDS = (
    words(
        "mrs mrs. ms ms. miss mme madame frau lady dame baroness queen princess spokeswoman "
        "chairwoman congresswoman businesswoman mother daughter wife sister widow girl woman "
        "sprecherin ministerin verteidigungsministerin kanzlerin präsidentin chefin mum mom "
        "grandmother granddaughter niece aunt landlady actress"
    )
    | abroad.WOMEN
    | abroad.WOMENS_TITLES
)


MALE_WORDS = (
    words(
        "mr mr. herr sir lord king prince sheikh emir sultan pope spokesman chairman congressman "
        "businessman monsieur father son husband brother boy man dad grandfather grandson nephew "
        "uncle landlord fisherman postman"
    )
    | abroad.MENS_TITLES
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
    brigade battalion regiment corps flotilla fleet squadron division
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
    does do did is are was were would can could should shall might must has have had am be
    being been let look take make get go come think ask more most less least much many any
    none nothing something everything anything somebody someone anybody anyone people perhaps
    maybe surely clearly certainly finally again soon ever often always sometimes usually nearly
    almost about above below behind beside beyond near next inside outside around across along
    through throughout upon per plus via whether unless except nor either neither rather such same
    unlike given back up out off away else too very quite yesterday tonight please thanks thank
    hello sorry ok okay
    darin dabei damit dafür dagegen auch noch nur schon hier dort jetzt nun kritik grund außerdem
    interview exclusive analysis opinion video watch live
    photo image source read follow sign subscribe share related updated published editor's
    question answer q a follow-up moreover furthermore instead indeed perhaps nobody everyone
    in's der die das ein eine im am und aber le la les un une des et mais il elle er sie wir
    он она они но в на и это как по dans
    """)
"""Words that are capitalised without being, or beginning, anybody's name."""


FIRMS = words(
    "company firm group corporation manufacturer maker producer holding contractor exporter "
    "lender retailer automaker utility "
    "supplier developer shipyard unternehmen компания корпорация shipbuilder brokerage carmaker "
    "planemaker airline operator broker insurer startup start-up bidder rival concern conglomerate "
    "giant publisher konzern firma hersteller panzerbauer rüstungskonzern autobauer werft empresa "
    "compañía fabricante entreprise société groupe constructeur azienda società концерн завод "
    "предприятие"
)

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
    "admiral",
    "abgeordnete",
    "abgeordneter",
    "abgeordneten",
    "experte",
    "expertin",
    "forscher",
    "forscherin",
    "beauftragte",
    "beauftragter",
    "politiker",
    "politikerin",
    "sekretär",
    "sekretärin",
    "anwältin",
    "inspekteur",
)
"""German offices are one word with what they are for."""

PORTFOLIOS = words(
    "defence defense state war interior transport energy economy trade justice finance health "
    "education agriculture environment culture labour labor industry development tourism science "
    "housing planning foreign home climate"
)
"""What a secretary or minister is of, between title and name."""
