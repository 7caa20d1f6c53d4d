"""Direct speech: each case is a passage and what stands in its quotation marks, in order.

In the expected lists, speech stands as it is; a scare quote or title has a tilde before it.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.quotations import quotations

CASES = {
    "straight": ('"We will deliver," he said.', ["We will deliver,"]),
    "curly": ("“We will deliver,” he said.", ["We will deliver,"]),
    "single straight": ("'We will deliver,' he said.", ["We will deliver,"]),
    "single curly": ("‘We will deliver,’ he said.", ["We will deliver,"]),
    "guillemets": ("«We will deliver», he said.", ["We will deliver"]),
    "guillemets with blanks": ("« We will deliver », he said.", ["We will deliver"]),
    "guillemets turned inwards": ("»We will deliver«, he said.", ["We will deliver"]),
    "Finnish guillemets": ("»We will deliver», he said.", ["We will deliver"]),
    "low and high": ("„We will deliver“, he said.", ["We will deliver"]),
    "low and high, Polish": ("„We will deliver”, he said.", ["We will deliver"]),
    "low single": ("‚We will deliver‘, he said.", ["We will deliver"]),
    "Swedish": ("”We will deliver”, he said.", ["We will deliver"]),
    "corner brackets": ("彼は「我々は輸出を続けます」と述べた。", ["我々は輸出を続けます"]),
    "Chinese": ("他说“我们会继续合作。”", ["我们会继续合作。"]),
    "two single marks for a double": ("''We will deliver,'' he said.", ["We will deliver,"]),
    "TeX marks": ("``We will deliver,'' he said.", ["We will deliver,"]),
    "curly open, straight close": ('“We will deliver," he said.', ["We will deliver,"]),
    "straight open, curly close": ('"We will deliver,” he said.', ["We will deliver,"]),
    "two": ("“We will,” he said. “We must.”", ["We will,", "We must."]),
    "nested single in double": (
        "“He told me ‘never again’ and left,” she said.",
        ["He told me ‘never again’ and left,"],
    ),
    "nested double in single": (
        "'He told me \"never again\" and left,' she said.",
        ['He told me "never again" and left,'],
    ),
    "nested straight in curly": (
        '“He called it "useless" and left,” she said.',
        ['He called it "useless" and left,'],
    ),
    "nested in the same marks": (
        "“He called it “useless” and left,” she said.",
        ["He called it “useless” and left,"],
    ),
    "nested straight in straight": (
        '"He called it "useless" and left," she said.',
        ['He called it "useless" and left,'],
    ),
    "nested at the end": (
        "“He called it ‘useless’,” she said. “I agree.”",
        ["He called it ‘useless’,", "I agree."],
    ),
    "apostrophes inside double": (
        "“Russia’s firms don’t pay the workers’ wages,” he said.",
        ["Russia’s firms don’t pay the workers’ wages,"],
    ),
    "apostrophes inside single": (
        "‘Russia’s firms don’t pay the workers’ wages,’ he said.",
        ["Russia’s firms don’t pay the workers’ wages,"],
    ),
    "apostrophes outside": (
        "The firms' deal with O'Brien's yard in the '90s was rock 'n' roll, he said.",
        [],
    ),
    "curly apostrophes outside": (
        "The firms’ deal with O’Brien’s yard in the ’90s was rock ’n’ roll, he said.",
        [],
    ),
    "decade with the wrong mark": ("In the ‘90s the firms’ deals failed.", []),
    "inches": ('A 12" barrel and a 5" gun were tested.', []),
    "feet and inches": ("He is 5'10\" tall and she is 6' 1\".", []),
    "inches inside": ('"The 12" barrel is heavy," he said.', ['The 12" barrel is heavy,']),
    "a number at the end": (
        '"We built it in 2023" and "we sold it", he said.',
        ["We built it in 2023", "we sold it"],
    ),
    "minutes of arc": ("At 54°12'30\" north the ship sank.", []),
    "a paragraph break inside": (
        "“We will deliver\nevery vehicle by May,” he said.",
        ["We will deliver\nevery vehicle by May,"],
    ),
    "mark repeated at each paragraph": (
        "“We build.\n\n“We sell.\n\n“We repair,” he said.",
        ["We build.\n\n“We sell.\n\n“We repair,"],
    ),
    "mark repeated, straight": (
        '"We build.\n"We sell.\n"We repair," he said. "Yes, we do."',
        ['We build.\n"We sell.\n"We repair,', "Yes, we do."],
    ),
    "mark not repeated": (
        "He said: “We build.\n\nWe sell.\n\nWe repair.”\n\nThen he left.",
        ["We build.\n\nWe sell.\n\nWe repair."],
    ),
    "guillemets over paragraphs": (
        "«Мы строим.\nМы продаём», — сказал он.",
        ["Мы строим.\nМы продаём"],
    ),
    "unclosed at the end of its paragraph": (
        "“We build ships for everybody.\n\nThe yard is old. Nobody knows its age.",
        ["We build ships for everybody."],
    ),
    "unclosed, attribution after": (
        "“We build ships for everybody, he said.\n\nThe yard is old.",
        ["We build ships for everybody,"],
    ),
    "unclosed, another follows": (
        "“We build ships. “We sell them,” he said.\n\nThe yard is old.",
        ["We sell them,"],
    ),
    "unclosed, the next paragraph has its own": (
        "“We build ships for everybody.\n\nThe yard is old. “We love it,” he said.",
        ["We build ships for everybody.", "We love it,"],
    ),
    "a stray closing mark": ("We build,” he said. “We sell.”", ["We sell."]),
    "a stray mark alone": (
        'The " sign is a mark. He said "we know this well".',
        ["we know this well"],
    ),
    "an empty pair": ('The "" sign.', []),
    "in brackets": ("He agreed (“we are ready to sign”).", ["we are ready to sign"]),
    "after a dash": ("He was clear—“we are ready to sign”—and left.", ["we are ready to sign"]),
    "starts with an ellipsis": ("He said “…and we will win”.", ["…and we will win"]),
    "starts with a bracket": ("He said “[we] will win the war”.", ["[we] will win the war"]),
    "starts with a sum": ("He said “$5 million is not enough”.", ["$5 million is not enough"]),
    "no blank after the mark": (
        "“We build,”he said.“We sell,”he added.",
        ["We build,", "We sell,"],
    ),
    "a fragment with an attribution": (
        "He said the deal was “very close to completion”.",
        ["very close to completion"],
    ),
    "one word with an attribution": ("She called it “disgraceful”.", ["~disgraceful"]),
    "called it a": ("Brandt called it “a disgrace”.", ["~a disgrace"]),
    "there were": ("Anna Lund said there were “significant” delays.", ["~significant"]),
    "fragment, attribution after": (
        "The line is “all but ready”, Anna Lund said.",
        ["all but ready"],
    ),
    "one word of speech": ("“Nonsense,” said Anna Lund.", ["Nonsense,"]),
    "a capital word of speech": ("Anna Lund answered: “No.”", ["No."]),
    "an exclamation": ("“Never!” Anna Lund said.", ["Never!"]),
    "a sentence without attribution": (
        "The plant stood still. “We have no parts at all and no money.”",
        ["We have no parts at all and no money."],
    ),
    "scare quotes": ("The “numerous” allies stayed away.", ["~numerous"]),
    "so-called": ("The so-called “filtration camps” grew.", ["~filtration camps"]),
    "an outlet": ("The paper ‘Gazeta.ru’ had the story.", ["~Gazeta.ru"]),
    "an event": ('Visitors to "Army 2023" saw it.', ["~Army 2023"]),
    "an event and a verb": ('Visitors to "Army 2023" saw it, Anna Lund said.', ["~Army 2023"]),
    "a missile": ("Three “Iskander” missiles were launched.", ["~Iskander"]),
    "a missile in an attributed sentence": (
        "Anna Lund said the “Iskander” missiles were launched.",
        ["~Iskander"],
    ),
    "an American comma": ("They saw the “Iskander,” a missile, fly.", ["~Iskander,"]),
    "nickname": ("The gun, nicknamed “the broom”, is old.", ["~the broom"]),
    "called by its name": ("A system called “Dome” was shown.", ["~Dome"]),
    "a title": ("He wrote “The Art of the Tank” in May.", ["~The Art of the Tank"]),
    "a firm": (
        'The firm "Rosteh" and the yard "Northern Star" merged.',
        ["~Rosteh", "~Northern Star"],
    ),
    "a Russian firm": ("Концерн «Калина» показал ракету «Буря».", ["~Калина", "~Буря"]),
    "a single scare quote": ("The 'peace' lasted a day.", ["~peace"]),
    "scare and speech": (
        "The “peace” is over. “We will fight on,” Anna Lund said.",
        ["~peace", "We will fight on,"],
    ),
    "a headline": ("Anna Lund: 'We will win this war'", ["We will win this war"]),
}


def shown(text: str) -> list[str]:
    return [("~" if each.kind == "scare" else "") + each.exact for each in quotations(text)]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_quotation_is_found(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_an_unclosed_mark_never_swallows_the_article() -> None:
    rest = "\n\n".join(f"The yard built ship number {n} and sold it." for n in range(50))
    found = quotations("He said: “We build ships for all of you.\n\n" + rest)
    assert [each.exact for each in found] == ["We build ships for all of you."]


def test_an_article_without_marks_has_no_quotations() -> None:
    assert quotations("The minister said that exports rose.") == []
    assert quotations("") == []


def test_scare_quotes_have_no_speaker() -> None:
    (found,) = quotations("Anna Lund said the “Iskander” missiles were launched.")
    assert (found.kind, found.speaker) == ("scare", "")


PIECES = st.lists(
    st.sampled_from(
        [
            *"\"'“”„‘’‚«»‹›「」『』`.,:5 —\n和は说é\x01\ud800",
            *("''", "’s", "\n\n", ". ", ", ", ": ", "said", "he", "she", "word", "I", "who", "of"),
            *("Lund", "Anna Lund", "the minister", "the Ministry of", "according to"),
            *("quoted as saying", "the statement", "Mr "),
        ]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(st.one_of(PIECES, st.text(max_size=200)))
def test_quotations_are_ordered_disjoint_and_exact(text: str) -> None:
    at = 0
    for each in quotations(text):
        assert at <= each.start < each.end <= len(text)
        assert each.exact == text[each.start : each.end]
        assert each.exact == each.exact.strip()
        assert text[each.start - 1] not in each.exact[:1] or len(each.exact) > 1
        at = each.end


@settings(deadline=None, max_examples=100)
@given(PIECES, PIECES)
def test_what_follows_a_finished_paragraph_moves_no_quotation_in_it(head: str, tail: str) -> None:
    speech = "“We will deliver,” Anna Lund said."
    found = quotations(f"{speech}\n{head}\n\n{tail}")
    assert (found[0].start, found[0].exact, found[0].kind) == (1, "We will deliver,", "speech")


HOSTILE = {
    "straight marks": '"' * 100_000,
    "marks and blanks": '" ' * 100_000,
    "opening marks only": "“a " * 100_000,
    "deep nesting": "“" * 50_000 + "”" * 50_000,
    "apostrophes": "firms' " * 100_000,
    "inches": '5" ' * 100_000,
    "short pairs": "“a” " * 50_000,
    "repeated marks at each paragraph": "“We go on and on.\n" * 20_000,
    "one line without an end": "Anna Lund said that " * 100_000,
    "a pronoun after many names": "Anna Lund, " * 20_000
    + "“we go on and on like this” he said " * 9_000,
    "blanks": " " * 1_000_000,
    "line ends": "\n" * 300_000,
    "capitals": "Aa " * 200_000,
    "an endless name": "Ministry of " * 50_000,
    "an endless particle": "von " * 100_000,
    "initials": "A. " * 100_000,
    "an endless word": "A" * 1_000_000,
    "an endless compound": "A-" * 300_000,
    "corner brackets": "「我々は」说" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(text: str) -> None:
    """Each would take minutes if the work grew with the square of the length."""
    assert len(quotations(text)) <= len(text)
