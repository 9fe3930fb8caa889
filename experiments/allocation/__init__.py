"""Allocation: given officers and money, where do they do most?"""
