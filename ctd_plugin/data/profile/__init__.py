"""The profile of a region: its answers, figures, platforms and changes in one edition, and the reader of an edition."""
