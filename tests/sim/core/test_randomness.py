"""Keyed draws: known answers, uniform, independent, and deaf to everything but their key."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.core.randomness import Decision, Draws, philox4x32

KNOWN_ANSWERS = [  # Random123 distribution, kat_vectors, philox4x32 with ten rounds
    ([0, 0, 0, 0], (0, 0), [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
    (
        [0xFFFFFFFF] * 4,
        (0xFFFFFFFF, 0xFFFFFFFF),
        [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD],
    ),
    (
        [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
        (0xA4093822, 0x299F31D0),
        [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(counter, key, answer):
    words = philox4x32(tuple(map(np.uint64, counter)), tuple(map(np.uint64, key)))
    assert [int(word) for word in words] == answer


def test_the_same_key_gives_the_same_number_whoever_else_is_asked():
    draws = Draws(7, 3)
    together = draws.uniforms(Decision.LEG, np.arange(1000), 5)
    alone = draws.uniforms(Decision.LEG, 321, 5)
    assert np.array_equal(together[:, 321], alone[:, 0])


@pytest.mark.parametrize("changed", ["seed", "replicate", "decision", "identity", "event"])
def test_each_part_of_the_key_changes_the_number(changed):
    key = {"seed": 1, "replicate": 1, "decision": Decision.LEG, "identity": 1, "event": 1}
    other = {**key, changed: Decision.CASE if changed == "decision" else 2}
    first, second = (
        Draws(k["seed"], k["replicate"]).uniforms(k["decision"], k["identity"], k["event"])
        for k in (key, other)
    )
    assert not np.isin(first, second).any()


def test_high_bits_of_an_identity_count():
    drawn = Draws(1, 1).uniforms(Decision.LEG, np.array([1, 1 + (1 << 40)], dtype=np.uint64))
    assert not np.isin(drawn[:, 0], drawn[:, 1]).any()


@pytest.mark.parametrize("decision", list(Decision))
def test_draws_are_uniform_in_every_stream_and_lane(decision):
    drawn = Draws(11, 0).uniforms(decision, np.arange(20_000), 1)
    for lane in drawn:
        assert stats.kstest(lane, "uniform").pvalue > 1e-4
    assert drawn.min() > 0.0
    assert drawn.max() < 1.0


def test_lanes_neighbouring_identities_and_events_are_independent():
    draws = Draws(5, 0)
    identity = np.arange(50_000)
    here = draws.uniforms(Decision.LEG, identity, 1)
    neighbours = [
        here[1],
        here[3],
        draws.uniforms(Decision.LEG, identity + 1, 1)[0],
        draws.uniforms(Decision.LEG, identity, 2)[0],
        draws.uniforms(Decision.CASE, identity, 1)[0],
        Draws(5, 1).uniforms(Decision.LEG, identity, 1)[0],
    ]
    for other in neighbours:
        table = np.histogram2d(here[0], other, bins=10)[0]
        assert stats.chi2_contingency(table).pvalue > 1e-4


def test_streams_never_share_a_number():
    assert len({int(decision) for decision in Decision}) == len(Decision)


@pytest.mark.parametrize(("seed", "replicate"), [(-1, 0), (2**32, 0), (0, -1), (0, 2**32)])
def test_a_seed_or_replicate_that_does_not_fit_is_refused(seed, replicate):
    with pytest.raises(ValueError, match="outside 0 to"):
        Draws(seed, replicate)
