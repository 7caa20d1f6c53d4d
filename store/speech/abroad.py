"""The words for those who speak, and for speaking, in languages other than English.

Lists, not grammar, as in `roles.py` and `saying.py`. They are kept by language: many
a word here is another in English, such as “brief”, “fiscal” or “direction”.
"""

from __future__ import annotations

from typing import NamedTuple

from store.speech.saying import words
from store.speech.tongue import Tongue

_NONE: frozenset[str] = frozenset()


class Vocabulary(NamedTuple):
    """What a language adds to the lists of `roles.py` and `saying.py`."""

    men: frozenset[str] = _NONE
    """Offices, trades and kin in their masculine or only form."""
    women: frozenset[str] = _NONE
    titles: frozenset[str] = _NONE
    """What else stands right before a name."""
    bodies: frozenset[str] = _NONE
    documents: frozenset[str] = _NONE
    organisation: frozenset[str] = _NONE
    """Words within the names of organisations."""
    starters: frozenset[str] = _NONE
    """Words that begin sentences with a capital, and are nobody's name."""
    verbs: frozenset[str] = _NONE
    framing: frozenset[str] = _NONE


_SLAVIC = Vocabulary(
    men=words("""
    премьер премьер-министр вице-премьер министр замминистра президент вице-президент директор
    гендиректор генерал полковник адмирал капитан майор глава начальник руководитель замглавы
    председатель зампред представитель пресс-секретарь секретарь депутат сенатор посол губернатор
    мэр эксперт аналитик профессор академик инженер конструктор командир командующий основатель
    владелец чиновник собеседник спикер адвокат следователь прокурор судья рабочий житель муж отец
    сын брат політик прем'єр-міністр прем’єр-міністр міністр заступник полковник речник голова
    керівник представник експерт аналітик командир засновник очільник військовий
    """),
    women=words("""
    представительница директриса жительница жена мать дочь сестра міністерка директорка речниця
    керівниця депутатка очільниця представниця дружина
    """),
    titles=words("""
    генерал-майор генерал-лейтенант генерал-полковник подполковник лейтенант контр-адмирал
    вице-адмирал заместитель первый господин госпожа г-н г-жа пан пані підполковник майор капітан
    """),
    bodies=words("""
    правительство завод концерн предприятие агентство пресс-служба посольство полиция прокуратура
    штаб фирма партия комитет управление холдинг минобороны мид кремль суд підприємство відомство
    уряд поліція компанія міністерство
    """),
    documents=words("""
    отчет отчёт отчете отчёте доклад докладе письмо письме документ документе заявление заявлении
    сообщение сообщении заключение звіт звіті доповідь лист листі заява заяві повідомлення
    """),
    organisation=words("министерство завод банк партия союз служба агентство міністерство"),
    starters=words("""
    а но и же да или если когда пока чтобы потому поэтому однако также тоже уже еще ещё теперь
    сейчас вчера сегодня завтра потом затем при для от до из за под над об со во мы вы я ты это
    этот эта эти тот та те все всё наш ваш их его её так там тут здесь между после перед через
    отвечая комментируя говоря понедельник вторник среду четверг пятницу субботу воскресенье
    на в у к с о не по как что кто где ранее позже накануне
    і й та але що як де коли якщо бо тому ще вже зараз вчора сьогодні від з із ми ви ти він вона
    вони воно цей ця ці той його її раніше згодом
    """),
    verbs=words("""
    ответил ответила посетовал посетовала возразил возразила заключил заключила напомнил напомнила
    пообещал пообещала признала признался призналась спросил спросила обещал рассказывает
    отмечает подчеркивает поясняет добавляет сообщает заявляет объясняет объяснил объяснила
    предупредила считал считала уверен уверена уверяет вспоминает вспомнил вспомнила пишет
    констатировал констатировала резюмировал резюмировала прокомментировал прокомментировала
    раскритиковал парировал парировала пошутил пошутила процитировал указал указала утверждал
    утверждала настаивает поделился поделилась сообщило заявило отметило подчеркнуло говорится
    заявила повідомила зазначила сказала додала наголосила пояснив пояснила підкреслив підкреслила
    розповів розповіла каже відповів відповіла написав написала йдеться запитав запитала
    """),
)

ABROAD: dict[Tongue, Vocabulary] = {
    "en": Vocabulary(),
    "ru": _SLAVIC,
    "uk": _SLAVIC,
    "de": Vocabulary(
        men=words("""
    minister kanzler präsident sprecher chef leiter vorsitzender vorsitzende vorsitzenden direktor
    geschäftsführer experte analyst abgeordneter abgeordnete botschafter general oberst pastor
    pfarrer bürgermeister landrat richter anwalt professor forscher ingenieur gründer vorstand
    beamter kommandeur offizier soldat händler landwirt staatssekretär gewerkschafter sekretär
    mitarbeiter nachbar ehemann mann sohn vater bruder bischof vize politiker kritiker ökonom
    historiker unternehmer inhaber besitzer meister lehrer arzt fahrer zeuge kollege
    """),
        women=words("""
    ministerin kanzlerin präsidentin sprecherin chefin leiterin direktorin geschäftsführerin
    expertin analystin botschafterin bürgermeisterin landrätin richterin anwältin professorin
    forscherin ingenieurin gründerin beamtin staatssekretärin gewerkschafterin mitarbeiterin
    nachbarin ehefrau frau tochter mutter schwester bischöfin politikerin kritikerin ökonomin
    historikerin unternehmerin inhaberin besitzerin lehrerin ärztin zeugin kollegin pastorin
    """),
        titles=words("""
    generalmajor generalleutnant oberstleutnant hauptmann leutnant admiral kapitän pastor pastorin
    pfarrer pfarrerin bischof doktor inspekteur stadtrat senator senatorin kommissar kommissarin
    herr herrn frau graf freiherr fürst prinz prinzessin
    """),
        bodies=words("""
    ministerium behörde regierung konzern unternehmen firma hersteller bundeswehr gericht verband
    gewerkschaft partei polizei stadtverwaltung senat amt kommission bank institut anstalt
    staatsanwaltschaft fraktion rechnungshof bundesrechnungshof werft opposition verein
    """),
        documents=words("""
    bericht gutachten brief schreiben papier mitteilung pressemitteilung erklärung dokument urteil
    studie stellungnahme vermerk vertrag protokoll entwurf analyse prüfbericht
    """),
        organisation=words("""
    partei gruppe werke werk liste bund verband verein zeitung tageblatt rundschau ministerium
    haus amt institut universität kammer
    """),
        starters=words("""
    sollte sollten könnte könnten würde würden wurde wurden wird werden wenn weil dass ob wie wer
    wo wann warum in an auf bei mit nach seit trotz während ohne gegen durch vor zu zum zur zwar
    doch denn also dann da so als es ich du ihr uns man mein meine sein seine ihre unser unsere
    dieser diese dieses jener jene jeder jede alle viele einige manche keine kein nicht nie immer
    oft heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonntag früher
    später zuvor zudem allerdings dennoch trotzdem inzwischen schließlich zunächst vielmehr laut
    ist sind war waren hat haben hatte hatten scharfe mehr beide den dem des einen einem einer
    januar februar märz mai juni juli august september oktober november dezember
    """),
        verbs=words("""
    spottete spottet polterte konterte kontert widersprach widerspricht erwiderte erwidert rief
    ruft seufzte seufzt lachte lacht warb beteuerte beteuert bekräftigte bekräftigt unterstrich
    erinnerte erinnert erläuterte erläutert behauptete behauptet bemerkte bemerkt befand
    glaubt glaubte denkt höhnte schimpfte schimpft ätzte monierte bemängelte rügte rügt
    bedauerte bedauert gestand gesteht ergänzt versichert verspricht verkündete verkündet
    kündigte kündigt bestätigt äußert berichtet berichten antwortet kommentiert mahnt resümierte
    resümiert bilanzierte bilanziert nennt bezeichnet erklärten erklären meinten meinen
    schrieben fragten scherzte scherzt geantwortet gesagt mitteilte frohlockte
    """),
        framing=words("nennt bezeichnet bezeichneten nannten wertete wertet"),
    ),
    "fr": Vocabulary(
        men=words("""
    ministre président directeur porte-parole chef maire préfet général colonel amiral capitaine
    député sénateur patron gérant responsable expert chercheur professeur avocat juge procureur
    ingénieur ambassadeur secrétaire délégué syndicaliste fondateur ouvrier habitant pdg
    agriculteur éleveur mari fils père voisin analyste économiste historien frère collègue élu
    conseiller adjoint
    """),
        women=words("""
    présidente directrice cheffe députée sénatrice patronne gérante experte chercheuse avocate
    procureure ingénieure ambassadrice déléguée fondatrice ouvrière habitante femme fille mère
    voisine historienne sœur élue conseillère adjointe
    """),
        titles=words("me maître docteur dr pr abbé commandant lieutenant sergent"),
        bodies=words("""
    ministère gouvernement entreprise groupe société constructeur syndicat police armée mairie
    préfecture parquet tribunal commission agence parti direction ambassade association
    """),
        documents=words("""
    rapport lettre document communiqué avis étude note jugement contrat arrêt texte
    """),
        organisation=words("""
    ministère parti groupe société banque université assemblée sénat conseil cour agence chantiers
    """),
        starters=words("""
    à au aux ce cet cette ces mais ou où donc car ni si lui nous vous ils elles on je tu mon ma
    mes son sa ses leur leurs notre votre avec sans sous sur pour par vers chez entre depuis
    pendant après avant selon quand comme lorsque puis enfin ensuite aussi ainsi alors pourtant
    cependant toutefois hier demain lundi mardi mercredi jeudi vendredi samedi dimanche interrogé
    interrogée quant face malgré en de du même tout toute tous toutes non oui autre
    """),
        verbs=words("""
    rétorque rétorqué réplique répliqué déplore déploré plaide plaidé dénonce dénoncé tempère
    tempéré exclame exclamé inquiète félicite félicité réagit réagi témoigne
    témoigné admet admis soutient soutenu constate constaté détaille détaillé sourit
    indigne amuse écrivait disait expliquait confiait racontait
    annonce annoncé disent affirment expliquent promet rassure rassuré fulmine fulminé abonde
    renchérit renchéri balaie jure juré demande murmure peste
    """),
        framing=words("accuse accusé qualifie qualifié évoque évoqué juge jugé"),
    ),
    "es": Vocabulary(
        men=words("""
    ministro presidente portavoz director alcalde diputado senador general coronel almirante
    capitán comandante jefe fiscal abogado juez experto analista profesor ingeniero secretario
    embajador gerente fundador trabajador sindicalista vecino dirigente líder marido esposo hijo
    padre hermano investigador economista vicepresidente consejero concejal obrero compañero
    """),
        women=words("""
    ministra presidenta directora alcaldesa diputada senadora jefa abogada jueza experta profesora
    ingeniera secretaria embajadora fundadora trabajadora vecina esposa hija madre hermana
    investigadora vicepresidenta consejera concejala compañera obrera
    """),
        titles=words("""
    don doña señor señora sr sr. sra sra. doctor doctora teniente padre retirado exministro
    exministra
    """),
        bodies=words("""
    ministerio gobierno empresa compañía fabricante sindicato policía ejército ayuntamiento
    fiscalía tribunal comisión agencia partido embajada asociación consorcio firma junta
    """),
        documents=words("""
    informe carta documento comunicado nota sentencia dictamen estudio contrato resolución auto
    """),
        organisation=words("""
    partido ministerio banco universidad congreso senado asamblea junta radio diario faro grupo
    sistemas intervención astilleros tribunal gobierno puerto cámara comisión asociación
    """),
        starters=words("""
    y e o u a el los las lo un una unos unas al del con sin por para pero sino que quien cuando
    como donde si no sí ya aún también además según sobre entre desde hasta tras ante bajo en su
    sus mi este esta estos estas ese esa eso aquel todo toda todos nada nadie ayer hoy mañana lunes
    martes miércoles jueves viernes sábado domingo después antes mientras aunque porque así luego
    preguntado preguntada fuentes
    """),
        verbs=words("""
    replicó contestó sostuvo sostiene ironizó lamenta lamentan señala señalan asegura aseguran
    advierte añade recuerda insiste reconoce reconoció admite admitió denunció denuncia criticó
    critica aclaró aclara apuntó apunta precisó precisa opinó opina zanjó zanja preguntó pregunta
    exclamó bromeó bromea confesó confiesa relató relata cuenta contó resumió resume agregó agrega
    manifestó anunció celebró defendió prometió promete expresó detalló comentó comenta dicen
    afirmaron aseguraron señalaron respondieron responde dijimos escribió escribe espetó matizó
    matiza argumentó argumenta concluyó concluye reprochó subraya destaca cree considera
    """),
        framing=words("acusó acusa calificó califica tildó tachó describió considera llamó"),
    ),
    "it": Vocabulary(
        men=words("""
    ministro presidente portavoce direttore sindaco deputato senatore generale colonnello
    ammiraglio capitano capo esperto ricercatore avvocato giudice ingegnere segretario ambasciatore
    fondatore operaio sottosegretario amministratore marito figlio padre fratello
    """),
        women=words("""
    ministra direttrice sindaca deputata senatrice esperta ricercatrice avvocata segretaria
    ambasciatrice fondatrice operaia moglie figlia madre sorella
    """),
        titles=words("signor signora dottor dottoressa onorevole professore professoressa don"),
        bodies=words("""
    ministero governo azienda società gruppo sindacato polizia esercito procura comune
    """),
        documents=words("rapporto relazione lettera comunicato sentenza parere nota documento"),
        organisation=words("partito banca università senato cantieri corriere gazzetta ministero"),
        starters=words("""
    ma il lo gli i e di da con su per tra fra che chi quando come dove se non più anche ancora
    dopo prima ieri oggi domani questo questa secondo nel nella alla al sul sulla in a
    """),
        verbs=words("""
    dice dicono sostiene sostenuto aggiunge affermato racconta raccontato replica replicato
    risponde risposto osserva osservato ricorda ricordato conclude concluso scrive scritto avverte
    avvertito precisa precisato commenta commentato ammette ammesso annuncia annunciato ribatte
    ribadisce ribadito assicura assicurato
    """),
        framing=words("definisce definito"),
    ),
    "pt": Vocabulary(
        men=words("""
    ministro presidente porta-voz diretor prefeito deputado senador general coronel almirante
    capitão chefe especialista pesquisador engenheiro secretário embaixador advogado juiz marido
    filho pai
    """),
        women=words("""
    ministra presidenta diretora prefeita deputada senadora pesquisadora engenheira secretária
    embaixadora advogada juíza mulher filha mãe
    """),
        titles=words("doutor doutora senhor senhora dom dona sr. sra."),
        bodies=words("ministério governo empresa companhia polícia exército sindicato tribunal"),
        documents=words("relatório carta documento comunicado nota sentença estudo contrato"),
        organisation=words("partido ministério banco universidade senado câmara"),
        starters=words("""
    o os as um uma e mas com em no na para por ao não sim depois ontem hoje segundo a que se
    """),
        verbs=words("""
    diz dizem afirma declarou acrescentou respondeu explica lembrou lamentou garantiu admitiu
    criticou defendeu anunciou contou escreveu ressaltou destacou
    """),
    ),
    "nl": Vocabulary(
        men=words(
            "woordvoerder kamerlid directeur burgemeester voorzitter generaal minister premier"
        ),
        women=words("woordvoerster voorzitster"),
        titles=words("meneer mevrouw"),
        bodies=words("ministerie regering bedrijf politie vakbond"),
        documents=words("rapport brief document verklaring"),
        starters=words("de het een en maar in op volgens ook wij ik hij zij ze dat dit die"),
        verbs=words("zegt zei vertelt vertelde stelt reageert reageerde schrijft schreef aldus"),
    ),
    "pl": Vocabulary(
        men=words("""
    minister prezes prezydent premier dyrektor rzecznik szef generał pułkownik poseł burmistrz
    wójt ekspert profesor wiceminister ambasador przewodniczący
    """),
        women=words("ministra prezeska dyrektorka rzeczniczka szefowa posłanka ekspertka"),
        titles=words("pan pani"),
        bodies=words("ministerstwo firma spółka rząd policja koncern prokuratura"),
        documents=words("raport list dokument oświadczenie komunikat"),
        starters=words("w z i na do od po za nie ale tak jak gdy to ten ta te jego jej ich"),
        verbs=words("""
    mówi mówił mówiła zapewnił zapewniła zaznaczył zaznaczyła ocenił oceniła powiedzieli napisał
    napisała wyjaśnił wyjaśniła przyznał przyznała odpowiedział odpowiedziała zapowiedział
    """),
    ),
}

UNIQUE = words("""
    kanzler kanzlerin präsident präsidentin vorsitzender vorsitzende vorsitzenden direktor
    direktorin leiter leiterin chef chefin bürgermeister bürgermeisterin botschafter botschafterin
    staatssekretär geschäftsführer geschäftsführerin kommandeur minister
    présidente directrice maire préfet ambassadeur pdg ministro ministra presidente presidenta
    portavoz director directora alcalde alcaldesa fiscal embajador embajadora portavoce direttore
    direttrice sindaco diretor diretora prefeito porta-voz премьер премьер-министр вице-премьер
    гендиректор начальник руководитель председатель пресс-секретарь губернатор мэр посол міністр
    речник керівник prezes prezydent dyrektor rzecznik szef burmistrz woordvoerder
    """)
"""Offices of which there is one: “la ministra” without a name is known by the office."""

WOMEN = frozenset[str]().union(*(each.women for each in ABROAD.values()))
WOMENS_TITLES = words(
    "frau mme mme. mlle madame doña señora sra sra. signora dottoressa senhora dona "
    "госпожа г-жа пані pani mevrouw pastorin pfarrerin senatorin"
)
MENS_TITLES = words(
    "herr herrn monsieur don señor sr sr. signor dottor senhor господин г-н пан pan meneer "
    "ehemann vater sohn bruder mari père fils frère marido esposo padre hijo hermano marito figlio "
    "fratello муж отец сын брат"
)
DOCUMENTS = frozenset[str]().union(*(each.documents for each in ABROAD.values()))
