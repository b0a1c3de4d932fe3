from apps.platform.admin import businesses, numbers, people

__all__ = ["businesses", "numbers", "people"]
