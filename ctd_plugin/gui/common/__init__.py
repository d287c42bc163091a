"""What all windows share: messages, links, escaped text, small widgets."""
