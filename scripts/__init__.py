"""What is run from a checkout, and never from the image."""
