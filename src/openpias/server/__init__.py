"""The server: Django around the pure kernels."""
