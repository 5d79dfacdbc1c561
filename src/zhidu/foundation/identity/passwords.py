"""One-time passwords, and what a password must be like."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from zhidu.foundation.identity.models import User

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for one another when read from paper (i l 1, o 0)."""
_WORDS = {
    "password_too_short": "口令应不少于 10 个字符",
    "password_too_common": "这个口令太常见，容易被猜中；请换几个不相干的词连起来",
    "password_entirely_numeric": "口令不应全是数字；请加上字母或汉字",
    "password_too_similar": "口令与登录名或姓名太相近；请换一个",
}


def one_time() -> str:
    """A password to be handed over once and changed at first use: 12 letters and figures in three groups."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def faults(password: str, user: User) -> str:
    """What is wrong with a password for this account; '' where nothing is."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        said = [_WORDS.get(one.code, "；".join(one.messages)) for one in error.error_list]
        return "；".join(said) + "。"
    return ""
