"""Sound as numbers: mu-law, the stand-in voice, noises, voice activity."""
