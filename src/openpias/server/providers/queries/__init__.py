"""What is asked about houses and providers?"""
