"""What a terminal would obey, and the keys that go through every screen that could show it."""

from __future__ import annotations

PAYLOADS = (
    "\x1b[7771m",
    "\x1b[777;777H",
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]0;PWNED\x07",
    "\x1b]8;;http://PWNED\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+qPWNED\x1b\\",
    "\x1b_PWNED\x1b\\",
    "\x1bc\x1b7\x1b(0",
    "\x9b7771m",
    "\x9d52;c;PWNED\x9c",
    "\x90PWNED\x9c",
    "\x07\x08\x7f\x0e\x0f\x05\x1a",
    "\u202ePWNED\u2066x\u2069\u200f\u061c",
    "[bold]",
    "[/nope]",
    "[@click=app.quit]q[/]",
    "$text $primary {0} %s",
    "z" + "\u0300" * 40,
    "王\u200d\ufe0f\u2028\u2029\ufeff",
)

PASTE = "\x1b[200~" + "".join(PAYLOADS).replace("\x1b[201~", "") + "\x1b[201~"

CTRL_O = "\x0f"

JOURNEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "list": (("down",) * 8, ("pagedown", "G", "o", "o", "o", "g"), ("space", "1", "d", "s", "u")),
    "reader": (("enter", '"', "v", "right", "1"), ("[", "]", "t"), ("escape",)),
    "notes": (
        ("enter", '"', "a", PASTE, "enter", "p", PASTE, "down", "tab", "enter", "a"),
        ("escape", "p", "backspace", "escape", "A", PASTE, "ctrl+j", "enter"),
    ),
    "find": (
        ("/", PASTE, "enter", "escape"),
        ("/", '"', "enter", "escape", "/", "t", "o", "p", "i", "c", ":", "escape"),
        ("enter", "f", PASTE, "enter", "n"),
    ),
    "topics": (
        ("tab", "tab", "G", "delete", "n", "c", "down", "escape"),
        ("n", PASTE, "enter", "escape", "r", PASTE, "enter", "escape", "m", "z", "down", "escape"),
        ("i", "escape", "D", PASTE, "enter", "delete", "y", "u", "enter"),
    ),
    "picker": (("t", "b", "tab", "down", "tab", "escape"), ("t", PASTE, "escape")),
    "export": (("e", PASTE, "enter", "ctrl+f", "ctrl+s", "enter", "escape"),),
    "copy": (("enter", "y"), ('"', "y")),
    "import": (("i", PASTE, "tab", "enter", "escape"), ("i", "/", "down", "tab", "escape")),
    "help": (("?", "pagedown", "/", "z", "escape"), ("ctrl+p", "z", "backspace", "escape")),
    "versions": (
        ("enter", "down", "v", "right", CTRL_O, "n", "down", "s", "u"),
        (CTRL_O, "o", "V", "V", "/", *"is:superseded", "enter"),
    ),
    "elsewhere": (("enter", '"', "="), ("down", "space", "escape")),
    "quotes": (
        ("Q", "down", "space", "o", "t", "escape", "p", "escape", "a", PASTE, "enter"),
        ("/", PASTE, "enter", "escape", "y", "e", "escape", "enter"),
    ),
    "groups": (
        ("Q", "g", *"ooooooo", "ctrl+a", "1", "u", "delete", "u", "e", "ctrl+s", "escape"),
        ("escape", "G", "k", "p", PASTE, "enter", "shift+down", "escape", "escape"),
    ),
    "coding": (
        ("+", "u", "T", "escape", "z", "z", "enter", '"', "1", "m", "enter", "enter", "m"),
        ("g", "]", ">", "<", ".", ",", ")", "(", "o", "l", "l", "|", "&", "u", "u", "w", "w"),
        ('"', "=", "c", "escape", "d", "u", "escape", "1", "1", "x"),
    ),
    "edits": (
        ("1", "enter", "H", "down", "U", "U", "s", "down", "shift+down", "shift+up", "s", "m"),
        ("u", "ctrl+r", "enter"),
    ),
    "progress": (("P", *"23456", "down", "down", "/", PASTE, "enter", "escape"),),
    "branches": (
        ("C", "down", "x", "down", "v", "u", "G", "w", PASTE, "enter", "D", PASTE, "enter"),
        ("m", "z", "down", "enter", "escape", "r", PASTE, "enter", "escape", "7", "V", "u"),
        (" ", "H", "L", "enter"),
    ),
    "palette": (("ctrl+p", "pagedown"), ("l", "a", "b", "e", "l", "down", "enter")),
    "history": (("H", "down", "m", "U", "enter"), ("H", "G", "shift+down")),
    "statistics": (("P", "pagedown", "tab", "tab", "right"), ("down", "down", "enter")),
    "agreement": (("ctrl+g", "pagedown", "tab", "down", "tab", "down"), ("tab", "down", "enter")),
    "adjudication": (
        ("B", "down", "1", "2", "a", "tab", "t", "escape", "p", PASTE, "enter", "i", PASTE),
        ("escape", "x", "u", "delete", "n", "J", "shift+down", "enter"),
    ),
    "codebook": (
        ("C", "down", "D", "escape", "c", "escape", "/", "z", "escape"),
        ("n", PASTE, "escape", "I", PASTE, "enter", "escape", "e", PASTE, "enter", "escape"),
    ),
}
"""Keys that go through screens, each from the list on."""

NARROW = {"list", "find", "groups", "edits", "progress", "branches"}
"""Journeys at 80x24; the others are at 160x45."""

SHOWS = {
    "list": {"Triage"},
    "notes": {"Prompt"},
    "topics": {"Confirm", "ColourPicker"},
    "picker": {"TopicPicker"},
    "export": {"ExportDialog"},
    "import": {"ImportDialog"},
    "help": {"Help", "CommandPalette"},
    "versions": {"OrphanReview"},
    "elsewhere": {"Places"},
    "quotes": {"QuoteBrowser"},
    "groups": {"QuoteBrowser", "ExportDialog", "Prompt"},
    "coding": {"TopicPicker", "Places"},
    "edits": {"History"},
    "progress": {"StatisticsScreen", "Prompt"},
    "branches": {"CodebookScreen", "Prompt"},
    "palette": {"CommandPalette"},
    "history": {"History"},
    "statistics": {"StatisticsScreen"},
    "agreement": {"AgreementScreen"},
    "adjudication": {"AdjudicationScreen"},
    "codebook": {"CodebookScreen"},
}
"""The screens that a journey must have come through."""
