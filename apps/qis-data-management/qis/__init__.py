"""Checks quality-inspection files before they are taken in."""
