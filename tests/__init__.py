"""Tests of the house, room by room; a package so that benchmarks can be run by name."""
