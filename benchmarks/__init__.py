"""What Onderdak weighs and how fast it is: ratios against a floor or a peer, measured in one run."""
