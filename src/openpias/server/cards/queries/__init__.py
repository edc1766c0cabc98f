"""What is asked about cards, cases and houses?"""
