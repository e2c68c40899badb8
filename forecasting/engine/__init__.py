"""The forecast as arithmetic: inputs, a seed and settings in, numbers out. Knows neither Django nor the registers.

Read `inputs.py` for what goes in, `forecast.py` for what may be asked, `simulation.py` for the month's step.
"""
