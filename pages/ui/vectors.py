"""Charts as vectors, in a process of its own: the converter holds a browser engine, some 80 MB that a page never needs.

Run as a script it reads Vega-Lite specifications from standard input and writes an SVG for each to standard output,
both as JSON lists.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any, Final

DEADLINE: Final = 30  # seconds; two charts take about half of one
AT_ONCE: Final = threading.BoundedSemaphore(2)  # a crowd waits its turn rather than filling the memory


def convert(specs: Sequence[dict[str, Any]]) -> list[str]:
    """An SVG for each specification.

    Parameters
    ----------
    specs : sequence of dict
        Vega-Lite, with the data inside: nothing is fetched, an address in place of data is an error.

    Raises
    ------
    subprocess.SubprocessError
        If the converter cannot draw one, or takes too long.
    """
    if not specs:
        return []
    with AT_ONCE:
        done = subprocess.run(  # noqa: S603 (this very file, by the interpreter that runs it)
            [sys.executable, "-I", __file__],
            input=json.dumps(specs),
            capture_output=True,
            text=True,
            check=True,
            timeout=DEADLINE,
            env={"TZ": "UTC"},  # no secrets of the server, and no day on which midnight is missing
        )
    found: list[str] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    import vl_convert

    svgs = [vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]) for spec in json.load(sys.stdin)]
    json.dump(svgs, sys.stdout)
