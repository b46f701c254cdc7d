"""HSDS 3.0, the exchange form of directories (Open Referral): a CSV data package or JSON, in and out.

In between an entry is a ``service`` object as the JSON form nests it; the package is the same in tables.
"""
