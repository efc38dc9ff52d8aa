"""Which models' changes are recorded, and how: by statement triggers, deletions too."""

import pghistory


def tracked(model=None, *, exclude=None):
    """Class decorator: record every insert, update and delete of the model in an event table."""

    def decorate(cls):
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=exclude,
            obj_field=pghistory.ObjForeignKey(related_name="+"),
        )(cls)

    return decorate(model) if model else decorate
