"""The one registry of pages: where each lies, its title, its address, what it is for and how wide it is."""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``script`` is its file in ``pages/``, ``address`` the last part of its URL, empty for the first page."""

    script: str
    title: str
    address: str
    help: str | None = None
    layout: Literal["centered", "wide"] = "centered"


HOME: Final = Page(
    script="home/page.py",
    title="Home",
    address="",
    help="What this answers, three ways in, and where you stand.",
)
RETAKE: Final = Page(
    script="retake/page.py",
    title="Readiness",
    address="readiness",
    help="Enter practice scores; see whether they support booking the retake, why, and what would change it.",
    layout="wide",
)
MATCH: Final = Page(
    script="match/page.py",
    title="Outlook",
    address="outlook",
    help="Published match rates, what a first-attempt failure leaves of them, and how far Step 2 CK offsets it.",
    layout="wide",
)
PLAN: Final = Page(
    script="plan/page.py",
    title="Plan",
    address="plan",
    help="From what went wrong to a retake that fits the calendar: first steps, changes, subjects, dates, load.",
)
SHARE: Final = Page(
    script="share/page.py",
    title="Share",
    address="share",
    help="Save your plan, come back to it, and give an advisor a read-only link.",
)
METHODS: Final = Page(
    script="methods/page.py",
    title="Methods",
    address="methods",
    help="Where each number comes from, how good it is, and what nobody knows.",
)

PAGES: Final = (HOME, RETAKE, MATCH, PLAN, SHARE, METHODS)
"""The student's pages, in the order of the navigation; the first one opens where no address is given."""

ADVISOR: Final = Page(script="advisor/page.py", title="Shared with you", address="")
"""The one page of a visit by a read-only link, or by a link that opens nothing."""
