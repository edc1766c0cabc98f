"""How did the table of planned outages come to be?"""
