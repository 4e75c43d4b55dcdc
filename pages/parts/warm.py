"""Load scikit-learn and Altair ahead of time, so that the first answer does not wait for them."""

import gc
import threading
from functools import cache

DELAY = 0.5  # seconds, so that the page being drawn now reaches the browser first


def _load() -> None:
    # In the order in which a page loads them, so that this thread and a page's never wait for each other.
    import model.readiness.readiness  # noqa: F401, PLC0415 (loading it is the point)
    import pages.parts.outlook_charts  # noqa: PLC0415 (the same)
    import pages.parts.readiness_charts  # noqa: F401, PLC0415 (the same)

    # What the libraries have loaded is there to stay: no later collection of garbage needs to walk it again.
    gc.collect()
    gc.freeze()


@cache
def start() -> None:
    """Start loading in the background, once in the life of the process."""
    timer = threading.Timer(DELAY, _load)
    timer.daemon = True
    timer.start()
