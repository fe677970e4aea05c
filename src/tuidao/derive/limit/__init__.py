"""Limits: an exact engine of generalised series behind, textbook methods in front."""
