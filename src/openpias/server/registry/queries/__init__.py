"""What can be read from the register? One file per subject."""
