"""How hard Hypothesis tries: ``HYPOTHESIS_PROFILE=default|ci|long``."""

import os

from hypothesis import HealthCheck, settings

# The machine is shared: how long one example takes says nothing about the rule.
_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", _COMMON, max_examples=100)
#: The same examples every time, so that a change is judged by what it changed.
settings.register_profile("ci", _COMMON, max_examples=100, derandomize=True, print_blob=True)
settings.register_profile("long", _COMMON, max_examples=3000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
