"""Which official operations do houses and providers answer?"""
