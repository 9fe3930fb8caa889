"""What all reports share: figure style, Markdown, statements of effects, events in words."""
