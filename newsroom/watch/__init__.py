"""What tells the owner how the paper is: health, numbers for Prometheus, failed jobs.

What is written to the logs is in `newsroom.shared.logs`.
"""
