"""Support by a peer or with money matters, such as in the shelter: moments, and hours where somebody knows them."""
