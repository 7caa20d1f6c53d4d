"""People are told apart on every screen: by initials, by colour, and in how marks are drawn."""

from __future__ import annotations

from tui.marks import Mark
from tui.paint import Spans, gutter, text_segments
from tui.palette import PALETTE, Depth
from tui.people import meet, person


def test_an_own_highlight_is_filled_and_another_underlined() -> None:
    own, other = (Mark(0, 4, key, "a", "red", key == "own", "ben") for key in ("own", "other"))
    for depth in (Depth.MANY, Depth.FEW):
        filled = text_segments("text", 0, 4, [own], Spans((0, 0)), depth)[0].style
        lined = text_segments("text", 0, 4, [other], Spans((0, 0)), depth)[0].style
        assert filled and filled.bgcolor and not filled.underline
        assert lined and lined.underline and not lined.bgcolor
    plain = text_segments("text", 0, 4, [other], Spans((0, 0)), Depth.NONE)[0].style
    assert plain and plain.underline and plain.italic and not plain.color


def test_beside_a_highlight_of_a_colleague_stand_initials() -> None:
    marks = [Mark(0, 4, "ben/1", "a", "red", False, "ben.stone")]
    text = "".join(part.text for part in gutter(0, 10, marks, (0, 0), Depth.FEW))
    assert text == " BS "
    several = [*marks, Mark(2, 4, "anna/1", "a", "red", False, "anna")]
    assert "++" in "".join(part.text for part in gutter(0, 10, several, (0, 0), Depth.FEW))


def test_a_person_is_always_drawn_the_same_way() -> None:
    assert person("irena.valtos").initials == "IV"
    assert person("anna").initials == "An"
    assert person("anna2").initials == "A2"
    assert [person(f"analyst{n:02}").initials for n in (1, 2)] == ["A1", "A2"]
    assert [person(name).initials for name in ("", "7", "12", "42b")] == ["?", "7", "12", "4B"]
    assert person("anna") == person("anna")


def test_initials_tell_everybody_apart_who_works_together() -> None:
    team = ["anna", "annika", "anton", "irena.valtos", "ivo.vance", "analyst01", "analyst11"]
    assert person("ivo.vance").initials == "IV"
    assert meet(team) and not meet(reversed(team))
    assert person("anna").initials == "An" and person("irena.valtos").initials == "IV"
    assert len({person(name).initials.casefold() for name in team}) == len(team)
    assert all(1 <= len(person(name).initials) <= 2 for name in team)
    assert meet(["ivo.vance"]) and person("ivo.vance").initials == "IV"


def test_colours_are_shared_only_where_there_are_more_people_than_colours() -> None:
    team = [f"analyst{n}" for n in range(len(PALETTE))]
    meet(team)
    assert {person(name).colour for name in team} == set(PALETTE)
    again = [person(name).colour for name in team]
    more = [f"later{n}" for n in range(5)]
    meet([*team, *more])
    assert [person(name).colour for name in team] == again
    assert len({person(name).colour for name in more}) == 5
