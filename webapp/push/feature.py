"""What push offers to the house."""

from webapp.feature import Feature
from webapp.push import models
from webapp.push.views import blueprint

PUSH = Feature("push", blueprint, models=(models,))
