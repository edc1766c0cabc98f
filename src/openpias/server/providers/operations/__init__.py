"""What changes houses and providers?"""
