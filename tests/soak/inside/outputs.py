PHASES = []
