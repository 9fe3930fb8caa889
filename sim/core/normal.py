"""The normal distribution in kernels: its function and the inverse.

The rational approximations of Moshier's Cephes library (1989), which SciPy compiles as well, so
that both give the same bits (tested). With them here a run need not load SciPy, which takes a
quarter of a second and 30 MB a process.
"""

from __future__ import annotations

import math

from sim.core.kernels import kernel

_ROOT_OF_TWO_PI = 2.50662827463100050242
_ROOT_OF_HALF = 0.70710678118654752440
_TAIL = 0.13533528323661269189
"""Chance below which the tail's approximation holds: exp(-2)."""
_LEAST_EXPONENT = -7.09782712893383996843e2
_MIDDLE = (
    (-5.99633501014107895267e1, 9.80010754185999661536e1, -5.66762857469070293439e1,
     1.39312609387279679503e1, -1.23916583867381258016e0),
    (1.95448858338141759834e0, 4.67627912898881538453e0, 8.63602421390890590575e1,
     -2.25462687854119370527e2, 2.00260212380060660359e2, -8.20372256168333339912e1,
     1.59056225126211695515e1, -1.18331621121330003142e0),
)  # fmt: skip
_NEAR = (
    (4.05544892305962419923e0, 3.15251094599893866154e1, 5.71628192246421288162e1,
     4.40805073893200834700e1, 1.46849561928858024014e1, 2.18663306850790267539e0,
     -1.40256079171354495875e-1, -3.50424626827848203418e-2, -8.57456785154685413611e-4),
    (1.57799883256466749731e1, 4.53907635128879210584e1, 4.13172038254672030440e1,
     1.50425385692907503408e1, 2.50464946208309415979e0, -1.42182922854787788574e-1,
     -3.80806407691578277194e-2, -9.33259480895457427372e-4),
)  # fmt: skip
_FAR = (
    (3.23774891776946035970e0, 6.91522889068984211695e0, 3.93881025292474443415e0,
     1.33303460815807542389e0, 2.01485389549179081538e-1, 1.23716634817820021358e-2,
     3.01581553508235416007e-4, 2.65806974686737550832e-6, 6.23974539184983293730e-9),
    (6.02427039364742014255e0, 3.67983563856160859403e0, 1.37702099489081330271e0,
     2.16236993594496635890e-1, 1.34204006088543189037e-2, 3.28014464682127739104e-4,
     2.89247864745380683936e-6, 6.79019408009981274425e-9),
)  # fmt: skip
_ERROR = (
    (9.60497373987051638749e0, 9.00260197203842689217e1, 2.23200534594684319226e3,
     7.00332514112805075473e3, 5.55923013010394962768e4),
    (3.35617141647503099647e1, 5.21357949780152679795e2, 4.59432382970980127987e3,
     2.26290000613890934246e4, 4.92673942608635921086e4),
)  # fmt: skip
_BEYOND_NEAR = (
    (2.46196981473530512524e-10, 5.64189564831068821977e-1, 7.46321056442269912687e0,
     4.86371970985681366614e1, 1.96520832956077098242e2, 5.26445194995477358631e2,
     9.34528527171957607540e2, 1.02755188689515710272e3, 5.57535335369399327526e2),
    (1.32281951154744992508e1, 8.67072140885989742329e1, 3.54937778887819891062e2,
     9.75708501743205489753e2, 1.82390916687909736289e3, 2.24633760818710981792e3,
     1.65666309194161350182e3, 5.57535340817727675546e2),
)  # fmt: skip
_BEYOND_FAR = (
    (5.64189583547755073984e-1, 1.27536670759978104416e0, 5.01905042251180477414e0,
     6.16021097993053585195e0, 7.40974269950448939160e0, 2.97886665372100240670e0),
    (2.26052863220117276590e0, 9.39603524938001434673e0, 1.20489539808096656605e1,
     1.70814450747565897222e1, 9.60896809063285878198e0, 3.36907645100081516050e0),
)  # fmt: skip


@kernel
def _ratio(factor: float, x: float, above: tuple[float, ...], below: tuple[float, ...]) -> float:
    """A factor times a ratio of two polynomials from the highest power down; below that has 1."""
    top, bottom = above[0], x + below[0]
    for index in range(1, len(above)):
        top = top * x + above[index]
    for index in range(1, len(below)):
        bottom = bottom * x + below[index]
    return factor * top / bottom


@kernel
def ndtri(u: float) -> float:
    """``scipy.special.ndtri(u)`` for chances strictly between 0 and 1."""
    low = u <= 1.0 - _TAIL
    chance = u if low else 1.0 - u
    if chance > _TAIL:
        chance -= 0.5
        square = chance * chance
        return (chance + chance * _ratio(square, square, *_MIDDLE)) * _ROOT_OF_TWO_PI
    x = math.sqrt(-2.0 * math.log(chance))
    inverse = 1.0 / x
    gap = _ratio(inverse, inverse, *_NEAR) if x < 8.0 else _ratio(inverse, inverse, *_FAR)
    score = x - math.log(x) / x - gap
    return -score if low else score


@kernel
def ndtr(x: float) -> float:
    """``scipy.special.ndtr(x)``."""
    scaled = x * _ROOT_OF_HALF
    size = abs(scaled)
    if size < 1.0:
        return 0.5 + 0.5 * _ratio(scaled, scaled * scaled, *_ERROR)
    exponent = -size * size
    beyond = 0.0
    if exponent >= _LEAST_EXPONENT:
        if size < 8.0:
            beyond = 0.5 * _ratio(math.exp(exponent), size, *_BEYOND_NEAR)
        else:
            beyond = 0.5 * _ratio(math.exp(exponent), size, *_BEYOND_FAR)
    return 1.0 - beyond if scaled > 0.0 else beyond
