"""Reads the chains of the access log in pieces: as few entries in memory, however long the log is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from webapp.audit import store
from webapp.audit.chain import Head, canonical
from webapp.db import Session, keyring_of

Heads = Mapping[UUID, Head]
"""Writer → the last link of its chain that held."""
NONE: Heads = {}


class Verification:
    """One check of every chain, from the heads that held before on; ``whole`` reads what they cover as well.

    ``heads`` holds the last link of each chain so far, ``problems`` every place where a chain does not hold: a changed,
    missing or foreign row. A chain is read from its beginning when an entry of it is missing or its known head is
    another. Of ``entries`` to read, ``read`` were; ``skipped`` were read before.
    """

    def __init__(self, session: Session, known: Heads = NONE, *, whole: bool = False) -> None:
        self.heads = dict(known)
        self.problems: list[str] = []
        self.entries = self.read = self.skipped = 0
        self._session = session
        self._keyring = keyring_of(session)
        self._whole = whole

    def pieces(self) -> Iterator[None]:
        """Verify; a turn per piece of at most ``store.AT_ONCE`` entries."""
        chains = store.list_chains(self._session)
        for gone in self.heads.keys() - {chain.writer for chain in chains}:
            self.problems.append(f"{gone} 1 to {self.heads.pop(gone).n}")
        starts = [self._start(chain) for chain in chains]
        self.skipped = sum(start.n for start in starts)
        self.entries = sum(chain.entries for chain in chains) - self.skipped
        for start in starts:
            yield from self._follow(start)

    def _start(self, chain: store.Chain) -> Head:
        """The link to go on from."""
        known = self.heads.pop(chain.writer, None)
        if known and chain.last < known.n:
            self.problems.append(f"{chain.writer} {chain.last + 1} to {known.n}")
        if chain.first < 1:
            self.problems.append(f"{chain.writer} {chain.first}")
        if known is None or self._whole or not chain.is_whole or not self._stands(known):
            return Head(chain.writer, 0, b"")
        self.heads[chain.writer] = known
        return known

    def _stands(self, head: Head) -> bool:
        return store.find_mac(self._session, head.writer, head.n) == head.mac

    def _follow(self, previous: Head) -> Iterator[None]:
        holds = True
        for piece in store.read_chain(self._session, previous.writer, previous.n):
            for entry in piece:
                previous, held = self._judge(previous, entry)
                holds = holds and held
            self.read += len(piece)
            if holds:
                self.heads[previous.writer] = previous
            yield

    def _judge(self, previous: Head, entry: dict[str, object]) -> tuple[Head, bool]:
        """The next link, and whether it follows from the one before."""
        link = Head(entry.pop("writer"), entry.pop("n"), entry.pop("mac"))  # type: ignore[arg-type]
        expected = self._keyring.chain(previous.mac, canonical(link.writer, link.n, entry))
        held = link.n == previous.n + 1 and link.mac == expected
        if not held:
            self.problems.append(f"{link.writer} {link.n}")
        return link, held


def broken_links(session: Session) -> list[str]:
    """Every place of the whole log where a chain does not hold."""
    verification = Verification(session)
    for _ in verification.pieces():
        pass
    return verification.problems
