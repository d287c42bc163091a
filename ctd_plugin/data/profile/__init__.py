"""One region of one edition: what the survey says of it, its figures and its platforms; and what reads them."""
