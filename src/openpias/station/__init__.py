"""What does a provider's own computer do: cards, tokens, and work without the network?"""
