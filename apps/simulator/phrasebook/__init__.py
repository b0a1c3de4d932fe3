"""What the caller can say: recorded clips with their texts, and the recogniser that knows them by waveform."""
