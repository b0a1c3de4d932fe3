"""What the stand-in model says and does: rules over the conversation so far, no memory of its own."""
