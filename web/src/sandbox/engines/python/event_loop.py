"""The event loop of asyncio, where nothing but time can be waited for."""

import asyncio
import selectors
import time

import pyodide.webloop

_LONG = 3600.0  # seconds


class _Clock(selectors.BaseSelector):
    """Waits for no file, as there is none to wait for."""

    def register(self, fileobj, events, data=None):
        raise NotImplementedError

    unregister = register

    def get_map(self):
        return {}

    def select(self, timeout=None):
        if timeout is None or timeout > 0:
            time.sleep(_LONG if timeout is None else timeout)
        return []


class Loop(asyncio.selector_events.BaseSelectorEventLoop):
    """Python's own loop; Pyodide's returns from asyncio.run before the program has ended, in most browsers."""

    def __init__(self):
        super().__init__(_Clock())

    def _make_self_pipe(self):
        """Do nothing: no other thread could wake the loop."""

    _close_self_pipe = _write_to_self = _make_self_pipe


def install():
    """Let asyncio be as it was before Pyodide changed it, with this loop."""
    asyncio.run = asyncio.runners.run
    time.sleep = pyodide.webloop._orig_sleep
    asyncio.SelectorEventLoop = asyncio.EventLoop = Loop
    asyncio.unix_events._DefaultEventLoopPolicy._loop_factory = Loop
    asyncio.events._set_event_loop_policy(None)
    asyncio._set_running_loop(None)
