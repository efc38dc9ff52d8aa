from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """With the parameters that OWASP recommends: some 20 ms and 19 MiB a sign-in, outside of Python's lock.

    Django's take 100 MiB and 8 threads each: twenty sign-ins a second would leave nothing for who reads.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
