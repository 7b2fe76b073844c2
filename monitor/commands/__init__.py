"""What each command does: from parsed arguments to output and an exit code."""
