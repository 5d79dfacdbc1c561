#!/bin/sh
# 重新锁定依赖：把 pyproject.toml 里的范围解析成带校验值的 requirements/*.txt。
#
#   make lock                 只补缺，已锁的版本不动
#   make lock UPGRADE=1       全部取范围内的最新版
set -eu

cd "$(dirname "$0")/.."

uv=.venv/bin/uv
if [ "${UPGRADE:-}" = 1 ]; then upgrade=--upgrade; else upgrade=""; fi

# uv does not read pip's configuration, so the machine's mirror is handed over in the environment;
# --no-emit-index-url keeps its address out of the files.
if [ -z "${UV_DEFAULT_INDEX:-}" ] && mirror=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null); then
    export UV_DEFAULT_INDEX="$mirror"
fi

compile() {
    output=$1
    shift
    # shellcheck disable=SC2086
    "$uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header $upgrade --output-file "requirements/$output" "$@" >/dev/null
    printf '· requirements/%s：%s 个软件包\n' "$output" "$(grep -c '==' "requirements/$output")"
}

compile base.txt pyproject.toml
# The base pins bind the development set: what is tested is what is shipped.
compile dev.txt pyproject.toml --group dev --constraints requirements/base.txt
compile bootstrap.txt --group lock
