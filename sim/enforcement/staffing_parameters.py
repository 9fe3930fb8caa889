"""Parameters of staffing: how announced posts become officers at work, their effort and cost."""

from sim.core.parameter import OnChange, Parameter, assumed, inferred
from sim.core.plausible_range import Scale, analogy, evidence, judgement

READERS = (
    "sim.enforcement.effort",
    "sim.interventions.funding",
    "sim.interventions.intelligence_unit",
    "sim.interventions.investigators",
    "sim.interventions.post",
    "sim.interventions.prosecutors",
    "sim.interventions.staffing",
)
"""Modules that read these parameters."""

STAFFING: tuple[Parameter, ...] = (
    assumed(
        "announcement_time",
        60,
        "days",
        (0, 3_650),
        "Days from announcement to the first hiring of investigators, other staff and prosecutors.",
        plausible=judgement(
            20,
            150,
            Scale.LOG,
            "Posts are approved and advertised before anyone is hired.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    inferred(
        "investigator_recruitment_time",
        300,
        "days",
        (0, 3_650),
        "S016 E143 E145",
        "Days over which posts for investigators and intelligence staff are filled.",
        plausible=analogy(
            150,
            540,
            Scale.LOG,
            "S016 E143 E145",
            "Sixty per cent of a large corps were recruited after sixteen months.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    inferred(
        "investigator_training_time",
        200,
        "days",
        (0, 3_650),
        "E144 E145",
        "Days from hiring to full effect of investigators and intelligence staff: between those of "
        "the experienced and of new entrants.",
        plausible=evidence(
            30,
            730,
            Scale.LOG,
            "E144",
            "One to three months for the experienced, two years for new entrants.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    inferred(
        "investigator_leavers",
        0.08,
        "share/year",
        (0, 1),
        "E143",
        "Share of added investigators and intelligence staff who leave in a year. Their posts are "
        "open again, and each successor is recruited and trained anew.",
        plausible=evidence(
            0.04,
            0.15,
            Scale.LOG,
            "E143",
            "Eight per cent left in a year and nine per cent of posts stood empty.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    assumed(
        "prosecutor_recruitment_time",
        180,
        "days",
        (0, 3_650),
        "Days over which posts for prosecutors are filled.",
        plausible=judgement(
            90,
            400,
            Scale.LOG,
            "Lawyers are advertised for, vetted and wait out their notice.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    assumed(
        "prosecutor_training_time",
        60,
        "days",
        (0, 3_650),
        "Days from hiring to full effect of prosecutors, who come as lawyers.",
        plausible=judgement(
            20,
            180,
            Scale.LOG,
            "Lawyers need to learn the trade and not the law.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    inferred(
        "prosecutor_leavers",
        0.3,
        "share/year",
        (0, 1),
        "E142",
        "Share of added prosecutors who leave in a year, as of the agency's lawyers.",
        plausible=evidence(
            0.15,
            0.4,
            Scale.LOG,
            "E142",
            "A quarter to a third of the agency's lawyers left in a year.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    inferred(
        "beach_recruitment_time",
        20,
        "days",
        (0, 3_650),
        "E086 E146",
        "Days from announcement until all added beach officers are on their way: mobile units move "
        "by order, reservists are called up.",
        plausible=evidence(
            3,
            80,
            Scale.LOG,
            "E086 E146",
            "Sixty officers were sent at once; reservists are called up over weeks.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    inferred(
        "beach_training_time",
        10,
        "days",
        (0, 3_650),
        "E146",
        "Days until they are at work: none for mobile units, seventeen for reservists.",
        plausible=evidence(
            2,
            40,
            Scale.LOG,
            "E146",
            "None for mobile units, seventeen days for reservists.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    assumed(
        "beach_leavers",
        0.02,
        "share/year",
        (0, 1),
        "Share of added beach officers who leave in a year without a successor at hand; units "
        "otherwise relieve one another.",
        plausible=judgement(
            0.005,
            0.1,
            Scale.LOG,
            "Units relieve one another; reservists serve some weeks a year.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
    inferred(
        "beach_officer_elasticity",
        0.2,
        "ratio",
        (0, 1),
        "E082 E083 E087 E088",
        "Rise of the searching on beaches, in per cent, for each per cent of officers there, at "
        "constant launches. Below 1: added officers cover later hours and farther shores, and "
        "gangs watch them. Fitted to officers, launches and the prevented share from 2019 to 2025 "
        "together with prevention_dilution.",
        plausible=evidence(
            0.0,
            0.45,
            Scale.LINEAR,
            "E082 E083 E087 E088",
            "From all of the launches' rise dividing the patrols to none of it; counts of "
            "officers differ from year to year.",
        ),
        on_change=OnChange.OFFICERS,
    ),
    inferred(
        "investigator_elasticity",
        0.5,
        "ratio",
        (0, 1),
        "E151 E152",
        "Rise of the cases that an agency can have open, in per cent, for each per cent of "
        "investigators.",
        plausible=evidence(
            0.25,
            1.0,
            Scale.LINEAR,
            "E151 E152",
            "A third more detectives with better method cleared 10 to 18 per cent more cases.",
        ),
    ),
    inferred(
        "officer_cost",
        120_000,
        "GBP/officer/year",
        (1, 10_000_000),
        "S083 S085",
        "Full cost of an officer-year. Range 90,000 to 190,000: £150m over two years for some 400 "
        "staff, half of it or all of it spent on them.",
        plausible=evidence(
            100_000,
            150_000,
            Scale.LOG,
            "E179 E180 E181",
            "The agency's whole budget by its staff, in two years. A beach officer costs "
            "160,000 to 320,000.",
        ),
        on_change=OnChange.READ_ONCE,
    ),
)
