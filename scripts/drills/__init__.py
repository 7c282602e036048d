"""`make drills`: what readers and the desk get, and what is lost, when parts of the real stack fail under load."""
