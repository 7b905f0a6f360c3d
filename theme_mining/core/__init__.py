"""Words and sockets: the types every room speaks in, the error tree, stable identities, protocols.

Takes and gives nothing by itself. Depends on the standard library, numpy and pandas only.
"""
