"""The portal's own settings, with one address more: the constant page that times are measured against."""

from tarepo.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
