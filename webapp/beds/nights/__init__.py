"""Reports on nights and months. A reader of aggregates gets no small numbers."""
