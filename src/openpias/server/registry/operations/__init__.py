"""What can be written in the register? One file per subject; each writes its audit row."""
