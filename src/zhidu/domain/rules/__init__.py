"""Rules (制度的条款): what they are, whom they bind, and how each is judged."""
