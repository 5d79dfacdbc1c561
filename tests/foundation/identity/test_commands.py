"""``zhidu account`` and ``zhidu journal`` on a site of their own, as an administrator of the machine runs them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


class Machine:
    """A folder for one site, and the commands run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("ZHIDU_", "DJANGO_"))
        }
        self.environment["ZHIDU_VAR"] = str(folder)

    def run(self, *words: str, module: str = "zhidu.project.cli") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def said(self, *words: str, status: int = 0) -> str:
        done = self.run(*words)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def database(self, *statements: str) -> None:
        connection = sqlite3.connect(self.folder / "zhidu.sqlite3")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    made = Machine(tmp_path_factory.mktemp("site"))
    assert "还没有建好" in made.said("account", "list", status=2)
    return made


def test_a_site_from_its_first_administrator_to_a_tampered_journal(machine: Machine) -> None:
    """One story, because each command starts a program of its own."""
    made = machine.said("account", "create", "wangjg", "--name", "王建国", "--admin")
    assert "正在建立数据库" in made
    assert "已建立系统管理员帐号 wangjg（王建国）" in made
    first = made.partition("一次性口令：")[2].splitlines()[0]
    assert len(first) == 14
    assert "已经有“wangjg”这个登录名" in machine.said("account", "create", "wangjg", status=2)
    assert "还没有身份" in machine.said("account", "create", "li")
    listed = machine.said("account", "list")
    assert "系统管理员（全部组织）" in listed
    assert "共 2 个帐号" in listed
    again = machine.said("account", "reset", "WangJG")
    assert again.partition("一次性口令：")[2].splitlines()[0] != first
    assert "没有这个登录名" in machine.said("account", "reset", "nobody", status=2)

    told = machine.said("journal", "show", "account-1")
    for words in ("建立帐号", "授予身份", "重发口令", "王建国", "operator"):
        assert words in told
    assert "日志里没有 org-99" in machine.said("journal", "show", "org-99", status=1)
    assert "✓ 日志 4 条，链 1 条" in machine.said("journal", "verify")

    machine.database(
        "DROP TRIGGER journal_entry_no_update",
        "UPDATE journal_entry SET actor = 2 WHERE number = 2",
    )
    told = machine.said("journal", "verify", status=1)
    assert "链 site 第 2 条：内容与写入时的校验值不符，被改动过" in told
    assert "发现 1 处问题" in told


def test_a_damaged_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"session": "x"}', encoding="utf-8")
    told = Machine(tmp_path).said("account", "list", status=2)
    assert "密钥文件" in told
    assert "请从备份恢复" in told


def test_a_wrong_address_of_the_database_is_told(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.environment["ZHIDU_DATABASE"] = "mysql://somewhere/zhidu"
    assert "postgresql://" in machine.said("account", "list", status=2)
