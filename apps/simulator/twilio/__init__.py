"""Twilio's side of a call: webhooks, TwiML, the media stream of a real caller, and the REST API."""
