"""Interventions, one kind a file; all of them by the name that scenario files use."""

from sim.interventions.advertising_disruption import AdvertisingDisruption
from sim.interventions.beach_patrol import BeachPatrol
from sim.interventions.covert_penetration import Covert
from sim.interventions.equipment_seizure import EquipmentSeizure
from sim.interventions.finance_disruption import FinanceDisruption
from sim.interventions.funding import Funding
from sim.interventions.intelligence_unit import IntelligenceUnit
from sim.interventions.intervention import Intervention
from sim.interventions.investigators import Investigators
from sim.interventions.joint_investigation import JointInvestigation
from sim.interventions.origin_deal import OriginDeal
from sim.interventions.post import Post
from sim.interventions.prosecutors import Prosecutors
from sim.interventions.returns_deterrence import Returns
from sim.interventions.takedown import Takedown
from sim.interventions.technology import Technology
from sim.interventions.transit_agreement import Agreement
from sim.interventions.value_change import Change

KINDS: dict[str, type[Intervention]] = {
    kind.kind: kind
    for kind in (
        Post, Agreement, Funding, Investigators, Technology, IntelligenceUnit, Prosecutors, Covert,
        EquipmentSeizure, BeachPatrol, JointInvestigation, AdvertisingDisruption, OriginDeal,
        Returns, FinanceDisruption, Takedown, Change,
    )
}  # fmt: skip
"""Every kind of intervention by its name in scenario files."""

__all__ = ["KINDS", "Intervention"]
