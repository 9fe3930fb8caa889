"""Every lever from nothing to its end: doses, what they do, and where more does nothing more."""
