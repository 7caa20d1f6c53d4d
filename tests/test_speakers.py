"""Who said it: each case is a passage, and the speakers of its direct speech in order."""

from __future__ import annotations

import pytest

from store.quotations import quotations

CASES = {
    "said X": ("“The line is open,” said Ivan Karsk.", ["Ivan Karsk"]),
    "X said": ('"The line is open," Ivan Karsk said.', ["Ivan Karsk"]),
    "X says, with a title": (
        "“Orders doubled,” Defence Minister Irena Valtos says.",
        ["Irena Valtos"],
    ),
    "nationality and title": (
        "“We are ready to talk,” Veronian President Pavel Orlan told reporters in Lisk.",
        ["Pavel Orlan"],
    ),
    "firm and title": ("“Demand is high,” Tekno CEO Marta Lind added.", ["Marta Lind"]),
    "apposition after the name": (
        "“Exports will grow,” Ivan Karsk, the director of Tekno Systems, noted.",
        ["Ivan Karsk"],
    ),
    "apposition with a second firm": (
        "“Exports will grow,” Ivan Karsk, director of Tekno, a drone maker in Lisk, said.",
        ["Ivan Karsk"],
    ),
    "apposition that names somebody else": (
        "“It’s over,” Ivan Karsk, who replaced Anna Lund last year, said.",
        ["Ivan Karsk"],
    ),
    "apposition with another person's name": (
        "“It’s over,” said Ivan Karsk, an adviser to President Pavel Orlan.",
        ["Ivan Karsk"],
    ),
    "office before the name": (
        "“No contract was signed,” said the company’s chief executive, Paul O’Brien.",
        ["Paul O’Brien"],
    ),
    "office before the name, before the verb": (
        "“No contract was signed,” the company’s director, Paul O’Brien, said.",
        ["Paul O’Brien"],
    ),
    "spokesman and name": (
        "“No comment,” ministry spokesman Dmitri Valk told Reuters on Tuesday.",
        ["Dmitri Valk"],
    ),
    "of a firm": ("“It flies,” Ivan Karsk of Tekno Systems said.", ["Ivan Karsk"]),
    "according to, after": (
        "The deal is “one of the largest ever”, according to Ivan Karsk.",
        ["Ivan Karsk"],
    ),
    "according to, before": (
        "According to General Oleg Brandt, “the guns arrived late”.",
        ["Oleg Brandt"],
    ),
    "in the words of": ("It was, in the words of Anna Lund, “a very bad day”.", ["Anna Lund"]),
    "colon": ("Anna Lund: “We will not sell.”", ["Anna Lund"]),
    "said, colon": ("Speaking in Lisk, Anna Lund said: “We will not sell.”", ["Anna Lund"]),
    "told somebody, colon": (
        "Anna Lund told the Morning Courier on Friday: “We will not sell.”",
        ["Anna Lund"],
    ),
    "said that, fragment": (
        "Anna Lund said that the offer was “far from sufficient” for the army.",
        ["Anna Lund"],
    ),
    "called it": ("Oleg Brandt called it “a disgrace to us”.", ["Oleg Brandt"]),
    "described as": (
        "Oleg Brandt described the talks as “frank and open” and “of great use”.",
        ["Oleg Brandt"] * 2,
    ),
    "as X put it": ("As Oleg Brandt put it, “nobody buys promises”.", ["Oleg Brandt"]),
    "quoted as saying": (
        "“The test failed,” Oleg Brandt was quoted as saying by the agency.",
        ["Oleg Brandt"],
    ),
    "an agency quotes somebody": (
        "“The test failed,” Interlink quoted Oleg Brandt as saying.",
        ["Oleg Brandt"],
    ),
    "split": (
        "“We will,” Oleg Brandt said, “deliver every vehicle by May.”",
        ["Oleg Brandt"] * 2,
    ),
    "split in two sentences": (
        "“We will deliver,” said Oleg Brandt. “Nobody needs to worry about that.”",
        ["Oleg Brandt"] * 2,
    ),
    "next paragraph without attribution": (
        "“We will deliver,” said Oleg Brandt.\n\n“Nobody needs to worry about that.”",
        ["Oleg Brandt"] * 2,
    ),
    "previous sentence": (
        "Oleg Brandt spoke to reporters after the show. “We have no debts.”",
        ["Oleg Brandt"],
    ),
    "previous paragraph": (
        "Oleg Brandt said that the plant had been paid in full.\n“We have no debts.”",
        ["Oleg Brandt"],
    ),
    "previous sentence without a verb of saying": (
        "Oleg Brandt rejected the criticism. “We have no debts.”",
        ["Oleg Brandt"],
    ),
    "following sentence": (
        "“We have no debts.” Oleg Brandt made the remark when he spoke to the board in Lisk.",
        ["Oleg Brandt"],
    ),
    "bare surname, full name before": (
        "Irena Valtos visited the yard. “It floats,” Valtos said.",
        ["Irena Valtos"],
    ),
    "bare surname, full name after": (
        "“It floats,” Valtos said. Irena Valtos took office in May.",
        ["Irena Valtos"],
    ),
    "Ms and surname": (
        "Irena Valtos and Marko Valtos own the yard. “It floats,” Mr Valtos said.",
        ["Marko Valtos"],
    ),
    "she": (
        "Irena Valtos met Marko Dahl in Lisk. “It floats,” she said.",
        ["Irena Valtos"],
    ),
    "he": (
        "Irena Valtos met Marko Dahl in Lisk. “It floats,” he said.",
        ["Marko Dahl"],
    ),
    "he is the subject, not the object": (
        "Marko Dahl met with Pavel Orlan in Lisk. “It was a good talk,” he said.",
        ["Marko Dahl"],
    ),
    "he is the last speaker": (
        "“We sell to all,” said Marko Dahl. Pavel Orlan is a customer of his. “He pays,” Dahl "
        "said.",
        ["Marko Dahl"] * 2,
    ),
    "she across paragraphs": (
        "Irena Valtos opened the show.\n\nThe stands were full.\n\n“It is a record,” she said.",
        ["Irena Valtos"],
    ),
    "the minister": (
        "Defence Minister Irena Valtos met Marko Dahl. “It floats,” the minister said.",
        ["Irena Valtos"],
    ),
    "the director, from an apposition": (
        "Marko Dahl, the director of the yard, led Pavel Orlan around. "
        "“It floats,” the director said.",
        ["Marko Dahl"],
    ),
    "the official": (
        "Irena Valtos arrived late. “The road is bad,” the official explained.",
        ["Irena Valtos"],
    ),
    "two speakers in turn": (
        "“We sell,” said Marko Dahl. “We buy,” said Pavel Orlan. “Often,” he added.",
        ["Marko Dahl", "Pavel Orlan", "Pavel Orlan"],
    ),
    "two speakers in one sentence": (
        "Marko Dahl said “we will sell it”, while Pavel Orlan insisted “nobody will buy”.",
        ["Marko Dahl", "Pavel Orlan"],
    ),
    "a named ministry": (
        "The Defence Ministry said: “All targets were hit.”",
        ["the Defence Ministry"],
    ),
    "ministry of": (
        "“All targets were hit,” the Ministry of Defence said in a statement.",
        ["the Ministry of Defence"],
    ),
    "the ministry, named before": (
        "The Defence Ministry denied it. “All targets were hit,” the ministry said.",
        ["the Defence Ministry"],
    ),
    "a firm": ("“Our radar is ready,” Tekno Systems said in a statement.", ["Tekno Systems"]),
    "the company, named before": (
        "Tekno Systems denied delays. “Our radar is ready,” the company said.",
        ["the company"],
    ),
    "a spokesman for": (
        "“Our radar is ready,” a spokesman for Tekno Systems said.",
        [""],
    ),
    "said a spokesman for": (
        "“Our radar is ready,” said a spokesman for the ministry.",
        [""],
    ),
    "an unnamed official": (
        "“They will not get it,” a senior defence official said.",
        [""],
    ),
    "unnamed people": ("“They will not get it,” analysts said.", [""]),
    "nationals": ("“They will not get it,” Veronian officials said.", [""]),
    "initials": ("“Steel is short,” V. A. Petrenko noted.", ["V. A. Petrenko"]),
    "initials and full name": (
        "Viktor Petrenko runs the mill. “Steel is short,” V. Petrenko noted.",
        ["Viktor Petrenko"],
    ),
    "particles": ("“We must act,” Ursula von der Marck said.", ["Ursula von der Marck"]),
    "particles, surname only": (
        "Ursula von der Marck arrived. “We must act,” von der Marck said.",
        ["Ursula von der Marck"],
    ),
    "Arabic name": ("“We buy from all,” Prince Khalid al-Rashidi said.", ["Khalid al-Rashidi"]),
    "hyphen": ("“We buy from all,” said Jean-Luc Moreau-Petit.", ["Jean-Luc Moreau-Petit"]),
    "Korean order": (
        "Kim Min-jun leads the firm. “We can double output,” Kim said.",
        ["Kim Min-jun"],
    ),
    "military rank": ("“The front holds,” Lt. Gen. Oleg Brandt wrote.", ["Oleg Brandt"]),
    "abbreviated title and surname": (
        "Oleg Brandt rose early. “The front holds,” Gen. Brandt said.",
        ["Oleg Brandt"],
    ),
    "coordinated verbs": (
        "Oleg Brandt thanked Marta Lind and said “the front holds”.",
        ["Oleg Brandt"],
    ),
    "day before the subject": (
        "On Monday Oleg Brandt said the front was “stable for now”.",
        ["Oleg Brandt"],
    ),
    "place before the subject": (
        "At a forum in New Lisk, Oleg Brandt warned: “The front is thin.”",
        ["Oleg Brandt"],
    ),
    "adding": (
        "“It flies,” said Marta Lind, adding that the price was “more than fair”.",
        ["Marta Lind"] * 2,
    ),
    "firm in quotation marks within the attribution": (
        'Oleg Brandt, head of "Rosteh", said "we have no comment on this".',
        ["Oleg Brandt"],
    ),
    "interview": (
        "Marta Lind: We were told “this will never fly” by everybody.",
        ["Marta Lind"],
    ),
    "dash at the end": ("“We never looked back.” — Marta Lind", ["Marta Lind"]),
    "wrote on a network": (
        "“Another ship has sailed,” Marta Lind wrote on her channel.",
        ["Marta Lind"],
    ),
    "statement": (
        "In a statement on Friday, Tekno Systems said the claims were “false and harmful”.",
        ["Tekno Systems"],
    ),
    "who said": (
        "The yard is run by Marta Lind, who said: “We never looked back.”",
        ["Marta Lind"],
    ),
    "several paragraphs": (
        "“We build.\n\n“We also sell,” said Marta Lind.",
        ["Marta Lind"],
    ),
    "nobody": ("“Everything must go.”", [""]),
    "what is said inside a quotation attributes nothing": (
        "“My father Ivan said so,” Marta Lind recalled. “Pavel Orlan agreed.”",
        ["Marta Lind"] * 2,
    ),
    "German": ("„Wir liefern“, sagte Verteidigungsminister Boris Klein.", ["Boris Klein"]),
    "German, before": ("Boris Klein erklärte: „Wir liefern bald.“", ["Boris Klein"]),
    "French": ("« Nous livrons », a déclaré Hélène Duval.", ["Hélène Duval"]),
    "French, selon": ("Selon Hélène Duval, « le contrat est signé ».", ["Hélène Duval"]),
    "Russian": ("«Мы готовы», — сказал Иван Карский.", ["Иван Карский"]),
    "Russian, according to": (
        "Иван Петров прибыл. По словам Петрова, это «очень важный шаг».",
        ["Иван Петров"],
    ),
    "Japanese": ("山田太郎は「我々は輸出を続ける」と述べた。", ["山田太郎"]),
    "Chinese": ("王毅表示：“我们会继续合作。”", ["王毅"]),
    "chief of something, unnamed": (
        "“Prices are up,” the head of the plant’s export arm said.",
        ["the head of the plant’s export arm"],
    ),
    "title after name with of": (
        "Marta Lind, deputy head of the Federal Service for Military Trade, told journalists that "
        "“demand has not fallen”.",
        ["Marta Lind"],
    ),
    "told an outlet in quotation marks": (
        "Marta Lind told ‘Arms Weekly’ that exports “have not fallen at all”.",
        ["Marta Lind"],
    ),
    "as she put it": (
        "Marta Lind has no doubts. The plant is, as she put it, “the heart of the town”.",
        ["Marta Lind"],
    ),
    "asked": (
        "Asked about delays, Marta Lind replied: “What delays?”",
        ["Marta Lind"],
    ),
    "a later sentence with a new subject": (
        "Marta Lind said output was up. Oleg Brandt was less sure. “Let us see,” he said.",
        ["Oleg Brandt"],
    ),
    "an indirect report, then its quotation": (
        "The fleet needs ships, said Oleg Brandt. “We have three left.”",
        ["Oleg Brandt"],
    ),
    "surname first in the passage with title": (
        "Mr Brandt said: “We have three left.” Later Oleg Brandt left.",
        ["Oleg Brandt"],
    ),
    "a title of two words without a name": (
        "Prime Minister Anna Sorel came. “We are allies,” the prime minister said.",
        ["Anna Sorel"],
    ),
    "they": ("Tekno and Kolna issued a statement. “We merge,” they said.", [""]),
    "an unnamed official stays the same one": (
        "Marta Lind left. A senior official said “she was furious”. “It is over,” the "
        "official said.",
        ["", ""],
    ),
    "a statement is not resolved": (
        "The Defence Ministry denied it all. “No shell was sold,” the statement said.",
        ["the statement"],
    ),
    "a post is not resolved": (
        "Boris Yelnik spoke up on his channel. “The line starts in March,” the post read.",
        ["the post"],
    ),
    "Secretary of": (
        "“It deters,” Deputy Secretary of Defense Linda K. Hart told reporters.",
        ["Linda K. Hart"],
    ),
    "office, firm": (
        "The contractor, Hale Dynamics, said the work was “well on schedule”.",
        ["Hale Dynamics"],
    ),
    "a state after the name": (
        "Rep. Alma Reyes, D-Texas, who chairs the panel, said she’s “deeply concerned about it”.",
        ["Alma Reyes"],
    ),
    "saying only that": (
        "A company spokeswoman, Joyce Lee, said little, saying only that “we let it speak”.",
        ["Joyce Lee"],
    ),
    "who said, after an apposition": (
        "She was echoed by Johan Ek, head of the steel association, who said “rules are rules”.",
        ["Johan Ek"],
    ),
    "for what she called": (
        "President Aleksandra Vuk thanked Jon Beker for what she called “true and tested "
        "leadership”.",
        ["Aleksandra Vuk"],
    ),
    "what customers ask for is reported by the speaker": (
        "Maks Orel said that buyers were asking for “proven and simple” systems.",
        ["Maks Orel"],
    ),
    "a list in one sentence": (
        "Dana Wu wrote that she left “with a heavy heart” and that the books were “in good order”.",
        ["Dana Wu"] * 2,
    ),
    "another, unnamed": (
        "“It’s a mess,” Dana Wu said. Another called the timing “terrible for us all”.",
        ["Dana Wu", ""],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), CASES.values(), ids=CASES)
def test_speaker_is_found(text: str, speakers: list[str]) -> None:
    found = [each.speaker for each in quotations(text) if each.kind == "speech"]
    assert found == speakers
