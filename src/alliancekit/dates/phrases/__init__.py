"""How phrases are read: a small grammar for each language over shared arithmetic of periods."""
