"""How does a web worker end that is asked to while it still loads?

granian gives its workers their own handler of SIGTERM only once the application is loaded; until
then a worker has the handler that it inherited from the main process, which notes the request in a
copy of the main process that nobody reads. The worker would serve for ever, and the main process
wait for it.
"""

import multiprocessing
import os
import signal


def end_when_asked() -> None:
    """Let SIGTERM and SIGINT end this worker at once, since it holds nothing yet; repeatable.

    Processes that nobody's worker is, such as tests, keep their handlers.
    """
    if multiprocessing.parent_process() is None:
        return
    for each in (signal.SIGTERM, signal.SIGINT):
        inherited = signal.signal(each, signal.SIG_DFL)
        if _has_noted(inherited):
            os.kill(os.getpid(), each)


def _has_noted(handler: object) -> bool:
    """Tell whether granian's handler of the main process was called in this copy of it."""
    return bool(getattr(getattr(handler, "__self__", None), "interrupt_signal", False))
