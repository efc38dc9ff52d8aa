"""Drawing with the skew of real lists: a few values often, most of them seldom (Zipf: the n-th as 1/n)."""

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

Value = TypeVar("Value")


def rank(random: Random, many: int) -> int:
    """From 0 on, the n-th about 1/n as often as the first."""
    return min(many - 1, int(math.exp(random.random() * math.log(many + 1))) - 1)


def skewed(random: Random, values: Sequence[Value]) -> Value:
    return values[rank(random, len(values))]


def several(random: Random, values: Sequence[Value], most: int) -> list[Value]:
    """From one to most different values, few more often than many."""
    wanted = 1 + rank(random, most)
    return list(dict.fromkeys(skewed(random, values) for _ in range(wanted)))


def weighted(random: Random, choices: dict[Value, int]) -> Value:
    """One of the keys, as often as its number says."""
    return random.choices(list(choices), list(choices.values()))[0]


def ordered(seed: str, values: Sequence[Value]) -> list[Value]:
    """The same values in an order of the seed's own: what is frequent with one is rare with another."""
    shuffled = list(values)
    Random(seed).shuffle(shuffled)  # noqa: S311 (nothing secret hangs on it)
    return shuffled
