"""How is an official operation called, answered and refused in SOAP 1.1?"""
