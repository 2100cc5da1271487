"""What sweeps have in common."""

#: Letters of each kind that one sweep queues; the next sweep takes the next ones.
LETTERS_AT_ONCE = 200
