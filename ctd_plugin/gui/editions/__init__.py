"""Windows that open and compare editions, dropped files, and which edition is the current one."""
