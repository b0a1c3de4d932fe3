"""The assistant that writes: one customer's text in, one answer out.

text_agent_reply(conversation_id=, channel=)            services.py: answers the last message
text_agent_try(turns=, channel=, prompt_text=)          the same for a talk that nobody has; nothing stays
"""
