"""What answers took: their stages, energy, totals; shown by the window and `inglenook stats`."""
