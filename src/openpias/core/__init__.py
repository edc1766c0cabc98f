"""Pure kernels: no framework, no network, no clock."""
