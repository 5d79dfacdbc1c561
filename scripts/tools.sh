#!/bin/sh
# 装好测试要用的系统软件：无界面浏览器和中文字体。已有的不再装。
#
#   sh scripts/tools.sh          由 make test 调用
set -eu

missing=""
[ -x "${ZHIDU_CHROMIUM:-/usr/bin/chromium}" ] || missing="$missing chromium"
# fc-list comes with the fonts' own dependencies; without it there is no font either
if ! { command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh | grep -q .; }; then
    missing="$missing fontconfig fonts-noto-cjk"
fi
if [ -z "$missing" ]; then
    echo "· 浏览器和中文字体已就绪。"
    exit 0
fi

line="apt-get update && apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
    printf '✗ 缺少%s，本机没有 apt-get。请用本机的软件管理工具装好，再重新运行 make test。\n' "$missing" >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    printf '✗ 缺少%s。请执行下面一行，再重新运行 make test：\n  sudo sh -c '"'%s'"'\n' "$missing" "$line" >&2
    exit 1
fi
echo "· 正在用 apt-get 安装${missing}……"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086
if ! { apt-get update && apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    printf '✗ 系统软件没有装上（原因见上）。排除后请执行：\n  %s\n' "$line" >&2
    exit 1
fi
rm -f "$log"
echo "✓ 浏览器和中文字体已装好。"
