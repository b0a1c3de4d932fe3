from collections.abc import Iterator
from contextlib import contextmanager

from tenant_schemas_celery.task import TenantTask

from apps.core.jobs import SCHEMA_HEADER, WrongSchemaError
from apps.tenants.context import PUBLIC_SCHEMA, current_schema, working_in


class BusinessTask(TenantTask):
    """What every job is: it enters its business as a part of its own run, so that what fails there is tried
    again like anything else. Celery only logs what fails in a signal before the run.
    """

    abstract = True

    @contextmanager
    def entered(self) -> Iterator[None]:
        """The business the job was sent into; where it is called, if it was not sent.

        Raises WrongSchemaError when the business is gone.
        """
        # The models are not there yet when Celery makes its tasks.
        from apps.tenants.selectors import business_by_schema

        schema = self.request.get(SCHEMA_HEADER) or (self.request.headers or {}).get(SCHEMA_HEADER)
        schema = schema or current_schema()
        if schema not in (current_schema(), PUBLIC_SCHEMA) and business_by_schema(schema=schema) is None:
            raise WrongSchemaError(schema)
        with working_in(schema):
            yield
