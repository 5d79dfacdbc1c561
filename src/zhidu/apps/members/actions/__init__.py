"""The acts of this app, one a file."""

from __future__ import annotations

from zhidu.apps.members.actions.admit_many import admit, admit_many
from zhidu.apps.members.actions.appoint import appoint, appoint_many
from zhidu.apps.members.actions.change_standing import change_standing
from zhidu.apps.members.actions.correct_name import correct_name
from zhidu.apps.members.actions.correct_post import correct_post
from zhidu.apps.members.actions.correct_stretch import correct_stretch
from zhidu.apps.members.actions.leave import leave
from zhidu.apps.members.actions.merge_branches import merge_branches
from zhidu.apps.members.actions.readmit import readmit
from zhidu.apps.members.actions.relieve import relieve
from zhidu.apps.members.actions.transfer import transfer
from zhidu.apps.members.actions.withdraw_many import withdraw_many
from zhidu.apps.members.appointing import Appointment
from zhidu.apps.members.entries import Admission, Stretch

__all__ = [
    "Admission",
    "Appointment",
    "Stretch",
    "admit",
    "admit_many",
    "appoint",
    "appoint_many",
    "change_standing",
    "correct_name",
    "correct_post",
    "correct_stretch",
    "leave",
    "merge_branches",
    "readmit",
    "relieve",
    "transfer",
    "withdraw_many",
]
