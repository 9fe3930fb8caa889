"""The interactive view: its engine, which knows no browser, and its page."""
