"""The declaration of the change of shifts for the house."""

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.feature import Card, Feature, Group, Part, Tab
from webapp.operation import Envelope, Operation, Outcome
from webapp.shifts import models, service
from webapp.shifts.guide import CHAPTERS
from webapp.shifts.inputs import ShiftNoteInput
from webapp.shifts.views import blueprint


def _write(session: Session, actor: Actor, data: ShiftNoteInput, envelope: Envelope) -> Outcome:
    service.write_note(session, actor, data, envelope.id)
    return Outcome(url="/dienst")


SHIFTS = Feature(
    "shifts",
    blueprint,
    models=(models,),
    operations=(
        Operation("shift.note", N_("Bericht aan de volgende dienst"), ShiftNoteInput, Permission.hand_shift, _write),
    ),
    links=(Tab("/dienst", N_("Sinds je vorige dienst"), "clock", Permission.hand_shift, order=4, group=Group.work),),
    cards=(Card(Part.news, "shifts/_home.html", Permission.hand_shift, service.count_changes),),
    erase=service.erase_old,
    chapters=CHAPTERS,
)
