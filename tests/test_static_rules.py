import ast
import re
from textwrap import dedent

import pytest

from tests.static_rules import ROOT, RULES, broken

#: Rule -> what it must find, and what looks like it and is right.
SAMPLES = {
    "csrf_exempt": [
        ("@csrf_exempt\ndef view(request): ...", "@csrf_protect\ndef view(request): ..."),
        ("view = csrf_exempt(view)", "view = never_cache(view)"),
    ],
    "mark_safe": [
        ("def f(x): return mark_safe(x)", "def f(x): return format_html('<b>{}</b>', x)"),
        ("y = safestring.SafeString(x)", "y: SafeString = format_html('{}', x)"),
    ],
    "raw_sql": [
        ("Course.objects.raw('SELECT 1')", "Course.objects.filter(pk=1)"),
        ("with connection.cursor() as c: ...", "with transaction.atomic(): ..."),
        ("q.annotate(x=RawSQL('1', []))", "q.annotate(x=Value(1))"),
        ("q.extra(where=['1=1'])", "formset(extra=1)"),
    ],
    "task_in_transaction": [
        ("with transaction.atomic():\n    task.delay(1)", "with transaction.atomic():\n    save()\ntask.delay(1)"),
        (
            "with transaction.atomic():\n    if x:\n        task.apply_async()",
            "with transaction.atomic():\n    transaction.on_commit(lambda: task.delay(1))",
        ),
        (
            "@transaction.atomic\ndef f():\n    task.delay(1)",
            "@transaction.atomic\ndef f():\n    transaction.on_commit(partial(task.delay, 1))",
        ),
    ],
    "task_that_may_fail": [
        ("def view(request):\n    task.delay(1)", "@shared_task\ndef sweep():\n    task.delay(1)"),
        ("on_commit(lambda: task.delay(1))", "on_commit(lambda: task.delay(1), robust=True)"),
        ("on_commit(partial(task.delay, 1), robust=True)", "on_commit(task.delay, robust=True)"),
        (
            "def f():\n    task.apply_async()\non_commit(g, robust=True)",
            "def f():\n    task.apply_async()\non_commit(f, robust=True)",
        ),
    ],
    "unpacking": [
        ("ZipFile(x).extractall(y)", "ZipFile(x).open(y)"),
        ("shutil.unpack_archive(x)", "shutil.make_archive(x)"),
    ],
    "network": [
        ("import requests", "import academy.outbound"),
        ("from urllib.request import urlopen", "from urllib.parse import urlsplit"),
        ("from urllib import request", "from urllib import parse"),
        ("import socket", "import json"),
    ],
    "pattern_of_data": [
        ("re.search(question.pattern, answer)", "re.search(r'a+', answer)"),
        ("re.compile(text.encode())", "re.compile(_PATTERN.pattern.encode())"),
        ("re.compile(f'^{text}$')", "re.compile(f'^{re.escape(text)}$')"),
        ("re.sub(pattern, '', x)", "re.sub(_PATTERN, '', x)"),
    ],
}
PAIRS = [(name, bad, good) for name, pairs in SAMPLES.items() for bad, good in pairs]


@pytest.mark.parametrize("name", RULES)
def test_rule_is_broken_nowhere_but_where_it_is_said(name: str) -> None:
    assert [*broken(RULES[name])] == [*RULES[name].exceptions]


@pytest.mark.parametrize(("name", "bad", "good"), PAIRS)
def test_rule_finds_what_it_is_for_and_nothing_else(name: str, bad: str, good: str) -> None:
    found = [len([*RULES[name].find(ast.parse(dedent(sample)))]) for sample in (bad, good)]
    assert found == [1, 0]


def test_every_rule_has_a_sample() -> None:
    assert [*SAMPLES] == [*RULES]


def unescaped(template: str) -> list[str]:
    return re.findall(
        r"\|\s*safe(?:seq)?\b|autoescape\s+off|<script(?![^>]*\b(?:src|type)=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:",
        template,
    )


def test_templates_escape_everything_and_hold_no_scripts() -> None:
    pages = {path: unescaped(path.read_text()) for path in sorted((ROOT / "templates").rglob("*.html"))}
    assert {str(path.relative_to(ROOT)): found for path, found in pages.items() if found} == {}


@pytest.mark.parametrize(
    "bad",
    [
        "{{ text|safe }}",
        "{% autoescape off %}",
        "<script>go()</script>",
        '<a href="javascript:go()">',
        '<b onclick="go()">',
    ],
)
def test_template_that_does_not_escape_is_found(bad: str) -> None:
    assert len(unescaped(bad)) == 1
