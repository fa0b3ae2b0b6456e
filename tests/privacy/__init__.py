"""What is promised about privacy and safety, shown on the whole program."""
