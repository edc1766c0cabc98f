"""What are the official messages like? One module a family, and what they share."""
