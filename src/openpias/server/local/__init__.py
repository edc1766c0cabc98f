"""How do all parts start on one machine, without root and without a service manager?"""
