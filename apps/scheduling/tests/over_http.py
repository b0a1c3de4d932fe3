"""The addresses of the diary's API, and how its tests speak with them."""

APPOINTMENTS = "/api/v1/appointments/"
SLOTS = "/api/v1/appointments/slots/"
SETTINGS = "/api/v1/scheduling/settings/"
HOURS = "/api/v1/scheduling/hours/"
DATES = "/api/v1/scheduling/dates/"
SERVICES = "/api/v1/scheduling/services/"
RESOURCES = "/api/v1/scheduling/resources/"


def in_json(client):
    client.default_format = "json"
    return client


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]
