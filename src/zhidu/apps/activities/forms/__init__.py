"""Forms of the app: what people type, turned into what the acts take."""
