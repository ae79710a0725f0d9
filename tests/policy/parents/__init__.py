"""Chapter 800, case by case."""
