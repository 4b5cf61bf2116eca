"""An invitation as iCalendar, for mail clients and calendars (RFC 5545, RFC 5546).

A meeting that falls away is an EXDATE of the series, and one that is moved an event of its own
with the RECURRENCE-ID of the occurrence it stands for: within one message that tells the whole
series, that is what calendars understand (a cancelled event of its own is for METHOD:CANCEL).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vRecur

from aquip import __version__
from aquip.config import Config
from aquip.core.invitation import Invitation, InvitationError
from aquip.core.model import Series
from aquip.core.moments import zone_of
from aquip.core.settings import Person
from aquip.report.text import flat

_ZONE_YEARS: Final = 20
"""How many years of a time zone's changes are told; most calendars know them all by its name."""


@dataclass(frozen=True, slots=True)
class About:
    """What an invitation says of a series besides its dates. ``url`` is where its agenda is."""

    uid: str
    title: str
    description: str
    url: str | None
    organizer: Person | None
    attendee: Person | None


def about(config: Config, series: Series, public: Series | None) -> About:
    """Say what may be said of a series: ``public`` is as much of it as everyone may see."""
    people = config.settings.people
    home = _home(config)
    title = flat(public.title) if public else "1:1"
    names = [config.settings.name(one) for one in (series.owner, series.with_) if one]
    # Without one of its own on the site, the repository is where the agenda is reviewed.
    site = f"{config.site_url.rstrip('/')}/{quote(series.name)}/" if config.site_url else None
    url = flat((site if public else None) or config.repo_url or "")
    lines = [
        f"1:1 of {flat(' and '.join(names))}." if names else "",
        f"Agenda: {url}" if url else "",
    ]
    return About(
        uid=str(uuid5(NAMESPACE_URL, f"{home}#{series.name}")),
        title=title,
        description="\n".join(line for line in lines if line),
        url=url or None,
        organizer=_reachable(people.get(series.owner or "")),
        attendee=_reachable(people.get(series.with_ or "")),
    )


def _home(config: Config) -> str:
    """Name the repository the same in every clone."""
    repository = (config.repo_url or "").rstrip("/").removesuffix(".git")
    return repository or config.site_url or config.site_name


def _reachable(person: Person | None) -> Person | None:
    return person if person and person.emails else None


def as_ics(invitation: Invitation, of: About, zone: str | None, stamp: dt.datetime) -> bytes:
    """Return an invitation as a file for a calendar; ``stamp`` is when it is made, in UTC.

    Raises:
        InvitationError: The time zone is unknown.
    """
    asks = of.organizer and of.attendee
    calendar = Calendar()
    calendar.add("prodid", f"-//aquip//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST" if asks else "PUBLISH")
    when = _When(invitation.time, _zone(zone) if invitation.time and zone else None)
    series = _event(invitation, of, stamp)
    when.put(series, invitation.first, invitation.minutes)
    rule = vRecur.from_ical(invitation.rule)
    if invitation.until:
        rule["UNTIL"] = [when.last(invitation.until)]
    series.add("rrule", rule)
    if invitation.cancelled:
        series.add("exdate", [when.at(date) for date in invitation.cancelled])
    calendar.add_component(series)
    for changed in invitation.changed:
        event = _event(invitation, of, stamp)
        event.add("recurrence-id", when.at(changed.occurrence))
        when.put(event, changed.date, changed.minutes)
        calendar.add_component(event)
    calendar.add_missing_timezones(
        first_date=dt.date(max(invitation.first.year - 1, 1), 1, 1),
        last_date=dt.date(min(invitation.first.year + _ZONE_YEARS, 9999), 1, 1),
    )
    return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True)
class _When:
    """The time of day of all of a series: in a time zone, wherever one is, or none at all."""

    time: dt.time | None
    zone: ZoneInfo | None

    def at(self, date: dt.date) -> dt.date:
        """Return the start of the meeting on a date, which is a date where it has no time."""
        return dt.datetime.combine(date, self.time, self.zone) if self.time else date

    def last(self, date: dt.date) -> dt.date:
        """Return the same as a bound, for which RFC 5545 wants UTC where there is a zone."""
        at = self.at(date)
        return at.astimezone(dt.UTC) if isinstance(at, dt.datetime) and at.tzinfo else at

    def put(self, event: Event, date: dt.date, minutes: int) -> None:
        """Set when an event begins, and how long it lasts; a whole day leaves its hours free."""
        event.add("dtstart", self.at(date))
        if self.time:
            event.add("duration", dt.timedelta(minutes=minutes))
        else:
            event.add("transp", "TRANSPARENT")


def _zone(name: str) -> ZoneInfo:
    zone = zone_of(name)
    if zone is None:
        raise InvitationError(f"its timezone `{name}` is none", "Name one as Europe/Lisbon does.")
    return zone


def _event(invitation: Invitation, of: About, stamp: dt.datetime) -> Event:
    """Begin an event with what all of a series have in common."""
    event = Event()
    event.add("uid", of.uid)
    event.add("dtstamp", stamp)
    event.add("sequence", invitation.revision)
    event.add("summary", of.title)
    if of.description:
        event.add("description", of.description)
    if of.url:
        event.add("url", of.url)
    event.add("status", "CONFIRMED")
    if of.organizer:
        event.add("organizer", _address(of.organizer))
    if of.organizer and of.attendee:
        attendee = _address(of.attendee)
        attendee.params.update(ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="TRUE")
        event.add("attendee", attendee)
    return event


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{''.join(flat(person.emails[0]).split())}")
    # Quotation marks have no form that every calendar reads in a parameter (RFC 6868 is young).
    address.params["CN"] = flat(person.name).replace('"', "'")
    return address
