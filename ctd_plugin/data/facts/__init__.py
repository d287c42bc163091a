"""Facts and figures: their model, parsing them from answers, and the user's corrections.

Parsing goes lexer → quantities → clauses (of clause_items) → amount_groups and shares → amount_parser → extraction.
"""
