"""Closed lists of the file: nations, education, degrees, and the classes by which structure is looked at.

The classes of education and work are those in which 中国共产党党内统计公报 tells of members; nations GB/T 3304.
"""

from __future__ import annotations

from collections.abc import Mapping

SEXES: Mapping[str, str] = {"male": "男", "female": "女"}
_NATIONS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
NATIONS: Mapping[str, str] = {f"{one}族": f"{one}族" for one in _NATIONS.split()} | {"其他": "其他"}
EDUCATION: Mapping[str, str] = {
    "graduate": "研究生",
    "bachelor": "大学本科",
    "college": "大学专科",
    "secondary": "中专",
    "high_school": "高中、中技",
    "middle_school": "初中及以下",
}
EDUCATION_ALSO: Mapping[str, str] = {
    "博士研究生": "graduate",
    "硕士研究生": "graduate",
    "博士": "graduate",
    "硕士": "graduate",
    "本科": "bachelor",
    "大学": "bachelor",
    "专科": "college",
    "大专": "college",
    "中等专科": "secondary",
    "高中": "high_school",
    "中技": "high_school",
    "技校": "high_school",
    "职高": "high_school",
    "初中": "middle_school",
    "小学": "middle_school",
    "小学及以下": "middle_school",
    "文盲": "middle_school",
}
DEGREES: Mapping[str, str] = {"doctor": "博士", "master": "硕士", "bachelor": "学士", "none": "没有学位"}
DEGREES_ALSO: Mapping[str, str] = {
    "无": "none",
    "博士学位": "doctor",
    "硕士学位": "master",
    "学士学位": "bachelor",
}
WORK: Mapping[str, str] = {
    "worker": "工人",
    "farmer": "农牧渔民",
    "specialist": "企事业单位、社会组织专业技术人员",
    "manager": "企事业单位、社会组织管理人员",
    "official": "党政机关工作人员",
    "student": "学生",
    "retired": "离退休人员",
    "other": "其他职业人员",
}
WORK_ALSO: Mapping[str, str] = {
    "工勤技能人员": "worker",
    "农民": "farmer",
    "务农": "farmer",
    "专业技术人员": "specialist",
    "教师": "specialist",
    "医生": "specialist",
    "管理人员": "manager",
    "公务员": "official",
    "机关干部": "official",
    "退休": "retired",
    "离休": "retired",
    "离退休": "retired",
    "其他": "other",
}
