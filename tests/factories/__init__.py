"""Objects for tests, without surprises: each call makes exactly what its name says."""
