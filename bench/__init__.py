"""Measurements: each as a ratio, in one run, against the bare thing it names."""
