"""How languages write sums of money: their words, their numbers and the names of currencies."""
