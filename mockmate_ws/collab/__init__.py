"""The shared documents: replicas, y-sync messages, awareness."""
