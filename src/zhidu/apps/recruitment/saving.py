"""What the acts of this app share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.recruitment.models import Dossier, Note
from zhidu.apps.recruitment.states import EDUCATION, SEXES, STRATA, TRAITS, Stage
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import now, today

LONGEST = 2000


def locked(pk: int, version: int | None = None) -> Dossier:
    """The dossier, locked. Raises Wrong where there is none, Stale where it has changed since *version*."""
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("person", "organization")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这份材料；请从列表中选择")
    if version is not None and found.version != version:
        raise Stale("您打开以后，这份材料又有变动；您写的没有存，请看了现在的情形再办")
    return found


def still_open(dossier: Dossier) -> None:
    """Raise Wrong where somebody is no longer on the way."""
    if dossier.stage == Stage.ENDED:
        raise Wrong("这位同志的发展党员事项已经停止，不能再往下办")


def a_past_day(on: date, field: str = "on") -> None:
    """Raise Wrong for a day to come."""
    if on > today():
        raise Wrong({field: f"{on.year}年{on.month}月{on.day}日在将来；应不晚于今天"})


def some_words(words: str, field: str = "words", longest: int = LONGEST) -> str:
    """Raise Wrong for none, or too many."""
    text = words.strip()
    if not text:
        raise Wrong({field: "没有写；请写明"})
    if len(text) > longest:
        raise Wrong({field: f"有 {len(text)} 字；应不超过 {longest} 字"})
    return text


CHOICES = {"sex": SEXES, "education": EDUCATION, "stratum": STRATA}


def checked_about(about: Mapping[str, object]) -> dict[str, object]:
    """What is known of a person, as it is kept. Raises Wrong with every fault."""
    wrong: dict[str, str] = {}
    for name, choices in CHOICES.items():
        if (word := about.get(name)) and word not in choices:
            wrong[name] = f"应为{'、'.join(choices.values())}之一"
    traits = list(about.get("traits") or ())  # type: ignore[call-overload]
    if not {*traits} <= {*TRAITS}:
        wrong["traits"] = f"应为{'、'.join(TRAITS.values())}之中"
    born = about.get("born")
    if isinstance(born, date) and born > today():
        wrong["born"] = "出生日期在将来；请核对"
    if wrong:
        raise Wrong(wrong)
    return {
        "born": born,
        "sex": about.get("sex") or "",
        "education": about.get("education") or "",
        "stratum": about.get("stratum") or "",
        "traits": traits,
        "floating": bool(about.get("floating")),
        "leaves_on": about.get("leaves_on"),
    }


def noted(
    dossier: Dossier,
    actor: Actor,
    *,
    kind: str,
    on: date,
    words: str = "",
    said: Mapping[str, str] | None = None,
    step: str = "",
) -> Note:
    """Keep a note; the caller journals it."""
    if len(words) > LONGEST:
        raise Wrong({"words": f"有 {len(words)} 字；应不超过 {LONGEST} 字"})
    return Note.objects.create(
        dossier=dossier,
        kind=kind,
        step=step,
        on=on,
        words=words.strip(),
        said={name: text for name, text in (said or {}).items() if text},
        by=actor.user,
        by_name=actor.name,
        at=now(),
    )
