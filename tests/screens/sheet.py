"""One page with all pictures, to look through them."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.screens.visiting import ROLES, VISITOR

HEAD = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>制度 · 每一页</title>
<style>
body { font: 15px/1.6 sans-serif; margin: 24px; background: #f3f4f6; color: #1b1e22; }
.shots { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
figure { margin: 0; padding: 8px; background: #fff; border: 1px solid #d9dde2; }
img { display: block; max-height: 420px; max-width: 560px; object-fit: cover; object-position: top; }
nav a { margin-right: 16px; }
</style>
"""


def contact_sheet(folder: Path) -> Path:
    """Write ``index.html`` over what lies in *folder*."""
    parts = [HEAD, "<h1>每一页</h1><nav>"]
    there = [one for one in ROLES if (folder / one).is_dir()]
    parts += [f'<a href="#{one}">{ROLES[one]}</a>' for one in there]
    parts.append("</nav>")
    for account in there:
        title = ROLES[account] if account == VISITOR else f"{ROLES[account]}（{account}）"
        parts.append(f'<h2 id="{account}">{title}</h2><div class="shots">')
        for path in sorted((folder / account).glob("*.png")):
            where = escape(path.relative_to(folder).as_posix())
            parts.append(
                f'<figure><a href="{where}"><img loading="lazy" src="{where}" alt=""></a>'
                f"<figcaption>{escape(path.stem)}</figcaption></figure>"
            )
        parts.append("</div>")
    index = folder / "index.html"
    index.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return index
