"""Questions a day up to the exam."""

import datetime as dt
import math
from dataclasses import dataclass

from model.entries.profile import Profile
from model.evidence.plan import plan_evidence
from model.plan.timeline import first_study_day, free_days, plan_rule, practice_days


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A study day and its questions."""

    date: dt.date
    questions: int


@dataclass(frozen=True, slots=True)
class DayKind:
    """A good, middling or bad day of the plan, with its questions."""

    name: str
    title: str
    questions: int
    text: str


@dataclass(frozen=True, slots=True)
class MissedDay:
    """Three ways on after a missed day: all of it on the next one, a little more each day, or a smaller total.

    ``next_day_heavy`` and ``each_day_heavy`` say that such a day would be more than a day holds well.
    """

    questions: int
    next_day: int
    each_day: int
    total_kept: int
    next_day_heavy: bool
    each_day_heavy: bool


@dataclass(frozen=True, slots=True)
class Load:
    """Questions from today to the exam. ``days`` add up to ``remaining``."""

    target: int
    done: int
    remaining: int
    days: tuple[StudyDay, ...]
    per_day: int
    blocks: int
    heavy: bool
    kinds: tuple[DayKind, ...]
    missed: MissedDay | None


# Load ----------------------------------------------------------------------------------------------------------------


def load(profile: Profile, today: dt.date, exam: dt.date) -> Load | None:
    """Questions a day to reach the target; ``None`` where no study day is left before the exam."""
    entered = profile.plan
    target = plan_rule("questions_target") if entered.questions_target is None else entered.questions_target
    done = entered.questions_done or 0
    taken = set(practice_days(profile, today, exam))
    days = [day for day in free_days(profile, first_study_day(profile, today), exam) if day not in taken]
    if not days:
        return None
    remaining = max(target - done, 0)
    each, more = divmod(remaining, len(days))
    plan = tuple(StudyDay(day, each + (number < more)) for number, day in enumerate(days))
    per_day = plan[0].questions
    missed = None
    if len(plan) > 1 and per_day:
        next_day, each_day = per_day + plan[1].questions, math.ceil(remaining / (len(plan) - 1))
        missed = MissedDay(
            questions=per_day,
            next_day=next_day,
            each_day=each_day,
            total_kept=target - per_day,
            next_day_heavy=next_day > plan_rule("heavy_day"),
            each_day_heavy=each_day > plan_rule("heavy_day"),
        )
    return Load(
        target=target,
        done=done,
        remaining=remaining,
        days=plan,
        per_day=per_day,
        blocks=math.ceil(per_day / plan_rule("block_items")),
        heavy=per_day > plan_rule("heavy_day"),
        kinds=tuple(
            DayKind(name, kind.title, math.ceil(kind.share * per_day), kind.text)
            for name, kind in plan_evidence().versions.items()
        ),
        missed=missed,
    )
