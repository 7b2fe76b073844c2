"""Hữu Nghị's shell: the command line, the clock and one cycle."""
