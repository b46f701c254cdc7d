"""The declaration of referrals for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, Feature, Group, KeptPage, Part, Tab
from webapp.referrals import models
from webapp.referrals.guide import CHAPTERS
from webapp.referrals.kind import REASONS, REFERRAL
from webapp.referrals.operations import OPERATIONS
from webapp.referrals.regions import fragments
from webapp.referrals.reminders import REMINDERS
from webapp.referrals.service import count_waiting
from webapp.referrals.timeline import TIMELINE
from webapp.referrals.views import blueprint

REFERRALS = Feature(
    "referrals",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    reasons={REFERRAL.word: REASONS},
    fragments=(fragments,),
    kept_pages=(KeptPage("/doorverwijzingen/nieuw", is_empty=True),),
    links=(Tab("/doorverwijzingen", N_("Doorverwijzingen"), "swap", Permission.refer, order=6, group=Group.work),),
    cards=(Card(Part.news, "referrals/_waiting.html", Permission.refer, count_waiting),),
    due=REMINDERS,
    waits=count_waiting,
    timeline=TIMELINE,
    chapters=CHAPTERS,
)
