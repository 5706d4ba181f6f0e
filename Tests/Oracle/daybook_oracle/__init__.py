"""A second, independent implementation of the billing rules, as a test oracle."""
