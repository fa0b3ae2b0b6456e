"""What shows how answers come about: their journey, totals, how sure a model was, comparisons."""
