"""How good is the reading of mails on labelled data?"""
