# 制度 · 常用命令。直接运行 make 可查看说明。

PY := .venv/bin/python
BIN := .venv/bin
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test check tools format screenshots handbook-pictures bench bench-quick proof lock clean

help: ## 显示本说明
	@echo "制度 —— 可用的命令："
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo "下一步：首次使用请运行 make demo。"

setup: ## 建立运行环境（可重复执行，已就绪时立即返回）
	@echo "▶ 准备环境"
	@sh scripts/bootstrap.sh
ifeq ($(MAKECMDGOALS),setup)
	@echo "下一步：make demo 看演示，make test 运行全部检查。"
endif

demo: setup ## 把虚构的云岭县装进网站并打开
	@echo "▶ 演示"
	@$(BIN)/zhidu demo

serve: setup ## 运行网站（数据在 var/）
	@$(BIN)/zhidu serve

test: setup check tools ## 全部检查与测试，并记录每条制度由哪些测试证明
	@echo "▶ 运行测试（$(JOBS) 个进程，SQLite）"
	@$(PY) -m pytest -q -n $(JOBS) --write-covers
	@echo "▶ 两种数据库有差别的部分，在真正的 PostgreSQL 上再运行一遍"
	@ZHIDU_TEST_POSTGRESQL=1 $(PY) -m pytest -q -n $(JOBS) -m "postgresql and not proof"
	@echo "✓ 全部通过。"
	@echo "下一步：$(BIN)/zhidu trace 查看每条制度由什么实现、由什么证明。"

check: setup ## 静态检查：风格、格式、类型、层次
	@echo "▶ 静态检查"
	@echo "· 代码风格" && $(BIN)/ruff check --quiet .
	@echo "· 排版" && $(BIN)/ruff format --quiet --check . || \
		{ echo "✗ 排版不一致：请运行 make format。" >&2; exit 1; }
	@echo "· 类型" && $(BIN)/mypy --no-error-summary
	@echo "· 层次" && mkdir -p build && $(BIN)/lint-imports --cache-dir build/import-linter >build/lint-imports.log 2>&1 || \
		{ cat build/lint-imports.log >&2; exit 1; }
ifeq ($(MAKECMDGOALS),check)
	@echo "✓ 静态检查通过。下一步：make test。"
endif

tools: ## 测试要用的浏览器和字体
	@sh scripts/tools.sh

format: setup ## 自动整理代码排版与可自动修正的风格问题
	@echo "▶ 整理代码"
	@$(BIN)/ruff check --quiet --fix --exit-zero . >/dev/null
	@$(BIN)/ruff format --quiet .
	@echo "✓ 已整理。下一步：make check。"

screenshots: setup tools ## 样例县每一页的截图，宽窄各一张，放在 build/screens/
	@echo "▶ 截图（每个演示帐号，约十分钟）"
	@$(PY) -m tests.screens

handbook-pictures: setup tools ## 照手册的头十分钟做一遍，重截插图
	@echo "▶ 手册的插图"
	@$(PY) -m tests.screens.handbook

bench: setup ## 完整性能测试，打印对照表
	@echo "▶ 完整性能测试（耗时较长）"
	@$(PY) -m bench
	@echo "下一步：把结果连同日期、核数、内存记入 bench/RESULTS.md。"

bench-quick: setup ## 简短性能测试（2 分钟以内）
	@echo "▶ 简短性能测试"
	@$(PY) -m bench --quick
	@echo "下一步：make bench 运行完整测试。"

proof: setup ## 长时间证明：穷举、大样本属性测试、反复杀进程
	@echo "▶ 长时间证明（每条性质 5000 个样本）"
	@$(PY) -m pytest tests -q -n $(JOBS) -m proof --hypothesis-profile proof
	@echo "✓ 证明通过。下一步：make test。"

lock: setup ## 重新锁定依赖（UPGRADE=1 取最新版）
	@echo "▶ 锁定依赖"
	@$(PY) -m pip install -qq --require-hashes -r requirements/bootstrap.txt
	@UPGRADE=$(UPGRADE) sh scripts/lock.sh
	@echo "✓ 已锁定。下一步：更新 docs/adr/dependencies.md，再运行 make test。"

clean: ## 删除环境与全部产物
	@echo "▶ 清理"
	@rm -rf .venv build dist .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "✓ 已清理。下一步：make setup。"
