"""The nomenclatures as they are shipped: one CSV file a list."""
