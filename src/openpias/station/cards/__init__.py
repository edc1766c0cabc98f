"""What happens to the card in the terminal, from when it is put in until it is pulled?"""
