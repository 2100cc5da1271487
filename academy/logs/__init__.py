"""What the site writes about its work: one line for each request and each task, without a word about a person."""
