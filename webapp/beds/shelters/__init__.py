"""The shelters: houses, kinds of beds and their capacity, opening hours, extra winter beds."""
