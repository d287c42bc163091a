"""The Processing provider `ctd`, one algorithm a file."""
