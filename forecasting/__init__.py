"""What is to come: how many children, in which homes, at what cost, with ranges that hold."""
