"""What the environment says: whichever settings read a variable ask here."""

import os

import environ

env = environ.Env()
# A line without a value in .env is no value.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}
