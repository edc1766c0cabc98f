"""What does reporting write? The transaction and the audit row are here."""
