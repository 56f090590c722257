"""TODO"""


def run(program, settings):
    pass
