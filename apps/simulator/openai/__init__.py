"""OpenAI's Realtime socket and text endpoints, as the openai SDK knows them."""
