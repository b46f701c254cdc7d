"""The door of the phone: operations in, receipts out; keys, schema and snapshots to read.

Owns receipts and the order of things; every decision is the feature's own service's.
"""
