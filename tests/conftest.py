"""Settings of every test: none of the user's own, and no deadline.

The first example of a hypothesis pays for loading the tables.
"""

import os
import tempfile

from hypothesis import settings

pytest_plugins = ["browsers", "programs", "stores"]

settings.register_profile("narrator", deadline=None)
settings.load_profile("narrator")

_HOME = tempfile.TemporaryDirectory()
os.environ |= {"XDG_CONFIG_HOME": f"{_HOME.name}/config", "XDG_DATA_HOME": f"{_HOME.name}/data"}
