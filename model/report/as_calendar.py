"""The plan as a calendar file."""

import datetime as dt

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from model.plan.plan import StudyPlan
from model.plan.timeline import DAY
from model.report.sentences import event_title
from model.text import count


def calendar_file(found: StudyPlan, stamp: dt.datetime) -> bytes:
    """The plan as an iCalendar file (RFC 5545): all-day events from today on, and the questions of each study day.

    Parameters
    ----------
    found : StudyPlan
    stamp : datetime
        When the file is made, with its time zone.

    Returns
    -------
    bytes
        UTF-8.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Second Sitting//Plan//EN")
    calendar.add("version", "2.0")
    dated = [(step.name, f"By today: {step.title}", step.due, step.due) for step in found.steps if not step.done]
    dated += [(event.name, event_title(event), event.start, event.end) for event in found.events]
    if found.load is not None:
        dated += [
            (f"questions_{day.date}", count(day.questions, "question"), day.date, day.date)
            for day in found.load.days
            if day.questions
        ]
    for name, title, start, end in dated:
        if end < found.today:
            continue
        event = CalendarEvent()
        event.add("uid", f"{name}@second-sitting")
        event.add("dtstamp", stamp)
        event.add("summary", title)
        event.add("dtstart", start)
        event.add("dtend", end + DAY)  # the day after the last one
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
