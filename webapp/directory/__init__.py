"""The directory (wegwijzer): places to refer someone to, by need and municipality, each checked by a person."""
