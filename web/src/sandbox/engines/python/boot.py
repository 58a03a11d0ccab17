"""Makes Python ready for programs, once: what is here when this ends is what each program finds.

Runs with `SOURCES`, the files beside this one by name. Their modules have builtins of their own, which no program can
change, and are in no program's sys.modules.
"""

import builtins
import functools
import gc
import importlib.util
import os
import sys
import types

# Takes seconds to import in a browser, if all of them are used.
USUAL = (
    "array calendar cmath concurrent.futures.thread configparser csv datetime decimal difflib doctest fractions"
    " graphlib hashlib html numbers pickle pprint queue sched secrets sqlite3 statistics timeit unittest.mock uuid"
    " zoneinfo"
)
# A place of 64 bits is what a machine has; programs take this number for one that nothing reaches.
MAXSIZE = 2**63 - 1
# These have to know how much memory can really be addressed.
COUNT_BYTES = ("_collections_abc", "compression._common._streams")

for name in USUAL.split():
    importlib.import_module(name)

private = dict(vars(builtins))
for name, source in SOURCES.items():  # noqa: F821 -- see above
    module = types.ModuleType(name)
    vars(module)["__builtins__"] = private
    sys.modules[name] = module
    exec(compile(source, f"<{name}>", "exec"), vars(module))
program = sys.modules["mockmate_program"]
for name in SOURCES:  # noqa: F821
    del sys.modules[name]

# As it is in C, it needs the stack of the browser, of which there is little. This one calls as Python does.
source = importlib.util.find_spec("functools").loader.get_source("functools")
namespace = {"__name__": "functools"}
exec(
    compile(source.replace("from _functools import _lru_cache_wrapper", "pass"), "<mockmate_cache>", "exec"), namespace
)
functools._lru_cache_wrapper = namespace["_lru_cache_wrapper"]

for name in COUNT_BYTES:
    vars(sys.modules[name])["sys"] = types.SimpleNamespace(maxsize=sys.maxsize)
sys.maxsize = MAXSIZE
for name in ("PYTHONINSPECT", "_"):
    os.environ.pop(name, None)
# Nothing of this is garbage: it is not to be looked through for that.
gc.collect()
gc.freeze()
