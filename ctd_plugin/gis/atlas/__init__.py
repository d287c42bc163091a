"""The atlas: a PDF of a cover, a summary and one sheet a region, with working links."""
