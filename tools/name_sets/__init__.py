"""Development sets of names, made by tools/make_name_sets.py from the data beside the tree; a file for each culture.

text.py        letters, words, likeness of names
sources.py     the files of the data folder, each read once
lists.py       names of the real lists, read alike
common.py      the sets being made, and their negatives
korean.py arabic.py slavic.py japanese.py chinese.py vietnamese.py   pairs of persons
firms.py       pairs of firms and vessels; firms on no list
general.py     the general screening set, by rule from lists
people.py      ordinary people of many countries
"""
