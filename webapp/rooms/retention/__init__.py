"""What time brings to hosts: their names go when the term is over, and the numbers stay."""
