"""AHCCCS Health Insurance for Parents (KidsCare Manual, Chapter 800): one module per part of the chapter.

`decide.decide` puts them together for a day; a chapter that is not supplied is named, never invented.
"""
