"""What Django's admin looks for in an app: here the accounts, who may do what, and who could not sign in."""

from . import accounts_admin, sign_in_admin

__all__ = ["accounts_admin", "sign_in_admin"]
