"""The rules by subject: what each looks at, and what it says."""
