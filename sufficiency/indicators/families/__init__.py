"""One module a family of indicators: its SQL, and how its rows become figures.

Each query takes all its dates at once and judges one child a row; the same rows are counted for a figure, split
for a cross table, and named for the list of children behind it.
"""
