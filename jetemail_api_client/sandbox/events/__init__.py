"""Events, and the deliveries of webhooks that they cause. No I/O."""
