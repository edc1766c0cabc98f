"""Which certificates open the door, who enrolled them, and what was found when they were checked?"""
