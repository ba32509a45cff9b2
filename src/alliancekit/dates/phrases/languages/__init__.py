"""The grammar of each language: words and patterns; names of months and days are CLDR's."""
