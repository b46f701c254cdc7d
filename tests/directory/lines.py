"""Any opening hours that a person could type, for hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from webapp.directory.hours import DAY, Line

SPAN = st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY - 1)).map(lambda one: (one[0], one[0] + one[1]))
BOUND = st.none() | st.dates(date(2026, 11, 1), date(2027, 2, 1))
WEEKLY = st.builds(
    Line,
    spans=st.lists(SPAN, min_size=1, max_size=3).map(tuple),
    days=st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    nth=st.sampled_from([0, 0, 1, 4, -1]),
    since=BOUND,
    until=BOUND,
)
DATED = st.builds(
    lambda spans, since, length: Line(spans, since=since, until=since + timedelta(days=length), is_date=True),
    st.lists(SPAN, max_size=2).map(tuple),
    st.dates(date(2026, 11, 20), date(2027, 1, 10)),
    st.integers(0, 10),
)
ON_HOLIDAYS = st.builds(lambda spans: Line(spans, on_holidays=True), st.lists(SPAN, max_size=2).map(tuple)) | st.just(
    Line(on_holidays=True, as_usual=True)
)
LINES = st.lists(WEEKLY | DATED | ON_HOLIDAYS, max_size=5).map(tuple)
