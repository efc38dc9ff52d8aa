from tests.alone import _alone  # noqa: F401
