"""The app of personal files: what is known about somebody beyond name and membership, and who looked."""
