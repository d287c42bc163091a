"""What the plugin must leave as it finds it: Python is one for QGIS and all its plugins."""

from __future__ import annotations

import ast

import pytest

from tests.support.paths import PLUGIN
from tests.support.plugin_modules import MODULES

# Where a library offers the same for a block or a thread, such as gdal.config_options, that is used.
SHARED = {
    "gc": {"disable", "enable", "freeze", "unfreeze", "set_threshold", "set_debug"},
    "sys": {"setswitchinterval", "setrecursionlimit", "set_int_max_str_digits", "settrace", "setprofile"},
    "csv": {"field_size_limit", "register_dialect"},
    "decimal": {"setcontext", "getcontext"},
    "locale": {"setlocale"},
    "os": {"chdir", "umask", "putenv", "unsetenv", "nice", "environ"},
    "random": {"seed"},
    "signal": {"signal", "alarm", "setitimer"},
    "socket": {"setdefaulttimeout"},
    "threading": {"stack_size", "settrace", "setprofile"},
    "time": {"tzset"},
    "warnings": {"simplefilter", "filterwarnings", "resetwarnings"},
    "gdal": {"SetConfigOption", "UseExceptions", "DontUseExceptions", "PushErrorHandler", "SetErrorHandler"},
    "ogr": {"UseExceptions", "DontUseExceptions"},
    "osr": {"UseExceptions", "DontUseExceptions"},
    "pd": {"set_option"},
    "pandas": {"set_option"},
}


def shared_settings(text: str) -> list[str]:
    """Return the settings of the whole interpreter that a module touches: "gc.disable"."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found += [f"{node.value.id}.{node.attr}"] if node.attr in SHARED.get(node.value.id, ()) else []
        elif isinstance(node, ast.ImportFrom):
            names = SHARED.get((node.module or "").rpartition(".")[2], set())
            found += [f"{node.module}.{alias.name}" for alias in node.names if alias.name in names]
        elif isinstance(node, ast.Assign):
            # `sys.excepthook = …`, and whatever else of a module of Python's is replaced.
            targets = [target for target in node.targets if isinstance(target, ast.Attribute)]
            found += [ast.unparse(target) for target in targets if ast.unparse(target.value) in SHARED]
    return found


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_setting_of_the_whole_interpreter_is_touched(module):
    """No plugin may change how Python runs for QGIS and for the others."""
    assert shared_settings((PLUGIN / module).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "import gc\ngc.disable()",
        "from sys import setswitchinterval",
        "import sys\nsys.excepthook = print",
        "import csv\ncsv.field_size_limit(10)",
        "from osgeo import gdal\ngdal.SetConfigOption('A', 'B')",
        "import os\nos.environ['A'] = 'B'",
    ],
)
def test_such_a_setting_is_found(text):
    assert shared_settings(text)
