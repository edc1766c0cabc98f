"""OpenPIAS: an open platform for health-insurance work with providers."""

__version__ = "0.1.0"
