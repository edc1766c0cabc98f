"""What do the messages of the official interface say, in our words? One module per family."""
