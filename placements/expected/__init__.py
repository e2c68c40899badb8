"""Who leaves when: known leavings and arrivals, 18th birthdays, and the total they lead to."""
