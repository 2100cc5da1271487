"""Rules about the source that no linter has, each with where it is broken on purpose and why that is right.

semgrep was tried first: it wants another version of click than Celery, and brings 277 MB. The syntax tree is at hand.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Modules that open connections, or are made to.
NETWORK = frozenset(
    {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket", "ssl", "telnetlib", "urllib.request"}
    | {"urllib3", "xmlrpc.client"}
)
#: Methods of archives that write where the archive says.
UNPACKING = frozenset({"extractall", "unpack_archive"})
#: What puts a task into the queue.
QUEUEING = frozenset({"delay", "apply_async"})
MATCHING = frozenset({"compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`find` yields the lines that break it; `exceptions` tells where it may be broken, and why."""

    find: Callable[[ast.Module], Iterator[int]]
    exceptions: dict[str, str] = field(default_factory=dict)


def _name(node: ast.AST) -> str:
    """Return the last part of what is called or named."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _calls(tree: ast.AST, names: frozenset[str]) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in names)


def csrf_exempt(tree: ast.Module) -> Iterator[int]:
    """A form, or a request by cookie, without a token."""
    return (node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "csrf_exempt")


def mark_safe(tree: ast.Module) -> Iterator[int]:
    """Text that becomes markup by decree."""
    return (call.lineno for call in _calls(tree, frozenset({"mark_safe", "SafeString", "SafeText"})))


def raw_sql(tree: ast.Module) -> Iterator[int]:
    """SQL that the ORM did not write."""
    running = frozenset({"RawSQL", "raw", "cursor", "executescript", "keeping_plans"})
    yield from (call.lineno for call in _calls(tree, running))
    selecting = {"select", "where", "tables", "order_by"}
    yield from (
        call.lineno
        for call in _calls(tree, frozenset({"extra"}))
        if selecting.intersection(keyword.arg for keyword in call.keywords)
    )


def task_in_transaction(tree: ast.Module) -> Iterator[int]:
    """A task that a worker may begin before the rows are there. A function inside is called later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.With) and any(_name(item.context_expr) == "atomic" for item in node.items):
            yield from _started_in(node.body)
        if isinstance(node, ast.FunctionDef) and any(_name(decorator) == "atomic" for decorator in node.decorator_list):
            yield from _started_in(node.body)


def _started_in(body: list[ast.stmt]) -> Iterator[int]:
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Lambda | ast.FunctionDef):
            continue
        if isinstance(node, ast.Call) and _name(node) in QUEUEING:
            yield node.lineno
        waiting.extend(ast.iter_child_nodes(node))


def task_that_may_fail(tree: ast.Module) -> Iterator[int]:
    """A task queued so that whoever asks gets an error while the broker is away. A task itself is queued again.

    Django names what failed by `__qualname__`, which a partial has not: that error is no robust one.
    """
    robust = [call for call in _calls(tree, frozenset({"on_commit"})) if any(k.arg == "robust" for k in call.keywords)]
    robust = [call for call in robust if _name(call.args[0]) != "partial"]
    guarded = {node for call in robust for node in ast.walk(call)}
    later = {_name(node) for node in guarded}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and (_is_task(function) or function.name in later):
            guarded.update(ast.walk(function))
    named = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in QUEUEING)
    yield from (node.lineno for node in named if node not in guarded)


def _is_task(function: ast.FunctionDef) -> bool:
    return any(_name(decorator) == "shared_task" for decorator in function.decorator_list)


def unpacking(tree: ast.Module) -> Iterator[int]:
    """An archive that decides what is written where, and how much."""
    return (call.lineno for call in _calls(tree, UNPACKING))


def network(tree: ast.Module) -> Iterator[int]:
    """A connection that goes round the one client."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(alias.name in NETWORK for alias in node.names):
            yield node.lineno
        if (
            isinstance(node, ast.ImportFrom)
            and {node.module, *(f"{node.module}.{a.name}" for a in node.names)} & NETWORK
        ):
            yield node.lineno


def pattern_of_data(tree: ast.Module) -> Iterator[int]:
    """A regular expression that is not written here: somebody's data may never end."""
    for call in _calls(tree, MATCHING):
        if _name(getattr(call.func, "value", call)) != "re" or not call.args:
            continue
        if not (_is_constant(call.args[0]) or _is_named_constant(call.args[0])):
            yield call.lineno


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return all(_is_named_constant(value) or _name(value) == "escape" for value in values)
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    return isinstance(node, ast.Constant)


def _is_named_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and _name(node) == "encode" and not node.args:
        node = node.func.value
    if isinstance(node, ast.Attribute) and node.attr == "pattern":
        node = node.value
    return bool(_name(node)) and not isinstance(node, ast.Call) and _name(node).lstrip("_").isupper()


RULES = {
    "csrf_exempt": Rule(
        find=csrf_exempt,
        exceptions={
            "certification/views/reminders.py": "mail programs unsubscribe by one POST (RFC 8058); it is signed",
            "courses/views/notices.py": "the same, for letters of courses",
        },
    ),
    "mark_safe": Rule(
        find=mark_safe,
        exceptions={
            "academy/cms/parts.py": "parts of pages that templates made, with each word escaped in its hole",
            "academy/cms/structured_data.py": "JSON in a script element, escaped for that place just above",
            "academy/cms/templatetags/parts.py": "each cell is escaped just there, or comes from its template",
            "academy/cms/templatetags/site_tags.py": "what templates made, with each word escaped in its hole",
            "courses/forms/choice_inputs.py": "each value and text is escaped just there",
            "courses/questions/rich.py": "cleaned against a list of elements in the same expression",
            "courses/sheets/qr.py": "drawn by segno alone: the text becomes squares",
            "courses/templatetags/talk.py": "urlize has escaped it",
        },
    ),
    "raw_sql": Rule(
        find=raw_sql,
        exceptions={
            "academy/backup/databases.py": "VACUUM INTO, which makes a copy while others write",
            "academy/house/parts/database.py": "SELECT 1, which says that the database answers",
            "academy/migrating.py": "asks whether an index serves, which no model tells",
            "academy/prepared.py": "runs what the ORM wrote, again with other values",
            "academy/replica.py": "asks a standby how far behind it is, which no model tells",
            "academy/saving.py": "runs what the ORM wrote, again with other values",
            "academy/together.py": "puts together what the ORM wrote",
            "certification/services/floods.py": "counts; put together from own conditions",
            "certification/services/verification_records.py": "counts and records at once; put together from own names",
        },
    ),
    "task_in_transaction": Rule(find=task_in_transaction),
    "task_that_may_fail": Rule(
        find=task_that_may_fail,
        exceptions={
            "certification/tasks.py": "what its tasks call; workers alone come there",
            "courses/tasks/talk.py": "the same",
        },
    ),
    "unpacking": Rule(find=unpacking),
    "network": Rule(
        find=network,
        exceptions={
            "academy/mail/refusals.py": "a mail server's errors by name; Django sends",
            "academy/outbound.py": "the one client",
            "certification/rendering/fetcher.py": "turns the address of a file into its path; opens nothing",
        },
    ),
    "pattern_of_data": Rule(find=pattern_of_data),
}


def sources() -> Iterator[Path]:
    """Every module of the product but migrations, whose triggers are SQL."""
    for app in ("academy", "certification", "courses"):
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)


def broken(rule: Rule) -> dict[str, list[int]]:
    """Return the lines that break a rule, by file."""
    found = {path: [*rule.find(ast.parse(path.read_text()))] for path in sources()}
    return {str(path.relative_to(ROOT)): lines for path, lines in found.items() if lines}
