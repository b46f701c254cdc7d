"""People who belong together: they are asked, let in and out as one party, or one by one."""
