"""What the model is told to say outside its own turn. English instructs it best; it speaks Hebrew."""

ASK = (
    "The caller has been silent for a while. In Hebrew, in one short friendly sentence, "
    "ask whether they are still on the line."
)
GOODBYE = (
    "The call is ending now. In Hebrew, in one short sentence, thank the caller and say goodbye. "
    "Do not promise anything."
)
RESUME = (
    "The connection was interrupted for a moment. In Hebrew, apologise in a few words and continue "
    "from where the conversation stopped. Do not repeat what was already settled."
)
FILLER = (
    "What the caller asked for takes a moment longer. Say exactly this in Hebrew, and nothing else: "
    "«רגע אחד בבקשה, אני בודקת.» Keep speaking of yourself as before. Do not name any outcome."
)
# What a call of a tool says that nobody wanted any more when it came, as JSON.
TOOL_CANCELLED = (
    '{"error":{"code":"cancelled_by_caller","message":"Not run: the caller spoke before it was asked for. '
    'Nothing was recorded or booked. Call it again only if the caller still wants it."}}'
)
# What a tool that broke tells the model, as JSON.
TOOL_BROKE = (
    '{"error":{"code":"tool_failed","message":"Something went wrong on our side. Do not say that anything '
    'was recorded or booked. Apologise and offer that the business calls back."}}'
)
# What a tool says that could not even begin in time, as JSON.
TOOL_LATE = (
    '{"error":{"code":"try_later","message":"Our system is slow just now and this was not done. Do not '
    'say that anything was recorded or booked. Offer to try again, or that a colleague calls back."}}'
)


def greeting_line(greeting: str) -> str:
    return f"Say exactly this greeting in Hebrew, word for word, and nothing else: «{greeting}»"


def typed_line(digits: str) -> str:
    """A keypad entry as the caller's own message."""
    return f"[הוקש במקלדת הטלפון: {digits}]" if digits else "[המתקשר דילג על ההקשה]"


def answer_line(answer: str) -> str:
    return (
        "The caller asked something that the business has answered. In Hebrew, tell the caller this answer, "
        f"all of it and nothing else, in spoken words: «{answer}» Keep speaking of yourself as before, then "
        "stop and listen."
    )
