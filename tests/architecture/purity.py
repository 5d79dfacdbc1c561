"""What the domain may use: an allow-list of modules and a list of things no rule may touch."""

from __future__ import annotations

import ast

# Pure modules of the standard library: no I/O, no clock, no randomness, no state of the machine.
# Add one here only if every function of it that the domain calls is a function of its arguments.
ALLOWED_MODULES = frozenset(
    {
        "__future__",
        "abc",
        "bisect",
        "calendar",
        "collections",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "graphlib",
        "hashlib",
        "heapq",
        "itertools",
        "json",
        "keyword",
        "math",
        "numbers",
        "operator",
        "re",
        "string",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
    }
)

# The functions of math that keep whole numbers whole.
EXACT_MATH = frozenset({"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "prod", "trunc"})

# The day is an argument (as_of), never something the domain finds out.
CLOCK = frozenset({"fromtimestamp", "now", "today", "utcfromtimestamp", "utcnow"})

FORBIDDEN_NAMES = {
    "__import__": "动态导入",
    "breakpoint": "调试入口",
    "compile": "动态代码",
    "eval": "动态代码",
    "exec": "动态代码",
    "input": "输入输出",
    "open": "输入输出",
    "print": "输入输出",
}


def allowed_import(module: str) -> bool:
    own = module == "zhidu.domain" or module.startswith("zhidu.domain.")
    return own or module.partition(".")[0] in ALLOWED_MODULES


class PurityVisitor(ast.NodeVisitor):
    """Walks one module and notes every use of what the domain may not use."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def _fault(self, node: ast.expr | ast.stmt, what: str) -> None:
        self.faults.append(f"{node.lineno}：{what}")

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if not allowed_import(alias.name):
                self._fault(node, f"不得导入 {alias.name}")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level:
            self._fault(node, "应写绝对导入")
        elif not allowed_import(module):
            self._fault(node, f"不得导入 {module}")
        elif module == "math":
            for alias in node.names:
                if alias.name not in EXACT_MATH:
                    self._fault(node, f"math.{alias.name} 得到浮点数")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in CLOCK:
            self._fault(node, f"不得读取时钟：{ast.unparse(node)}")
        if isinstance(node.value, ast.Name) and node.value.id == "math" and node.attr not in EXACT_MATH:
            self._fault(node, f"math.{node.attr} 得到浮点数")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in FORBIDDEN_NAMES and isinstance(node.ctx, ast.Load):
            self._fault(node, f"不得使用 {node.id}（{FORBIDDEN_NAMES[node.id]}）")
        if node.id == "float":
            self._fault(node, "不得使用浮点数：票数用 int 与 Fraction，金额与学时用 Decimal 或 Fraction")

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, float | complex):
            self._fault(node, f"不得使用浮点数 {node.value!r}")

    def visit_Call(self, node: ast.Call) -> None:
        # Asking whether an argument is a float, in order to refuse it, is the one good use of the name.
        if isinstance(node.func, ast.Name) and node.func.id == "isinstance":
            self.visit(node.args[0])
            return
        self.generic_visit(node)


def faults(source: str) -> list[str]:
    """Every impurity of one module, as ``line: what``."""
    visitor = PurityVisitor()
    visitor.visit(ast.parse(source))
    return visitor.faults
