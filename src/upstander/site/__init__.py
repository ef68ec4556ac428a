"""Settings, root addresses, the server's door: the only room that names web and api together."""
