"""How does a card behave on a machine that has neither card nor terminal?"""
