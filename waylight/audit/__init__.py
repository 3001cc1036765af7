"""The trail: who read, wrote, was refused, exported or signed in. Chained, anchored outside, verifiable."""
