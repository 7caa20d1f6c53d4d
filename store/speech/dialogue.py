"""Two people in turn: question and answer in courts, parliaments and interviews."""

from __future__ import annotations

from store.speech.quote_marks import Span

_TURNS = 3
_TAG = 80
"""Characters of “asked Mr Brandt.”, and not of a story told after the quotation."""


class Dialogue:
    """Whose turn it is in `text`, by the paragraphs that begin with what somebody says."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._turns: list[tuple[str, int, bool]] = []
        """Speaker, end, and whether it was a question, of the turns that follow each other."""

    def spoke(self, speaker: str, span: Span, *, asks: bool) -> None:
        """Remember that `speaker`, or nobody known, said `span`."""
        end = self._turns[-1][1] if self._turns else 0
        if self._turns and "\n" not in self._text[end : span.open]:
            speaker = speaker or self._turns[-1][0]
            self._turns[-1] = (speaker, span.close, asks or self._turns[-1][2])
            return
        if not (self._turns and self._follows(span)):
            self._turns.clear()
        self._turns = [*self._turns[-_TURNS:], (speaker, span.close, asks)]

    def answers(self, span: Span, *, asks: bool) -> str:
        """The other of two people, where a paragraph is nothing but what one of them says."""
        if len(self._turns) < 2 or not self._follows(span) or not self._alone(span):
            return ""
        (other, _, asked), (last, _, asked_last) = self._turns[-2:]
        return other if other != last and (asked or asked_last or asks) else ""

    def _follows(self, span: Span) -> bool:
        """Whether the paragraph begins with `span`, and the one before it with the last turn."""
        between = self._text[self._turns[-1][1] : span.open]
        first, _, rest = between.partition("\n")
        return "\n" in between and not rest.strip() and len(first) < _TAG

    def _alone(self, span: Span) -> bool:
        end = self._text.find("\n", span.close)
        return not self._text[span.close : end if end >= 0 else None].strip()
