"""What all windows share: messages, links, escaping, small widgets and the base of forms."""
