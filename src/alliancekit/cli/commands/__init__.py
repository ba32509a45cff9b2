"""One module a command: ``add`` adds its arguments, ``run`` returns whether all was well."""
