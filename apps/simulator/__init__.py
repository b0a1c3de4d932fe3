"""Stand-ins for OpenAI and Twilio, and a caller who speaks. No Django inside."""
