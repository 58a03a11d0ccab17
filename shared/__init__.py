"""Everything both services must agree on: the schema, the matching rules, the events. No Flask, no Starlette."""

import atexit
import gc

# Nearly all that a process imports stays until its end. By default the garbage collector would go through it hundreds
# of times during the imports and once more at exit: over a third of the processor time that a start and a stop take.
gc.set_threshold(10_000)
atexit.register(gc.freeze)
