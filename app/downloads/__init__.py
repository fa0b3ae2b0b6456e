"""Bringing model files here, whole and checked."""
