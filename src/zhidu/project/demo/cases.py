"""Cases and tasks of the county: what runs through the steps of a procedure, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.project.demo.clock import Clock
from zhidu.project.demo.subjects import Register


@dataclass(frozen=True, slots=True)
class Case:
    """One case (事项): its name, whose it is, the procedure it goes through, and how many months ago it began."""

    name: str
    organization: str
    procedure: str
    months: int
    day: int = 9
    matter: str = ""
    stage: str = ""


CASES = (
    Case("青石村发展党员一", "青石村党支部", "recruitment", 44, matter="admission", stage="probation"),
    Case("柳林村发展党员一", "柳林村党支部", "recruitment", 20, matter="admission", stage="activist"),
    Case("竹园村发展党员一", "竹园村党支部", "recruitment", 9, matter="admission", stage="activist"),
    Case("县委办发展党员一", "县委办党支部", "recruitment", 30, matter="admission", stage="probation"),
    Case("县财政局发展党员一", "县财政局党支部", "recruitment-2026", 4, matter="admission", stage="activist"),
    Case(
        "高中部发展党员一", "一中高中部党支部", "recruitment-2026", 18, matter="admission", stage="probation"
    ),
    Case(
        "初中部发展党员一", "一中初中部党支部", "recruitment-2026", 24, matter="admission", stage="activist"
    ),
    Case("东门二网格发展党员一", "东门二网格党支部", "recruitment-2026", 30, matter="admission"),
    Case("南湖一网格发展党员一", "南湖一网格党支部", "recruitment-2014", 50, matter="admission"),
    Case("扶贫办机关接收党员一", "扶贫办机关党支部", "admission", 6, matter="admission"),
    Case("扶贫开发中心处置一", "扶贫开发中心党支部", "disposal", 5, matter="disposal"),
    Case("高中部核对自行脱党一", "一中高中部党支部", "self-withdrawal", 4, matter="disposal"),
    Case("财政局除名一", "县财政局党支部", "removal", 7, matter="removal"),
    Case("财政局暂缓事项一", "县财政局党支部", "deferred-decision", 3, matter="major"),
    Case("县委办换届", "县委办党支部", "election", 9, matter="election"),
    Case("县委办支委民主生活会", "县委办党支部", "democratic-life", 11),
    Case("城管局机关民主评议", "城管局机关党支部", "appraisal", 11),
    Case("城管执法大队民主评议", "城管执法大队党支部", "appraisal", 1),
    Case("龙潭村组织生活会", "龙潭村党支部", "organisational-life", 10),
    Case("上坝村处置不合格党员一", "上坝村党支部", "unqualified-disposal", 5, matter="disposal"),
    Case("石桥镇公路绿化决策", "石桥镇党委", "major-decision", 6, matter="major"),
    Case("青石村集体林地决策", "青石村党支部", "major-decision", 1, 20, matter="major"),
    Case("城关街道三级观摩", "城关街道党工委", "three-level-visit", 5),
    Case("河西街道三级观摩", "河西街道党工委", "three-level-visit", 1),
    Case("初中部群众反映一", "一中初中部党支部", "complaint", 8),
    Case("初中部群众反映二", "一中初中部党支部", "complaint", 0, 5),
)


@dataclass(frozen=True, slots=True)
class Work:
    """One task or target and the procedure it runs through."""

    name: str
    organization: str
    procedure: str
    months: int
    target: bool = False


WORKS = (
    Work("石桥镇党群活动中心建设", "石桥镇党委", "four-step-cycle", 12),
    Work("石桥镇党费收缴规范", "石桥镇党委", "four-step-cycle", 6),
    Work("石桥镇党员培训目标", "石桥镇党委", "four-step-cycle", 10, target=True),
    Work("石桥镇发展党员目标", "石桥镇党委", "four-step-cycle", 8, target=True),
    Work("柳河乡党建示范带建设", "柳河乡党委", "four-step-cycle", 9),
    Work("柳河乡流动党员目标", "柳河乡党委", "four-step-cycle", 7, target=True),
    Work("一中党总支年度工作要点", "云岭一中党总支", "", 10),
)


def open_cases(register: Register, clock: Clock) -> None:
    """Write the cases and tasks into the register."""
    for case in CASES:
        register.add(
            case.name,
            "case",
            case.organization,
            since=clock.in_month(case.months, case.day),
            attributes={
                "name": case.name,
                "procedure": case.procedure,
                "matter": case.matter,
                "stage": case.stage,
            },
        )
    for work in WORKS:
        register.add(
            work.name,
            "target" if work.target else "task",
            work.organization,
            since=clock.in_month(work.months, 3),
            attributes={"name": work.name, "procedure": work.procedure},
        )
