"""What lies beside the tables of the county: a note for whoever opens the folder without us."""

from __future__ import annotations

from datetime import date

from zhidu.rulebooks.written import ADOPTIONS, FACTS, SETTINGS, SUBJECTS

__all__ = ["ADOPTIONS", "FACTS", "NOTE", "README", "SETTINGS", "SUBJECTS", "readme"]

README = "README.txt"
NOTE = "各党组织对制度中没有写明的数字的回答。“*”是全县通用，单位自己另有回答的写在自己名下。"


def readme(as_of: date) -> str:
    """What lies in the folder, for whoever opens it without us."""
    return f"""云岭县（虚构）——演示数据

这些文件由 zhidu demo 生成，看到 {as_of.isoformat()} 为止。人名、地名、单位都是编的。

subjects.csv          组织、党小组、党员、任职人员、场所、事项等，一行一段时间
facts.csv             记录：谁、哪天、做了什么、哪天录入
adoptions.csv         哪个组织从哪天起采用哪一部制度
settings.yaml         各组织对制度中没有写明的数字的回答
yunwu-tea-branch.yaml 云雾茶业党支部自己写、后来改过的小制度

判定全部制度：
  zhidu run --adoptions adoptions.csv --subjects subjects.csv --facts facts.csv \\
            --settings settings.yaml --as-of {as_of.isoformat()}

文件可以用表格软件打开修改，再判定一次，看结论怎样变。
"""
