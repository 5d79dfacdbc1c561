"""What was told to whom, through which channel (通报、公开、公示), and the pages for residents."""
