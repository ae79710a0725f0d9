"""Pure functions over the facts of a case: one module per part of the manual, and the dated book."""
