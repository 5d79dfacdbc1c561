"""The ballot gate of procedures: a step that waits for a vote is put to it here, and told what came out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from zhidu.apps.ballots.access import RUN, SEE
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.procedures.ports import AtGate, Offer, Report
from zhidu.foundation.access.rules import Actor


class BallotGate:
    """Serves ``ballot`` gates."""

    def offer(self, actor: Actor, at: AtGate) -> Offer | None:
        """The form of a new vote, filled in from the case."""
        if not at.may_be_asked or not RUN.can_create(actor, at.path):
            return None
        query = urlencode({"organization": at.organization, "case": at.case, "step": at.step})
        return Offer("提请表决", f"{reverse('ballots:new')}?{query}")

    def report(self, actor: Actor, at: AtGate) -> Report | None:
        """How the vote stands, for whoever may see it."""
        found = (
            SEE.visible(actor, Ballot.objects.filter(gate_case=at.case, gate_step=at.step))
            .exclude(state="annulled")
            .order_by("-pk")
            .first()
        )
        if found is None:
            return None
        words = found.outcome_name if found.state == "closed" else found.state_name
        return Report(f"{found.method_name}：{words}", found.get_absolute_url())
