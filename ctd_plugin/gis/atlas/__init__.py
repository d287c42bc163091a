"""The atlas: a PDF of a cover, a summary and one portrait a region, with working links."""
