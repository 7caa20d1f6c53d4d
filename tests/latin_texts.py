"""Short reports of the same kind in many languages, each with the letters of its own.

Written for these tests; the places and people in them do not exist.
"""

from __future__ import annotations

CENTRAL = {
    "Polish": """Rada miejska ogłosiła we wtorek, że nabrzeże zostanie zamknięte w przyszłym
miesiącu. „Nie mieliśmy żadnego wyboru” – powiedziała kierowniczka portu Żaneta Wójcik. Według
niej dźwigi są już tak stare, że nikt ich nie chce naprawiać. Związkowcy twierdzą, że pracę może
stracić około stu osób, które dotąd obsługiwały przeładunek węgla. Źródła zbliżone do rządu mówią
również o nowej umowie z armatorem. Łódź patrolowa, która miała być gotowa już w maju, stoi wciąż
w doku, ponieważ części do silników nie dotarły. Burmistrz zapowiedział, że sprawę będzie badać
sąd.""",
    "Czech": """Městská rada v úterý oznámila, že přístaviště se příští měsíc uzavře. „Neměli jsme
žádnou jinou možnost,“ řekla ředitelka přístavu Žofie Dvořáková. Jeřáby jsou podle ní už příliš
staré a nikdo je nechce opravovat. Odbory tvrdí, že o práci může přijít asi sto lidí, kteří dosud
obsluhovali překladiště uhlí. Ministerstvo zároveň jedná s rejdařem o nové smlouvě. Hlídkový člun,
který měl být hotový už v květnu, stále stojí v doku, protože díly do motorů nedorazily. Starosta
uvedl, že případ bude řešit soud a že město další peníze nedá.""",
    "Slovak": """Mestská rada v utorok oznámila, že prístavisko sa budúci mesiac zatvorí. „Nemali
sme žiadnu inú možnosť,“ povedala riaditeľka prístavu Ľubica Kráľová. Žeriavy sú podľa nej už
príliš staré a nikto ich nechce opravovať. Odbory tvrdia, že o prácu môže prísť asi sto ľudí,
ktorí doteraz obsluhovali prekladisko uhlia. Ministerstvo však rokuje s rejdárom o novej zmluve.
Hliadkový čln, ktorý mal byť hotový už v máji, stále stojí v doku, keďže diely do motorov
neprišli. Primátor uviedol, že prípad bude riešiť súd a mesto ďalšie peniaze nedá.""",
    "Hungarian": """A városi tanács kedden közölte, hogy a rakpartot a jövő hónapban lezárják.
„Nem volt más választásunk” – mondta Szűcs Győzőné kikötőigazgató. Szerinte a daruk már olyan
öregek, hogy senki sem akarja őket megjavítani. A szakszervezet szerint mintegy száz ember
veszítheti el a munkáját, akik eddig a szén átrakodásával foglalkoztak. A minisztérium közben új
szerződésről tárgyal egy hajótulajdonossal, és több ajánlatot is kért. Az őrhajó, amelynek májusra
kellett volna elkészülnie, még mindig a dokkban áll, mert a motorok alkatrészei nem érkeztek meg.
A polgármester úgy nyilatkozott, hogy az ügyet bíróság elé viszik, és hűvösen fogadta a kormány
érvelését.""",
    "Romanian": """Consiliul orăşenesc a anunţat marţi că debarcaderul se va închide luna
viitoare. „Nu am avut altă soluţie”, a spus directoarea portului, Ştefania Ţurcanu. Potrivit
acesteia, macaralele sunt atât de vechi încât nimeni nu vrea să le mai repare. Sindicatele susţin
că aproximativ o sută de oameni îşi pot pierde locurile de muncă după închidere. Între timp,
ministerul negociază un nou contract cu un armator din ţară. Vedeta de patrulare, care trebuia să
fie gata în luna mai, stă tot în doc, fiindcă piesele pentru motoare nu au ajuns. Primarul a
declarat că justiţia va cerceta cazul şi că oraşul nu va mai da bani fără garanţii.""",
    "Croatian": """Gradsko vijeće objavilo je u utorak da će se pristanište idući mjesec
zatvoriti. „Nismo imali drugog izbora”, kazala je ravnateljica luke Željka Đurić. Dizalice su,
kaže, već toliko stare da ih više nitko ne želi popravljati. Sindikati tvrde da bi posao moglo
izgubiti oko sto ljudi koji su dosad prekrcavali ugljen, što je također veliki udarac za županiju.
Ministarstvo u međuvremenu pregovara s brodarom o novom ugovoru. Ophodni čamac, koji je trebao
biti gotov u svibnju, još stoji u doku jer dijelovi za motore nisu stigli. Načelnik je rekao da će
slučaj rješavati sud i da općina više neće davati novac.""",
    "Slovene": """Mestni svet je v torek sporočil, da bodo pristanišče prihodnji mesec zaprli.
»Nismo imeli druge možnosti,« je povedala direktorica pristanišča Živa Žagar. Žerjavi so po njenih
besedah že tako stari, da jih nihče več noče popravljati. Sindikati trdijo, da bo delo izgubilo
približno sto ljudi, če vlada ne bo pomagala. Ministrstvo se še pogaja z ladjarjem o novi pogodbi.
Patruljni čoln, ki bi moral biti končan že maja, še vedno čaka v doku, ker delov za motorje še ni.
Župan je dejal, da bo o tem odločalo sodišče in da občina ne bo več plačevala.""",
}

TURKISH = """Belediye meclisi salı günü iskelenin gelecek ay kapatılacağını açıkladı. “Başka
çaremiz yoktu” diyen liman müdürü Şükrüye Işık, vinçlerin çok eski olduğunu ve kimsenin onları
onarmak istemediğini söyledi. Sendikaya göre kömür yükleyen yüz kadar kişi işini kaybedebilir.
Bakanlık ise yeni bir sözleşme için bir armatörle görüşüyor. Mayıs ayında hazır olması gereken
karakol gemisi, motor parçaları gelmediği için hâlâ tersanede bekliyor. İlçe başkanı, konunun
mahkemeye taşınacağını ve şehrin artık para vermeyeceğini belirtti. Yıllardır aynı şey
konuşuluyor, ancak değişen bir şey yok."""

WESTERN = {
    "English": """The council said on Tuesday that the jetty would close next month. “We had no
choice,” said the harbour’s manager, Renée Müller-Brontë — “the cranes are too old, and nobody
wants to mend ’em.” A third of the 1½-mile quay, which cost £6m in 1972 and is worth €2m today,
has been shut since the façade of the old customs house fell in. The naïve hope that São Tomé or
Curaçao would buy the cranes was given up in May. José Simões, who owns the café, said: ‘It’s the
end.’ At 30°C in the shade, about 40 m² of tar were melting… © Brannock Ledger""",
    "French": """Le conseil a annoncé mardi que la jetée fermerait le mois prochain. « Nous
n’avions pas le choix », a déclaré la directrice du port, Anaïs Lefèvre. D’après elle, les grues
sont si âgées que personne ne veut plus les réparer. Les syndicats craignent que cent ouvriers ne
perdent leur emploi, là où l’on chargeait du charbon. Le ministère négocie même avec un armateur,
dont on ne connaît pas le nom. La vedette, qui devait être prête en août, reste à quai : les
pièces des moteurs n’ont jamais été livrées. Le maire, la main sur le cœur, promet de saisir la
justice où qu’elle siège. Le n° 1 et le 2e n’ont rien dit.""",
    "German": """Der Stadtrat teilte am Dienstag mit, dass der Anleger im nächsten Monat schließt.
„Wir hatten keine andere Möglichkeit“, sagte die Hafenleiterin Käthe Größl. Die Kräne seien so
alt, dass sie niemand mehr für gutes Geld überholen wolle. Die Gewerkschaft fürchtet, dass rund
hundert Beschäftigte ihre Stelle verlieren. Übrigens verhandelt das Ministerium längst mit einem
Reeder über einen neuen Vertrag. Das Wachboot, das im Mai fertig werden sollte, liegt noch im
Dock, weil Teile für die Motoren fehlen. Der Bürgermeister will vor Gericht gehen – und kürzt die
Zuschüsse.""",
    "Spanish": """El ayuntamiento anunció el martes que el muelle cerrará el mes que viene. «No
teníamos otra opción», dijo la directora del puerto, Begoña Ibáñez. Según ella, las grúas son tan
viejas que nadie quiere arreglarlas. ¿Quién pagará ahora? ¡Nadie lo sabe! Los sindicatos temen que
cien personas pierdan su empleo este año. El ministerio negocia además un contrato con un armador
del país. La lancha, que debía estar lista en mayo, sigue en el dique: las piezas de los motores
no llegaron. El 1º y el 2º teniente de alcalde acudirán a los tribunales, y la 3ª comisión
también.""",
    "Portuguese": """A câmara anunciou na terça-feira que o cais fechará no próximo mês. “Não
tínhamos outra opção”, disse a diretora do porto, Conceição Simões. Segundo ela, as gruas são tão
velhas que ninguém as quer reparar. Os sindicatos receiam que cem pessoas fiquem sem emprego após
o fecho. O ministério está também a negociar um contrato com um armador da região. A lancha, que
devia ficar pronta em maio, continua na doca, à espera das peças dos motores. O presidente disse
que irá a tribunal e que a autarquia já não dará dinheiro. A 1ª e a 2ª secções dão-lhe razão.""",
    "Norwegian": """Bystyret opplyste tirsdag at kaia blir stengt neste måned. «Vi hadde ikke noe
valg», sier havnesjef Bjørg Sæther. Ifølge henne er kranene så gamle at ingen ønsker å reparere
dem. Fagforeningen frykter at hundre mennesker må gå fra jobbene sine, også de som lastet kull. Nå
forhandler departementet med et rederi på Færøyene om en ny avtale. Patruljebåten, som skulle være
ferdig i mai, ligger ennå på verftet, fordi delene til motorene ikke er kommet. Ordføreren vil gå
til sak, og sier at kommunen ikke får råd til å betale mer for båten én gang til.""",
    "Danish": """Byrådet oplyste tirsdag, at kajen lukker i næste måned. »Vi havde ikke noget
valg,« siger havnechef Åse Kjær. Ifølge hende er kranerne så gamle, at ingen ønsker at reparere
dem. Fagforeningen frygter, at hundrede mennesker må gå, også dem der læssede kul. Båden, som
skulle være færdig i maj, ligger stadig på værftet. Borgmesteren vil føre sagen for retten.""",
    "Swedish": """Stadsfullmäktige meddelade på tisdagen att kajen stängs nästa månad. ”Vi hade
inget val”, säger hamnchefen Åsa Sjögren. Enligt henne är kranarna så gamla att ingen vill laga
dem. Facket fruktar att hundra människor får gå. Båten, som skulle vara färdig i maj, ligger kvar
på varvet.""",
    "Icelandic": """Bæjarstjórnin tilkynnti á þriðjudag að bryggjunni yrði lokað í næsta mánuði.
„Við áttum engan annan kost,“ sagði Þórdís Ýr Æsudóttir hafnarstjóri. Að hennar sögn eru kranarnir
svo gamlir að enginn vill gera við þá. Verkalýðsfélagið óttast að hundrað manns missi vinnuna, þar
á meðal þeir sem lestuðu kol. Ráðuneytið ræðir nú við útgerð um nýjan samning. Varðbáturinn, sem
átti að vera tilbúinn í maí, liggur enn í kvínni því að varahlutir í vélarnar hafa ekki komið.
Bæjarstjórinn ætlar með málið fyrir dóm og segir að bærinn borgi ekki meira fyrir bátinn.""",
    "Faroese": """Býráðið boðaði frá týsdagin, at bryggjan verður latin aftur næsta mánað. „Vit
høvdu einki val,“ segði havnarstjórin Æja við Ánna. Kranarnir eru so gamlir, at eingin vil umvæla
teir.""",
    "Italian": """Il consiglio ha annunciato martedì che il molo chiuderà il mese prossimo. «Non
c’era più scelta», ha detto la direttrice del porto, Nicolò Salvatè. Le gru, perché così vecchie,
nessuno le vuole più riparare. Il sindacato teme che cento operai perdano il lavoro: è ciò che
accadrà, se la società non pagherà. Il motoscafo è ancora in bacino, però i motori no. Lunedì si
vedrà chi può dire di sì e chi, ahimè, no: la città non darà più un euro.""",
    "Catalan": """L’ajuntament va anunciar dimarts que el moll tancarà el mes vinent. «No teníem
cap més opció», va dir la directora, Núria Güell. Segons ella, les grues són tan velles que ningú
no les vol reparar, i això és greu perquè l’any que ve s’hi havia d’instal·lar l’estació. El país
és així.""",
    "Dutch": """De raad meldde dinsdag dat de steiger volgende maand sluit. ‘We hadden geen
keuze’, zei havenmeester Daniëlle Coördes. De kranen zijn zó oud dat niemand ze nog één keer wil
repareren. Financiële hulp uit België, waar de reünie van de haven was, blijft uit; het kost € 6
miljoen.""",
    "Finnish": """Kaupunginvaltuusto ilmoitti tiistaina, että laituri suljetaan ensi kuussa.
”Meillä ei ollut vaihtoehtoa”, sanoi satamajohtaja Päivi Mäkelä. Nosturit ovat niin vanhoja, ettei
kukaan halua korjata niitä. Ammattiliitto pelkää, että sata ihmistä menettää työnsä kesällä.""",
    "Estonian": """Linnavolikogu teatas teisipäeval, et kai suletakse järgmisel kuul. „Meil ei
olnud muud võimalust,“ ütles sadamajuht Õnne Põld. Kraanad on nii vanad, et keegi ei tahagi neid
enam parandada. Ametiühing kardab, et sada inimest jääb tööta, kuigi ministeerium peab
läbirääkimisi.""",
    "Irish": """Dúirt an chomhairle Dé Máirt go ndúnfar an ché an mhí seo chugainn. “Ní raibh aon
rogha againn,” arsa bainisteoir an chuain, Gráinne Ní Shúilleabháin. Tá na craenacha róshean
anois.""",
    "football": """Šimon’s goal — it’s the £20m man’s first — beat Müller, Özil, Fernández and
Simões. Camões, Baris and Müller left; Fernández, Gyökeres, Küçük and Özil came on, as in août at
Nîmes. Núñez and Ødegaard watched from the café, “très déçu”, he said; Ibáñez’s nº 9 shirt sold
for €90.""",
}  # fmt: skip
