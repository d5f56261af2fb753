"""The home of concurrent.futures; empty otherwise."""
