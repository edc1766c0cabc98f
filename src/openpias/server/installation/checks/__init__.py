"""What is wrong with this installation? One function a finding."""
