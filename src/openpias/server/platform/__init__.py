"""What every module of the server stands on."""
