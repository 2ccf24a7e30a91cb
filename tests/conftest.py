"""How hard Hypothesis tries: the same examples on every run by default, many fresh ones with the profile ``slow``.

Choose with ``pytest --hypothesis-profile=slow``.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("stable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "slow", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
settings.load_profile("stable")
