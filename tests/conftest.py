"""Settings for all tests."""

import os

from hypothesis import settings

# The gate tries the same examples each time: it tells of a change, not of luck. Everybody else's
# runs go on looking.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")
