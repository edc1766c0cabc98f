"""How are planned outages typed?"""
