"""The page without a server: one file of HTML that holds the emulators of a study."""
