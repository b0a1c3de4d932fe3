from prosaas.settings.base import *

DEBUG = True
SECRET_KEY = SECRET_KEY or "local-only-" + "0" * 50
