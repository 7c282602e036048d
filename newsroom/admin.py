"""What Django's admin looks for in an app: here the accounts, who may do what, and who could not sign in."""

from .accounts import admin, sign_in_admin

__all__ = ["admin", "sign_in_admin"]
