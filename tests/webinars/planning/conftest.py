from tests.jobs.conftest import postbox

__all__ = ["postbox"]
