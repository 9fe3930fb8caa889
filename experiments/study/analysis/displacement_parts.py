"""Where arrivals and boats went: the parts that ``tables/displacement`` compares.

Parts of totals, without following anybody; ``narrows displacement`` follows each person.
"""

from __future__ import annotations

PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("departure zone", ("arrivals_dkk", "arrivals_cqf", "arrivals_bol", "arrivals_som")),
    ("launch method", ("arrivals_beach", "arrivals_dispersed", "arrivals_taxi_boat")),
    ("entry", ("arrivals_turkiye", "arrivals_central_mediterranean", "arrivals_visa_air")),
    ("road of people", ("passages_hungary", "passages_croatia", "passages_romania",
                        "passages_trieste", "passages_ventimiglia")),
    ("boats", ("boats_ordered", "boats_seized_upstream", "boats_seized_cache",
               "boats_seized_beach", "boats_launched", "boats_arrived")),
)  # fmt: skip
"""By what totals are split, and the outcomes that are the parts."""
