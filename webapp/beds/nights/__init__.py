"""Reports on nights and months. Who may only see aggregates gets no small numbers."""
