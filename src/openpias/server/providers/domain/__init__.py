"""What is decided about houses and providers? Pure."""
