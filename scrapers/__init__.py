"""From the web to Article: fetching, feeds, listings, sitemaps, pages."""
