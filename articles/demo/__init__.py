"""The demo edition: a fictional paper of a fictional city, to see the product with something in it."""
