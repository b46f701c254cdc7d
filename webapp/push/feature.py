"""The declaration of push for the house."""

from webapp.feature import Feature
from webapp.push import models
from webapp.push.views import blueprint

PUSH = Feature("push", blueprint, models=(models,))
