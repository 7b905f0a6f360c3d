"""Where results are kept. Takes masked Answers and Runs (the Store, SQL) and trained models (folders with a
manifest); a RawAnswer cannot get in: the Store's type does not take it."""
