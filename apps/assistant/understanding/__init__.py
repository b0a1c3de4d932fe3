"""What the text model makes of a conversation once it is over. For jobs.

asking.py     one question with a strict schema: time-outs, three attempts, what it cost
answers.py    the schemas, and the rules the model is given
telling.py    a conversation as the model is told of it                        pure
evident.py    which details of the customer really were said                   pure
agreed.py     whether a meeting was agreed on, and for when                    pure
services.py   conversation_understand(): all of it, once per conversation
proposals.py  what was agreed and stands in no diary, for the staff to decide
"""
