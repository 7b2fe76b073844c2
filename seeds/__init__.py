"""The stored articles: known.jsonl, pages for replay with their goldens, the labelled corpus."""
