"""Direct speech and its speakers: time an article, and how much of the gold files is found."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from store.quotations import quotations
from tests.bench.bench import Bench
from tests.bench.gold import DEVELOPED, SAMPLES, UNSEEN, GoldSet, score
from tests.bench.rows import Row
from tests.bench.timing import in_turns

MILLI = 1e3
AT_LEAST = {"precision": 0.95, "recall": 0.90, "speakers": 0.85}


def measure(bench: Bench) -> Iterator[Row]:
    """Rows for each gold set; `size` counts its articles, or the direct speech that is judged."""
    for gold in (SAMPLES, DEVELOPED, UNSEEN):
        yield time_of(gold, max(3, bench.scale.rounds // 40))
        result = score(gold)
        judged = {"precision": result.found, "recall": result.expected, "speakers": result.named}
        for name, least in AT_LEAST.items():
            reached: float = getattr(result, name)
            bound = f"at least {least:g}" if gold is SAMPLES else ""
            met = reached >= least if gold is SAMPLES else None
            yield Row(
                f"quotations, {gold.name}: {name}", judged[name], reached, "", "", None, bound, met
            )


def time_of(gold: GoldSet, rounds: int) -> Row:
    """Median over the articles of the median over the rounds."""
    texts = [(article.text, article.language) for article, _ in gold.by_article()]
    acts = {number: lambda pair=pair: quotations(*pair) for number, pair in enumerate(texts)}
    times = [median(spent) for spent in in_turns(acts, rounds).values()]
    name = f"quotations, {gold.name}: time an article"
    return Row(name, len(texts), median(times) * MILLI, "ms")
