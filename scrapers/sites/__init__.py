"""One small module for each site that needs code; everything else is data in sources.toml."""
