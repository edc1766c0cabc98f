"""What did providers give, to whom, and was it reported as the rules ask? SIUI's part of PIAS."""
