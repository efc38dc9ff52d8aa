"""How a property is tried: with a fifth of its examples in `make test`, with all of them in `make check`."""

import os

from hypothesis import HealthCheck, settings

ALL = bool(os.environ.get("TAREPO_ALL_EXAMPLES"))


def examples(most: int) -> settings:
    """So many at most, without a clock; what fixtures made stays from one example to the next."""
    return settings(
        deadline=None,
        max_examples=most if ALL else max(most // 5, 8),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
        database=None,
    )
