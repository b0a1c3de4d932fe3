"""What the rules of the CRM refuse, by noun."""
