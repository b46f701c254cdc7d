"""A year of Kamers met Aandacht: people in every step from sign-up to tenancy, through the services of real ones.

Everything is said today, and then put on the day it tells of.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import Region
from webapp.db import Session, new_id
from webapp.demo import room_people as people
from webapp.demo.regions import REGIONS
from webapp.demo.room_people import DemoMatch, DemoTenancy
from webapp.demo.rooms import date_events, find_user, lose, read_request, screen, sign_up
from webapp.due.days import add_months
from webapp.rooms import store as rooms_store
from webapp.rooms.hosts import service as hosts
from webapp.rooms.hosts.inputs import CalledInput
from webapp.rooms.leads import service as leads
from webapp.rooms.leads.inputs import CloseInput, LeadInput
from webapp.rooms.matches import service as matches
from webapp.rooms.matches.inputs import MatchAnswer, MatchInput
from webapp.rooms.matching import by_hand
from webapp.rooms.models import Host, Programme, Room, RoomRequest
from webapp.rooms.pairs import course, kind
from webapp.rooms.pairs.course import Pair
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.portal import service as portal
from webapp.rooms.portal.inputs import HelpInput
from webapp.rooms.requests import service as requests
from webapp.rooms.requests import store as request_store
from webapp.rooms.requests.inputs import WithdrawInput
from webapp.rooms.screening import service as screening
from webapp.rooms.screening.inputs import ParkInput, PlanInput, VisitInput
from webapp.rooms.showing import service as showing
from webapp.rooms.showing.inputs import ShowInput, SwitchInput
from webapp.rooms.tenancies import service as tenancies
from webapp.rooms.tenancies import store as tenancy_store
from webapp.rooms.tenancies.inputs import EndInput, EvaluationInput, SettleInput, SignalInput, TenancyInput
from webapp.rooms.volunteers import service as volunteers
from webapp.rooms.volunteers.inputs import AssignInput, MatchVisitInput
from webapp.rooms.words import RoomState
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.kinds import PARK
from webapp.validation import read

_SEEN = ["room", "lock", "smoke_alarm", "motive", "attention"]
_HOUSE_RULES = "Na elf uur is het stil. De keuken ruimen we samen op."


def make(session: Session) -> None:
    """Make it once, in the first region; the second keeps the few that it has."""
    slug = str(REGIONS[0]["slug"])
    region = accounts.find_region_by_slug(session, slug)
    if region is None or session.get(Programme, region.id) is None:
        return
    acting = actor_of(find_user(session, "coordinator"))
    if not rooms_store.list_rooms(session, acting, people.HOSTS[0].name, {}, offset=0, limit=1):
        _Year(session, region, acting).make()


def _days_ago(days: float) -> datetime:
    """A morning so many days ago; with a part of a day exactly so long ago."""
    if days % 1:
        return clock.now() - timedelta(days=days)
    return clock.midnight(clock.today() - timedelta(days=days)) + timedelta(hours=10, minutes=15)


class _Year:
    """The region's people of this year, by name."""

    def __init__(self, session: Session, region: Region, acting: Actor) -> None:
        self.session, self.region, self.acting = session, region, acting
        self.worker, self.volunteer = (
            actor_of(find_user(session, name)) for name in ("jongerenwerker", "vrijwilliger")
        )
        self.rooms: dict[str, UUID] = {}
        self.youths: dict[str, UUID] = {}
        self.matches: dict[str, UUID] = {}

    def make(self) -> None:
        for host in people.HOSTS:
            self.rooms[host.name] = sign_up(self.session, self.region, host)
            self._meet(host.name)
        for youth in people.YOUTHS:
            self._ask(youth)
        for match in sorted(people.MATCHES, key=lambda one: -one.days):
            self._match(match)
            for tenancy in people.TENANCIES:
                if tenancy.youth == match.youth and "signed" in str(match.answers):
                    self._let(match, tenancy)
        self._visits()
        self._stand_still()
        self._leads()
        self._show()

    def _room(self, name: str) -> Room:
        return cast(Room, rooms_store.find_room(self.session, self.acting, self.rooms[name]))

    def _host(self, name: str) -> Host:
        return cast(Host, rooms_store.find_host(self.session, cast(UUID, self._room(name).host_id)))

    def _meet(self, name: str) -> None:
        """Call everybody; screen most of them, two weeks after their sign-up."""
        hosts.note_call(self.session, self.acting, self.rooms[name], CalledInput())
        if name in people.SCREENED:
            screen(self.session, self.acting, self.rooms[name])
        date_events(self.session, self.acting, self.rooms[name], {RoomState.called: 2, RoomState.screened: 14})
        room = self._room(name)
        room.from_date = clock.local(room.created_at).date() + timedelta(days=14)
        self.session.add(room)
        seen = screening.read_host(self.session, self.acting, cast(UUID, room.host_id))
        for row in seen.visits:
            row.on = room.from_date
            row.certificate_on = row.on - timedelta(days=40)
            self.session.add(row)
        if seen.screening:
            seen.screening.decided_on = room.from_date
            self.session.add(seen.screening)

    def _ask(self, youth: dict[str, Any]) -> None:
        made = requests.ask_room(self.session, self.worker, read_request(self.region, youth), new_id())
        proposed = [one.days for one in people.MATCHES if one.youth == made.alias]
        made.created_at = _days_ago(max(proposed, default=25) + 20)
        self.session.add(made)
        self.youths[made.alias] = made.id
        alias, reason = people.WITHDRAWN
        if made.alias == alias:
            data = WithdrawInput.model_validate({"reason": reason})
            requests.withdraw_request(self.session, self.worker, made.id, data)
            made.withdrawn_at = _days_ago(9)

    def _match(self, said: DemoMatch) -> None:
        data = MatchInput(request=self.youths[said.youth], room=self.rooms[said.host])
        row = by_hand.propose(self.session, self.acting, data, new_id())
        row.proposed_at = row.moved_at = _days_ago(said.days)
        row.due_at = row.proposed_at + cast(timedelta, kind.MATCH.steps[0].within)
        self.matches[said.youth] = row.id
        pair = course.read_pair(self.session, row, (kind.YOUTH, kind.HOST, kind.COORDINATOR))
        for words in said.answers:
            party, answer, days, *reason = words.split()
            self._answer(pair, party, answer, float(days), *reason)
        course.note(self.session, pair, trajectories.read(self.session, course.SCHEME, pair))
        if row.released_at:
            row.released_at = row.moved_at
            self.session.add(row)

    def _answer(self, pair: Pair, party: str, answer: str, days: float, reason: str | None = None) -> None:
        """Answer as this party's worker or coordinator, so many days after the proposal."""
        before = trajectories.read(self.session, course.SCHEME, pair)
        by = self.worker if party == kind.YOUTH else self.acting
        said = AnswerInput(step=before.standing.word, answer=answer, party=party, reason=reason)
        after = trajectories.answer(self.session, by, course.SCHEME, pair, said, course=before)
        after.taken[-1].at = pair.began + timedelta(days=days)
        self.session.add(after.taken[-1])

    def _let(self, match: DemoMatch, said: DemoTenancy) -> None:
        today, start = clock.today(), clock.today() - timedelta(days=said.began)
        end = add_months(start, said.months) - timedelta(days=1) if said.months else None
        data = TenancyInput.model_validate(
            {
                "match": self.matches[said.youth],
                "ground": said.ground,
                "proof": True,
                "starts_on": start,
                "end": end,
                "rent": self._room(match.host).rent,
                "house_rules": _HOUSE_RULES,
            }
        )
        row = tenancies.begin(self.session, self.acting, data, new_id())
        row.signed_at = _days_ago(said.began + 5)
        row.buddy_on = row.buddy_by
        self.session.add(row)
        for month, party, grade, words in said.answered:
            self._evaluate(row.id, add_months(start, month), party, grade, words)
        for ago, (signal, note, outcome) in zip((30, 2), said.signals, strict=False):
            self._signal(row.id, signal, note, outcome, ago)
        if said.ended is not None:
            last = today - timedelta(days=said.ended)
            ended = {"ended_on": last, "reason": said.reason, "went_to": said.went_to}
            tenancies.end(self.session, self.acting, row.id, EndInput.model_validate(ended))
            self._free(self.matches[said.youth], last)

    def _evaluate(self, tenancy_id: UUID, day: date, party: str, grade: str, words: str) -> None:
        by = self.worker if party == kind.YOUTH else self.acting
        data = EvaluationInput.model_validate({"grade": grade, "words": words})
        tenancies.evaluate(self.session, by, tenancy_id, party, data)
        given = tenancy_store.find_evaluation(self.session, tenancy_id, day, party)
        if given:
            given.at = clock.midnight(day) + timedelta(hours=19)
            self.session.add(given)

    def _signal(self, tenancy_id: UUID, signal: str, note: str, outcome: str, ago: int) -> None:
        follow = None if outcome else clock.today() + timedelta(days=2)
        data = SignalInput.model_validate({"kind": signal, "note": note, "follow_up_on": follow})
        signal_id = new_id()
        tenancies.add_signal(self.session, self.acting, tenancy_id, data, signal_id)
        [row] = [one for one in tenancy_store.list_signals(self.session, [tenancy_id]) if one.id == signal_id]
        row.at = _days_ago(ago)
        self.session.add(row)
        if outcome:
            tenancies.settle_signal(self.session, self.acting, tenancy_id, signal_id, SettleInput(outcome=outcome))
            row.done_at = row.at + timedelta(days=3)

    def _free(self, match_id: UUID, day: date) -> None:
        match = cast(RoomMatch, self.session.get(RoomMatch, match_id))
        match.released_at = clock.midnight(day)
        request = cast(RoomRequest, self.session.get(RoomRequest, match.request_id))
        if request.withdrawn_at:
            request.withdrawn_at = match.released_at
        self.session.add_all((match, request))

    def _visits(self) -> None:
        """What the volunteer is to do, and did; a coordinator decides on the last one."""
        for name, days, where in people.VISITS:
            host = self._host(name)
            at = clock.midnight(clock.today() + timedelta(days=days)) + timedelta(hours=19, minutes=30)
            plan = {"visit_at": at, "visitor": self.volunteer.user_id, "where": where}
            screening.plan_visit(self.session, self.acting, host.id, read(PlanInput, plan))
            if days < 0:
                seen = {"host": host.id, "on": clock.local(at).date(), "checks": _SEEN, "lives_alone": True}
                seen["note"] = "Ruime kamer aan de tuinkant. De referentie volgt nog."
                screening.note_visit(self.session, self.volunteer, read(VisitInput, seen), new_id())

    def _stand_still(self) -> None:
        """Who waits until a day, who fell away after a match, who is to be looked at again, and who asks for help."""
        for name, why, days in people.PARKED:
            park = {"until": clock.today() + timedelta(days=max(days, 1)), "why": why}
            row = screening.park(self.session, self.acting, self._host(name).id, ParkInput.model_validate(park))
            row.parked_until = clock.today() + timedelta(days=days)
            self.session.add(row)
        for youth in people.ALONG:
            self._go_along(self.matches[youth])
        for youth, why, days in people.WAITING_MATCHES:
            self._park(self.matches[youth], why, days)
        name, reason = people.LOST_AFTER_A_MATCH
        lose(self.session, self.acting, self.rooms[name], None, 110, reason)
        date_events(self.session, self.acting, self.rooms[name], {"called": 2, "screened": 14, "declined": 110})
        looked = screening.read_host(self.session, self.acting, self._host("Demo Hilda").id).screening
        if looked:
            looked.next_look_on = clock.today() - timedelta(days=3)
            self.session.add(looked)
        secret = portal.make_link(self.session, self._host("Demo Ineke"))
        portal.ask_help(self.session, secret, HelpInput(words="Kan iemand meekijken naar de huurtoeslag?"))

    def _go_along(self, match_id: UUID) -> None:
        volunteers.assign(self.session, self.acting, match_id, AssignInput(volunteer=self.volunteer.user_id))
        said = {"match": match_id, "on": clock.today() - timedelta(days=4), "note": "Samen thee gedronken in de tuin."}
        volunteers.note_visit(self.session, self.volunteer, read(MatchVisitInput, said), new_id())

    def _park(self, match_id: UUID, why: str, days: int) -> None:
        row = cast(RoomMatch, self.session.get(RoomMatch, match_id))
        until = clock.today() + timedelta(days=days)
        said = MatchAnswer(match=match_id, step=row.state, answer=PARK, party=kind.COORDINATOR, reason=why, until=until)
        matches.answer(self.session, self.acting, said)

    def _show(self) -> None:
        """The youths who look and are of age agreed to stand on the public page."""
        showing.switch(self.session, self.acting, SwitchInput(on=True))
        for asked in request_store.list_open_requests(self.session, self.acting):
            if clock.today().year - asked.birth_year > people.OF_AGE:
                said = {"attention": asked.attention_wanted[:3] or ["company"], "day_activity": asked.day_activity}
                data = ShowInput.model_validate(said | {"agreed_on": clock.today()})
                showing.publish(self.session, self.acting, asked.id, data)

    def _leads(self) -> None:
        for username, name, place, note, days, outcome in people.LEADS:
            said = {"name": name, "phone": "06 00 00 00 00", "note": note, "agreed": True}
            said["municipality"] = self.region.municipalities[place]
            by = actor_of(find_user(self.session, username))
            row = leads.pass_on(self.session, by, read(LeadInput, said), new_id())
            row.created_at = _days_ago(days)
            self.session.add(row)
            if outcome:
                leads.close(self.session, self.acting, row.id, CloseInput.model_validate({"outcome": outcome}))
                row.closed_at = row.created_at + timedelta(days=2)
