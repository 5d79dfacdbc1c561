"""Acts about accounts (帐号)."""

from __future__ import annotations

from zhidu.foundation.identity.actions.create_account import Created, create_account
from zhidu.foundation.identity.actions.grant_role import grant_role
from zhidu.foundation.identity.actions.link_person import link_person
from zhidu.foundation.identity.actions.own import change_password, large_type
from zhidu.foundation.identity.actions.reset_password import reset_password
from zhidu.foundation.identity.actions.revoke_role import revoke_role
from zhidu.foundation.identity.actions.sign_in import sign_in, sign_out, slow_down
from zhidu.foundation.identity.actions.stand import disable, enable

__all__ = [
    "Created",
    "change_password",
    "create_account",
    "disable",
    "enable",
    "grant_role",
    "large_type",
    "link_person",
    "reset_password",
    "revoke_role",
    "sign_in",
    "sign_out",
    "slow_down",
]
