"""Acts of this app."""

from __future__ import annotations

from zhidu.apps.ballots.actions.annul import annul
from zhidu.apps.ballots.actions.cast import cast
from zhidu.apps.ballots.actions.cast_named import cast_named
from zhidu.apps.ballots.actions.count_hands import count_hands
from zhidu.apps.ballots.actions.extend_term import extend_term
from zhidu.apps.ballots.actions.give_paper import give_paper
from zhidu.apps.ballots.actions.nominate import nominate
from zhidu.apps.ballots.actions.open_ballot import open_ballot
from zhidu.apps.ballots.actions.open_box import open_box
from zhidu.apps.ballots.actions.prepare import prepare
from zhidu.apps.ballots.actions.second_round import second_round
from zhidu.apps.ballots.actions.sheets import close_sheet, fill_sheet, sign_sheet
from zhidu.apps.ballots.actions.take_further import take_further
from zhidu.apps.ballots.actions.take_key import take_key
from zhidu.apps.ballots.actions.take_office import take_office

__all__ = [
    "annul",
    "cast",
    "cast_named",
    "close_sheet",
    "count_hands",
    "extend_term",
    "fill_sheet",
    "give_paper",
    "nominate",
    "open_ballot",
    "open_box",
    "prepare",
    "second_round",
    "sign_sheet",
    "take_further",
    "take_key",
    "take_office",
]
