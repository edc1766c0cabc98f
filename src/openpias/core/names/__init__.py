"""How are names tidied, written in Latin letters, and recognised in another spelling?"""
