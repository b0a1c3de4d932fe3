"""What the caller can say: clips with their texts, and the recogniser that knows them by waveform."""
