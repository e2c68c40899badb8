"""Southwark: what its strategy of 2018 printed, without any children’s records."""
