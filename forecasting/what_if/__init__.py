"""What if: scenarios of levers, tried on forecasts that were made."""
