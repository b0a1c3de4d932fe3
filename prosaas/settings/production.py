from prosaas.settings.base import *
