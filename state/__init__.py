"""What the bot remembers: schema, store, outbox."""
