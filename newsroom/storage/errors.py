"""What can go wrong with the place where photos are stored, in words that do not depend on what it is."""


class StorageError(OSError):
    """The store refused, has no such bucket, or broke off. An `OSError`, as of a disk that is full."""


class StorageDown(StorageError):
    """It did not answer, or said that it can't at present: another time it may."""
