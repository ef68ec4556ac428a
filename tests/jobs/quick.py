"""The desk's settings with a cheap password hash: for tests that start the whole program many times."""

from upstander.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
