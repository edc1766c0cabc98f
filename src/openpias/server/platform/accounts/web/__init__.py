"""How do people sign in, choose a language and practise?"""
