"""Direct speech in whole passages, in the manner of many kinds of outlet.

Each passage has the speakers of its quotations in order: "~" is a name or a term in marks, ""
somebody without a name.
"""

from __future__ import annotations

import pytest

from store.quotations import quotations

TABLOID = """\
Bakery boss slams 'bonkers' oven tax

Furious bakery boss Rita Calloway has blasted plans for an oven tax as “completely bonkers”.

The mum-of-three, 52, who runs Calloway’s Crumb in Westerly, said: “They’ve lost the plot. My \
ovens are my life.”

Rita fumed: “I’d like to see a minister get up at three in the morning.”

But Treasury minister Alan Pryce hit back. He told Daily Flame readers the tax was “fair, green \
and long overdue”.

“We all have to do our bit,” the minister added.

A source close to Mr Pryce said: “He hasn’t baked a loaf in his life.”

Dubbed “the Crumb Tax” by rivals, the levy starts in May."""

BROADCAST = """\
Ferry service suspended after engine fire

The island’s only ferry, the "Sea Lark", has been taken out of service after a fire.

Harbour master Tom Ridley told Radio Westerly: "It could have been a lot worse. Nobody was hurt."

Mr Ridley said the crew were "calm throughout the whole thing".

The operator, Skerry Lines, apologised to passengers. "We know how much islanders depend on \
us," it said in a statement.

Passenger Nadia Okoro, who was on deck, said she saw smoke at about 07:30. "People were shouting. \
I just held on to my daughter," she said.

Her husband, Ben, called the response "quick and very professional".

The company said a replacement would arrive on Friday. Local councillor Hugh Menzies said that was \
"nowhere near good enough"."""

PRESS_RELEASE = """\
Ostrava Optics Opens Research Centre

LISK, 4 June 2024 – Ostrava Optics, a leading maker of lenses, today opened its “Clear View” \
research centre.

“This centre is a milestone for our employees and our customers,” said Petra Holm, Chief Executive \
Officer of Ostrava Optics. “It will help us to see further.”

“We are proud to welcome Ostrava Optics to our region,” said the Governor of Lisk, Mr Jan Novotny. \
“Its success is our success.”

Dr. Amir Sadeghi, Head of Research, commented: “Light is patient. We have to be, too.”

Ms. Holm added that the firm would “hire at least forty people” by the end of the year."""

PARLIAMENT = """\
Members clash over bridge contract

Opening the debate, the Transport Minister, Oona Kettle, told members that the bridge would be \
finished “on time and within budget”.

Mr Davit Aslan (Northern Party) asked whether the Minister had read the auditor’s report. “It is \
forty pages long, and I have read every one,” she replied.

“Then the Minister will know what page 31 says,” said Mr Aslan.

The Speaker called for order. “The House will hear the Minister,” he said.

Ms Kettle said the auditor had found “no evidence of any wrongdoing”. The opposition’s spokesman \
on transport, Colm Darby, disagreed.

“The report says the opposite,” he said. “I shall read it to her slowly.”

The motion was carried. Afterwards the minister said that she was “relieved, frankly”."""

LONG_READ = """\
On a grey morning in March, Lidia Ferrant unlocked the door of the old observatory and sneezed. \
“It’s the dust,” she said. “It’s been here longer than I have.”

Ferrant is 71. She has been the keeper of the Marrow Hill Observatory for four decades, and in that \
time she has had, by her own count, nine assistants. One of them, a tall man named Piet Vos, now \
runs a rival institution in Delve. Vos remembers her as “a terrible boss and a great teacher”. When \
I asked him what he meant, he laughed. “She never once told me I was right,” he said.

Her present assistant is a student called Wen. “She sings when she thinks nobody is listening,” Wen \
told me.

The dome was built in 1911 by an engineer, Konrad Aust, whose diary Ferrant keeps in a drawer. \
“Today the roof moved,” Aust wrote on the last page. “God be thanked.”

I asked Ferrant if she believed in God. She thought about it. “I believe in ball bearings.”"""

INTERVIEW = """\
Q&A: Marta Quill on why theatres close

Marta Quill has run the Tidewater Theatre since 2009. She spoke to Elin Brodie.

Elin Brodie: People say that theatre is dead.

Marta Quill: My grandmother used to say “people say a lot of things”. So I suppose \
we’re alive.

Elin Brodie: And the money?

Marta Quill: There isn’t any. We have a saying here, “the show must go on until the lights go off”."""

WIRE = """\
LISK, Nov 4 (Interlink) - Copper producer Andaro Mining cut its output target on Monday after a \
strike, sending its shares down 6%.

"We have taken a prudent decision," Chief Executive Luis Abarca told analysts on a call.

"The mine remains a world-class asset," he added.

The union representing workers at the mine rejected the company's latest offer. Its leader, Rosa \
Tellez, said members were "tired of being asked for patience."

"The company made record profits," Tellez said. "Our members made nothing."

Andaro declined to comment on the talks. In a filing, it said only that negotiations were \
"ongoing and constructive."

The mining ministry said it was "following the situation closely" and would not intervene. "It is \
a private matter," a ministry official, who declined to be named, said.

Abarca, who took over in May, is due to meet the minister next week."""

BLOG = """\
So the “experts” were wrong again. Last week I wrote that the new tram would never reach the \
harbour, and my inbox filled up. “You know nothing about trams,” wrote one reader. Guilty!

Anyway, yesterday Transit Tower finally admitted it. Spokesperson Dee Marlowe told me by email that \
the line “will now terminate at Gull Street”. I asked her why. “Funding constraints,” came the reply.

My favourite comment is from Hal, a driver on the 14: “I’ve been told three dates and I believe \
none of them.”

As the great tram critic Otto Lund used to say, “a tram is a promise on rails”."""

SINGLE_MARKS = """\
‘I was wrong,’ admits museum chief over painting

The director of the Halden Museum has admitted that a painting attributed to Brask is a fake.

‘I was wrong, and I’m sorry,’ Sunniva Krag, the museum’s director, said yesterday. ‘We trusted the \
papers, and the papers were false too.’

The picture, ‘Woman with a Heron’, was bought for £4m in 2016. Krag’s predecessor, Emil Aaker, had \
called it ‘the find of the century’.

Aaker, who retired in 2019, did not return calls. His lawyer, Dag Fossum, said his client had \
‘acted in good faith at all times’.

A former curator, who asked not to be identified, said staff had raised doubts. ‘We were told to \
stop asking,’ she said."""

GERMAN = """\
Die Brücke über die Selz bleibt bis Herbst gesperrt. Das teilte Bürgermeisterin Karin Obst am \
Montag mit. „Wir können die Sicherheit derzeit nicht garantieren“, sagte sie.

Kritik kommt vom Wirteverband. „Das ist für uns eine Katastrophe“, klagte dessen Vorsitzender Rolf \
Hänsel. „Im Sommer kommt kein Gast mehr.“

Obst verwies auf ein Gutachten. Darin heißt es, die Pfeiler seien „in einem bedenklichen Zustand“.

„Ich hätte mir auch etwas anderes gewünscht“, so die Bürgermeisterin."""

FRENCH = """\
Le musée de la Mine rouvrira en avril. « Nous avons tout repensé », explique sa directrice, Anne \
Lormel. « Les enfants pourront descendre au fond. »

Le maire, Paul Sérac, se dit « très heureux de ce retour ». « C’était une promesse », rappelle-t-il.

Selon Mme Lormel, le chantier a été « long et difficile pour tous »."""

SPORT = """\
United manager Greg Tanner insisted he would not walk away after a 4–0 defeat at home.

“I’m not a quitter,” said Tanner, whose side have lost six in a row. “The lads are hurting.”

Captain Luca Brandi apologised to fans. “We let them down,” the defender said.

Asked if he feared the sack, Tanner said: “No.”

Chairman Sir Roy Aldous backed the manager, calling him “the best in the business”.

“Greg has my full support,” Aldous said."""

COURT = """\
A vet who sold fake passports for horses has been jailed for three years.

Judge Helen Mabbott told Dorian Pike, 44, that he had “betrayed the trust of an entire industry”.

Pike, of Lower Wend, sold at least 60 documents, Ashby Crown Court heard. Prosecuting, Imran Shah \
said Pike was “motivated by nothing but greed”.

In mitigation, Lucy Farr said her client was “truly sorry for what he did”.

Pike shouted “it’s a stitch-up” as he was led away.

Det Sgt Owen Blythe, of Wend Police, said after the hearing: “This was a mean and cynical fraud.”"""

FIRMS = """\
Regulator fines phone firm

The telecoms regulator has fined Brightcall €2m for hidden charges.

“Customers were misled for years,” the regulator said. Brightcall “knew, or should have known”, \
that its tariffs broke the law, it added.

The company said it would appeal. “We are disappointed by the decision,” a spokesperson said.

Consumer group Fairline welcomed the ruling. “It sends a clear message to the market,” said its \
director, Moira Keane.

In 2021 the then finance minister described the tariffs as “a maze without an exit”."""

TERMS = """\
The “Blue Door” café in Lisk serves what it calls “slow toast”. The menu, printed under the title \
“Bread and Its Discontents”, lists eleven kinds. One is known as “the widow”, another as “old \
faithful”.

Owner Mia Trask, whom regulars call “Captain”, opened in 2018. “I wanted a place without \
screens,” she said. The word “brunch” is banned."""

PASSAGES = {
    "tabloid": (
        TABLOID,
        ["~", "~", "Rita Calloway", "Rita Calloway", "Alan Pryce", "Alan Pryce", "", "~"],
    ),
    "broadcast": (
        BROADCAST,
        [
            *("~", "Tom Ridley", "Tom Ridley", "Skerry Lines", "Nadia Okoro"),
            *("Ben", "Hugh Menzies"),
        ],
    ),
    "press release": (
        PRESS_RELEASE,
        ["~", "Petra Holm", "Petra Holm", "Jan Novotny", "Jan Novotny", "Amir Sadeghi"]
        + ["Petra Holm"],
    ),
    "parliament": (
        PARLIAMENT,
        ["Oona Kettle", "Oona Kettle", "Davit Aslan", "the Speaker", "Oona Kettle"]
        + ["Colm Darby", "Colm Darby", "~"],
    ),
    "long read": (
        LONG_READ,
        ["Lidia Ferrant"] * 2
        + ["Piet Vos", "Piet Vos", "Wen", "Konrad Aust", "Konrad Aust", "Lidia Ferrant"],
    ),
    "interview": (INTERVIEW, ["Marta Quill", "Marta Quill"]),
    "wire": (
        WIRE,
        ["Luis Abarca", "Luis Abarca", "Rosa Tellez", "Rosa Tellez", "Rosa Tellez"]
        + ["Andaro Mining", "the mining ministry", ""],
    ),
    "blog": (BLOG, ["~", "", "Dee Marlowe", "Dee Marlowe", "Hal", "Otto Lund"]),
    "single marks": (
        SINGLE_MARKS,
        ["Sunniva Krag"] * 3 + ["~", "Emil Aaker", "Dag Fossum", ""],
    ),
    "German": (GERMAN, ["Karin Obst", "Rolf Hänsel", "Rolf Hänsel", "", "Karin Obst"]),
    "French": (FRENCH, ["Anne Lormel"] * 2 + ["Paul Sérac"] * 2 + ["Anne Lormel"]),
    "sport": (
        SPORT,
        ["Greg Tanner"] * 2 + ["Luca Brandi", "Greg Tanner", "Roy Aldous", "Roy Aldous"],
    ),
    "court": (
        COURT,
        ["Helen Mabbott", "Imran Shah", "Lucy Farr", "Dorian Pike", "Owen Blythe"],
    ),
    "firms": (
        FIRMS,
        ["the regulator", "the regulator", "", "Moira Keane", "the then finance minister"],
    ),
    "terms": (TERMS, ["~", "~", "~", "~", "~", "~", "Mia Trask", "~"]),
}


@pytest.mark.parametrize(("text", "expected"), PASSAGES.values(), ids=PASSAGES)
def test_speakers_of_a_passage_are_found(text: str, expected: list[str]) -> None:
    found = quotations(text)
    assert ["~" if each.kind == "scare" else each.speaker for each in found] == expected
