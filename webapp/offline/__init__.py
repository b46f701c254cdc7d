"""The door of the phone: operations in, receipts out; keys, schema and snapshots to read.

Owns receipts and the order of operations; every decision belongs to the feature's own service.
"""
