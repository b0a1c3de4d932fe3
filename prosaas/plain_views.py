"""What answers without asking for a verb, by where it does, and why it may. Anything else stops the start."""

_SAYS_THE_SAME = "says the same to everybody"
_SIGNED = "takes only what the provider's account signed"

PLAIN_VIEWS = {
    "prosaas.urls_tenant": {
        "prosaas.spa.shell": "the dashboard's own file, which holds nothing of the business",
        "prosaas.spa.favicon": _SAYS_THE_SAME,
        "prosaas.spa.api_not_found": _SAYS_THE_SAME,
        "prosaas.spa.administration_elsewhere": _SAYS_THE_SAME,
        "apps.reminders.pages.meeting": "the signed address is of one meeting, and only its customer has it",
    },
    "prosaas.urls_public": {
        "admin": "Django's administration: each page asks for a system admin",
        "prosaas.spa.front_page": _SAYS_THE_SAME,
        "prosaas.spa.favicon": _SAYS_THE_SAME,
        "prosaas.spa.api_not_found": _SAYS_THE_SAME,
        "apps.telephony.views.voice": _SIGNED,
        "apps.telephony.views.after": _SIGNED,
        "apps.telephony.views.status": _SIGNED,
        "apps.reminders.webhooks.sms": _SIGNED,
        "apps.reminders.webhooks.sms_status": _SIGNED,
    },
}
PLAIN_SOCKETS = {
    "apps.notifications.consumers.LiveConsumer": "a member's token is its first message",
    "apps.telephony.consumer.MediaConsumer": f"{_SIGNED}, with a token of one minute",
    "prosaas.sockets.unknown_socket": "refuses everybody",
}
