"""The handbook inside the site: the pages of ``docs/handbook`` as anybody can read them, signed in or not."""
