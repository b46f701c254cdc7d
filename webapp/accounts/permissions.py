"""The one table role × permission. An unlisted pair is refused.

A permission names an act, not a page. The query (region, organisation, working relation) decides on which records,
never this table.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from webapp.errors import N_
from webapp.words import Worded


class Role(Worded):
    """The kinds of users."""

    street_nurse = "street_nurse", N_("straatverpleegkundige")
    youth_worker = "youth_worker", N_("jongerenwerker")
    shelter_worker = "shelter_worker", N_("opvangmedewerker")
    coordinator = "coordinator", N_("coördinator Kamers met Aandacht")
    volunteer = "volunteer", N_("vrijwilliger")
    host = "host", N_("verhuurder")
    debt_worker = "debt_worker", N_("vroegsignaleerder")
    placement_officer = "placement_officer", N_("wachtlijstbeheerder")
    policy_officer = "policy_officer", N_("beleidsmedewerker")
    administrator = "administrator", N_("beheerder")
    privacy_officer = "privacy_officer", N_("functionaris gegevensbescherming")


class Permission(StrEnum):
    """Everything a signed-in person can be allowed to do."""

    own_account = "own_account"
    read_contacts = "read_contacts"
    log_contacts = "log_contacts"
    work_list = "work_list"
    clinical_notes = "clinical_notes"
    read_clients = "read_clients"
    edit_clients = "edit_clients"
    refer = "refer"
    hand_shift = "hand_shift"
    end_support = "end_support"
    call_aftercare = "call_aftercare"
    see_aftercare_figures = "see_aftercare_figures"
    see_board = "see_board"
    request_beds = "request_beds"
    answer_requests = "answer_requests"
    count_beds = "count_beds"
    activate_cold = "activate_cold"
    see_nights = "see_nights"
    ask_overflow = "ask_overflow"
    answer_overflow = "answer_overflow"
    see_respite = "see_respite"
    keep_facilities = "keep_facilities"
    see_facility_figures = "see_facility_figures"
    request_rooms = "request_rooms"
    coordinate_rooms = "coordinate_rooms"
    ask_placements = "ask_placements"
    answer_placements = "answer_placements"
    keep_placements = "keep_placements"
    see_placement_figures = "see_placement_figures"
    see_exit_monitor = "see_exit_monitor"
    report_conditional = "report_conditional"
    keep_conditional = "keep_conditional"
    reassess = "reassess"
    keep_reassessments = "keep_reassessments"
    see_reassessment_figures = "see_reassessment_figures"
    refer_work = "refer_work"
    keep_work = "keep_work"
    answer_matches = "answer_matches"
    own_room = "own_room"
    visit_hosts = "visit_hosts"
    give_leads = "give_leads"
    see_room_figures = "see_room_figures"
    set_room_target = "set_room_target"
    see_directory = "see_directory"
    keep_directory = "keep_directory"
    keep_outreach = "keep_outreach"
    see_outreach_figures = "see_outreach_figures"
    set_outreach_target = "set_outreach_target"
    administer = "administer"
    oversee_access = "oversee_access"


_P = Permission
_EVERYONE = {_P.own_account}
_PLACES = {_P.ask_placements, _P.answer_placements, _P.report_conditional, _P.refer_work, _P.see_exit_monitor}
_PEOPLE = _PLACES | {_P.read_contacts, _P.log_contacts, _P.read_clients, _P.edit_clients}
_AFTERCARE = {_P.call_aftercare, _P.see_aftercare_figures}
_CASEWORK = _PEOPLE | _AFTERCARE | {_P.end_support, _P.work_list, _P.refer, _P.hand_shift, _P.reassess}
_BEDS = {_P.see_board, _P.request_beds, _P.see_nights, _P.ask_overflow, _P.see_respite}
_OVERFLOW = {_P.ask_overflow, _P.answer_overflow}
# The region decides on the winter regime, not one shelter: the centre municipality's policy officers, and its
# administrators for the evening when the officer cannot be reached. Neither sees a person by it.
_REGION = {_P.activate_cold}
_DIRECTORY = {_P.see_directory, _P.keep_directory}
_ROOM_FIGURES = {_P.see_room_figures, _P.set_room_target}

TABLE: dict[Role, frozenset[Permission]] = {
    Role.street_nurse: frozenset(
        _EVERYONE | _CASEWORK | _BEDS | _DIRECTORY | {_P.clinical_notes, _P.see_outreach_figures, _P.give_leads}
    ),
    Role.youth_worker: frozenset(
        _EVERYONE
        | _CASEWORK
        | _BEDS
        | _DIRECTORY
        | {_P.request_rooms, _P.answer_matches, _P.give_leads, _P.keep_outreach, _P.see_outreach_figures}
    ),
    Role.shelter_worker: frozenset(
        _EVERYONE
        | _OVERFLOW
        | _DIRECTORY
        | {
            _P.work_list,
            _P.hand_shift,
            _P.see_board,
            _P.count_beds,
            _P.answer_requests,
            _P.see_nights,
            _P.see_respite,
            _P.keep_facilities,
            _P.give_leads,
        }
    ),
    Role.coordinator: frozenset(
        _EVERYONE
        | _DIRECTORY
        | _ROOM_FIGURES
        | {_P.work_list, _P.coordinate_rooms, _P.answer_matches, _P.visit_hosts, _P.give_leads}
    ),
    Role.volunteer: frozenset(_EVERYONE | {_P.see_board, _P.see_directory, _P.visit_hosts, _P.give_leads}),
    Role.host: frozenset(_EVERYONE | {_P.own_room}),
    Role.debt_worker: frozenset(_EVERYONE),
    Role.placement_officer: frozenset(
        _EVERYONE
        | _AFTERCARE
        | {_P.see_directory, _P.keep_placements, _P.answer_placements, _P.see_placement_figures}
        | {_P.work_list, _P.report_conditional, _P.keep_conditional}
        | {_P.reassess, _P.keep_reassessments, _P.see_reassessment_figures, _P.refer_work, _P.keep_work}
        | {_P.see_exit_monitor}
    ),
    Role.policy_officer: frozenset(
        _EVERYONE
        | _REGION
        | _OVERFLOW
        | _ROOM_FIGURES
        | {_P.see_nights, _P.see_facility_figures, _P.see_directory, _P.see_outreach_figures, _P.set_outreach_target}
        | {_P.see_placement_figures, _P.see_aftercare_figures, _P.see_reassessment_figures, _P.see_exit_monitor}
    ),
    Role.administrator: frozenset(_EVERYONE | _REGION | _DIRECTORY | {_P.administer}),
    Role.privacy_officer: frozenset(_EVERYONE | {_P.oversee_access}),
}

ALONE = frozenset({Role.privacy_officer})
"""Roles that go with no other: nobody oversees themself (GDPR art. 38, 6)."""


_SHOWS_NOBODY = frozenset(
    {_P.own_account, _P.work_list, _P.own_room, _P.see_board, _P.see_nights, _P.ask_overflow, _P.answer_overflow}
    | {_P.activate_cold, _P.see_facility_figures, _P.see_directory, _P.keep_directory}
    | {_P.see_outreach_figures, _P.set_outreach_target, _P.see_placement_figures, _P.give_leads}
    | {_P.see_aftercare_figures, _P.see_reassessment_figures, _P.see_exit_monitor}
    | _ROOM_FIGURES
)
"""Permissions that open no records but the user's own. A new permission opens records until it is listed here."""


def has_work(role: Role) -> bool:
    """True when this role can do anything here yet, beside its own account."""
    return TABLE[role] > _EVERYONE


def shows_people(role: Role) -> bool:
    """True when this role opens records of clients, guests, young people or hosts in its work.

    An overseer does not: one who confirmed access would oversee an own decision.
    """
    return bool(TABLE[role] - _SHOWS_NOBODY - {_P.administer, _P.oversee_access})


def is_guarded(role: Role) -> bool:
    """True when one person alone cannot give this role: it opens records, or gives such roles to others."""
    return bool(TABLE[role] - _SHOWS_NOBODY)


def guarded(roles: Iterable[Role]) -> frozenset[Role]:
    """The roles among these that a second person confirms."""
    return frozenset(role for role in roles if is_guarded(role))


def sees_small_numbers(roles: Iterable[Role]) -> bool:
    """True when one of these roles works with tonight's beds, and so sees numbers under five.

    One role that sees nights and board both: an administrator alone can give the two separately.
    """
    return any({_P.see_nights, _P.see_board} <= TABLE[role] for role in roles)


def may_go_together(roles: Iterable[Role]) -> bool:
    """True when one person may have all of these roles."""
    wanted = set(roles)
    return len(wanted) == 1 or not wanted & ALONE


def allows(roles: frozenset[Role], permission: Permission) -> bool:
    """True when any of these roles may do this."""
    return any(permission in TABLE[role] for role in roles)
