"""What the assistant remembers of a lead, over all calls and chats.

services.py      members write, correct and erase it
selectors.py     what stands there, and what of it a model is told
remembering.py   after a conversation: the old memory and what was said become the new one
"""
