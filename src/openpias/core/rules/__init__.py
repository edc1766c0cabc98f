"""Which rules does a reported service keep? Records and dated policy in, findings out; pure."""
