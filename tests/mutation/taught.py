"""mutmut, told of one area, and taught two things: transactions are rules too, and words for people are none.

Run by tests/mutation/__main__.py in a process that knows nothing of `tests`, because mutmut imports the copy of it:

    python -P tests/mutation/taught.py '{"modules": […], "tests": […], "without": […], "most": 400, "seed": 9}'
"""

import json
import os
import random
import sys
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import Any

import libcst as cst
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import file_mutation
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from mutmut.workers.isolation import ForkRunner, get_mutant_runner

#: What is tried of an earlier run (AGAIN=1): what was not tried yet, what survived, and what no test reached.
UNNOTICED = frozenset({None, 0, 33})
#: mutmut leaves every decorated function alone. These decorators stay outside, around what chooses the mutant.
DECORATORS = frozenset({"transaction.atomic", "property"})
#: Their arguments are words for people, or lines of the log: nothing that a rule depends on.
WORDS = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"})
LOGS = frozenset({"debug", "info", "warning", "error", "exception"})


def _is_kept(function: cst.FunctionDef) -> bool:
    names = [cst.Module([]).code_for_node(decorator.decorator) for decorator in function.decorators]
    return len(names) == 1 and names[0] in DECORATORS


def _is_words(node: cst.CSTNode, fault: cst.CSTNode | None) -> bool:
    """Whether a node is a call whose arguments are words, or the sentence of the exception `fault`."""
    if isinstance(node, cst.SimpleString):
        return fault is not None and " " in node.value and any(arg.value is node for arg in getattr(fault, "args", ()))
    if not isinstance(node, cst.Call):
        return False
    if isinstance(node.func, cst.Name):
        return node.func.value in WORDS
    return (
        isinstance(node.func, cst.Attribute)
        and isinstance(node.func.value, cst.Name)
        and node.func.value.value in {"log", "logger"}
        and node.func.attr.value in LOGS
    )


def teach_what_to_mutate() -> None:
    """Take functions in transactions and properties, and pass over words and lines of the log."""
    skips, arranges = (
        file_mutation.MutationVisitor._skip_node_and_children,
        file_mutation.function_trampoline_arrangement,
    )

    def skip(visitor: file_mutation.MutationVisitor, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and _is_kept(node):
            return False
        if isinstance(node, cst.Raise):
            visitor.fault = node.exc
        return _is_words(node, getattr(visitor, "fault", None)) or skips(visitor, node)

    def arrange(function: cst.FunctionDef, mutants: Any, class_name: str | None) -> Any:
        declared, functions, assigned, names = arranges(function, mutants, class_name)
        if _is_kept(function):
            functions = [functions[0], *(copy.with_changes(decorators=[]) for copy in functions[1:])]
        return declared, functions, assigned, names

    file_mutation.MutationVisitor._skip_node_and_children = skip
    file_mutation.function_trampoline_arrangement = arrange


def _function(mutant: str) -> str:
    """`courses.questions.options.shuffled`, from mutmut's name of a mutant of it."""
    return mangled_name_from_mutant_name(mutant).replace(".x_", ".")


def teach_to_be_brief() -> None:
    """Leave out the second run of all tests: the first one, which sees what they reach, has passed already."""
    mutmut.get_mutant_runner = _brief_runner


def _brief_runner(workers: int) -> ForkRunner:
    runner = get_mutant_runner(workers)
    runner.run_clean_tests = lambda **_asked: 0
    return runner


def teach_to_draw(most: int, seed: int, without: Collection[str]) -> None:
    """Of more than `most` mutants try as many, drawn by the seed; 0 means all. Functions `without` are left out."""
    collect = mutmut.collect_source_file_mutation_data

    def drawn(*, mutant_names: Sequence[str]) -> Any:
        mutants, files = collect(mutant_names=mutant_names)
        asked = sorted((one for one in mutants if _function(one[1]) not in without), key=itemgetter(1))
        tried = [mutant for mutant in asked if mutant[2] is not None]
        drawn = random.Random(seed).sample(asked, most) if most and len(asked) > most else asked
        chosen = {mutant[1]: mutant for mutant in (tried if most and len(tried) >= most else [*tried, *drawn])}
        return [(file, name, None) for file, name, code in chosen.values() if code in UNNOTICED], files

    mutmut.collect_source_file_mutation_data = drawn


def main(area: dict[str, Any]) -> None:
    """Try the mutants of the area; what came of each is left in the folder `mutants`."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    teach_what_to_mutate()
    teach_to_be_brief()
    teach_to_draw(area["most"], area["seed"], area["without"])
    config().only_mutate = area["modules"]
    config().pytest_add_cli_args_test_selection = area["tests"]
    mutmut._run([], max_children=1)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
