"""Rate limits in Redis: at a real one, where there is one, and at one that is played."""
