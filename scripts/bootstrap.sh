#!/bin/sh
# 建立 .venv 并装好本项目；可反复执行，内容未变时立即返回。
#
#   sh scripts/bootstrap.sh            由 make setup 调用
#   PYTHON=python3.12 make setup       指定解释器
#
# 下载地址听从本机 pip 的设置（镜像、证书、离线目录），这里不覆盖。
set -eu

cd "$(dirname "$0")/.."

VENV=.venv
STAMP=$VENV/.zhidu-setup
INPUTS="requirements/dev.txt pyproject.toml scripts/bootstrap.sh src/zhidu/__init__.py"
LEAST="3.11"

say() { printf '%s\n' "$*"; }

fail() {
    printf '✗ %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

# The checkout's own place belongs to the fingerprint, see usable().
fingerprint() {
    # shellcheck disable=SC2086
    { pwd -P; cat $INPUTS; } | cksum
}

# The commands in a virtualenv name its interpreter by absolute path: after a move they point elsewhere.
usable() {
    [ -x "$VENV/bin/python" ] && new_enough "$VENV/bin/python" &&
        grep -qF "$(pwd -P)/$VENV/bin/python" "$VENV/bin/pip" 2>/dev/null
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Debian keeps ensurepip in a package of its own: `import venv` alone proves nothing there.
makes_venvs() {
    "$1" -c 'import venv, ensurepip; ensurepip.version()' >/dev/null 2>&1
}

# A name on the PATH may be a shim that refuses to run, so every candidate is run before it is believed.
find_python() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if new_enough "$name" && makes_venvs "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# The Debian package that would complete the interpreter already present.
missing_packages() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if new_enough "$name"; then
            case $name in
            python3.1?) say "$name-venv" ;;
            *) say "python3-venv" ;;
            esac
            return 0
        fi
    done
    say "python3 python3-venv"
}

install_missing() {
    if command -v apt-get >/dev/null 2>&1; then
        packages=$(missing_packages)
        line="apt-get update && apt-get install -y --no-install-recommends $packages"
        if [ "$(id -u)" -ne 0 ]; then
            fail "缺少能建立虚拟环境的 Python $LEAST 或更高版本。请执行下面一行，再重新运行 make setup：" \
                "sudo sh -c '$line'"
        fi
        say "· 正在用 apt-get 安装 ${packages}……"
        export DEBIAN_FRONTEND=noninteractive
        log=$(mktemp)
        # shellcheck disable=SC2086
        if ! { apt-get update && apt-get install -y --no-install-recommends $packages; } >"$log" 2>&1; then
            tail -n 15 "$log" >&2
            rm -f "$log"
            fail "系统软件包安装未成功（原因见上）。排除后请执行下面一行，再重新运行 make setup：" "$line"
        fi
        rm -f "$log"
    elif command -v dnf >/dev/null 2>&1; then
        fail "缺少 Python $LEAST 或更高版本。请执行下面一行，再重新运行 make setup：" \
            "sudo dnf install -y python3 python3-pip"
    else
        fail "缺少 Python $LEAST 或更高版本（须带 venv 与 ensurepip 模块）。" \
            "装好后重新运行 make setup；若不在 PATH 中，可写 PYTHON=解释器全名 make setup。"
    fi
}

wanted=$(fingerprint)
if [ -x "$VENV/bin/zhidu" ] && [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$wanted" ]; then
    say "· 环境已就绪，无须重装。"
    exit 0
fi

# The stamp goes first: an interrupted run must not look finished.
rm -f "$STAMP"

if ! usable; then
    if ! python=$(find_python); then
        install_missing
        python=$(find_python) || fail "安装后仍找不到 Python $LEAST 或更高版本。" \
            "系统自带版本过低时，请另装一个，再写 PYTHON=解释器全名 make setup。"
    fi
    say "· 正在用 $("$python" --version 2>&1) 建立 ${VENV}……"
    "$python" -m venv --clear "$VENV" || fail "虚拟环境未能建立（原因见上）。"
fi

# On a terminal pip shows its own progress bars; in a log they would only be noise.
if [ -t 1 ]; then quiet=""; else quiet="-qq"; fi

say "· 正在安装依赖（逐个核对校验值；首次约需 1 分钟）……"
# shellcheck disable=SC2086
"$VENV/bin/python" -m pip install $quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt ||
    fail "依赖未能装齐（原因见上）。" \
        "常见原因是网络或镜像不通：请检查本机 pip 的设置（pip config list），再重新运行 make setup。"

# No build isolation: the build backend is among the hashed requirements, nothing else is downloaded.
# shellcheck disable=SC2086
"$VENV/bin/python" -m pip install $quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ||
    fail "本项目未能装入 ${VENV}（原因见上）。"

say "$wanted" >"$STAMP"
say "✓ 环境已建好：${VENV}/bin/zhidu 可以使用。"
