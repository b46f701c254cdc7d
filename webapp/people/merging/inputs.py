"""What a user can say about two records of one person."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from webapp.errors import N_
from webapp.references import ClientId, OwnClientId
from webapp.validation import WHOLE, Input, OrNone, says

Taken = Literal["name", "alias", "birth_year", "legal_basis", "municipality"]
"""A field of which the one that stays can take the value of the one that goes: ``values.CHOSEN``."""
Version = OrNone[Annotated[int, Field(ge=1), WHOLE]]


class MergeInput(Input):
    """Kind ``client.merge``: ``from`` goes into ``into``.

    ``take``: fields whose value comes from the one that goes; an empty field of the one that stays is filled anyway.
    The versions are those of both records that were seen; without them nothing is compared.
    """

    model_config = ConfigDict(populate_by_name=True)
    gone: ClientId = Field(alias="from")
    into: ClientId
    take: list[Taken] = Field(default_factory=list, max_length=10)
    from_version: Version = None
    into_version: Version = None


class UnmergeInput(Input):
    """Kind ``client.unmerge``: ``client`` went into another by mistake. Its id is its own, so it is not followed."""

    client: OwnClientId = says(N_("Kies wie je wilt losmaken."))


class SettleInput(Input):
    """Two people who are alike: ``yes`` says that they are two, ``no`` takes that back."""

    one: OwnClientId
    other: OwnClientId
    are_two: bool
