"""The door that `upstander up` and `upstander serve` open: it closes when they end, however they end."""

import multiprocessing
import os
import threading

from upstander.site.wsgi import application

__all__ = ["application"]


def close_with(parent: "multiprocessing.process.BaseProcess") -> None:
    """End this process once the one that started it has gone, so that the port is free again."""
    parent.join()
    os._exit(1)


starter = multiprocessing.parent_process()
if starter is not None:
    threading.Thread(target=close_with, args=(starter,), daemon=True, name="closes-with-parent").start()
