"""What stands between the model and the world. Pure: no Django, no network, no state.

    tool_refusal(name, given, talk, known)     why a tool call must not happen as it stands, or None
    untruths(text, talk, known)                what a reply claims that no tool result bears out
    corrected(hits)                                what is said in its place

`evidence.py` is what a verdict may depend on, `kinds.py` names the guards.
"""
