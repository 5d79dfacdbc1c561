"""The domain computes from its arguments alone: same records, same day, same verdict, on every machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.purity import ALLOWED_MODULES, faults
from tests.inventory import ROOT

DOMAIN = ROOT / "src" / "zhidu" / "domain"


@pytest.mark.parametrize(
    "path", sorted(DOMAIN.rglob("*.py")), ids=lambda path: path.relative_to(DOMAIN).as_posix()
)
def test_domain_module_is_pure(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_allowed_modules_belong_to_the_standard_library() -> None:
    assert ALLOWED_MODULES.issubset(sys.stdlib_module_names)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("import ruamel.yaml", id="第三方库"),
        pytest.param("from django.db import models", id="框架"),
        pytest.param("from zhidu.rulebooks import load", id="上层"),
        pytest.param("from zhidu import rulebooks", id="上层的另一种写法"),
        pytest.param("from . import rules", id="相对导入"),
        pytest.param("import os", id="操作系统"),
        pytest.param("from pathlib import Path", id="文件路径"),
        pytest.param("import socket", id="网络"),
        pytest.param("import logging", id="日志输出"),
        pytest.param("import random", id="随机数"),
        pytest.param("import time", id="时钟模块"),
        pytest.param("import importlib", id="动态导入模块"),
        pytest.param("x = __import__('os')", id="动态导入函数"),
        pytest.param("x = open('a')", id="打开文件"),
        pytest.param("print('a')", id="打印"),
        pytest.param("x = date.today()", id="今天"),
        pytest.param("x = datetime.datetime.now()", id="此刻"),
        pytest.param("read = datetime.utcnow", id="此刻的函数引用"),
        pytest.param("x = 0.5", id="浮点字面量"),
        pytest.param("x = -1e3", id="科学记数法"),
        pytest.param("x = 2j", id="复数"),
        pytest.param("x = float('1')", id="转成浮点"),
        pytest.param("def f(x: float) -> None: ...", id="浮点标注"),
        pytest.param("y = list(map(float, x))", id="浮点作参数"),
        pytest.param("import math\ny = math.sqrt(2)", id="浮点函数"),
        pytest.param("from math import log", id="浮点函数的导入"),
    ],
)
def test_an_impure_line_is_caught(line: str) -> None:
    assert len(faults(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("from fractions import Fraction\nx = Fraction(1, 2)", id="分数"),
        pytest.param("from collections.abc import Sequence", id="标准库子模块"),
        pytest.param("from zhidu.domain.calendar import periods", id="本层"),
        pytest.param("import math\nx = math.gcd(4, 6)", id="整数函数"),
        pytest.param("if isinstance(x, float):\n    raise TypeError", id="拒收浮点数"),
        pytest.param("x = date(2026, 9, 30)", id="写明的日期"),
    ],
)
def test_a_pure_line_passes(line: str) -> None:
    assert faults(line) == []


IMPORT_ALL = """
import importlib
import pkgutil
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"ruamel", "yaml", "django", "rich", "duckdb", "pyarrow", "numpy"}:
            raise ImportError("domain must not need " + name)
        return None

sys.meta_path.insert(0, Refuse())
before = set(sys.modules)
import zhidu.domain
for module in pkgutil.walk_packages(zhidu.domain.__path__, "zhidu.domain."):
    importlib.import_module(module.name)
loaded = set(sys.modules) - before
print(*sorted(
    name for name in loaded
    if name.split(".")[0] not in sys.stdlib_module_names
    and name not in {"zhidu", "zhidu.domain"}
    and not name.startswith("zhidu.domain.")
))
"""


def test_domain_imports_with_nothing_but_the_standard_library() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
