"""Files of any size become large layers, piece by piece: on the cores of this machine, or on a cluster."""
