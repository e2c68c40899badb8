"""Who may open a child's record: restriction, connections, emergencies, and who has looked."""
