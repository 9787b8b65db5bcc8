"""What is told: the pages that gather everything, the compiled material, the package of each party, its delivery.

Publishing stands last in the river and may ask every stage. A compilation is made once from what was said up to a
moment; a package is a file with a digest; a delivery is a letter with a link, and who fetched what and when is kept.
"""
